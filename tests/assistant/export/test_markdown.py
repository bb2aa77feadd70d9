"""Markdown, read back by a Markdown parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.export.characters import named, quoted
from assistant.export.markdown import escaped, to_markdown
from assistant.reply import Reference, Remark
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved

PARSERS = [MarkdownIt("commonmark"), MarkdownIt("js-default")]
PLAIN = {"text", "text_special"}


def blocks(data, parser=PARSERS[0]):
    """Return (tag of the block, its text) of a file, and check that its inline markup is only what we write."""
    found, tag = [], ""
    for token in parser.parse(data.decode("utf-8")):
        if token.type in ("heading_open", "blockquote_open", "list_item_open"):
            tag = token.tag
        elif token.type == "inline":
            assert {child.type for child in token.children} <= PLAIN | {"em_open", "em_close", "strong_open", "strong_close"}
            found.append((tag or "p", "".join(child.content for child in token.children)))
            tag = ""
    return found


def test_an_answer(shelf, answer):
    quote = shelf.quote(
        "report",
        "Nobody knows why.",
        context="A quarter broke down.",
        references=(resolved("Jones 2019", "Jones, K. (2019) Why."), Reference("Rome, 2020b")),
        also_in=(shelf.place("blog", "Nobody knows why."),),
    )
    asked = answer(shelf.quote("letter"), quote, resolved_question="What did?", differences=(Remark((0, 1), "[1] and [2] differ."),))
    assert to_markdown([asked], shelf.documents).decode() == (
        "# What broke down?\n\n"
        "*Understood as: What did?*\n\n"
        "**\\[1\\] Smith &amp; Jones, 2021**\n\n"
        "> A quarter broke down.\n\n"
        "Smith, J. &amp; Jones, J. (2021) \\[Submission to the board\\]. Section ‘Later’.\n\n"
        "- Section: Findings > Later\n"
        "- Place: letter 0-21\n\n"
        "**\\[2\\] Department for Education, 2021, p. 2**\n\n"
        "*It follows on from: A quarter broke down.*\n\n"
        "> Nobody knows why.\n\n"
        "Department for Education (2021) The report. HMSO. Section ‘Later’. p. 2.\n\n"
        "- Section: Findings > Later\n"
        "- Page: 2\n"
        "- Place: report 22-39\n"
        "- Reference: Jones 2019: Jones, K. (2019) Why.\n"
        "- Reference: Rome, 2020b: not resolved, no entry in this document\n"
        "- Also in: Thinking \\| Views \\| blog 22-39\n\n"
        "*\\[1\\] and \\[2\\] differ.*\n\n"
        "# Sources\n\n"
        "- Author, A. (2020) Thinking. The Board. https\\://e.example/a\\_b?c=1%20&amp;d\\#e\n"
        "- Department for Education (2021) The report. HMSO.\n"
        "- Smith, J. &amp; Jones, J. (2021) \\[Submission to the board\\].\n"
    )


def test_an_abstention_says_that_the_nearest_do_not_answer_and_lists_no_sources(shelf, abstention):
    assert blocks(to_markdown([abstention(shelf.quote("note"))], shelf.documents)) == [
        ("h1", "Who won?"),
        ("p", "The documents do not say."),
        ("p", "Nothing is said of it."),
        ("p", "The nearest passages, which do not answer the question:"),
        ("blockquote", "A quarter broke down."),
        ("p", "note (n.d.). Section ‘Later’."),
        ("li", "Section: Findings > Later"),
        ("li", "Place: note 0-21"),
    ]


def test_several_replies_in_one_file(shelf, answer, abstention):
    found = blocks(to_markdown([answer(shelf.quote("note"), id="q_1"), abstention(), answer(shelf.quote("note"))], shelf.documents))
    assert [text for tag, text in found if tag == "h1"] == ["What broke down?", "Who won?", "What broke down?", "Sources"]
    assert ("p", "Question q_1") in found
    assert found[-1] == ("li", "note (n.d.).")


@pytest.mark.parametrize("parser", PARSERS, ids=["commonmark", "extended"])
def test_hostile_text_is_text(parser, shelf, answer):
    asked = answer(shelf.quote("hostile", HOSTILE, section=(HOSTILE,), references=(resolved(HOSTILE, HOSTILE),)), question=HOSTILE, id=HOSTILE)
    data = to_markdown([asked], shelf.documents)
    found = blocks(data, parser)
    assert found[0] == ("h1", named(HOSTILE))
    assert ("blockquote", quoted(HOSTILE)) in found
    assert ("li", f"Section: {named(HOSTILE)}") in found
    assert ("li", f"Reference: {named(HOSTILE)}: {named(HOSTILE)}") in found
    assert "<" not in data.decode() and "\u202e" not in data.decode()


@given(st.text(st.sampled_from("ab1 .)(-+*_#>=<&~`[]!|\\:/@$^%{}\"'\n\t\x00w\u202e\ud800é😀"), min_size=1, max_size=30))
@example("1. one")
@example("1986) one")
@example("- one")
@example("    code")
@example("===")
@example("&amp; &#35; &copy;")
@example("www.e.example http://e.example a:b:c")
@example("\\")
@example("| a |")
@example("[^1]: note")
def test_any_line_is_shown_as_it_is(text):
    shown = quoted(text).strip()
    for parser in PARSERS:
        expected = [("blockquote", shown)] if shown else []
        assert blocks(f"> {escaped(shown)}\n".encode(), parser) == expected
        expected = [("h1", shown)] if shown else [("h1", "")]
        assert blocks(f"# {escaped(shown)}\n".encode(), parser) == expected
