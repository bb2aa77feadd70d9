"""Questions that are tried before they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.desk.tried import MOST_WANTED, Tried
from assistant.reply import Abstention, Answer, Quote, Reply
from ingest.document import Document
from ingest.span import Span


class Knowing:
    """Answers what is about watering, is unsure of members, breaks on rules, and abstains from the rest."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @property
    def documents(self) -> Mapping[str, Document]:
        return {}

    def ask(self, question: str) -> Reply:
        self.asked.append(question)
        if question == "rules?":
            raise RuntimeError("broken")
        if question not in ("watering?", "members?"):
            return Abstention(question, "No.", (), 0.1)
        quote = Quote("d", Span(0, 8), "Watering", "T", None, None, (), "T.", 1.0)
        return Answer(question, (quote,), "“Watering” [1]", 0.9 if question == "watering?" else 0.3)


def test_only_what_is_surely_answered_from_the_document_is_offered() -> None:
    """Nothing counts before it was tried, and nothing is tried twice; one that breaks does not end the others."""
    assistant = Knowing()
    tried = Tried(assistant)
    questions = ("rules?", "members?", "fees?", "watering?")
    assert [tried.answers(one, "d") for one in questions] == [False] * 4
    while tried.try_next():
        pass
    assert [tried.answers(one, "d") for one in questions] == [False, False, False, True]
    assert not tried.answers("watering?", "another")
    assert not tried.try_next()
    assert assistant.asked == list(questions)


def test_nothing_is_tried_while_somebody_asks() -> None:
    """Nor when the one who asks meets an error."""
    assistant = Knowing()
    tried = Tried(assistant)
    tried.answers("watering?", "d")
    with tried.held_back():
        with tried.held_back():
            assert not tried.try_next()
        assert not tried.try_next()
    assert tried.try_next()
    assert assistant.asked == ["watering?"]


def test_asking_much_does_not_lead_to_trying_much() -> None:
    """What finds no place in line may come again with a later reply."""
    assistant = Knowing()
    tried = Tried(assistant)
    for number in range(50):
        tried.answers(f"{number}?", "d")
    while tried.try_next():
        pass
    assert len(assistant.asked) == MOST_WANTED
