"""The plots of a run: for each a function that gives the values, and one that draws them. The values also stand in a table beside the plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.cases import UNANSWERABLE
from evals.comparison import Comparison
from evals.figures import Figure, figure_of, seconds_of
from evals.measures import PRIMARY, REFUSAL
from evals.reliability import bins_of
from evals.report.change_rows import figure_rows
from evals.report.rows import Rows, reliability_rows
from evals.report.svg import SHARE, Axis, Plane, ticks
from evals.risk_coverage import area, curve_of
from evals.runner import Run

_ROW = 30
"""Pixels of a row of dots."""
_BARS = 24


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with its heading, a sentence on how to read it, and the table of what it shows."""

    heading: str
    reading: str
    svg: str
    rows: Rows


def plots_of(run: Run) -> list[Plot]:
    """Return the plots of a run that have something to show."""
    made: list[Callable[[Run], Plot | None]] = [kinds_plot, risk_coverage_plot, reliability_plot, latency_plot]
    return [plot for make in made if (plot := make(run)) is not None]


def kind_figures(run: Run) -> dict[str, Figure]:
    """Return for each kind of question what its questions are marked by: the primary figure, or refusal where the documents do not answer."""
    figures: dict[str, Figure] = {}
    for kind in dict.fromkeys([*sorted({one.case.kind for one in run.scored} - set(UNANSWERABLE)), *UNANSWERABLE]):
        measure = REFUSAL if kind in UNANSWERABLE else PRIMARY
        figure = figure_of([one.ratios[measure.name] for one in run.scored if one.case.kind == kind])
        if figure is not None:
            figures[kind] = figure
    return figures


def risk_coverage(run: Run) -> list[tuple[float, float]]:
    """Return (coverage, risk), the surest questions first, as ``evals.risk_coverage`` defines them."""
    return [(point.coverage, point.risk) for point in curve_of(run.scored)]


def latency_bars(run: Run) -> list[tuple[float, float, int]]:
    """Return (from, to, questions) in seconds, bars of one width; what is slower than the 99th percentile by far stands in the last."""
    seconds = sorted(one.seconds for one in run.scored)
    if not seconds:
        return []
    end = max(seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))] * 1.05, 1e-6)
    counts = Counter(min(_BARS - 1, int(value / end * _BARS)) for value in seconds)
    return [(end * bar / _BARS, end * (bar + 1) / _BARS, counts[bar]) for bar in range(_BARS)]


def kinds_plot(run: Run) -> Plot | None:
    """Draw the mark of each kind with its interval."""
    figures = kind_figures(run)
    if not figures:
        return None
    rows = [["kind", "marked by", "value", "95 % interval", "questions"]]
    for kind, figure in figures.items():
        measure = REFUSAL.name if kind in UNANSWERABLE else PRIMARY.name
        rows.append([kind, measure, f"{figure.value:.3f}", f"{figure.low:.2f} to {figure.high:.2f}", str(figure.cases)])
    svg = _dots("kinds", "Marks by kind of question", [(kind, one.value, one.low, one.high) for kind, one in figures.items()], "share", 0.0, 1.0)
    reading = f"The {PRIMARY.name} of each kind, and refusal of the kinds that the documents do not answer; lines are 95 % intervals."
    return Plot("By kind of question", reading, svg, rows)


def risk_coverage_plot(run: Run) -> Plot | None:
    """Draw how much goes wrong among the questions that the system is surest of."""
    points = risk_coverage(run)
    if len(points) < 2:
        return None
    top = min(1.0, max(0.1, max(risk for _, risk in points) * 1.15))
    plane = Plane(Axis("coverage: share of questions, surest first", 0, 1, SHARE), Axis("risk: share that goes wrong", 0, top, ticks(0, top)), 300)
    plane.line(points)
    plane.dot(*points[-1], hint=f"all questions: coverage {points[-1][0]:.2f}, risk {points[-1][1]:.2f}")
    under = area(curve_of(run.scored)) or 0.0
    description = f"Over all questions {points[-1][1]:.2f} of what is wanted is missing; the area under the curve is {under:.3f}."
    reading = (
        "Had the system answered only what it is surest of, how much would be wrong? A curve that rises to the right says that its confidence tells. "
        f"Area under the curve: {under:.3f}, less is better. A question that the documents do not answer counts as wrong."
    )
    chosen = [points[round(step * (len(points) - 1) / 10)] for step in range(11)]
    rows = [["coverage", "risk"], *([f"{covered:.2f}", f"{risk:.3f}"] for covered, risk in dict.fromkeys(chosen))]
    return Plot("Risk and coverage", reading, plane.draw("risk", "Risk against coverage", description), rows)


