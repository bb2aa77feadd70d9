"""Percentile bootstrap intervals over cases (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.measures.measure import Ratio

RESAMPLES = 2000
SEED = 20211


def interval(ratios: Sequence[Ratio], level: float = 0.95) -> tuple[float, float] | None:
    """Return (low, high) of the ratio of sums over cases drawn with replacement; ``None`` where the measure applies to no case.

    Whole cases are drawn, so that the facts of one question stay together. The seed is fixed: same ratios, same interval.
    """
    applying = [ratio for ratio in ratios if ratio.whole]
    if not applying:
        return None
    parts = np.array([ratio.part for ratio in applying], dtype=np.float64)
    wholes = np.array([ratio.whole for ratio in applying], dtype=np.float64)
    drawn = _drawn(len(applying))
    return _percentiles(parts[drawn].sum(axis=1) / wholes[drawn].sum(axis=1), level)


def paired_interval(changed: Sequence[Ratio], reference: Sequence[Ratio], level: float = 0.95) -> tuple[float, float] | None:
    """Return (low, high) of the difference of two systems' figures, ``changed`` minus ``reference``, on cases drawn together with replacement.

    Both hold the ratios of the same cases in the same order. What makes a case hard for both systems cancels out, so the interval is narrower than
    two intervals side by side suggest. The cases drawn are those of ``interval``. ``None`` where the measure applies to no case.

    Raises:
        ValueError: if the two are not of the same cases.
    """
    if len(changed) != len(reference) or any(one.whole != other.whole for one, other in zip(changed, reference, strict=True)):
        raise ValueError("the ratios of a pair are those of the same cases, in the same order")
    applying = [(one.part - other.part, one.whole) for one, other in zip(changed, reference, strict=True) if one.whole]
    if not applying:
        return None
    differences = np.array([difference for difference, _ in applying], dtype=np.float64)
    wholes = np.array([whole for _, whole in applying], dtype=np.float64)
    drawn = _drawn(len(applying))
    return _percentiles(differences[drawn].sum(axis=1) / wholes[drawn].sum(axis=1), level)


def difference_interval(changed: Sequence[Ratio], reference: Sequence[Ratio], level: float = 0.95) -> tuple[float, float] | None:
    """Return (low, high) of the difference of two runs' figures, as ``paired_interval`` does, where a case's whole may differ between the two.

    A measure of what was replied (the quotes that are exact) has other wholes in another run. With equal wholes the two functions give the same.
    ``None`` where the measure does not apply to both runs.

    Raises:
        ValueError: if there are more ratios of one than of the other.
    """
    applying = [(one, other) for one, other in zip(changed, reference, strict=True) if one.whole or other.whole]
    rows = np.array([[one.part, one.whole, other.part, other.whole] for one, other in applying], dtype=np.float64).reshape(-1, 4)
    if not rows[:, 1].any() or not rows[:, 3].any():
        return None
    sums = rows[_drawn(len(rows))].sum(axis=1)
    # A resample in which one run has nothing to divide by has no difference.
    sums = sums[(sums[:, 1] > 0) & (sums[:, 3] > 0)]
    return _percentiles(sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3], level) if len(sums) else None


def median_interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Return (low, high) of the median of one value for each case, on the cases that ``interval`` draws; ``None`` without a value."""
    if not values:
        return None
    return _percentiles(np.median(np.array(values, dtype=np.float64)[_drawn(len(values))], axis=1), level)


def _drawn(cases: int) -> NDArray[np.int64]:
    """Return the positions of the cases of each resample: shape (RESAMPLES, cases), the same every time."""
    return np.random.default_rng(SEED).integers(0, cases, size=(RESAMPLES, cases))


def _percentiles(values: NDArray[np.float64], level: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
