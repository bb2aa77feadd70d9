"""The tables of a run or a comparison as a Markdown page; what comes from questions, documents and systems is shown as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.comparison import Comparison
from evals.gate import Verdict
from evals.reliability import bins_of
from evals.report import change_rows
from evals.report.rows import (
    Rows,
    failure_lines,
    group_rows,
    inexact_lines,
    main_rows,
    record_rows,
    reliability_rows,
    reliability_title,
    verdict_lines,
)
from evals.run_record import RunRecord
from evals.runner import Run

_MARKUP = re.compile(r"[\\`*_~|$!]|\](?=[(\[:])|(?<=:)(?=//)|@(?=\w)|(?<=www)\.")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def to_markdown(runs: Sequence[Run], verdict: Verdict | None = None, record: RunRecord | None = None, comparison: Comparison | None = None) -> str:
    """Return the tables as a Markdown page, with the gate's findings, the change and what the run was made with where there are any."""
    parts = ["# Measured figures", markdown_table(main_rows(runs)), f"## By group: {inline(runs[0].system)}", markdown_table(group_rows(runs[0]))]
    parts += [f"## {inline(reliability_title(runs[0]))}", markdown_table(reliability_rows(runs[0]))] if bins_of(runs[0].scored) else []
    lists = {"Broken cases": failure_lines(runs), "Not exact": inexact_lines(runs), "Gate": verdict_lines(verdict) if verdict else []}
    for heading, lines in lists.items():
        if lines:
            parts += [f"## {heading}", _list(lines)]
    parts += comparison_parts(comparison) if comparison else []
    parts += ["## Made with", markdown_table(record_rows(record))] if record else []
    return "\n\n".join(parts) + "\n"


def comparison_markdown(comparison: Comparison) -> str:
    """Return a comparison of two runs as a Markdown page."""
    return "\n\n".join(["# Two runs compared", *comparison_parts(comparison)]) + "\n"


def inline(text: str) -> str:
    """Return text that Markdown shows as it is, on one line: no markup, no HTML, no link or picture."""
    folded = _CONTROL.sub("", " ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(lambda found: f"\\{found[0]}" if found[0] else "\u200b", folded)


def markdown_table(rows: Rows) -> str:
    """Return rows, the header first, as a Markdown table."""
    ruler = ["---", *("---:" for _ in rows[0][1:])]
    lines = [[inline(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (lines[0], ruler, *lines[1:]))


def comparison_parts(comparison: Comparison) -> list[str]:
    """Return the headings, tables and lists of a comparison, for a page that holds more."""
    parts = [
        f"## {inline(change_rows.title(comparison))}",
        inline(change_rows.summary(comparison)),
        markdown_table(change_rows.figure_rows(comparison)),
    ]
    parts += [change_rows.CAUTION]
    tables = {
        "By kind, where something changed": change_rows.kind_rows(comparison),
        "Questions that changed": change_rows.question_rows(comparison),
        "The runs were made with different": change_rows.record_rows(comparison),
    }
    for heading, rows in tables.items():
        parts += [f"### {heading}", markdown_table(rows)] if len(rows) > 1 else []
    return parts + (["### Not compared", _list(comparison.apart)] if comparison.apart else [])


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {inline(line)}" for line in lines)
