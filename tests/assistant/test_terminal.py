"""A reply set for a person, in a terminal and elsewhere."""

from __future__ import annotations

import io
import re
import sys

import pytest

from assistant.json_line import json_line
from assistant.output import complain, write_text
from assistant.progress import progress_bar
from assistant.reply import MAY_NOT_ANSWER, UNRESOLVED, Abstention, Answer, Place, Reference, Remark
from assistant.terminal import NOT_ANSWERING, plain_text, printable, terminal_text
from ingest.footnote import Footnote
from ingest.span import Span

HOSTILE = "[bold red]x[/] :smile: \x1b[31mred\x07 \x9b2J \u202egnp.exe\u2066 a\r\nb\tc [link=http://x]y[/link]"
SHOWN = "[bold red]x[/] :smile: [31mred 2J gnp.exe a b c [link=http://x]y[/link]"
CODES = re.compile(r"\x1b\[[\d;]*m")


def answer(*quotes, resolved=None):
    return Answer("Why?", quotes, "note", 0.9, resolved)


class TestPlainText:
    def test_an_answer(self, make_quote):
        place = Place("report", Span(7, 30), "A quarter had broken down.", "The report", ("One",))
        first = make_quote("About a quarter\nbroke  down.", context="They were placed.", also_in=(place,), page=3)
        second = make_quote("It lasts a year.", start=50, section=())
        third = make_quote("Nobody knows.", doc_id="blog", title="A blog", author=None, published="2021", section=("Views",))
        assert plain_text(answer(first, second, third)) == (
            "Ann Author, A letter (30 March 2021):\n"
            "    (It follows on from: They were placed.)\n"
            "    “About a quarter broke down.” [1]\n"
            "    2. Findings > c. Later | p. 3 | letter 10-38\n"
            "    Also in: The report | One | report 7-30\n"
            "\n"
            "    “It lasts a year.” [2]\n"
            "    letter 50-66\n"
            "\n"
            "A blog (2021):\n"
            "    “Nobody knows.” [3]\n"
            "    Views | blog 10-23\n"
        )

    def test_footnotes_and_what_the_quote_refers_to(self, make_quote):
        entry = "Smith, J. (2019)\n*Homes*."
        references = (
            Reference("Smith 2019", entry, Span(0, len(entry)), "resolved"),
            Reference("Doe 2020"),
            Reference("Roe 2021", status="ambiguous"),
        )
        quote = make_quote(footnotes=(Footnote("3", f"See {HOSTILE}", Span(0, len(HOSTILE) + 4)),), references=references)
        assert plain_text(answer(quote)).splitlines()[3:] == [
            f"    Footnote 3: See {SHOWN}",
            "    Cites Smith 2019: Smith, J. (2019) *Homes*.",
            f"    Cites Doe 2020: ({UNRESOLVED['absent']})",
            f"    Cites Roe 2021: ({UNRESOLVED['ambiguous']})",
        ]

    def test_an_answer_that_may_be_none_says_so(self, make_quote):
        unsure = Answer("Why?", (make_quote(),), "note", 0.2)
        assert plain_text(unsure).startswith(f"{MAY_NOT_ANSWER}:\n\nAnn Author")
        assert MAY_NOT_ANSWER not in plain_text(answer(make_quote()))

    def test_an_abstention_says_that_the_nearest_do_not_answer(self, make_quote):
        assert plain_text(Abstention("Why?", "Nothing is said of it.", (make_quote(),), 0.1)) == (
            "The documents do not say.\n"
            "Nothing is said of it.\n"
            "\n"
            f"{NOT_ANSWERING}\n"
            "\n"
            "Ann Author, A letter (30 March 2021):\n"
            "    “A quarter broke down.”\n"
            "    2. Findings > c. Later | letter 10-31\n"
        )

    def test_an_abstention_with_nothing_near(self):
        assert plain_text(Abstention("Why?", "Nothing is said of it.", (), 0.1)) == "The documents do not say.\nNothing is said of it.\n"

    def test_a_follow_up_shows_how_it_was_understood(self, make_quote):
        assert plain_text(answer(make_quote(), resolved="Who pays – and when?")).startswith("Understood as: Who pays – and when?\n\nAnn Author")

    def test_a_long_quote_stays_on_one_line(self, make_quote):
        words = "word " * 200 + "end."
        assert f"“{words}”" in plain_text(answer(make_quote(words)))


