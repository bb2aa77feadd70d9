"""The command ``carecite eval``: run the known questions, print what was measured, keep the gate."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from evals.cases import Case, load_cases, of_split
from evals.errors import OptionsError, ReportError
from evals.gate import Verdict, baseline_of, compare, gate_half, load_baseline, save_baseline
from evals.peers import registry
from evals.product import ensure_index, open_product
from evals.report import for_terminal, to_json, to_markdown, verdict_lines
from evals.response import Task
from evals.runner import Run, run_cases
from ingest.document import Document
from ingest.errors import CareciteError
from ingest.folder import read_folder

QUESTIONS = Path(__file__).parent / "questions.jsonl"
BASELINE = Path(__file__).parent / "baseline.json"
SAMPLE = 150

_ABOUT = """\
Ask every question of the known set and measure the replies.

The primary figure is the share of required facts that stand in the first 150 words of quotes. A fact counts as shown only when one of its
gold texts, copied from the documents, stands there; white space and the form of quote marks are all that may differ. The questions come in
two halves: look at 'tune' as often as you like, and at 'gate' only to decide whether a change may stay.
"""
_EXAMPLES = """\
examples:
  carecite eval --split tune                  while working on a change
  carecite eval --gate                        is the change no worse? exit code 1 when a figure falls
  carecite eval --update-baseline             the change is better: let it set the standard
  carecite eval --peers --markdown eval.md    the same questions put to LangChain, LlamaIndex, Haystack, txtai and BM25
  carecite eval --forgery                     is every altered quote caught, and no good one refused?
  carecite eval --ablation --public sets/one --json ablation.json
                                              what each part is worth, on the gate half and on a public set
  carecite eval --references                  are in-text references resolved to the right entries?

exit codes: 0 measured, and the gate is open; 1 a gated figure fell or a case broke; 2 nothing could be measured
"""


def main(argv: list[str]) -> int:
    """Run ``carecite eval`` with the arguments after the command's name and return the exit code: 0, 1 or 2 as the help says."""
    options = _parser().parse_args(argv)
    try:
        _check(options)
        if options.forgery:
            return _forge(options)
        if options.references:
            return _resolve(options)
        return _ablate(options) if options.ablation else _evaluate(options)
    except CareciteError as error:
        Console(stderr=True, soft_wrap=True).print(f"carecite eval: {error}", markup=False, highlight=False)
        return 2


def _check(options: argparse.Namespace) -> None:
    """Refuse what cannot come to a good end before any time is spent on it."""
    gating = options.gate or options.update_baseline
    if options.references and (options.ablation or gating or options.peers or options.peer):
        raise OptionsError("--references asks no questions; leave out the other mode, or --references")
    if options.ablation and gating:
        raise OptionsError("--ablation measures parts of the assistant and knows no gate; leave out --gate and --update-baseline, or --ablation")
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
    for path in (options.json, options.markdown):
        if path is not None and not path.resolve().parent.is_dir():
            raise ReportError(f"cannot write {path} (there is no folder {path.parent}); name a file in a folder that exists")


def _forge(options: argparse.Namespace) -> int:
    """Put forged and good quotes of the seed documents to `locate`; 1 where a forged one is accepted or too many good ones are refused."""
    from evals.forgery import report, suite

    found = suite.check(suite.make_cases(read_folder(options.seeds).documents))
    _console().print(report.for_terminal(found))
    if options.json:
        _write(options.json, json.dumps(report.to_json(found), ensure_ascii=False, indent=1) + "\n")
    return 0 if report.is_proof(found) else 1


def _resolve(options: argparse.Namespace) -> int:
    """Resolve the in-text references of the listed documents; no index is needed."""
    from evals import references

    documents = {document.doc_id: document for document in read_folder(options.seeds).documents}
    outcome = references.measure(references.load_expected(references.EXPECTED, documents), documents)
    for line in references.lines(outcome, documents):
        _console().print(line, markup=False, highlight=False, soft_wrap=True)
    return 0 if outcome.is_good else 1


def _ablate(options: argparse.Namespace) -> int:
    """Measure every part of the assistant; reports are written after each question set, since the next one may take long."""
    from evals import ablation, ablation_report
    from evals.public_set import read_public_set

    left_out = _listed(options.leave_out) if options.leave_out else frozenset()
    sets = [read_public_set(folder).without(left_out) for folder in options.public]
    if len({one.name for one in sets}) < len(sets):
        raise OptionsError("two folders of --public have the same name; name each set once, or rename one of them")
    sample = options.sample or SAMPLE
    if options.documents is not None:
        sets = [one.reduced(sample, options.documents) for one in sets]
    public = [(one, one.cases(sample)) for one in sets]
    ensure_index(options.index, options.seeds)
    product = open_product(options.index)
    split: Literal["tune", "gate", "all"] = options.split or "gate"
    cases = of_split(load_cases(options.set, product.documents), split)
    name = f"{options.set.stem}, {'both halves' if split == 'all' else f'{split} half'}"
    done: list[ablation.Ablation] = []
    with _progress() as progress:
        bars: dict[str, TaskID] = {}

        def watch(work: str, step: str, at: int, total: int) -> None:
            if work not in bars:
                bars[work] = progress.add_task(work)
            progress.update(bars[work], description=f"{work}: {step}", completed=at, total=total)

        for one in ablation.ablate((name, cases), options.index, options.seeds, product, public, watch):
            done.append(one)
            if options.json:
                _write(options.json, json.dumps(ablation_report.to_json(done), ensure_ascii=False, indent=1) + "\n")
            if options.markdown:
                _write(options.markdown, ablation_report.to_markdown(done))
    _console().print(ablation_report.for_terminal(done))
    return 1 if any(one.is_broken for one in done) else 0


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise OptionsError(f"cannot read {path}; name a text file with one question id a line with --leave-out") from error


