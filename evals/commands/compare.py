"""The command ``carecite eval compare``: two saved runs held against each other, without asking anything."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.arguments import Parser
from evals.commands.output import console, write
from evals.comparison import compare_runs
from evals.report.change_rows import question_lines
from evals.report.html_page import comparison_page
from evals.report.json_object import comparison_json
from evals.report.markdown import comparison_markdown
from evals.report.terminal import comparison_for_terminal
from evals.saved_run import load_saved_run

_ABOUT = """\
Compare two runs that `carecite eval --json FILE` wrote: what each question lost or won, how far each figure moved, and what the runs were made with.
"""
_EXAMPLES = """\
examples:
  carecite eval compare before.json after.json
  carecite eval compare run.json run.json --old-system "BM25 sentences" --html change.html

exit codes: 0 compared; 2 it could not be, and one line says why
"""


def main(argv: list[str]) -> int:
    """Run ``carecite eval compare`` with the arguments after its name and return the exit code 0.

    Raises:
        CareciteError: a run cannot be read, or a report not written.
    """
    options = _parser().parse_args(argv)
    old, new = load_saved_run(options.old), load_saved_run(options.new)
    comparison = compare_runs(old, new, old_system=options.old_system, new_system=options.system)
    console().print(comparison_for_terminal(comparison))
    if options.json:
        report = comparison_json(comparison) | {"lines": question_lines(comparison)}
        write(options.json, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if options.markdown:
        write(options.markdown, comparison_markdown(comparison))
    if options.html:
        write(options.html, comparison_page(comparison))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser("carecite eval compare", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("old", type=Path, metavar="OLD.json", help="the earlier run")
    add("new", type=Path, metavar="NEW.json", help="the later run")
    add("--old-system", metavar="NAME", help="the system of the earlier run (its first)")
    add("--system", metavar="NAME", help="the system of the later run (its first)")
    add("--json", type=Path, metavar="FILE", help="write the comparison as JSON")
    add("--markdown", type=Path, metavar="FILE", help="write the tables as a Markdown page")
    add("--html", type=Path, metavar="FILE", help="write one page for the browser")
    return parser
