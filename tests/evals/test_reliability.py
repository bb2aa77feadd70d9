"""Confidence against what is so, derived by hand."""

from __future__ import annotations

import pytest

from evals.errors import ResponseError
from evals.reliability import bins_of, calibration_error
from evals.report import for_terminal, system_json, to_markdown
from evals.response import read_response
from evals.runner import Run, run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, quote


def run(*confidences: float | None) -> Run:
    """Ask two answerable questions and one that is not, with these confidences."""
    replies = [answered(quote("one", FIRST)), answered(quote("one", FIRST)), abstained()]
    cases = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
    told = {case.question: reply | {"confidence": sure} for case, reply, sure in zip(cases, replies, confidences, strict=True)}
    return run_cases("fake", cases, FakeTask(told), DOCUMENTS)


def test_bins_derived_by_hand() -> None:
    bins = bins_of(run(0.9, 0.5, 0.45).scored)
    assert [(one.low, one.high, one.questions) for one in bins] == [(0.4, 0.6, 2), (0.9, 1.0, 1)]
    assert [one.confidence for one in bins] == pytest.approx([0.475, 0.9])
    assert [one.answerable for one in bins] == [0.5, 1.0]
    assert calibration_error(bins) == pytest.approx((2 * 0.025 + 1 * 0.1) / 3)


def test_the_edges_belong_to_the_bin_above_but_for_the_last() -> None:
    assert [(one.low, one.questions) for one in bins_of(run(0.2, 0.0, 1.0).scored)] == [(0.0, 1), (0.2, 1), (0.9, 1)]


def test_a_system_that_does_not_say_has_no_bins() -> None:
    silent = run(None, None, None)
    assert bins_of(silent.scored) == ()
    assert calibration_error(()) is None
    assert "How sure" not in to_markdown([silent])
    assert system_json(silent)["reliability"] == {"error": None, "bins": []}


def test_the_report_shows_it() -> None:
    page = to_markdown([run(0.9, 0.5, 0.45)])
    assert "## How sure fake is: expected calibration error 0.050" in page
    assert "| 0.4 to 0.6 | 2 | 0.47 | 0.50 |" in page
    assert len(for_terminal([run(0.9, 0.5, 0.45)]).renderables) == 3
    assert system_json(run(0.9, 0.5, 0.45))["questions"][1]["confidence"] == 0.5


@pytest.mark.parametrize("wrong", [-0.1, 1.1, "high", True, [0.5]])
def test_a_confidence_is_a_probability(wrong: object) -> None:
    with pytest.raises(ResponseError, match="a number from 0 to 1"):
        read_response(abstained() | {"confidence": wrong})
