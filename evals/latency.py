"""How long replies took: percentiles over the cases of a run.

Percentiles are numpy's default, linear between the two nearest values (type 7 of Hyndman and Fan, The American Statistician 50(4), 1996). A case that
broke has no reply and so no time; the run names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.runner import Scored

PERCENTILES = (50, 90, 95, 99)


@dataclass(frozen=True, slots=True)
class Latency:
    """Wall-clock seconds of a reply: percentiles and the slowest, over ``replies`` replies."""

    replies: int
    p50: float
    p90: float
    p95: float
    p99: float
    slowest: float

    def __post_init__(self) -> None:
        if self.replies < 1 or not 0.0 <= self.p50 <= self.p90 <= self.p95 <= self.p99 <= self.slowest:
            raise ValueError(f"not the percentiles of times: {self}")


def latency_of(scored: Sequence[Scored]) -> Latency | None:
    """Return the percentiles; ``None`` without a scored case."""
    if not scored:
        return None
    seconds = [one.seconds for one in scored]
    # Percentiles rise, but for rounding in the last digit.
    rising = np.minimum(np.maximum.accumulate(np.percentile(seconds, PERCENTILES)), max(seconds))
    p50, p90, p95, p99 = rising.tolist()
    return Latency(len(seconds), p50, p90, p95, p99, max(seconds))
