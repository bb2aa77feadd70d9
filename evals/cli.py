"""The command ``carecite eval``: run the known questions, print what was measured, keep the gate.

The other things that it can do stand in ``evals/commands``, a module each.
"""

from __future__ import annotations

import argparse
import importlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from evals.cases import Case, load_cases, of_split, parse_cases
from evals.commands.output import complain, complain_of, console, progress, say, write
from evals.commands.parser import BASELINE, QUESTIONS, REPORTS, parser
from evals.corpus import folder_documents, index_beside
from evals.errors import OptionsError, ReportError
from evals.gate import Verdict, baseline_of, compare, gate_half, load_baseline, save_baseline
from evals.measures import BUDGET
from evals.product import ensure_index, open_embedder, open_product
from evals.report import for_terminal, to_json, to_markdown, verdict_lines
from evals.response import Task
from evals.runner import Run, run_cases
from evals.set_check import changed_documents
from ingest.document import Document
from ingest.errors import CareciteError

COMMANDS = {"check": "check", "new": "new", "export": "export", "import": "import_beir"}
"""Each command below ``carecite eval``, and its module in ``evals/commands``."""
DEFAULT_INDEX = Path(".carecite/index")


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
        _settle(options)
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
    other = options.task or options.command
    if options.references and (options.ablation or gating or options.peers):
        raise OptionsError("--references asks no questions; leave out the other mode, or --references")
    if options.ablation and gating:
        raise OptionsError("--ablation measures parts of the assistant and knows no gate; leave out --gate and --update-baseline, or --ablation")
    if (options.ablation or options.references or options.forgery) and other:
        raise OptionsError("--task and --command are asked questions only; leave out the other mode, or the task")
    if not options.ablation and (options.public or options.sample is not None or options.documents is not None or options.leave_out):
        raise OptionsError("--public, --sample, --documents and --leave-out go with --ablation only; add it, or leave them out")
    if options.sample is not None and options.sample < 1:
        raise OptionsError(f"--sample {options.sample} leaves no question; give 1 or more")
    if options.documents is not None and options.documents < 1:
        raise OptionsError(f"--documents {options.documents} leaves no document; give 1 or more")
    if options.corpus is not None and not options.corpus.is_dir():
        raise OptionsError(f"--corpus {options.corpus} is no folder; name the one that holds the documents")
    if options.corpus is not None and options.set.resolve() == QUESTIONS.resolve():
        raise OptionsError("the questions that come with carecite are not about those documents; name yours with --set FILE, or leave out --corpus")
    for path in (getattr(options, report) for report in REPORTS):
        if path is not None and not path.resolve().parent.is_dir():
            raise ReportError(f"cannot write {path} (there is no folder {path.parent}); name a file in a folder that exists")
    if options.baseline is None and gating and options.set.resolve() != QUESTIONS.resolve():
        raise OptionsError("the baseline that comes with carecite belongs to its own questions; name a file for these with --baseline FILE")
    if options.gate and not options.update_baseline and options.baseline is not None and not options.baseline.exists():
        first = "write it with the same command and --update-baseline in place of --gate"
        raise OptionsError(f"cannot read the baseline {options.baseline} (there is none yet); {first}")


def _settle(options: argparse.Namespace) -> None:
    """Fill in what follows from other options."""
    options.index = options.index or (index_beside(DEFAULT_INDEX, options.corpus) if options.corpus else DEFAULT_INDEX)
    options.baseline = options.baseline or BASELINE
    options.seeds = options.corpus or options.seeds


def _evaluate(options: argparse.Namespace) -> int:
    gating = options.gate or options.update_baseline
    # Read before the questions are asked, so that a missing baseline, or a line that is wrong, costs no waiting.
    baseline = load_baseline(options.baseline) if options.gate and not options.update_baseline else None
    parse_cases(options.set)
    documents, task = _opened(options)
    cases = of_split(load_cases(options.set, documents), options.split or ("gate" if gating else "all"))
    if moved := changed_documents(cases, documents):
        again = f"every gold quote still stands; see carecite eval check {options.set}"
        complain(f"{len(moved)} documents have changed since the questions were written ({', '.join(moved[:3])}); {again}")
    runs = [_run_command(options, cases, documents) if task is None else _run(options.name or options.task or "carecite", task, cases, documents)]
    if options.peers:
        from evals.peers import open_peers

        with tempfile.TemporaryDirectory() as folder:
            peers = open_peers(documents, open_embedder(Path(folder)))
            runs += [_run(name, peer, cases, documents) for name, peer in peers.items()]
    verdict = compare(gate_half(runs[0]), baseline) if baseline else None
    _publish(options, runs, verdict)
    if options.update_baseline:
        save_baseline(baseline_of(gate_half(runs[0])), options.baseline)
        say([f"baseline written: {options.baseline}"])
    return 1 if runs[0].failures or (verdict and not verdict.is_open) else 0


def _opened(options: argparse.Namespace) -> tuple[Mapping[str, Document], Task | None]:
    """Return the documents and what is asked about them; no task where a command is to be run, which needs the questions first."""
    if options.task or options.command:
        found = folder_documents(options.seeds)
        complain_of(found.skipped if options.corpus else ())
        if options.command:
            return found.by_id, None
        from evals.function_task import open_task

        return found.by_id, open_task(options.task)
    skipped = ensure_index(options.index, options.seeds)
    complain_of(skipped if options.corpus else ())
    product = open_product(options.index)
    return product.documents, product


def _run(name: str, task: Task, cases: Sequence[Case], documents: Mapping[str, Document]) -> Run:
    """Run one system, with a progress bar on stderr."""
    with progress() as bar:
        advance = partial(bar.advance, bar.add_task(name, total=len(cases)))
        return run_cases(name, cases, task, documents, advance)


def _run_command(options: argparse.Namespace, cases: Sequence[Case], documents: Mapping[str, Document]) -> Run:
    from evals.command_task import arguments_of, run_command

    arguments = arguments_of(options.command)
    replies = run_command(arguments, cases, BUDGET, options.seeds, options.timeout)
    complain_of(replies.notes)
    return replies.timed(_run(options.name or Path(arguments[0]).name, replies, cases, documents))


def _publish(options: argparse.Namespace, runs: Sequence[Run], verdict: Verdict | None) -> None:
    """Print the report, and write it where asked: a line here for each of ``REPORTS``."""
    console().print(for_terminal(runs))
    if verdict:
        say(verdict_lines(verdict))
    if options.json:
        report = to_json(runs) | ({"gate": verdict_lines(verdict)} if verdict else {})
        write(options.json, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if options.markdown:
        write(options.markdown, to_markdown(runs, verdict))
