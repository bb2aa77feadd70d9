"""What a run is reported as: tables for the terminal, a JSON object, a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from evals.figures import Figure, figures_of, groups_of, seconds_of
from evals.gate import Change, Verdict
from evals.measures import FALSE_DENIAL, MEASURES, PRIMARY, REFUSAL, TABLED
from evals.reliability import bins_of, calibration_error
from evals.run_figures import run_figures
from evals.runner import Run

GROUP_MEASURES = (PRIMARY.name, "hit@1", "hit@3", "MRR", REFUSAL.name, FALSE_DENIAL.name)
"""The figures that are shown for each group of cases."""

Rows = list[list[str]]


def main_rows(runs: Sequence[Run]) -> Rows:
    """Return header and rows: a row for each measure, a column for each system, 95 % intervals in brackets."""
    figures = [figures_of(run.scored) for run in runs]
    rows = [["figure", *(run.system for run in runs)]]
    for measure in TABLED:
        name = f"{measure.name} (primary)" if measure is PRIMARY else measure.name
        rows.append([name, *(with_interval(of.get(measure.name)) for of in figures)])
    times = [seconds_of(run) for run in runs]
    rows.append(["seconds, median / 95th percentile", *(f"{time[0]:.2f} / {time[1]:.2f}" if time else "-" for time in times)])
    rows.append(["cases / broken", *(f"{len(run.scored)} / {len(run.failures)}" for run in runs)])
    return rows


def group_rows(run: Run) -> Rows:
    """Return header and rows of one system's figures by kind, voice, overlap, form and half."""
    rows = [["group", "cases", *GROUP_MEASURES]]
    for grouping, groups in groups_of(run).items():
        for name, scored in groups.items():
            figures = figures_of(scored)
            rows.append([f"{grouping}: {name}", str(len(scored)), *(plain(figures.get(measure)) for measure in GROUP_MEASURES)])
    return rows


def reliability_rows(run: Run) -> Rows:
    """Return header and rows: for each range of confidence the questions, their mean confidence, and how many of them the documents answer."""
    rows = [["confidence", "questions", "mean confidence", "answerable"]]
    for one in bins_of(run.scored):
        rows.append([f"{one.low:g} to {one.high:g}", str(one.questions), f"{one.confidence:.2f}", f"{one.answerable:.2f}"])
    return rows


def _reliability_title(run: Run) -> str:
    error = calibration_error(bins_of(run.scored))
    return f"How sure {run.system} is" + ("" if error is None else f": expected calibration error {error:.3f}")


def for_terminal(runs: Sequence[Run]) -> Group:
    """Return the tables of the runs, the first run's groups, and every case that broke, for a rich console."""
    parts = [table(main_rows(runs), "All questions"), table(group_rows(runs[0]), f"By group: {runs[0].system}")]
    parts += [table(reliability_rows(runs[0]), _reliability_title(runs[0]))] if bins_of(runs[0].scored) else []
    return Group(*parts, *(Text(line, style="red") for line in failure_lines(runs)))


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return the gate's findings, one a line, the last one saying whether it is open."""
    lines = [f"better: {_change(change)}" for change in verdict.better]
    lines += [f"worse: {_change(change)}" for change in verdict.worse]
    lines += [f"figure rose: {_change(change)}" for change in verdict.risen]
    lines += [f"FIGURE FELL: {_change(change)}" for change in verdict.fallen]
    lines += [f"BROKEN: {name}" for name in verdict.broken]
    lines += [f"NOT EXACT: {name}" for name in verdict.inexact]
    counts = f"{len(verdict.better)} questions better, {len(verdict.worse)} worse, {len(verdict.fallen)} figures fell"
    return [*lines, f"gate {'open' if verdict.is_open else 'CLOSED'}: {counts}"]


def failure_lines(runs: Sequence[Run]) -> list[str]:
    """Return a line for each case that broke."""
    return [f"broken: {run.system}, {failure.case.id}: {failure.error}" for run in runs for failure in run.failures]


def to_json(runs: Sequence[Run]) -> dict[str, Any]:
    """Return everything that was measured as a JSON object, down to each question."""
    return {
        "measures": {measure.name: measure.meaning for measure in MEASURES},
        "primary": PRIMARY.name,
        "systems": [system_json(run) for run in runs],
    }


def to_markdown(runs: Sequence[Run], verdict: Verdict | None = None) -> str:
    """Return the tables as a Markdown page, with the gate's findings where there are any."""
    parts = ["# Measured figures", markdown_table(main_rows(runs)), f"## By group: {runs[0].system}", markdown_table(group_rows(runs[0]))]
    parts += [f"## {_reliability_title(runs[0])}", markdown_table(reliability_rows(runs[0]))] if bins_of(runs[0].scored) else []
    lists = {"Broken cases": failure_lines(runs), "Gate": verdict_lines(verdict) if verdict else []}
    for heading, lines in lists.items():
        if lines:
            parts += [f"## {heading}", "\n".join(f"- {line}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def system_json(run: Run) -> dict[str, Any]:
    """Return everything that was measured of one system as a JSON object."""
    times = seconds_of(run)
    questions = [
        {
            "id": one.case.id,
            "question": one.case.question,
            "score": one.score,
            "abstained": one.response.abstained,
            "confidence": one.response.confidence,
            "seconds": round(one.seconds, 4),
            "measures": {name: [ratio.part, ratio.whole] for name, ratio in one.ratios.items() if ratio.whole},
        }
        for one in run.scored
    ]
    bins = bins_of(run.scored)
    groups = {
        grouping: {name: {"cases": len(scored), **{key: figure.value for key, figure in figures_of(scored).items()}} for name, scored in of.items()}
        for grouping, of in groups_of(run).items()
    }
    return {
        "system": run.system,
        "figures": {name: figure_json(figure) for name, figure in figures_of(run.scored).items()},
        "seconds": {"median": times[0], "p95": times[1]} if times else None,
        "reliability": {"error": calibration_error(bins), "bins": [asdict(one) for one in bins]},
        "run": run_figures(run),
        "groups": groups,
        "failures": [{"id": failure.case.id, "error": failure.error} for failure in run.failures],
        "questions": questions,
    }


def figure_json(figure: Figure) -> dict[str, float | int]:
    """Return a figure with its interval as a JSON object."""
    return {"value": figure.value, "low": figure.low, "high": figure.high, "cases": figure.cases}


def with_interval(figure: Figure | None) -> str:
    """Return a figure with its interval as it stands in a table."""
    return f"{figure.value:.3f} [{figure.low:.2f}, {figure.high:.2f}]" if figure else "-"


def plain(figure: Figure | None) -> str:
    """Return a figure alone as it stands in a table."""
    return f"{figure.value:.2f}" if figure else "-"


def _change(change: Change) -> str:
    after = "not measured" if change.after is None else f"{change.after:.3f}"
    return f"{change.name} {change.before:.3f} -> {after}" + (f": {change.question}" if change.question else "")


def table(rows: Rows, title: str) -> Table:
    """Return rows, the header first, as a table for a rich console."""
    table = Table(title=title, box=box.SIMPLE, title_justify="left")
    for number, heading in enumerate(rows[0]):
        table.add_column(heading, justify="left" if number == 0 else "right", no_wrap=number == 0)
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    return table


def markdown_table(rows: Rows) -> str:
    """Return rows, the header first, as a Markdown table."""
    ruler = ["---", *("---:" for _ in rows[0][1:])]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (rows[0], ruler, *rows[1:]))
