"""Figures out of measurements: percentiles and slopes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def timing(name: str, seconds: Sequence[float], wall: float) -> str:
    """Return a line of a table: how many, how many a second of ``wall`` seconds, median, 95th percentile and slowest, in seconds."""
    if not seconds:
        return f"{name:32}{0:10}"
    median, p95 = np.percentile(seconds, [50, 95])
    return f"{name:32}{len(seconds):10}{len(seconds) / wall:12.2f}{median:10.3f}{p95:10.3f}{max(seconds):10.3f}"


HEADING = f"{'':32}{'replies':>10}{'a second':>12}{'median s':>10}{'p95 s':>10}{'slowest':>10}"


def slope(counts: Sequence[float], values: Sequence[float]) -> float:
    """Return by how much a value grows for each count: the line of least squares.

    Raises:
        ValueError: there are fewer than two different counts.
    """
    if len(set(counts)) < 2:
        raise ValueError("a slope needs two points")
    return float(np.polyfit(counts, values, 1)[0])
