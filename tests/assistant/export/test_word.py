"""Word documents, read back by python-docx."""

from __future__ import annotations

import io

import docx

from assistant.export.characters import named, quoted
from assistant.export.word import to_word
from ingest.span import Span
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved


def read(data):
    return [(paragraph.style.name, paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_an_answer(shelf, answer):
    quote = shelf.quote("report", "Nobody knows why.", references=(resolved("Jones 2019", "Jones, K. (2019) Why."),), also_in=(shelf.place("blog"),))
    assert read(to_word([answer(quote)], shelf.documents)) == [
        ("Heading 1", "What broke down?"),
        ("Normal", "[1] Department for Education, 2021, p. 2"),
        ("Quote", "Nobody knows why."),
        ("Normal", "Department for Education (2021) The report. HMSO. Section ‘Later’. p. 2."),
        ("List Bullet", "Section: Findings > Later"),
        ("List Bullet", "Page: 2"),
        ("List Bullet", "Place: report 22-39"),
        ("List Bullet", "Reference: Jones 2019: Jones, K. (2019) Why."),
        ("List Bullet", "Also in: Thinking | Views | blog 0-21"),
        ("Heading 1", "Sources"),
        ("List Bullet", "Author, A. (2020) Thinking. The Board. https://e.example/a_b?c=1%20&d#e"),
        ("List Bullet", "Department for Education (2021) The report. HMSO."),
    ]


def test_an_abstention(shelf, abstention):
    texts = [text for _, text in read(to_word([abstention(shelf.quote("note"))], shelf.documents))]
    assert texts[:5] == [
        "Who won?",
        "The documents do not say.",
        "Nothing is said of it.",
        "The nearest passages, which do not answer the question:",
        "A quarter broke down.",
    ]
    assert "Sources" not in texts


def test_the_exact_answer_is_bold(shelf, answer):
    shelf.add("broken", text="In all,\n\n a  quarter\tbroke down.")
    quote = shelf.quote("broken", "In all,\n\n a  quarter\tbroke down.", answer_span=Span(10, 20))
    paragraph = next(one for one in docx.Document(io.BytesIO(to_word([answer(quote)], shelf.documents))).paragraphs if one.style.name == "Quote")
    assert [(run.text, run.bold) for run in paragraph.runs] == [("In all, ", None), ("a quarter", True), (" broke down.", None)]


def test_hostile_text_is_text(shelf, answer):
    found = read(to_word([answer(shelf.quote("hostile", HOSTILE, section=(HOSTILE,)), question=HOSTILE)], shelf.documents))
    assert found[0] == ("Heading 1", named(HOSTILE))
    assert ("Quote", quoted(HOSTILE)) in found
    assert ("List Bullet", f"Section: {named(HOSTILE)}") in found


def test_the_same_replies_give_the_same_bytes_which_name_no_maker(shelf, answer):
    data = to_word([answer(shelf.quote("report"))], shelf.documents)
    assert data == to_word([answer(shelf.quote("report"))], shelf.documents)
    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.title, about.author, about.comments, about.created) == ("What broke down?", "", "", None)
