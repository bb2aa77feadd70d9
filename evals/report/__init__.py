"""What a run is reported as: tables for the terminal, a JSON object, a Markdown page, JUnit XML, and a page for the browser."""

from __future__ import annotations

from evals.report.html_page import comparison_page, to_html
from evals.report.json_object import figure_json, system_json, to_json
from evals.report.junit import to_junit
from evals.report.markdown import comparison_markdown, markdown_table, to_markdown
from evals.report.rows import Rows, failure_lines, inexact_lines, plain, verdict_lines, with_interval
from evals.report.terminal import comparison_for_terminal, for_terminal, table

__all__ = [
    "Rows",
    "comparison_for_terminal",
    "comparison_markdown",
    "comparison_page",
    "failure_lines",
    "figure_json",
    "for_terminal",
    "inexact_lines",
    "markdown_table",
    "plain",
    "system_json",
    "table",
    "to_html",
    "to_json",
    "to_junit",
    "to_markdown",
    "verdict_lines",
    "with_interval",
]
