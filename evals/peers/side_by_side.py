"""Every system on the same questions in one run, and what each costs: ``carecite eval --peers``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from assistant.terminal import printable
from evals.cases import Case
from evals.commands.output import write
from evals.comparison import Comparison
from evals.peers import page
from evals.peers.cost import OURS, Workplace
from evals.peers.costs import Cost, NotMeasured, measure_costs
from evals.peers.registry import System, choose
from evals.product import reopen_embedder
from evals.report import comparison_for_terminal, failure_lines, inexact_lines, table, to_html, to_json, to_junit
from evals.run_record import RunRecord
from evals.runner import Run, run_cases
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A run of every system, the measured one first, with their costs; ``left_out`` has a line for each system that could not take part.

    ``load`` is the machine's load average over the minute before the peers were run, where it tells one.
    """

    runs: tuple[Run, ...]
    systems: tuple[System, ...]
    costs: tuple[Cost | NotMeasured, ...]
    left_out: tuple[str, ...]
    documents: int
    day: date
    load: float | None

    def __post_init__(self) -> None:
        broken = {cost.system for cost in self.costs if isinstance(cost, NotMeasured)}
        if [run.system for run in self.runs[1:]] != [system.name for system in self.systems if system.name not in broken]:
            raise ValueError("a run for each system that could be measured, in their order, behind that of the measured one")


def put_beside(
    options: argparse.Namespace,
    ours: Run,
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    record: RunRecord | None = None,
    comparison: Comparison | None = None,
) -> int:
    """Measure the systems that ``options`` name beside ``ours``, print both tables and write the reports; 1 where a case of ours broke.

    Read of ``options``: ``peer`` (names; none for all that are installed), ``seeds``, ``json``, ``markdown``, ``junit``, ``html``.
    ``comparison`` is of ``ours`` with an earlier run.

    Raises:
        CareciteError: if a system was asked for by name and cannot be had, or a report cannot be written.
    """
    systems, left_out = choose(options.peer)
    console = Console(stderr=True, soft_wrap=True)
    for line in left_out:
        console.print(f"left out: {line}", markup=False, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("the model", total=None)

        def watch(step: str, done: int, total: int) -> None:
            progress.update(bar, description=step, completed=done, total=total)

        # Written after each system, since the next one may take long.
        for found in measure(ours, systems, left_out, cases, documents, options.seeds, watch):
            _write_reports(options, found, record, comparison)
    out = Console(width=None if sys.stdout.isatty() else 180)
    out.print(table(page.quality_rows(found), "All questions"), table(page.cost_rows(found), "Costs"))
    if comparison:
        out.print(comparison_for_terminal(comparison))
    lines = [*failure_lines(found.runs), *inexact_lines(found.runs), *page.not_measured(found)]
    out.print(*(Text(printable(line), style="red") for line in lines), sep="\n")
    return 1 if ours.failures else 0


def measure(
    ours: Run,
    systems: Sequence[System],
    left_out: Sequence[str],
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    source: Path,
    watch: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Iterator[SideBySide]:
    """Measure what each system costs, put the cases to the index that it has made, and yield all that is there after each system.

    ``watch`` is told the step, how many systems are done, and of how many.

    ``source`` is the folder that ``documents`` were read from. The costs of the measured system are measured too where it is carecite. A system that
    could not be measured has no run.

    Raises:
        CareciteError: if the model of the systems to compare with cannot be exported.
    """
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    known = {system.name: system for system in systems}
    names = [*([OURS] if ours.system == OURS else []), *known]
    runs = [ours]
    costs: list[Cost | NotMeasured] = []
    with tempfile.TemporaryDirectory(prefix="carecite-peers-") as folder:
        for cost, index in measure_costs(names, documents, source, cases, Path(folder), lambda step: watch(step, len(costs), len(names))):
            costs.append(cost)
            if isinstance(cost, Cost) and cost.system in known:
                watch(f"{cost.system}: all questions", len(costs) - 1, len(names))
                peer = known[cost.system].load(index, reopen_embedder(Workplace(Path(folder)).model))
                runs.append(run_cases(cost.system, cases, peer, documents))
            watch("done", len(costs), len(names))
            done = tuple(known[one.system] for one in costs if one.system in known)
            yield SideBySide(tuple(runs), done, tuple(costs), tuple(left_out), len(documents), date.today(), load)


def _write_reports(options: argparse.Namespace, found: SideBySide, record: RunRecord | None, comparison: Comparison | None) -> None:
    if options.json:
        costs = [asdict(one) for one in found.costs]
        write(options.json, json.dumps(to_json(found.runs, record, comparison) | {"costs": costs}, ensure_ascii=False, indent=1) + "\n")
    if options.markdown:
        write(options.markdown, page.to_markdown(found, comparison))
    if options.junit:
        write(options.junit, to_junit(found.runs, record, before=comparison.before if comparison else None))
    if options.html:
        write(options.html, to_html(found.runs, record, comparison=comparison))
