"""``carecite eval import``: a BEIR folder as documents and a question set."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.arguments import Parser
from evals.beir import SPLIT, read_beir
from evals.beir_cases import DOCUMENTS, QUESTIONS, write_cases
from evals.commands.output import counted, say
from evals.errors import OptionsError

NAME = "carecite eval import"
_ABOUT = """\
Make a folder of documents and a question set of a BEIR folder (corpus.jsonl,
queries.jsonl, qrels/test.tsv). BEIR judges documents: a question counts as answered when
any sentence of a relevant document is shown. Queries without a relevant document are
left out; they are no unanswerable questions, since nobody looked for an answer.
"""
_EXAMPLES = f"""\
examples:
  carecite eval import --beir nfcorpus --out nf
  carecite eval --set nf/{QUESTIONS} --corpus nf/{DOCUMENTS}
  carecite eval import --beir hotpotqa --out hp --each    every relevant document is needed

exit codes: 0 written; 2 nothing could be written
"""


def main(argv: list[str]) -> int:
    """Write documents and question set and return the exit code.

    Raises:
        CareciteError: nothing could be written.
    """
    options = _parser().parse_args(argv)
    if options.out.exists() and (not options.out.is_dir() or any(options.out.iterdir())):
        raise OptionsError(f"{options.out} is there already and not empty; name a new folder with --out")
    done = write_cases(read_beir(options.beir, options.qrels), options.qrels, options.out, each=options.each)
    left = f"left out: {counted(done.blank, 'document')} without text, {done.unjudged} queries without a relevant document"
    say([f"{options.out}: {counted(done.documents, 'document')}, {counted(done.questions, 'question')}; {left}"])
    say([f"now: carecite eval --set {options.out / QUESTIONS} --corpus {options.out / DOCUMENTS}"])
    return 0


def _parser() -> Parser:
    parser = Parser(NAME, description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beir", type=Path, required=True, metavar="FOLDER", help="the BEIR folder")
    parser.add_argument("--qrels", default=SPLIT, metavar="NAME", help="the judgements to take: qrels/NAME.tsv (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help=f"a new folder for {DOCUMENTS}/ and {QUESTIONS}")
    parser.add_argument("--each", action="store_true", help="every relevant document is a fact of its own (any one of them shows the only fact)")
    return parser
