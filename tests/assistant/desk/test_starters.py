"""Questions drawn from headings."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.desk.starters import MOST_TRIES, candidates, question_of, starters, suggested
from assistant.reply import Abstention, Answer, Quote, Reply
from ingest.document import Block, BlockKind, Document, Source
from ingest.span import Span

WORDS = "Watering is free and the rules say so, as members of the North Field club know. " * 6


def document(doc_id: str, headings: list[str], text: str = WORDS) -> Document:
    """Make a document of one long paragraph below each heading."""
    blocks = [Block(BlockKind.PARAGRAPH, Span(n * len(text), (n + 1) * len(text)), (heading,)) for n, heading in enumerate(headings)]
    return Document(doc_id, text * len(headings), Source(f"Title of {doc_id}"), tuple(blocks))


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("3.2 Free Watering", "What is said about free watering?"),
        ("Chapter two: Rules of watering", "What is said about rules of watering?"),
        ("a. On members", "What is said about members?"),
        ("The North Field", "What is said about the North Field?"),
        ("who influences the rules of the club?", "Who influences the rules of the club?"),
        ("What do you think of the rules?", None),
        ("Which of the rules there is most", None),
        ("Executive summary", None),
        ("Introduction", None),
        ("We need to do more", None),
        ("Rules must not be broken", None),
        ("<b>Watering</b>", None),
        ("1234", None),
        ("A heading that goes on and on for far too many words", None),
    ],
)
def test_question_of_a_heading(heading: str, question: str | None) -> None:
    """Names stay large, other words are written as they stand in a sentence; what names no subject gives none."""
    assert question_of(heading, document("d", [heading])) == question


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Permit order", "What is said about a permit order?"),
        ("Committee", "What is said about the committee?"),
        ("Permit", "What is said about permit?"),
        ("Growing Together Programme", "What is said about the Growing Together Programme?"),
        ("Shared Watering", "What is said about shared watering?"),
    ],
)
def test_a_subject_is_written_as_the_document_writes_it_amid_sentences(heading: str, question: str) -> None:
    """With the article that it mostly has there; a name of several words keeps its capitals, one that is small elsewhere does not."""
    text = (
        "Where a permit order was made, the committee and the permit order office say so. Some join the Growing Together Programme, "
        "which has shared watering; few know shared watering, and the Shared Watering group less. "
    )
    assert question_of(heading, document("d", [heading], text)) == question


def test_documents_take_turns_and_short_sections_are_passed_over() -> None:
    """Each question once."""
    first, second = document("a", ["Watering", "Members"]), document("b", ["Rules", "Watering"])
    assert list(candidates([first, second])) == ["What is said about members?", "What is said about rules?", "What is said about watering?"]
    assert list(candidates([document("c", ["Watering"], "Too short.")])) == []


class Knowing:
    """Answers what is about watering."""

    def __init__(self, headings: list[str]) -> None:
        self.asked: list[str] = []
        self.all = document("d", headings)

    @property
    def documents(self) -> Mapping[str, Document]:
        return {"d": self.all}

    def ask(self, question: str) -> Reply:
        self.asked.append(question)
        if "watering" not in question:
            return Abstention(question, "No.", (), 0.1)
        quote = Quote("d", Span(0, 8), "Watering", "T", None, None, (), "T.", 1.0)
        return Answer(question, (quote,), "Watering [1]", 0.5 if "free" in question else 0.9)


def test_starters_are_tried() -> None:
    """Only what is surely answered is offered, and no more is tried than a few."""
    assistant = Knowing(["Watering", "Free watering", "Members", *(f"Rules of kind {letter * 4}" for letter in "abcdefghijkl")])
    assert starters(assistant) in ((), ("What is said about watering?",))
    assert len(assistant.asked) == MOST_TRIES
    assert starters(Knowing(["Watering", "Free watering", "Members"])) == ("What is said about watering?",)


def test_suggestions_stand_beside_the_evidence_were_not_asked_and_are_answered() -> None:
    """The nearest sections come first."""
    source = document("d", ["Watering", "Members", "Rules"])
    quote = Quote("d", Span(0, 8), "Watering", "T", None, None, (), "T.", 1.0)
    reply = Answer("q", (quote,), "Watering [1]", 0.9)

    def known(question: str, doc_id: str) -> bool:
        return doc_id == "d"

    assert suggested(reply, {"d": source}, ["what is said about WATERING?"], known) == ("What is said about members?", "What is said about rules?")
    assert suggested(reply, {}, [], known) == ()
    assert suggested(reply, {"d": source}, [], lambda question, doc_id: "rules" in question) == ("What is said about rules?",)