def reliability_plot(run: Run) -> Plot | None:
    """Draw the share of answerable questions against the confidence."""
    bins = bins_of(run.scored)
    if not bins:
        return None
    plane = Plane(Axis("mean confidence", 0, 1, SHARE), Axis("share that the documents answer", 0, 1, SHARE), 320)
    plane.line([(0, 0), (1, 1)], "reference")
    plane.line([(one.confidence, one.answerable) for one in bins])
    most = max(one.questions for one in bins)
    for one in bins:
        hint = f"{one.questions} questions: confidence {one.confidence:.2f}, answerable {one.answerable:.2f}"
        plane.dot(one.confidence, one.answerable, 3 + 8 * (one.questions / most) ** 0.5, hint=hint)
    reading = "Of the questions with that confidence, how many do the documents answer? On the dashed line it means what it says. Larger: more."
    description = "; ".join(f"confidence {one.confidence:.2f}: {one.answerable:.2f} answerable" for one in bins)
    return Plot(
        "Confidence against what is so", reading, plane.draw("reliability", "Reliability of the confidence", description), reliability_rows(run)
    )


def latency_plot(run: Run) -> Plot | None:
    """Draw how long replies take."""
    bars, times = latency_bars(run), seconds_of(run)
    if not bars or times is None:
        return None
    end, most = bars[-1][1], max(count for _, _, count in bars)
    plane = Plane(Axis("seconds", 0, end, ticks(0, end)), Axis("questions", 0, most * 1.12, ticks(0, most * 1.12)), 260)
    for low, high, count in bars:
        if count:
            plane.bar(low, high, count, f"{low:.3f} to {high:.3f} s: {count}")
    for value, name in zip(times, ("median", "95 %"), strict=True):
        if value <= end:
            plane.line([(value, 0), (value, most * 1.12)], "reference")
            plane.note(value, most * 1.07, f" {name}", "start" if value < end * 0.85 else "end")
    reading = "Wall-clock seconds of a reply. The last bar also holds what is slower still."
    rows = [["seconds", "questions"], *([f"{low:.3f} to {high:.3f}", str(count)] for low, high, count in bars if count)]
    description = f"Median {times[0]:.3f} seconds, 95th percentile {times[1]:.3f} seconds."
    return Plot("How long a reply takes", reading, plane.draw("latency", "Seconds of a reply", description), rows)


def changes_plot(comparison: Comparison) -> Plot:
    """Draw the difference of each figure with its interval."""
    changes = comparison.figures
    far = max(0.02, *(abs(value) for one in changes for value in (one.low, one.high))) * 1.05
    dots = [(one.name, one.difference, one.low, one.high) for one in changes]
    svg = _dots("changes", "Change of each figure", dots, "after minus before", -far, far)
    lower = ", ".join(one.name for one in changes if one.lower_is_better)
    reading = "After minus before, with paired 95 % intervals; to the right of 0 is more." + (f" Less is better of: {lower}." if lower else "")
    return Plot("What changed", reading, svg, figure_rows(comparison))


def _dots(name: str, title: str, dots: Sequence[tuple[str, float, float, float]], label: str, low: float, high: float) -> str:
    """Return a row for each (label, value, low, high): a dot with its interval."""
    y = Axis("", 0, len(dots), tuple((len(dots) - row - 0.5, text) for row, (text, *_) in enumerate(dots)))
    left = 30 + min(250, max(len(text) for text, *_ in dots) * 8)
    plane = Plane(Axis(label, low, high, ticks(low, high)), y, 66 + _ROW * len(dots), left=left, grid=False)
    if low < 0 < high:
        plane.line([(0, 0), (0, len(dots))], "reference")
    for row, (text, value, least, most) in enumerate(dots):
        height = len(dots) - row - 0.5
        plane.line([(least, height), (most, height)], "whisker")
        plane.dot(value, height, hint=f"{text}: {value:.3f}, {least:.2f} to {most:.2f}")
    return plane.draw(name, title, "; ".join(f"{text} {value:.2f}" for text, value, *_ in dots))
