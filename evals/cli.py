"""The command ``carecite eval``: run the known questions, print what was measured, keep the gate.

The other things that it can do stand in ``evals/commands``, a module each.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from evals.cases import Case
from evals.commands.asking import BASELINE, asked, chosen_cases, in_processes, is_packaged, opened, settle
from evals.commands.output import complain, console, progress, say, write
from evals.commands.parser import REPORTS, parser
from evals.comparison import Comparison, compare_runs
from evals.errors import OptionsError, ReportError
from evals.gate import Baseline, Verdict, baseline_of, compare, gate_half, load_baseline, save_baseline
from evals.peers import registry
from evals.product import Product
from evals.report import comparison_for_terminal, for_terminal, to_html, to_json, to_junit, to_markdown, verdict_lines
from evals.rerun import rerun
from evals.response import Task
from evals.run_record import RunRecord, record_run
from evals.runner import Run
from evals.saved_run import load_saved_run, parse_saved_run
from ingest.document import Document
from ingest.errors import CareciteError

COMMANDS = {"check": "check", "new": "new", "compare": "compare", "export": "export", "import": "import_beir"}
"""Each command below ``carecite eval``, and its module in ``evals/commands``."""


def main(argv: list[str]) -> int:
    """Run ``carecite eval`` with the arguments after the command's name and return the exit code: 0, 1 or 2 as the help says."""
    command = "carecite eval"
    try:
        if argv and argv[0] in COMMANDS:
            command = f"{command} {argv[0]}"
            code: int = importlib.import_module(f"evals.commands.{COMMANDS[argv[0]]}").main(argv[1:])
            return code
        options = parser().parse_args(argv)
        _check(options)
        settle(options)
        mode = next((mode for mode in ("forgery", "references", "ablation") if getattr(options, mode)), None)
        if mode is not None:
            code = importlib.import_module(f"evals.commands.{mode}").run(options)
            return code
        return _evaluate(options)
    except CareciteError as error:
        complain(str(error), command)
        return 2


