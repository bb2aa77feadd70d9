"""``carecite eval export``: a question set, and what a system finds, in the files of TREC and BEIR."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from assistant.commands.arguments import Parser
from evals.beir import CORPUS, QUERIES, Beir, BeirDocument, write_beir
from evals.cases import Case
from evals.commands.asking import asked, chosen_cases, opened, settle
from evals.commands.output import counted, say, write
from evals.commands.parser import add_asked, add_system
from evals.corpus import folder_documents
from evals.errors import OptionsError, ReportError
from evals.trec import named, write_qrels, write_run
from evals.units import Unit, escaped, found, relevant, units_of
from ingest.document import Document

NAME = "carecite eval export"
QRELS, RUN, TOPICS = "qrels.txt", "run.txt", "queries.tsv"
_SPLITS = {"gate": "test", "tune": "dev"}
_ABOUT = """\
Write a question set in the files that tools of information retrieval read.

--trec FOLDER   qrels.txt and queries.tsv; with --run also run.txt, what carecite (or
                --task, or --command) finds, for trec_eval and ir_measures
--beir FOLDER   corpus.jsonl, queries.jsonl, qrels/test.tsv (the gate half) and
                qrels/dev.tsv (the half to tune on), for retrievers

What is found and judged is a sentence, named by its document and place (report:120-185),
or with --unit document a document. A unit is relevant that a gold quote touches.
Unanswerable questions have no relevant unit, so these tools cannot measure refusal.
"""
_EXAMPLES = """\
examples:
  carecite eval export --set questions.jsonl --corpus policies --trec trec --run
  ir_measures trec/qrels.txt trec/run.txt nDCG@10 R@10 RR
  carecite eval export --set questions.jsonl --corpus policies --beir beir --unit document

exit codes: 0 written; 1 written, but a case broke and has no line in the run; 2 nothing could be written
"""


def main(argv: list[str]) -> int:
    """Write the files and return the exit code.

    Raises:
        CareciteError: nothing could be written.
    """
    options = _parser().parse_args(argv)
    settle(options)
    if options.run and not options.trec:
        raise OptionsError("--run goes with --trec; BEIR folders hold no run")
    if not options.run and (options.task or options.command or options.found):
        raise OptionsError("a system is asked with --run only; add it, or leave out the system")
    target: Path = options.trec or options.beir
    names = [QRELS, TOPICS, RUN] if options.trec else [CORPUS, QUERIES]
    present = [name for name in names if (target / name).exists()]
    if present and not options.force:
        raise OptionsError(f"{target / present[0]} is there already; name another folder, or let it be replaced with --force")
    documents, task = opened(options) if options.run else (folder_documents(options.seeds).by_id, None)
    cases = chosen_cases(options, documents, "all")
    units = units_of(documents, options.unit)
    judged = {escaped(case.id): relevant(case, units, documents) for case in cases if case.answerable}
    unseen = sum(not names for names in judged.values())
    broken = 0
    if options.beir:
        write_beir(target, _beir(cases, judged, units, documents))
    else:
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReportError(f"cannot write to {target} ({error.strerror}); name another folder") from error
        write_qrels(target / QRELS, judged)
        write(target / TOPICS, "".join(f"{named(escaped(case.id))}\t{' '.join(case.question.split())}\n" for case in cases))
        if options.run:
            run = asked(options, task, cases, documents)
            write_run(target / RUN, {escaped(one.case.id): found(one.response, units) for one in run.scored}, escaped(run.system))
            broken = len(run.failures)
            say(f"broken: {failure.case.id}: {failure.error}" for failure in run.failures)
    say([f"{target}: {counted(len(cases), 'question')}, {len(judged)} of them with relevant {options.unit}s"])
    if unseen:
        say([f"{counted(unseen, 'question')} without a relevant {options.unit}: the gold quotes stand outside all sentences that can be quoted"])
    return 1 if broken else 0


def _beir(
    cases: tuple[Case, ...], judged: Mapping[str, Mapping[str, int]], units: Mapping[str, tuple[Unit, ...]], documents: Mapping[str, Document]
) -> Beir:
    """Return the set as a BEIR folder: the gate half as its test split, the other as dev."""
    entries = {unit.name: BeirDocument(documents[doc_id].title, unit.text) for doc_id, of in units.items() for unit in of}
    halves = {
        split: {escaped(case.id): judged[escaped(case.id)] for case in cases if case.split == half and case.answerable}
        for half, split in _SPLITS.items()
    }
    return Beir(entries, {escaped(case.id): case.question for case in cases}, {split: qrels for split, qrels in halves.items() if qrels})


def _parser() -> Parser:
    parser = Parser(NAME, description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--trec", type=Path, metavar="FOLDER", help="write qrels.txt and queries.tsv there, with --run also run.txt")
    where.add_argument("--beir", type=Path, metavar="FOLDER", help="write corpus.jsonl, queries.jsonl and qrels/ there")
    parser.add_argument("--unit", choices=("sentence", "document"), default="sentence", help="what is found and judged (%(default)s)")
    parser.add_argument("--run", action="store_true", help="with --trec: ask every question, and write what was found")
    parser.add_argument("--force", action="store_true", help="replace files that are there")
    add_asked(parser)
    add_system(parser)
    return parser
