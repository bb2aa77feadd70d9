"""Percentile bootstrap intervals over cases (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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
    drawn = np.random.default_rng(SEED).integers(0, len(applying), size=(RESAMPLES, len(applying)))
    values = parts[drawn].sum(axis=1) / wholes[drawn].sum(axis=1)
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