class TestTerminalText:
    def test_bold_dim_and_lines_that_fit(self, make_quote):
        text = terminal_text(answer(make_quote("word " * 60 + "end.")), 60)
        assert "\x1b[1mAnn Author, A letter (30 March 2021):\x1b[0m" in text
        assert "\x1b[2mletter 10-" in text or "\x1b[2m2. Findings" in text
        lines = CODES.sub("", text).splitlines()
        assert max(map(len, lines)) <= 60
        assert sum(line.startswith("    ") for line in lines) >= 6

    @pytest.mark.parametrize("columns", [0, 1, 24, 80, 5000])
    def test_says_the_same_words_as_plain_text_at_any_width(self, columns, make_quote):
        reply = answer(make_quote("About a quarter broke down. " * 8 + "x" * 150), make_quote(start=99, context="Before."))
        shown = CODES.sub("", terminal_text(reply, columns))
        assert "".join(shown.split()) == "".join(plain_text(reply).split())
        assert max(map(len, shown.splitlines())) <= 100

    def test_the_exact_answer_is_bold(self, make_quote):
        text = "In 2020  about\na quarter broke down."
        quote = make_quote(text, start=10, answer_span=Span(10 + text.index("about"), 10 + text.index(" broke")))
        assert "In 2020 \x1b[1mabout a quarter\x1b[0m broke down." in terminal_text(answer(quote), 100)
        assert "In 2020 about a quarter broke down." in plain_text(answer(quote))

    def test_differences_are_told_at_the_end(self, make_quote):
        quotes = (make_quote("A quarter moved."), make_quote("A third moved.", start=50))
        reply = Answer("Why?", quotes, "note", 0.9, differences=(Remark((0, 1), "[1] and [2] give different figures."),))
        assert plain_text(reply).endswith("\n\n[1] and [2] give different figures.\n")

    def test_no_colour_of_the_background_is_assumed(self, make_quote):
        codes = set(CODES.findall(terminal_text(answer(make_quote(), make_quote(start=99, context="Before.")), 80)))
        assert codes <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[2;3m", "\x1b[3m"}


class TestHostileText:
    def test_printable(self):
        assert printable(HOSTILE) == SHOWN
        assert printable("half \ud800 a character") == "half \ufffd a character"
        assert printable("“It’s” – naïve 日本") == "“It’s” – naïve 日本"

    @pytest.mark.parametrize("field", ["text", "title", "author", "context", "doc_id", "section"])
    def test_is_never_interpreted(self, field, make_quote):
        changes = {field: (HOSTILE,) if field == "section" else HOSTILE}
        if field == "text":
            changes["span"] = Span(0, len(HOSTILE))
        reply = answer(make_quote(**changes))
        assert SHOWN in plain_text(reply)
        shown = CODES.sub("", terminal_text(reply, 100))
        assert "".join(SHOWN.split()) in "".join(shown.split())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", shown)

    def test_in_a_reason_and_a_resolved_question(self):
        text = plain_text(Abstention("Why?", HOSTILE, (), 0.0, HOSTILE))
        assert text == f"Understood as: {SHOWN}\n\nThe documents do not say.\n{SHOWN}\n"


class TestOutput:
    def test_a_terminal_without_the_character_gets_a_question_mark(self, monkeypatch):
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        write_text("“naïve”\n")
        assert raw.getvalue() == b"?na?ve?\n"

    def test_a_complaint_is_one_line(self, capsys):
        complain("bad \x1b[31mthing\nin two lines")
        assert capsys.readouterr().err == "carecite: bad [31mthing in two lines\n"

    def test_json_on_one_line(self):
        line = json_line({"a": "é\n\u2028\u2029\x85\udcff“"})
        assert line == '{"a": "é\\n\\u2028\\u2029\\u0085\\udcff“"}\n'
        assert len(line.splitlines()) == 1 and line.encode("utf-8")


class TestProgress:
    def test_only_a_notice_where_nobody_watches(self, capsys):
        with progress_bar("Indexing", "this may take a minute") as advance:
            advance(1, 2)
        assert capsys.readouterr() == ("", "carecite: this may take a minute\n")

    def test_a_bar_in_a_terminal_on_standard_error(self, capsys, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm")
        with progress_bar("Indexing [x]", "unused") as advance:
            advance(1, 2)
        out, err = capsys.readouterr()
        assert out == "" and "Indexing [x]" in err and "1/2" in err
