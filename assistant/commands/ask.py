"""``carecite ask``: one question from the command line, or many from a file."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from assistant.assistant import Assistant
from assistant.batch import answer, read_batch, writing
from assistant.commands.arguments import Commands, count, new_parser
from assistant.errors import BatchError, QuestionError
from assistant.json_line import json_line
from assistant.output import complain, write_bytes, write_text
from assistant.progress import progress_bar
from assistant.query import check_question
from assistant.reply import Answer
from assistant.selection import DEFAULT_WORDS
from assistant.terminal import plain_text, terminal_text

ANSWERED, ABSTAINED, ERROR = 0, 3, 2
_MOST_PROBLEMS = 10
_MOST_BYTES = 1 << 20

_ABOUT = """\
Answer a question with verbatim quotes, best first, each with document, author,
date, section and exact place: the document's id, and from which to which character
of what `carecite source ID` prints. Where the documents do not answer, it says so
and shows the nearest passages.
"""
_EXAMPLES = """\
examples:
  carecite ask "what happened to supervision-order placements?"
  carecite ask "who decides on a placement?" --words 60   the best quotes only
  carecite ask "who decides on a placement?" --json       a JSON object, for programs
  echo "who decides on a placement?" | carecite ask -     from standard input
  carecite ask --batch asked.jsonl --out answers.jsonl    many in one go

a batch file holds one JSON object a line: {"id": "q1", "question": "..."}, or
{"id": "q2", "turns": ["first question", "follow-up"]} for the last question of a
conversation. All lines are checked before the first is asked; the replies come in
the same order with the same ids.

exit codes: 0 answered (or all of a batch written), 3 not in the documents, 2 an error
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "ask", "answer a question, or a file of them", _ABOUT, _EXAMPLES)
    add = parser.add_argument
    add("question", nargs="?", metavar="QUESTION", help="the question, in quotation marks; - reads it from standard input")
    add("--json", action="store_true", help="print the reply as one JSON object on one line")
    add("--words", type=count, default=DEFAULT_WORDS, metavar="N", help="words of quotes to read at most; the best quote always shows (%(default)s)")
    add("--batch", type=Path, metavar="IN", help="answer every question of this JSON Lines file")
    add("--out", type=Path, metavar="OUT", help="where the replies to --batch go, one JSON object a line")
    add("--embedder", metavar="NAME_OR_FOLDER", help="refuse an index that was made with another embedding model than this")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask one question, or all of a batch."""
    if options.batch is not None or options.out is not None:
        return _ask_batch(options)
    if options.question is None:
        raise QuestionError('no question: put it in quotation marks behind `carecite ask`, such as carecite ask "who decides on a placement?"')
    question = _from_stdin() if options.question == "-" else options.question
    check_question(question)
    reply = Assistant.open(options.index, embedder=options.embedder).ask(question, words=options.words)
    if options.json:
        write_bytes(json_line(reply.to_dict(id=None)).encode("utf-8"))
    elif sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        write_text(terminal_text(reply, shutil.get_terminal_size().columns))
    else:
        write_text(plain_text(reply))
    return ANSWERED if isinstance(reply, Answer) else ABSTAINED


def _from_stdin() -> str:
    return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")


def _ask_batch(options: argparse.Namespace) -> int:
    if options.batch is None or options.out is None:
        raise BatchError("--batch and --out go together: carecite ask --batch questions.jsonl --out answers.jsonl")
    if options.question is not None:
        raise BatchError("a question and --batch do not go together: leave one of them out")
    if options.out.exists() and options.batch.exists() and options.out.samefile(options.batch):
        raise BatchError(f"--batch and --out are the same file, {options.out}: name another file with --out")
    batch = read_batch(options.batch)
    for problem in batch.problems[:_MOST_PROBLEMS]:
        complain(problem)
    if batch.problems:
        more = len(batch.problems) - _MOST_PROBLEMS
        complain(f"{f'and {more:,} more lines; ' if more > 0 else ''}nothing was asked: mend the file and start again")
        return ERROR
    total = len(batch.questions)
    with writing(options.out) as write:
        assistant = Assistant.open(options.index, embedder=options.embedder)
        with progress_bar("Asking", f"asking {total:,} question{'' if total == 1 else 's'}") as advance:
            for done, reply in enumerate(answer(assistant, batch.questions, options.words), start=1):
                write(reply)
                advance(done, total)
    return ANSWERED
