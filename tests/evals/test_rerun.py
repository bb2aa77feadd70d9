"""Asking again: a steady system is open every time, a restless one is found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from evals.gate import baseline_of
from evals.rerun import rerun
from evals.runner import run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, OTHER, THIRD, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, quote

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
STEADY = FakeTask({"question q1?": answered(quote("one", FIRST)), "question q2?": answered(quote("one", FIRST)), "question q3?": abstained()})
BASELINE = baseline_of(run_cases("fake", CASES, STEADY, DOCUMENTS))


class Restless:
    """Replies as the steady one does, but for every second time that it is asked the first question."""

    def __init__(self, other: dict[str, Any]) -> None:
        self.times = count()
        self.other = other

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        if question == "question q1?" and next(self.times) % 2:
            return self.other
        return STEADY.ask(question, history, words)


def test_an_unchanged_system_is_open_20_times_of_20() -> None:
    asked: list[None] = []
    again = rerun(STEADY, CASES, DOCUMENTS, BASELINE, 20, on_case=lambda: asked.append(None))
    assert (again.open, again.is_steady, again.varying, len(asked)) == (20, True, (), 60)
    assert again.line() == "asked again: gate open 20 of 20 times; all 3 replies byte for byte the same but for their seconds"


def test_seconds_are_not_looked_at() -> None:
    again = rerun(Restless(answered(quote("one", FIRST)) | {"seconds": {"total": 3.0}}), CASES, DOCUMENTS, BASELINE, 2)
    assert again.varying == ()


def test_a_restless_system_is_named_by_its_questions() -> None:
    again = rerun(Restless(answered(quote("two", OTHER))), CASES, DOCUMENTS, BASELINE, 4)
    assert (again.open, again.is_steady, again.varying) == (2, False, ("q1",))
    assert again.line() == "asked again: gate open 2 of 4 times; 1 of 3 replies varied: q1"


def test_a_reply_may_vary_as_long_as_no_figure_falls() -> None:
    again = rerun(Restless(answered(quote("one", FIRST), quote("one", THIRD))), CASES, DOCUMENTS, BASELINE, 4)
    assert (again.open, again.varying) == (4, ("q1",))
