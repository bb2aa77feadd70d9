"""Whether a confidence means what it says: of the questions that a system is so sure of, how many do the documents answer?

The table is a reliability diagram in figures (DeGroot and Fienberg, The Statistician 32, 1983), and the error the expected calibration error over its
bins (Naeini, Cooper and Hauskrecht, AAAI 2015): the mean distance of confidence and share, each bin weighing as many questions as it holds.

What this module does not do: judge the quotes. A confidence is read as the probability that the documents answer the question, not that the first
quote does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.runner import Scored

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
"""The bins' edges."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in [low, high), the last bin's end among it: how many, their mean confidence, the share answerable."""

    low: float
    high: float
    questions: int
    confidence: float
    answerable: float


def bins_of(scored: Sequence[Scored]) -> tuple[Bin, ...]:
    """Return the bins that hold a question, lowest first; replies without a confidence are left out."""
    sure = [(one.response.confidence, one.case.answerable) for one in scored if one.response.confidence is not None]
    bins = []
    for low, high in pairwise(EDGES):
        inside = [(value, answerable) for value, answerable in sure if low <= value < high or value == high == EDGES[-1]]
        if inside:
            count = len(inside)
            bins.append(Bin(low, high, count, sum(value for value, _ in inside) / count, sum(answerable for _, answerable in inside) / count))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error over the bins, 0 to 1; ``None`` where there are none."""
    total = sum(one.questions for one in bins)
    return sum(one.questions * abs(one.confidence - one.answerable) for one in bins) / total if total else None
