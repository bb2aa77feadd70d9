"""The gate: open on equal, closed on a fall, and it names the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.errors import BaselineError, QuestionSetError
from evals.gate import baseline_of, compare, digest, gate_half, load_baseline, save_baseline
from evals.measures import Ratio
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
        ('{"format": 1}', "or a damaged one"),
        ("[]", "or a damaged one"),
        ('{"format": 1, "figures": 3}', "or a damaged one"),
        ('{"format": 1, "questions_sha256": "", "figures": {}, "scores": {}, "ratios": {"hit@1": {"q1": [2, 1]}}}', "or a damaged one"),
        ('{"format": 1, "questions_sha256": "", "figures": {}, "scores": {}, "ratios": {"hit@1": {"q1": 1}}}', "or a damaged one"),
    ],
)
def test_a_damaged_baseline_says_what_to_do(tmp_path: Path, stored: str, message: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(stored, encoding="utf-8")
    with pytest.raises(BaselineError, match=f"{message}.*--update-baseline"):
        load_baseline(path)


MANY = [case(f"m{number:02}", NINE) for number in range(40)]


def many(*wrong: int) -> Run:
    """Ask 40 questions; those of these numbers are answered with another sentence."""
    right, other = answered(quote("one", FIRST)), answered(quote("two", OTHER))
    replies = {one.question: other if number in wrong else right for number, one in enumerate(MANY)}
    return run_cases("fake", MANY, FakeTask(replies), DOCUMENTS)


@pytest.mark.parametrize(("wrong", "is_open"), [(1, True), (4, True), (5, False), (9, False)])
def test_with_a_significance_of_5_percent_five_questions_that_only_got_worse_close_it(wrong: int, is_open: bool) -> None:
    # n falls and no rise: the chance is 0.5 ** n, 0.0625 for four and 0.03125 for five.
    verdict = compare(many(*range(wrong)), baseline_of(many()), significance=0.05)
    assert verdict.is_open is is_open
    changes = verdict.tolerated if is_open else verdict.fallen
    assert "facts within 150 words" in [change.name for change in changes]
    assert {change.p for change in changes} == {0.5**wrong}
    assert len(verdict.worse) == wrong
    assert not compare(many(*range(wrong)), baseline_of(many())).is_open


def test_questions_that_got_better_weigh_against_those_that_got_worse() -> None:
    before = baseline_of(many(10, 11, 12))
    assert compare(many(*range(6)), before, significance=0.05).is_open
    assert not compare(many(*range(10)), before, significance=0.05).is_open


def test_a_rise_of_false_denial_is_tested_as_a_fall() -> None:
    silent = {one.question: abstained() if number < 6 else answered(quote("one", FIRST)) for number, one in enumerate(MANY)}
    verdict = compare(run_cases("fake", MANY, FakeTask(silent), DOCUMENTS), baseline_of(many()), significance=0.05)
    assert {change.name: change.p for change in verdict.fallen}["false denial"] == 0.5**6


def test_broken_and_inexact_cases_close_it_whatever_the_significance() -> None:
    assert not compare(run(q3=ValueError("odd")), BASELINE, significance=0.05).is_open
    assert not compare(run(q1=answered(quote("one", FIRST) | {"start": 1})), BASELINE, significance=0.05).is_open


def test_what_chance_explains_is_told_with_its_p() -> None:
    lines = verdict_lines(compare(many(0), baseline_of(many()), significance=0.05))
    assert "figure fell within chance: facts within 150 words 1.000 -> 0.975 (p 0.500)" in lines
    assert lines[-1].startswith("gate open: 0 questions better, 1 worse, 0 figures fell, ")


def test_a_baseline_of_an_older_version_lets_any_fall_close_it_and_says_so(tmp_path: Path) -> None:
    save_baseline(replace(baseline_of(many()), ratios={}), tmp_path / "old.json")
    assert '"ratios"' not in (tmp_path / "old.json").read_text(encoding="utf-8")
    old = load_baseline(tmp_path / "old.json")
    verdict = compare(many(0), old, significance=0.05)
    assert not verdict.is_open
    assert verdict_lines(verdict)[0].startswith(
        "note: the baseline holds no figures of single questions, so any fall closes the gate; write a new one"
    )
    assert not compare(many(0), old).note


def test_a_figure_that_has_no_share_of_each_case_cannot_be_tested_and_closes_it() -> None:
    before = baseline_of(many())
    before = replace(before, figures={**before.figures, "of another version": 0.5})
    assert [change.name for change in compare(many(), before, significance=0.05).fallen] == ["of another version"]


def test_a_baseline_keeps_each_case_s_share_of_each_figure() -> None:
    assert BASELINE.ratios["facts within 150 words"] == {"q1": Ratio(1, 1), "q2": Ratio(1, 2)}
    assert BASELINE.ratios["refusal, false-premise"] == {"q3": Ratio(1, 1)}
    assert set(BASELINE.ratios) == set(BASELINE.figures)


def test_a_missing_baseline_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"cannot read.*--update-baseline"):
        load_baseline(tmp_path / "none.json")
