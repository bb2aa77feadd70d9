"""The tables of a run or a comparison for a rich console."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from assistant.terminal import printable
from evals.comparison import Comparison
from evals.reliability import bins_of
from evals.report import change_rows
from evals.report.rows import Rows, failure_lines, group_rows, inexact_lines, main_rows, reliability_rows, reliability_title
from evals.runner import Run


def for_terminal(runs: Sequence[Run]) -> Group:
    """Return the tables of the runs, the first run's groups, and every case that broke or has a quote that is not exact, for a rich console."""
    parts = [table(main_rows(runs), "All questions"), table(group_rows(runs[0]), f"By group: {runs[0].system}")]
    parts += [table(reliability_rows(runs[0]), reliability_title(runs[0]))] if bins_of(runs[0].scored) else []
    return Group(*parts, *(Text(printable(line), style="red") for line in [*failure_lines(runs), *inexact_lines(runs)]))


def comparison_for_terminal(comparison: Comparison) -> Group:
    """Return the tables of a comparison, a line for each question that changed, and what the runs were not both made with."""
    tables = [table(change_rows.figure_rows(comparison), change_rows.title(comparison))]
    kinds, records = change_rows.kind_rows(comparison), change_rows.record_rows(comparison)
    tables += [table(kinds, "By kind, where something changed")] if len(kinds) > 1 else []
    tables += [table(records, "The runs were made with different")] if len(records) > 1 else []
    lines = [*change_rows.question_lines(comparison), *comparison.apart, change_rows.summary(comparison), change_rows.CAUTION]
    return Group(*tables, *(Text(printable(line)) for line in lines))


def table(rows: Rows, title: str) -> Table:
    """Return rows, the header first, as a table for a rich console."""
    table = Table(title=title, box=box.SIMPLE, title_justify="left")
    for number, heading in enumerate(rows[0]):
        table.add_column(heading, justify="left" if number == 0 else "right", no_wrap=number == 0)
    for row in rows[1:]:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
