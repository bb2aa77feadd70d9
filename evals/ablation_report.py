"""What an ablation is reported as: a table for each question set, a JSON object, a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group
from rich.text import Text

from evals.ablation import COMPARED, Ablation, Entry
from evals.bootstrap import RESAMPLES, SEED
from evals.figures import Figure, figures_of, seconds_of
from evals.measures import MEASURES, PRIMARY
from evals.report import Rows, failure_lines, figure_json, markdown_table, plain, system_json, table, with_interval


def ablation_rows(ablation: Ablation, *, intervals: bool) -> Rows:
    """Return header and rows, a row for each system; ``intervals`` puts 95 % intervals on every figure, else the primary one alone has them."""
    reference = ablation.entries[0].run.system
    header = ["system", f"{PRIMARY.name} (primary)", f"difference to {reference}", *COMPARED[1:], "seconds, median", "slower by"]
    return [header, *(_row(entry, entry is ablation.entries[0], intervals) for entry in ablation.entries)]


def heading(ablation: Ablation) -> str:
    """Return the name of a question set and how large it is."""
    left_out = f", {ablation.left_out} that cannot be marked left out" if ablation.left_out else ""
    return f"{ablation.name}: {ablation.cases} questions on {ablation.documents} documents{left_out}"


def for_terminal(ablations: Sequence[Ablation]) -> Group:
    """Return a table for each question set and every case that broke, for a rich console."""
    tables = [table(ablation_rows(ablation, intervals=False), heading(ablation)) for ablation in ablations]
    return Group(*tables, *(Text(line, style="red") for line in _broken(ablations)))


def to_json(ablations: Sequence[Ablation]) -> dict[str, Any]:
    """Return everything that was measured as a JSON object, down to each question."""
    return {
        "measures": {measure.name: measure.meaning for measure in MEASURES},
        "primary": PRIMARY.name,
        "bootstrap": {"resamples": RESAMPLES, "seed": SEED, "level": 0.95},
        "sets": [_set(ablation) for ablation in ablations],
    }


def to_markdown(ablations: Sequence[Ablation]) -> str:
    """Return the tables as a Markdown page."""
    parts = ["# Ablation"]
    for ablation in ablations:
        parts += [f"## {heading(ablation)}", markdown_table(ablation_rows(ablation, intervals=True))]
    if broken := _broken(ablations):
        parts += ["## Broken cases", "\n".join(f"- {line}" for line in broken)]
    return "\n\n".join(parts) + "\n"


def _row(entry: Entry, is_reference: bool, intervals: bool) -> list[str]:
    figures, times = figures_of(entry.run.scored), seconds_of(entry.run)
    shown = with_interval if intervals else plain
    difference = "" if is_reference else _signed(entry.differences.get(PRIMARY.name))
    slower = "" if is_reference else _seconds(entry.slower, intervals)
    rest = [shown(figures.get(name)) for name in COMPARED[1:]]
    return [entry.run.system, with_interval(figures.get(PRIMARY.name)), difference, *rest, f"{times[0]:.3f}" if times else "-", slower]


def _signed(figure: Figure | None) -> str:
    return f"{figure.value:+.3f} [{figure.low:+.2f}, {figure.high:+.2f}]" if figure else "-"


def _seconds(slower: Figure | None, intervals: bool) -> str:
    if slower is None:
        return "-"
    return f"{slower.value:+.3f} [{slower.low:+.3f}, {slower.high:+.3f}]" if intervals else f"{slower.value:+.3f}"


def _set(ablation: Ablation) -> dict[str, Any]:
    systems = [
        system_json(entry.run)
        | {
            "peer": entry.is_peer,
            "differences": {name: figure_json(figure) for name, figure in entry.differences.items()},
            "slower": figure_json(entry.slower) if entry.slower else None,
        }
        for entry in ablation.entries
    ]
    return {
        "set": ablation.name,
        "documents": ablation.documents,
        "cases": ablation.cases,
        "left_out": ablation.left_out,
        "compared_with": ablation.entries[0].run.system,
        "systems": systems,
    }


def _broken(ablations: Sequence[Ablation]) -> list[str]:
    return [f"{ablation.name}: {line}" for ablation in ablations for line in failure_lines([entry.run for entry in ablation.entries])]
