"""The comparison as tables and as a whole Markdown page, so that a new run makes a new page."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from evals.figures import Figure, figures_of
from evals.measures import FALSE_DENIAL, MEASURES, PRIMARY, REFUSAL
from evals.measures.measure import Measure
from evals.peers.costs import TIMED, Cost, NotMeasured
from evals.peers.registry import version_of
from evals.report import markdown_table
from evals.report.markdown import comparison_parts

if TYPE_CHECKING:
    from evals.comparison import Comparison
    from evals.peers.side_by_side import SideBySide

Rows = list[list[str]]

_COSTS: dict[str, tuple[str, str]] = {
    "index_seconds": ("index, s", "{:.1f}"),
    "index_mib": ("memory then, MiB", "{:.0f}"),
    "start_seconds": ("start to first answer, s", "{:.1f}"),
    "median": ("answer, median, s", "{:.3f}"),
    "p95": ("answer, 95th percentile, s", "{:.3f}"),
    "answer_mib": ("memory then, MiB", "{:.0f}"),
}
"""Field of a cost, the column's heading and how a value is written; less is better in all of them."""

_HOW = f"""\
Every system is given the same documents, the same questions and a budget of 300 words of quotes. The systems to compare with are given plain
all-MiniLM-L6-v2 through the same ONNX runtime; what carecite has trained is not lent to them. They give their best 50 candidates in order, as
many as the budget needs and at least ten; they never abstain and know only the last turn of a conversation. Each quote has the place that the
library gives it; where a library keeps none, the text is looked for in its document as that library's users do, and what is not found counts as
not exact. Nothing is repaired. What the figures mean stands in [evals.md](evals.md).

Costs: each system has two processes of its own, one after the other. *Index* goes from the texts to an index on disk, all imports with it;
carecite's includes reading the files, finding their structure, exporting its models and every check, the others are given the texts and a model
that is exported already. *Start to first answer* goes from the start of a new process to its first answer from that index. *Answer* is over at
most {TIMED - 1} questions after that, spread over the set. *Memory* is the peak of the process (resident set), with the Python libraries and
the model. The questions of the quality table are put to the same index afterwards, in one process for all systems."""


def quality_rows(found: SideBySide) -> Rows:
    """Return header and rows: a row for each system, a column for each measure; the primary figure with its 95 % interval."""
    figures = [figures_of(run.scored) for run in found.runs]
    measures = [measure for measure in MEASURES if any(measure.name in of for of in figures)]
    rows = [["system", *(f"{measure.name} (primary)" if measure is PRIMARY else measure.name for measure in measures), "broken"]]
    for run, of in zip(found.runs, figures, strict=True):
        rows.append([run.system, *(_cell(measure, of.get(measure.name)) for measure in measures), str(len(run.failures))])
    return rows


def cost_rows(found: SideBySide) -> Rows:
    """Return header and rows: a row for each system whose costs were measured."""
    rows = [["system", *(heading for heading, _ in _COSTS.values())]]
    return rows + [[one.system, *(form.format(getattr(one, field)) for field, (_, form) in _COSTS.items())] for one in _measured(found)]


def not_measured(found: SideBySide) -> list[str]:
    """Return a line for each system that could not be measured."""
    return [f"not measured: {one.system}: {one.reason}" for one in found.costs if isinstance(one, NotMeasured)]


def ahead(found: SideBySide) -> list[str]:
    """Return a line for each figure, of quality or of cost, on which another system is better than the first one: how many, and the best of them.

    Refusal and false denial are left out: a system that never abstains has both for nothing.
    """
    ours = figures_of(found.runs[0].scored)
    lines = []
    for measure in MEASURES:
        if measure.name not in ours or measure in (REFUSAL, FALSE_DENIAL):
            continue
        mine = ours[measure.name].value
        others = {run.system: figure.value for run in found.runs[1:] if (figure := figures_of(run.scored).get(measure.name))}
        better = {name: value for name, value in others.items() if measure.is_worse(mine, value)}
        if better:
            best = (max if measure.higher_is_better else min)(better, key=lambda name: better[name])
            lines.append(f"{measure.name}: {_of(better, others)} better than {mine:.3f}; {best} {better[best]:.3f}")
    costs = _measured(found)
    first = next((one for one in costs if one.system == found.runs[0].system), None)
    for field, (heading, form) in _COSTS.items() if first else ():
        others = {one.system: getattr(one, field) for one in costs if one is not first}
        better = {name: value for name, value in others.items() if value < getattr(first, field)}
        if better:
            least = min(better, key=lambda name: better[name])
            step = {"index_mib": "index, ", "answer_mib": "answer, "}.get(field, "")
            lines.append(f"{step}{heading}: {_of(better, others)} below {form.format(getattr(first, field))}; {least} {form.format(better[least])}")
    return lines


def to_markdown(found: SideBySide, comparison: Comparison | None = None) -> str:
    """Return the whole page: when and where it was measured, both tables, where another system is ahead, what each system is, and how it was done.

    With a ``comparison`` of the first system with an earlier run, what changed stands before the last part.
    """
    count = len(found.runs[0].scored) + len(found.runs[0].failures)
    parts = [
        f"# {found.runs[0].system} beside other systems",
        "Written by `carecite eval --peers --markdown FILE`; run it again rather than edit this page.",
        f"{found.day.day} {found.day:%B %Y}, {count} questions on {found.documents} documents. {_machine(found)}",
        "## Quality",
        markdown_table(quality_rows(found)),
        "## Costs",
        markdown_table(cost_rows(found)),
        _items([*not_measured(found)]),
        f"## Where another system is ahead of {found.runs[0].system}",
        _items(ahead(found)) or "Nowhere.",
        "## The systems",
        markdown_table(_system_rows(found)),
        _items([f"left out: {line}" for line in found.left_out]),
        *(comparison_parts(comparison) if comparison else []),
        "## How it is measured",
        _HOW,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _system_rows(found: SideBySide) -> Rows:
    rows = [["system", "what it is", "versions"]]
    for system in found.systems:
        rows.append([system.name, system.about, ", ".join(f"{package} {version_of(package)}" for package in system.packages)])
    return rows


def _machine(found: SideBySide) -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30 if hasattr(os, "sysconf") else None
    parts = [f"{os.cpu_count()} cores", *([f"{memory:.0f} GiB"] if memory else []), f"{platform.system()} {platform.machine()}"]
    said = f"Machine: {', '.join(parts)}, Python {platform.python_version()}, carecite {version_of('carecite') or 'from source'}"
    if found.load is None:
        return f"{said}."
    # The assistant itself has just answered every question, so that some load is its own.
    busy = ", so it was busy with other work and the seconds are too high" if found.load > (os.cpu_count() or 1) else ""
    return f"{said}; load average before the systems to compare with: {found.load:.1f}{busy}."


def _cell(measure: Measure, figure: Figure | None) -> str:
    if figure is None:
        return "-"
    return f"{figure.value:.3f} [{figure.low:.2f}, {figure.high:.2f}]" if measure is PRIMARY else f"{figure.value:.3f}"


def _measured(found: SideBySide) -> list[Cost]:
    return [one for one in found.costs if isinstance(one, Cost)]


def _of(better: dict[str, float], others: dict[str, float]) -> str:
    return f"{len(better)} of {len(others)} {'is' if len(better) == 1 else 'are'}"


def _items(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