def _check(options: argparse.Namespace) -> None:
    """Refuse what cannot come to a good end before any time is spent on it."""
    gating = options.gate or options.update_baseline
    other = options.task or options.command or options.found
    if options.references and (options.ablation or gating or options.peers or options.peer):
        raise OptionsError("--references asks no questions; leave out the other mode, or --references")
    if options.ablation and gating:
        raise OptionsError("--ablation measures parts of the assistant and knows no gate; leave out --gate and --update-baseline, or --ablation")
    if (options.ablation or options.references or options.forgery) and other:
        raise OptionsError("--task, --command and --found are asked questions only; leave out the other mode, or the system")
    if not options.ablation and (options.public or options.sample is not None or options.documents is not None or options.leave_out):
        raise OptionsError("--public, --sample, --documents and --leave-out go with --ablation only; add it, or leave them out")
    if options.peer or options.peers:
        if gating:
            raise OptionsError("--peers and --peer compare systems and know no gate; leave out --gate and --update-baseline, or them")
        # Asked for by name and not there: said before the questions are asked.
        registry.choose(options.peer)
    if options.sample is not None and options.sample < 1:
        raise OptionsError(f"--sample {options.sample} leaves no question; give 1 or more")
    if options.documents is not None and options.documents < 1:
        raise OptionsError(f"--documents {options.documents} leaves no document; give 1 or more")
    if options.gate and options.update_baseline:
        raise OptionsError("--gate compares with the baseline and --update-baseline writes it; give one of the two")
    if (options.significance is not None or options.repeat) and not options.gate:
        raise OptionsError("--significance and --repeat go with --gate only; add it, or leave them out")
    if options.repeat < 0:
        raise OptionsError(f"--repeat {options.repeat} cannot be done; give 1 or more")
    if options.repeat and (options.command or options.found):
        raise OptionsError("--repeat asks carecite or a --task again; leave it out with --command and --found")
    if options.jobs > 1 and (other or options.peers or options.peer or options.ablation or options.references or options.forgery):
        raise OptionsError("--jobs asks carecite's questions in several processes; leave it out with another system or another mode")
    if options.significance is not None and not 0 < options.significance < 1:
        raise OptionsError(f"--significance {options.significance} is no share of chance; give a number between 0 and 1, such as 0.05")
    if (options.references or options.ablation or options.forgery) and (options.against or options.junit or options.html):
        raise OptionsError("--against, --junit and --html go with the questions only; leave them out, or the other mode")
    for path in [*(getattr(options, report) for report in REPORTS), *([options.baseline] if options.update_baseline else [])]:
        if path is not None and (path.is_dir() or not path.resolve().parent.is_dir()):
            why = "it is a folder" if path.is_dir() else f"there is no folder {path.parent}"
            raise ReportError(f"cannot write {path} ({why}); name a file in a folder that exists")
    if options.baseline is None and gating and not is_packaged(options.set):
        raise OptionsError("the baseline that comes with carecite belongs to its own questions; name a file for these with --baseline FILE")
    if options.gate and options.baseline is not None and not options.baseline.exists():
        first = "write it with the same command and --update-baseline in place of --gate"
        raise OptionsError(f"cannot read the baseline {options.baseline} (there is none yet); {first}")
    options.baseline = options.baseline or BASELINE


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was measured and found, for the reports."""

    runs: Sequence[Run]
    record: RunRecord
    verdict: Verdict | None
    comparison: Comparison | None


def _evaluate(options: argparse.Namespace) -> int:
    gating = options.gate or options.update_baseline
    # Read before the questions are asked, so that a missing file costs no waiting.
    baseline = load_baseline(options.baseline) if options.gate else None
    earlier = load_saved_run(options.against) if options.against else None
    documents, task = opened(options)
    cases = chosen_cases(options, documents, "gate" if gating else "all")
    record = record_run(cases, task.assistant.settings if isinstance(task, Product) else None, options.index)
    with in_processes(options, task, cases) as system:
        runs = [asked(options, system, cases, documents)]
        comparison = compare_runs(earlier, parse_saved_run(to_json(runs, record))) if earlier else None
        if options.peers or options.peer:
            from evals.peers.side_by_side import put_beside

            return put_beside(options, runs[0], cases, documents, record, comparison)
        verdict = compare(gate_half(runs[0]), baseline, options.significance) if baseline else None
        before = baseline.scores if baseline else comparison.before if comparison else None
        _publish(options, _Findings(runs, record, verdict, comparison), before)
        if options.repeat and baseline and system is not None and not _is_steady(options, system, cases, documents, baseline):
            return 1
    if options.update_baseline:
        save_baseline(baseline_of(gate_half(runs[0])), options.baseline)
        say([f"baseline written: {options.baseline}"])
    return 1 if runs[0].failures or (verdict and not verdict.is_open) else 0


def _is_steady(options: argparse.Namespace, task: Task, cases: Sequence[Case], documents: Mapping[str, Document], baseline: Baseline) -> bool:
    """Ask everything again as often as was wanted, print what came of it, and say whether the gate was open every time."""
    with progress() as bar:
        advance = partial(bar.advance, bar.add_task("asked again", total=len(cases) * options.repeat))
        again = rerun(task, cases, documents, baseline, options.repeat, options.significance, advance)
    say([again.line()])
    return again.is_steady


def _publish(options: argparse.Namespace, found: _Findings, before: Mapping[str, float] | None) -> None:
    """Print the report, and write it where asked: a line here for each of ``REPORTS``; ``before`` has earlier marks of the questions by id."""
    console().print(for_terminal(found.runs))
    if found.comparison:
        console().print(comparison_for_terminal(found.comparison))
    if found.verdict:
        say(verdict_lines(found.verdict))
    if options.json:
        report = to_json(found.runs, found.record, found.comparison) | ({"gate": verdict_lines(found.verdict)} if found.verdict else {})
        write(options.json, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if options.markdown:
        write(options.markdown, to_markdown(found.runs, found.verdict, found.record, found.comparison))
    if options.junit:
        write(options.junit, to_junit(found.runs, found.record, found.verdict, before))
    if options.html:
        write(options.html, to_html(found.runs, found.record, found.verdict, found.comparison))
