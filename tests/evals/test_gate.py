"""The gate: open on equal, closed on a fall, and it names the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.errors import BaselineError, QuestionSetError
from evals.gate import baseline_of, compare, digest, gate_half, load_baseline, save_baseline
from evals.report import verdict_lines
from evals.runner import Run, run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, NINE, OTHER, THIRD, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, case, quote

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
GOOD: dict[str, Any] = {
    "question q1?": answered(quote("one", FIRST)),
    "question q2?": answered(quote("one", FIRST)),
    "question q3?": abstained(),
}


def run(**changes: object) -> Run:
    replies: Mapping[str, Any] = GOOD | {f"question {name}?": reply for name, reply in changes.items()}
    return run_cases("fake", CASES, FakeTask(replies), DOCUMENTS)


BASELINE = baseline_of(run())


def test_an_equal_run_passes_without_a_word() -> None:
    verdict = compare(run(), BASELINE)
    assert verdict.is_open
    assert verdict_lines(verdict) == ["gate open: 0 questions better, 0 worse, 0 figures fell"]


def test_a_fall_closes_the_gate_and_names_the_question() -> None:
    verdict = compare(run(q1=answered(quote("two", OTHER))), BASELINE)
    assert not verdict.is_open
    assert [(change.name, change.before, change.after) for change in verdict.worse] == [("q1", 1.0, 0.0)]
    assert "facts within 150 words" in [change.name for change in verdict.fallen]
    assert "worse: q1 1.000 -> 0.000: question q1?" in verdict_lines(verdict)
    assert verdict_lines(verdict)[-1].startswith("gate CLOSED: 0 questions better, 1 worse")


def test_a_rise_passes_and_names_the_question() -> None:
    verdict = compare(run(q2=answered(quote("one", FIRST), quote("one", THIRD))), BASELINE)
    assert verdict.is_open
    assert [(change.name, change.before, change.after) for change in verdict.better] == [("q2", 0.5, 1.0)]
    assert "better: q2 0.500 -> 1.000: question q2?" in verdict_lines(verdict)


def test_questions_and_figures_are_compared_apart() -> None:
    # One fact each against none and two: the share over all facts is the same, the rank of the first hit is not.
    before = baseline_of(run(q1=answered(quote("one", FIRST)), q2=answered(quote("one", THIRD))))
    after = run(q1=answered(quote("two", OTHER)), q2=answered(quote("one", FIRST + " " + DOCUMENTS["one"].text[len(FIRST) + 1 :])))
    verdict = compare(after, before)
    assert [change.name for change in verdict.worse] == ["q1"]
    assert [change.name for change in verdict.better] == ["q2"]
    assert [change.name for change in verdict.fallen] == ["MRR"]


def test_a_false_denial_that_rises_is_a_fall() -> None:
    verdict = compare(run(q2=abstained()), BASELINE)
    assert {"false denial", "facts within 150 words"} <= {change.name for change in verdict.fallen}


def test_a_refusal_lost_in_one_kind_is_named() -> None:
    verdict = compare(run(q3=answered(quote("one", FIRST))), BASELINE)
    assert {"refusal", "refusal, false-premise"} == {change.name for change in verdict.fallen}


def test_a_broken_or_inexact_case_closes_the_gate_and_sets_no_baseline() -> None:
    broken, inexact = run(q3=ValueError("odd")), run(q1=answered(quote("one", FIRST) | {"start": 1}))
    assert compare(broken, BASELINE).broken == ("q3",)
    assert not compare(broken, BASELINE).is_open
    assert compare(inexact, BASELINE).inexact == ("q1",)
    for flawed in (broken, inexact):
        with pytest.raises(BaselineError, match="mend them first"):
            baseline_of(flawed)


def test_a_baseline_for_other_questions_is_refused() -> None:
    with pytest.raises(BaselineError, match="other questions"):
        compare(run(), replace(BASELINE, questions_sha256="0"))
    assert digest(CASES) == digest([replace(ANSWERABLE, note="seen twice", voice="researcher"), *reversed(CASES[1:])])
    assert digest(CASES) != digest([replace(ANSWERABLE, question="changed?"), *CASES[1:]])


def test_only_the_gate_half_is_looked_at() -> None:
    tune = case("q9", NINE, split="tune")
    both = run_cases("fake", [*CASES, tune], FakeTask(GOOD | {"question q9?": abstained()}), DOCUMENTS)
    assert compare(gate_half(both), BASELINE).is_open
    with pytest.raises(QuestionSetError):
        gate_half(run_cases("fake", [tune], FakeTask({"question q9?": abstained()}), DOCUMENTS))


def test_a_baseline_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    save_baseline(BASELINE, tmp_path / "baseline.json")
    assert load_baseline(tmp_path / "baseline.json") == BASELINE
    with pytest.raises(BaselineError, match="cannot write"):
        save_baseline(BASELINE, tmp_path / "none" / "baseline.json")


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        ("{", "is not JSON"),
        ('{"format": 99}', "is of format 99"),
        ('{"format": 1}', "is damaged"),
        ("[]", "is damaged"),
        ('{"format": 1, "figures": 3}', "is damaged"),
    ],
)
def test_a_damaged_baseline_says_what_to_do(tmp_path: Path, stored: str, message: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(stored, encoding="utf-8")
    with pytest.raises(BaselineError, match=f"{message}.*--update-baseline"):
        load_baseline(path)


def test_a_missing_baseline_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"cannot read.*--update-baseline"):
        load_baseline(tmp_path / "none.json")
