"""``carecite eval check``: is a question set as it should be, and does it still fit its documents?"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.arguments import Parser
from evals.cases import Problem
from evals.commands.output import complain, complain_of, counted, say
from evals.corpus import Documents, folder_documents, index_documents
from evals.errors import OptionsError
from evals.gold_hashes import add_hashes
from evals.set_check import check_set

NAME = "carecite eval check"
_ABOUT = """\
Look at every line of a question set and list all that is wrong: line, field, what is
wrong and what to do. With the documents, also whether each gold quote stands in its
document, character for character. A warning asks you to look again; it is no error.
"""
_EXAMPLES = """\
examples:
  carecite eval check questions.jsonl                        the shape alone
  carecite eval check questions.jsonl --corpus policies      and the gold quotes
  carecite eval check questions.jsonl --corpus policies --add-hashes
              write the hash of its document into each gold quote, so that
              a document that changes later is noticed

exit codes: 0 the set can be used; 1 something is wrong; 2 nothing could be checked
"""


def main(argv: list[str]) -> int:
    """Check a set and return the exit code.

    Raises:
        CareciteError: nothing could be checked.
    """
    options = _parser().parse_args(argv)
    if options.add_hashes and not (options.corpus or options.index):
        raise OptionsError("--add-hashes needs the documents; name their folder with --corpus, or an index with --index")
    documents = _documents(options)
    found = check_set(options.file, documents.by_id if documents else None)
    say(_line(options.file, "warning: ", warning) for warning in found.warnings)
    say(_line(options.file, "", error) for error in found.errors)
    say([f"{options.file.name}: {counted(len(found.errors), 'error')}, {counted(len(found.warnings), 'warning')}; {found.summary}"])
    if documents is None:
        say(["only the shape was checked; name the documents with --corpus FOLDER to check the gold quotes too"])
    if found.errors:
        if options.add_hashes:
            complain("no hash was written; mend what is wrong first", NAME)
        return 1
    if options.add_hashes and documents:
        hashed = add_hashes(options.file, dict(found.cases), documents.by_id)
        say([f"hashes: {hashed.added} written, {hashed.renewed} renewed"])
    return 0


def _documents(options: argparse.Namespace) -> Documents | None:
    if options.corpus is None:
        return index_documents(options.index) if options.index else None
    documents = folder_documents(options.corpus)
    complain_of(documents.skipped, NAME)
    return documents


def _line(path: Path, mark: str, problem: Problem) -> str:
    return f"{mark}{path.name} line {problem.line}, {problem.field}: {problem.text}"


def _parser() -> Parser:
    parser = Parser(NAME, description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE", help="the question set, one JSON object a line")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--corpus", type=Path, metavar="FOLDER", help="the documents that the questions are about")
    where.add_argument("--index", type=Path, metavar="DIR", help="an index of them, which is quicker to read")
    parser.add_argument("--add-hashes", action="store_true", help="write the hash of its document into each gold quote, all else unchanged")
    return parser
