"""``carecite eval new``: the draft of a question set for a person to finish."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.arguments import Parser, count
from assistant.json_line import json_line
from assistant.out_file import replacing
from assistant.output import write_bytes
from evals.cases import DRAFT
from evals.commands.output import complain, complain_of, counted
from evals.corpus import folder_documents
from evals.draft import draft_lines
from evals.errors import OptionsError

NAME = "carecite eval new"
_ABOUT = """\
Draft a question set for a folder of documents: sentences that say something, spread
over documents and sections, each as a gold quote that waits for its question, and a few
lines for questions that the documents do not answer. You write the questions. A line
whose key "draft" is still there is refused by `carecite eval check` and by the run.
"""
_EXAMPLES = """\
examples:
  carecite eval new --corpus policies --out questions.jsonl
  carecite eval new --corpus policies --questions 50 --out questions.jsonl --force

then, in an editor: write each question, shorten its quote to what shows the fact, take
out the key "draft", delete the lines that you do not want; and
  carecite eval check questions.jsonl --corpus policies

exit codes: 0 drafted; 2 nothing could be drafted
"""


def main(argv: list[str]) -> int:
    """Draft a set and return the exit code.

    Raises:
        CareciteError: nothing could be drafted.
    """
    options = _parser().parse_args(argv)
    if options.out is not None and options.out.exists() and not options.force:
        raise OptionsError(f"{options.out} is there already; name another file with --out, or let it be replaced with --force")
    documents = folder_documents(options.corpus)
    complain_of(documents.skipped, NAME)
    lines = draft_lines(documents.by_id, options.questions)
    data = "".join(map(json_line, lines)).encode("utf-8")
    asked = sum("facts" in line for line in lines)
    if not asked:
        raise OptionsError(f"{options.corpus} holds no sentence of 8 to 40 words that can be asked about alone; write the set by hand")
    if options.out is None:
        write_bytes(data)
    else:
        with replacing(options.out) as write:
            write(data)
    fewer = f" (the documents hold no more than {asked} that will do)" if asked < options.questions else ""
    made = f"{counted(len(lines), 'draft')}, {len(lines) - asked} of them unanswerable{fewer}"
    then = f"carecite eval check {options.out or 'FILE'} --corpus {options.corpus}"
    complain(f"{made}; write each question and take out its key {DRAFT!r}, then: {then}", NAME)
    return 0


def _parser() -> Parser:
    parser = Parser(NAME, description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="FOLDER", help="the documents to ask about")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the drafts go (standard output)")
    parser.add_argument("--questions", type=count, default=20, metavar="N", help="drafts that the documents answer (%(default)s)")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    return parser
