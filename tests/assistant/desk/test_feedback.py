"""Feedback is kept with what is needed to ask again, and on nothing but what somebody was answered."""

from __future__ import annotations

import pytest

from assistant.desk.store import feedback as said
from assistant.desk.store.feedback import Feedback
from assistant.desk.store.store import Store
from assistant.errors import DeskError
from assistant.reply import Answer
from assistant.reply_json import reply_from_json


def test_feedback_holds_what_is_needed_to_ask_again(store: Store, answer: Answer) -> None:
    begun = store.start("ann")
    store.add_turn("ann", begun, "first?", answer)
    store.add_turn("ann", begun, "second?", answer, ["a"])
    feedback = Feedback(store.database, {"version": "0.1"})
    feedback.give("ann", begun, 2, "evidence-wrong", 1, " It says 23 %, not 32 %. ")
    store.delete("ann", begun)
    (row,) = feedback.all()
    assert (row.kind, row.quote, row.text, row.question, row.history) == ("evidence-wrong", 1, "It says 23 %, not 32 %.", "second?", ("first?",))
    assert reply_from_json(row.reply) == answer
    assert row.documents == ("a",)
    assert row.record == {"version": "0.1"}


@pytest.mark.parametrize(
    ("turn", "kind", "quote", "text", "problem"),
    [
        (0, "helpful", None, "", "ask again"),
        (2, "helpful", None, "", "ask again"),
        (1, "helpful", 2, "", "no such quote"),
        (1, "bad", None, "", "from the list"),
        (1, "other", None, "x" * 4001, "more briefly"),
    ],
)
def test_feedback_on_nothing_is_refused(store: Store, answer: Answer, turn: int, kind: str, quote: int | None, text: str, problem: str) -> None:
    begun = store.start("ann")
    store.add_turn("ann", begun, "first?", answer)
    feedback = Feedback(store.database, {})
    with pytest.raises(DeskError, match=problem):
        feedback.give("ann", begun, turn, kind, quote, text)  # type: ignore[arg-type]
    assert feedback.all() == ()


def test_when_no_more_feedback_can_be_kept_what_was_said_stays(store: Store, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "MOST", 1)
    begun = store.start("ann")
    store.add_turn("ann", begun, "first?", answer)
    feedback = Feedback(store.database, {})
    feedback.give("ann", begun, 1, "helpful")
    with pytest.raises(DeskError, match="whoever keeps this server"):
        feedback.give("ann", begun, 1, "other", None, "more")
    assert [row.kind for row in feedback.all()] == ["helpful"]
    feedback.delete([feedback.all()[0].id])
    feedback.give("ann", begun, 1, "other", None, "more")
    assert [row.text for row in feedback.all()] == ["more"]
