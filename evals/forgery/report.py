"""What the forgery suite found, as a table for a terminal and as plain values."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from evals.forgery.suite import ForgeryReport

MOST_REFUSED = 0.005
"""Share of good quotes that may be refused."""


def is_proof(report: ForgeryReport) -> bool:
    """Say whether every forged quote was refused, and hardly a good one."""
    return report.share(forged=True) == 1.0 and 1.0 - report.share(forged=False) <= MOST_REFUSED


def for_terminal(report: ForgeryReport) -> Table:
    """Return a row for each kind of quote, with a few of those that were judged wrongly."""
    table = Table("quote", "kind", "cases", "right", "judged wrongly, for example")
    for kind in report.kinds:
        table.add_row(
            "forged" if kind.forged else "good", kind.kind, str(kind.total), f"{kind.right / max(1, kind.total):.3f}", "\n".join(kind.wrong)
        )
    table.add_section()
    table.add_row("forged", "all", str(report.total(forged=True)), f"{report.share(forged=True):.3f}", "")
    table.add_row("good", "all", str(report.total(forged=False)), f"{report.share(forged=False):.3f}", "")
    return table


def to_json(report: ForgeryReport) -> dict[str, Any]:
    """Return the report as plain values."""
    return {
        "forged_refused": report.share(forged=True),
        "good_refused": 1.0 - report.share(forged=False),
        "kinds": [{"kind": k.kind, "forged": k.forged, "cases": k.total, "right": k.right, "wrong": list(k.wrong)} for k in report.kinds],
    }
