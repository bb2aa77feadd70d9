"""PDF files, read back by pypdfium2."""

from __future__ import annotations

import sys
import threading

import pypdfium2
import pytest

from assistant.errors import MissingExtra
from assistant.export.font import Characters, Stretch
from assistant.export.pdf import to_pdf
from ingest.span import Span
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved

EUROPE = "“Żółć” – ‘naïveté’ … Ελλάδα, Привет; ½ m², €5, Łódź, ţară."


def words(data):
    """Return the words of a file, without the numbers of its pages."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return [word for number, page in enumerate(pages, 1) for word in page.split() if word != str(number)]


def bold(data):
    """Return the characters that are set in bold."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if pypdfium2.raw.FPDFText_GetFontWeight(text, index) > 500:
                found.append(text.get_text_range(index, 1))
    return "".join(found)


def test_an_answer(shelf, answer):
    quote = shelf.quote("report", "Nobody knows why.", references=(resolved("Jones 2019", "Jones, K. (2019) Why."),), also_in=(shelf.place("blog"),))
    text = " ".join(words(to_pdf([answer(quote, id="q7")], shelf.documents)))
    assert text.startswith("What broke down? Question q7 [1] Department for Education, 2021, p. 2")
    for part in (
        "Nobody knows why. Department for Education (2021) The report. HMSO. Section ‘Later’. p. 2. • Section: Findings > Later • Page: ",
        "• Place: report 22-39 • Reference: Jones 2019: Jones, K. (2019) Why. • Also in: Thinking | Views | blog 0-21 Sources • Author, A. (2020)",
    ):
        assert part.replace(" ", "") in text.replace(" ", "").replace("Page:2", "Page:")


def test_an_abstention(shelf, abstention):
    text = " ".join(words(to_pdf([abstention(shelf.quote("note"))], shelf.documents)))
    assert text.startswith(
        "Who won? The documents do not say. Nothing is said of it. The nearest passages, which do not answer the question: A quarter"
    )
    assert "Sources" not in text


def test_the_characters_of_europe_come_out_as_they_went_in(shelf, answer):
    shelf.add("europe", text=EUROPE)
    data = to_pdf([answer(shelf.quote("europe", EUROPE))], shelf.documents)
    assert EUROPE.replace(" ", "") in "".join(words(data))
    assert "cannot be shown" not in " ".join(words(data))


def test_what_cannot_be_shown_is_a_square_and_is_counted(shelf, answer):
    shelf.add("wide", text="Shalom שלום, 你好 and 😀\u200b\u202e too.")
    text = " ".join(words(to_pdf([answer(shelf.quote("wide", shelf.documents["wide"].text))], shelf.documents)))
    assert "Shalom □□□□, □□ and □ too." in text
    assert "7 characters cannot be shown in a PDF file and stand as □: Word and Markdown files have all of them." in text


def test_hostile_text_is_text(shelf, answer):
    data = to_pdf([answer(shelf.quote("hostile", HOSTILE, section=(HOSTILE,)), question=HOSTILE)], shelf.documents)
    text = "".join(words(data))
    assert text.count('<bonclick=x>"q"</b>&lt[l](http://e.example)![i](//x)`c`**b**') >= 4
    for word in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile"):
        assert word not in data
    assert [entry.get_title()[:24] for entry in pypdfium2.PdfDocument(data).get_toc()] == ["A & B_{c} % $x$ \\input{x", "Sources"]


def test_the_exact_answer_is_bold(shelf, answer):
    quote = shelf.quote("note", answer_span=Span(2, 9))
    assert "quarter" in bold(to_pdf([answer(quote)], shelf.documents))
    assert "quarter" not in bold(to_pdf([answer(shelf.quote("note"))], shelf.documents))


def test_a_long_text_loses_nothing_where_it_is_cut_in_pieces(shelf, answer):
    text = " ".join(f"word{number}" for number in range(1500)) + "y" * 3000
    shelf.add("long", text=text)
    span = Span(text.index("word1000 "), text.index("word1001 "))
    data = to_pdf([answer(shelf.quote("long", text, answer_span=span))], shelf.documents)
    assert text.replace(" ", "") in "".join(words(data))
    assert "word1000" in bold(data)
    assert len(pypdfium2.PdfDocument(data)) > 1


def test_the_same_replies_give_the_same_bytes_also_of_many_threads(shelf, answer):
    asked = [answer(shelf.quote("report")), answer(shelf.quote("blog"), question="Why?")]
    first = to_pdf(asked, shelf.documents)
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(to_pdf(asked, shelf.documents))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [first] * 4


def test_every_font_of_the_file_is_in_it(shelf, answer):
    data = to_pdf([answer(shelf.quote("report"))], shelf.documents)
    assert data.count(b"/FontFile2") == 2
    about = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert (about["Title"], about["Author"], about["CreationDate"][:6]) == ("What broke down?", "", "D:2000")


def test_without_the_library_it_says_what_to_do(shelf, answer, monkeypatch):
    monkeypatch.setitem(sys.modules, "reportlab", None)
    monkeypatch.setitem(sys.modules, "reportlab.platypus", None)
    with pytest.raises(MissingExtra, match="needs the package reportlab"):
        to_pdf([answer(shelf.quote("report"))], shelf.documents)


def test_a_bold_character_that_only_the_regular_font_has_is_not_bold():
    characters = Characters({ord("a"), ord("b"), 0x1F600}, {ord("a")})
    assert list(characters.stretches(characters.shown("aab\u00ada\U0001f600"), True)) == [
        Stretch("aa", True),
        Stretch("b", False),
        Stretch("a", True),
        Stretch("□", False),
    ]
    assert characters.lacking("ab\u00adc\U0001f600") == 2