def _evaluate(options: argparse.Namespace) -> int:
    gating = options.gate or options.update_baseline
    # Read before the questions are asked, so that a missing baseline costs no waiting.
    baseline = load_baseline(options.baseline) if options.gate and not options.update_baseline else None
    ensure_index(options.index, options.seeds)
    product = open_product(options.index)
    cases = of_split(load_cases(options.set, product.documents), options.split or ("gate" if gating else "all"))
    runs = _run_all({"carecite": product}, cases, product.documents)
    if options.peers or options.peer:
        from evals.peers.side_by_side import put_beside

        return put_beside(options, runs[0], cases, product.documents)
    verdict = compare(gate_half(runs[0]), baseline) if baseline else None
    _publish(options, runs, verdict)
    if options.update_baseline:
        save_baseline(baseline_of(gate_half(runs[0])), options.baseline)
        _console().print(f"baseline written: {options.baseline}", markup=False, highlight=False)
    return 1 if runs[0].failures or (verdict and not verdict.is_open) else 0


def _run_all(tasks: Mapping[str, Task], cases: Sequence[Case], documents: Mapping[str, Document]) -> list[Run]:
    """Run every system, with a progress bar on stderr."""
    runs: list[Run] = []
    with _progress() as progress:
        for name, task in tasks.items():
            bar = progress.add_task(name, total=len(cases))
            runs.append(run_cases(name, cases, task, documents, partial(progress.advance, bar)))
    return runs


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _publish(options: argparse.Namespace, runs: Sequence[Run], verdict: Verdict | None) -> None:
    """Print the report, and write it where asked."""
    console = _console()
    console.print(for_terminal(runs))
    for line in verdict_lines(verdict) if verdict else ():
        console.print(line, markup=False, highlight=False)
    if options.json:
        report = to_json(runs) | ({"gate": verdict_lines(verdict)} if verdict else {})
        _write(options.json, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if options.markdown:
        _write(options.markdown, to_markdown(runs, verdict))


def _console() -> Console:
    # Where the output is no terminal rich assumes 80 columns, too few for the tables.
    return Console(width=None if sys.stdout.isatty() else 150)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"cannot write {path} ({error.strerror}); name a file in a folder that exists") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("carecite eval", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--index", type=Path, default=Path(".carecite/index"), metavar="DIR", help="the index to ask; built when it is missing (%(default)s)")
    add("--seeds", type=Path, default=Path("seeds"), metavar="FOLDER", help="the documents to build a missing index from (%(default)s)")
    add("--set", type=Path, default=QUESTIONS, metavar="FILE", help="the questions, one JSON object a line (the set that comes with carecite)")
    add("--split", choices=("tune", "gate", "all"), help="which half to ask (all; with --gate, --update-baseline or --ablation: gate)")
    add("--gate", action="store_true", help="compare the gate half with the baseline, list each question that got better or worse")
    add("--update-baseline", action="store_true", help="let this run set the baseline; refused when a case broke or a quote is not exact")
    add("--baseline", type=Path, default=BASELINE, metavar="FILE", help="the baseline to compare with or to write (the one beside the questions)")
    add("--json", type=Path, metavar="FILE", help="write everything that was measured, down to each question")
    add("--markdown", type=Path, metavar="FILE", help="write the tables as a Markdown page")
    add("--peers", action="store_true", help="put the same questions to all other systems that are installed, and measure what each costs")
    add("--peer", action="append", default=[], metavar="NAME", help="like --peers, but only this system; may be given again")
    add("--forgery", action="store_true", help="put forged quotes, and good ones in other type, to the check that quotes are exact; takes seconds")
    add("--ablation", action="store_true", help="switch off each part of the assistant in turn; takes long, and the peers are in it")
    add("--public", type=Path, action="append", default=[], metavar="FOLDER", help="with --ablation: also a public set; may be given again")
    add("--references", action="store_true", help="resolve the in-text references of a hand-checked list; exit code 1 below the bar")
    add("--sample", type=int, metavar="N", help=f"with --ablation: questions taken of each public set ({SAMPLE})")
    add("--documents", type=int, metavar="N", help="with --ablation: documents taken of each public set, those that answer first (all)")
    add("--leave-out", type=Path, metavar="FILE", help="with --ablation: ids of public questions that are not asked, one a line")
    return parser
