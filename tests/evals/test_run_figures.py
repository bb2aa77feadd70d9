"""Figures of a run as a whole against values derived by hand, and that a broken case is in none of them and named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.brier import brier_of
from evals.figures import figures_of, gated_figures
from evals.latency import Latency, latency_of
from evals.measures import GATED, MEASURES, TABLED, Ratio
from evals.report import main_rows, system_json
from evals.response import Response
from evals.risk_coverage import Point, area, best_curve_of, curve_of, excess_area
from evals.run_figures import run_figures
from evals.runner import Run, Scored, run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, NINE, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, case, quote


def one(confidence: float | None, loss: float, seconds: float = 0.0) -> Scored:
    """Return an answered case of this loss; a loss of 2 stands for a question without an answer."""
    asked = UNANSWERABLE if loss == 2 else ANSWERABLE
    marks = {"facts within 150 words": Ratio(1.0 - loss, 1) if loss < 2 else Ratio(0, 0), "refusal": Ratio(0, 1)}
    return Scored(asked, Response(False, (), confidence=confidence), marks, seconds)


def test_a_curve_derived_by_hand() -> None:
    # Surest first: losses 0, 1/2, 1 (no answer there), 0. Cumulative 0, 1/2, 3/2, 3/2 of 1, 2, 3, 4 questions.
    scored = [one(0.6, 0.0), one(0.9, 0.0), one(0.7, 2), one(0.8, 0.5)]
    curve = curve_of(scored)
    assert curve == (Point(0.9, 1, 0.25, 0.0), Point(0.8, 2, 0.5, 0.25), Point(0.7, 3, 0.75, 0.5), Point(0.6, 4, 1.0, 0.375))
    assert area(curve) == pytest.approx((0 + 0.25 + 0.5 + 0.375) / 4)
    # The best order: 0, 0, 1/2, 1, so risks 0, 0, 1/6, 3/8.
    assert area(best_curve_of(scored)) == pytest.approx((1 / 6 + 3 / 8) / 4)
    assert excess_area(scored) == pytest.approx((1.125 - 1 / 6 - 3 / 8) / 4)


def test_equal_confidences_are_one_step_with_the_mean_of_all_orders() -> None:
    # Losses 0 and 1 in either order: risks 0, 1/2 or 1, 1/2; the mean is 1/2, 1/2.
    scored = [one(0.5, 0.0), one(0.5, 1.0)]
    assert curve_of(scored) == (Point(0.5, 2, 1.0, 0.5),)
    assert area(curve_of(scored)) == 0.5
    assert area(curve_of(scored[::-1])) == 0.5
    # The best order gives 0, 1/2.
    assert excess_area(scored) == pytest.approx(0.25)


def test_an_abstention_from_any_question_is_a_loss() -> None:
    replies = {
        "question q1?": abstained() | {"confidence": 0.2},
        "question q2?": answered(quote("one", FIRST)) | {"confidence": 0.8},
        "question q3?": abstained() | {"confidence": 0.1},
    }
    run = run_cases("fake", [ANSWERABLE, TWO_FACTS, UNANSWERABLE], FakeTask(replies), DOCUMENTS)
    # q2 shows one of two facts; q1 and q3 show nothing: losses 1/2, 1, 1.
    assert [point.risk for point in curve_of(run.scored)] == [0.5, pytest.approx(1.5 / 2), pytest.approx(2.5 / 3)]


losses = st.sampled_from([0.0, 0.25, 0.5, 1.0, 2])
sure = st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])


@given(st.lists(st.tuples(sure, losses), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_no_curve_and_no_confidence_beats_the_best(pairs: list[tuple[float, float]], chance: object) -> None:
    scored = [one(*pair) for pair in pairs]
    mixed = list(scored)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    curve = curve_of(scored)
    assert curve_of(mixed) == curve
    assert curve[-1].coverage == 1.0
    assert curve[-1].risk == pytest.approx(sum(min(loss, 1.0) for _, loss in pairs) / len(pairs))
    reached, best = area(curve), area(best_curve_of(scored))
    assert reached is not None
    assert best is not None
    assert -1e-12 <= best <= reached + 1e-12 <= 1.0 + 2e-12
    # With as many distinct confidences as questions the area is the plain mean of the running means.
    apart = [one(1.0 - n / 100, loss) for n, (_, loss) in enumerate(pairs)]
    running = np.cumsum([min(loss, 1.0) for _, loss in pairs]) / np.arange(1, len(pairs) + 1)
    assert area(curve_of(apart)) == pytest.approx(float(running.mean()))


def test_brier_derived_by_hand() -> None:
    # (0.9 - 1)^2 + (0.5 - 1)^2 + (0.4 - 0)^2 = 0.01 + 0.25 + 0.16 = 0.42; two of three have an answer: 2/3 * 1/3 = 2/9.
    found = brier_of([one(0.9, 0.0), one(0.5, 1.0), one(0.4, 2), one(None, 0.0)])
    assert found is not None
    assert (found.questions, found.score, found.reference) == (3, pytest.approx(0.14), pytest.approx(2 / 9))
    assert found.skill == pytest.approx(1 - 0.14 / (2 / 9))
    assert brier_of([one(None, 0.0)]) is None
    certain = brier_of([one(1.0, 0.0)])
    assert certain is not None
    assert (certain.score, certain.skill) == (0.0, None)


def percentiles(scored: Sequence[Scored]) -> tuple[float, ...]:
    found = latency_of(scored)
    assert found is not None
    return astuple(found)


def test_latency_derived_by_hand() -> None:
    # 0, 1, ... 10 seconds in any order: the percentile p lies at p / 10.
    scored = [one(None, 0.0, seconds) for seconds in (3, 0, 10, 1, 9, 2, 8, 4, 7, 6, 5)]
    assert percentiles(scored) == pytest.approx((11, 5.0, 9.0, 9.5, 9.9, 10.0))
    # Between two values it is linear: of 1 and 2 seconds the median is 1.5, the 90th percentile 1.9.
    assert percentiles([one(None, 0.0, 2.0), one(None, 0.0, 1.0)]) == pytest.approx((2, 1.5, 1.9, 1.95, 1.99, 2.0))
    assert latency_of([]) is None


@given(st.lists(st.floats(0.0, 1e6, allow_nan=False), min_size=1, max_size=30))
def test_percentiles_rise_and_end_at_the_slowest(seconds: list[float]) -> None:
    found = percentiles([one(None, 0.0, value) for value in seconds])
    assert list(found[1:]) == sorted(found[1:])
    assert found[-1] == max(seconds)
    assert found[1:] == pytest.approx((*np.percentile(seconds, [50, 90, 95, 99]), max(seconds)))


def test_impossible_figures_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="not the percentiles"):
        Latency(1, 2.0, 1.0, 2.0, 2.0, 2.0)
    with pytest.raises(ValueError, match="not a point"):
        Point(0.5, 1, 1.0, 1.5)


CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE, case("q4", NINE)]
GOOD = answered(quote("one", FIRST)) | {"confidence": 0.9, "answer": f"“{FIRST}” [1]"}
REPLIES: Sequence[object] = (GOOD, GOOD, abstained() | {"confidence": 0.2})


def put(cases: Sequence[object], replies: Sequence[object]) -> Run:
    questions = [one.question for one in CASES[: len(cases)]]
    return run_cases("fake", CASES[: len(cases)], FakeTask(dict(zip(questions, replies, strict=True))), DOCUMENTS)


@pytest.mark.parametrize("broken", [ValueError("odd"), GOOD | {"confidence": "high"}, GOOD | {"answer": 3}, {"status": "lost"}])
def test_a_broken_case_is_in_no_figure_and_never_forgotten(broken: object) -> None:
    whole, less = put(CASES, [*REPLIES, broken]), put(CASES[:3], REPLIES)
    assert [failure.case.id for failure in whole.failures] == ["q4"]
    figures = figures_of(whole.scored)
    # A zero would lower them, so every measure must be what it is without the case.
    assert figures == figures_of(less.scored)
    for measure in MEASURES:
        assert [one.ratios[measure.name] for one in whole.scored] == [one.ratios[measure.name] for one in less.scored]
    found = run_figures(replace(whole, scored=tuple(replace(one, seconds=1.0) for one in whole.scored)))
    expected = run_figures(replace(less, scored=tuple(replace(one, seconds=1.0) for one in less.scored)))
    assert (found["cases"], found["broken"]) == (4, 1)
    assert (expected["cases"], expected["broken"]) == (3, 0)
    for key in ("latency", "risk_coverage", "calibration_error", "brier", "without_confidence"):
        assert found[key] == expected[key]
    assert found["latency"]["replies"] == 3
    report = system_json(whole)
    assert report["run"]["broken"] == 1
    assert [failure["id"] for failure in report["failures"]] == ["q4"]


def test_every_measure_has_a_figure_in_the_report_of_a_good_run() -> None:
    marked = {measure.name for measure in MEASURES if not measure.name.startswith("exact answer")}
    assert set(system_json(put(CASES[:3], REPLIES))["figures"]) == marked


def test_a_run_in_which_everything_broke_has_no_run_figures() -> None:
    found = run_figures(put(CASES[:3], [ValueError()] * 3))
    assert (found["cases"], found["broken"]) == (3, 3)
    assert found["latency"] is None
    assert found["brier"] is None
    assert found["calibration_error"] is None
    assert found["risk_coverage"] == {"area": None, "excess": None, "points": []}
    json.dumps(found, allow_nan=False)


def test_replies_without_a_confidence_have_times_and_no_curve() -> None:
    found = run_figures(put(CASES[:2], [answered(quote("one", FIRST))] * 2))
    assert found["without_confidence"] == 2
    assert found["latency"]["replies"] == 2
    assert found["risk_coverage"]["points"] == []


def test_the_gate_watches_what_it_did_and_the_table_is_a_part_of_all() -> None:
    run = put(CASES[:3], REPLIES)
    assert set(gated_figures(run)) <= {measure.name for measure in GATED} | {"refusal, false-premise"}
    assert "nDCG@10" not in gated_figures(run)
    assert [row[0].removesuffix(" (primary)") for row in main_rows([run])[1 : len(TABLED) + 1]] == [measure.name for measure in TABLED]
    assert set(GATED) < set(TABLED) < set(MEASURES)
