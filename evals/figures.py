"""The figures of a run: each measure over all cases, with its interval, and over the cases of each group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.bootstrap import interval
from evals.cases import UNANSWERABLE, Case
from evals.latency import latency_of
from evals.measures import GATED, MEASURES, REFUSAL, Ratio, total
from evals.runner import Run, Scored

GROUPINGS: dict[str, Callable[[Case], str]] = {
    "kind": lambda case: case.kind,
    "voice": lambda case: case.voice,
    "overlap": lambda case: case.overlap,
    "facts needed": lambda case: ("none", "one")[len(case.facts)] if len(case.facts) < 2 else "several",
    "form": lambda case: case.form,
    "half": lambda case: case.split,
}
"""Ways to divide the cases, by name."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value with its 95 % interval, and how many cases it rests on."""

    value: float
    low: float
    high: float
    cases: int


def figure_of(ratios: Sequence[Ratio]) -> Figure | None:
    """Return the figure of the cases' ratios; ``None`` where the measure applies to none."""
    return _figure(tuple(ratios))


# The terminal, the JSON object and the Markdown page each ask for the same figures of the same groups, and resampling takes time.
@lru_cache(maxsize=4096)
def _figure(ratios: tuple[Ratio, ...]) -> Figure | None:
    value, bounds = total(ratios).value, interval(ratios)
    if value is None or bounds is None:
        return None
    return Figure(value, *bounds, cases=sum(1 for ratio in ratios if ratio.whole))


def figures_of(scored: Sequence[Scored]) -> dict[str, Figure]:
    """Return the figure of each measure that applies, by the measure's name, in the order of the measures."""
    figures = {measure.name: figure_of([one.ratios[measure.name] for one in scored]) for measure in MEASURES}
    return {name: figure for name, figure in figures.items() if figure is not None}


def groups_of(run: Run) -> dict[str, dict[str, list[Scored]]]:
    """Return the scored cases by grouping and group, groups in alphabetical order."""
    divided: dict[str, dict[str, list[Scored]]] = {}
    for grouping, key in GROUPINGS.items():
        names = sorted({key(one.case) for one in run.scored})
        divided[grouping] = {name: [one for one in run.scored if key(one.case) == name] for name in names}
    return divided


def gated_figures(run: Run) -> dict[str, float]:
    """Return what the gate watches: the gated measures, and refusal for each kind of unanswerable question, to six decimals."""
    watched = {measure.name for measure in GATED}
    gated = {name: figure.value for name, figure in figures_of(run.scored).items() if name in watched}
    for kind in UNANSWERABLE:
        value = total(one.ratios[REFUSAL.name] for one in run.scored if one.case.kind == kind).value
        if value is not None:
            gated[f"{REFUSAL.name}, {kind}"] = value
    return {name: round(value, 6) for name, value in gated.items()}


def seconds_of(run: Run) -> tuple[float, float] | None:
    """Return (median, 95th percentile) of the seconds a reply took; ``None`` for a run without a scored case."""
    latency = latency_of(run.scored)
    return (latency.p50, latency.p95) if latency else None
