"""``carecite ask``: one question from the command line, or many from a file."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.batch import read_batch, replies
from assistant.commands.arguments import Commands, count, new_parser
from assistant.errors import BatchError, ExportError, QuestionError
from assistant.export.asked import Asked
from assistant.export.formats import FORMATS, Format, export, format_named, format_of_file
from assistant.out_file import replacing
from assistant.output import complain, write_bytes, write_text
from assistant.progress import progress_bar
from assistant.query import check_question
from assistant.reply import Answer, Reply
from assistant.selection import DEFAULT_WORDS
from assistant.terminal import plain_text, terminal_text

ANSWERED, ABSTAINED, ERROR = 0, 3, 2
NO_SOURCE = "the documents do not say, so there is no source to cite: what was written holds none"
_MOST_PROBLEMS = 10
_MOST_BYTES = 1 << 20

_ABOUT = """\
Answer a question with verbatim quotes, best first, each with document, author,
date, section and exact place: the document's id, and from which to which character
of what `carecite source ID` prints. Where the documents do not answer, it says so
and shows the nearest passages.
"""
_EXAMPLES = f"""\
examples:
  carecite ask "what happened to supervision-order placements?"
  carecite ask "who decides on a placement?" --words 60   the best quotes only
  carecite ask "who decides on a placement?" --json       a JSON object, for programs
  carecite ask "who decides on a placement?" --out placement.docx
  echo "who decides on a placement?" | carecite ask -     from standard input
  carecite ask --batch asked.jsonl --out answers.jsonl    many in one go
  carecite ask --batch asked.jsonl --out sources.bib      what they quote, for LaTeX

formats (--format, or the end of the file that --out names):
{chr(10).join(f"  {one.name:<9} {', '.join(one.suffixes):<15} {one.about}" for one in FORMATS)}
Word and PDF go to a file, never to the terminal. csl-json, bibtex and ris hold each
source once, with its quotes and their places as notes; where the documents do not
answer, they hold nothing.

a batch file holds one JSON object a line: {{"id": "q1", "question": "..."}}, or
{{"id": "q2", "turns": ["first question", "follow-up"]}} for the last question of a
conversation. "documents": ["id", ...] in a line reads these alone. All lines are
checked before the first is asked; the replies come in the same order with the same
ids: one JSON object a line, or all in one file of another format.

exit codes: 0 answered (or all of a batch written), 3 not in the documents, 2 an error
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "ask", "answer a question, or a file of them", _ABOUT, _EXAMPLES)
    add = parser.add_argument
    add("question", nargs="?", metavar="QUESTION", help="the question, in quotation marks; - reads it from standard input")
    add("--json", action="store_true", help="print the reply as one JSON object on one line; the same as --format json")
    add("--format", metavar="FORMAT", help=f"write the reply as {', '.join(one.name for one in FORMATS[:-1])} or {FORMATS[-1].name} (see below)")
    add("--words", type=count, default=DEFAULT_WORDS, metavar="N", help="words of quotes to read at most; the best quote always shows (%(default)s)")
    add("--batch", type=Path, metavar="IN", help="answer every question of this JSON Lines file")
    add("--out", type=Path, metavar="OUT", help="the file that the reply goes to, or the replies to --batch; it is written whole or not at all")
    add("--document", action="append", metavar="DOC_ID", help="read this document alone; repeat it for several (ids: `carecite docs`)")
    add("--embedder", metavar="NAME_OR_FOLDER", help="refuse an index that was made with another embedding model than this")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask one question, or all of a batch."""
    if options.batch is not None:
        return _ask_batch(options)
    if options.question is None:
        raise QuestionError('no question: put it in quotation marks behind `carecite ask`, such as carecite ask "who decides on a placement?"')
    chosen = _format(options)
    if chosen.is_binary and options.out is None and sys.stdout.isatty():
        raise ExportError(f"a {chosen.name} file is not for a terminal: name a file with --out FILE")
    question = _from_stdin() if options.question == "-" else options.question
    check_question(question)
    if options.out is not None:
        with replacing(options.out) as write:
            reply = _export_one(options, question, chosen, write)
    elif chosen.name == "text" and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        reply = _assistant(options).ask(question, words=options.words, documents=options.document)
        write_text(terminal_text(reply, shutil.get_terminal_size().columns))
    elif chosen.name == "text":
        reply = _assistant(options).ask(question, words=options.words, documents=options.document)
        write_text(plain_text(reply))
    else:
        reply = _export_one(options, question, chosen, write_bytes)
    return ANSWERED if isinstance(reply, Answer) else ABSTAINED


def _from_stdin() -> str:
    return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")


def _assistant(options: argparse.Namespace) -> Assistant:
    return Assistant.open(options.index, embedder=options.embedder)


def _format(options: argparse.Namespace) -> Format:
    """Return the format that the options name: outright, or by the end of the file.

    Raises:
        ExportError: they name none that is known, or two.
    """
    named = format_named(options.format) if options.format is not None else None
    if options.json and named not in (None, format_named("json")):
        raise ExportError(f"--json and --format {options.format} do not go together: leave one of them out")
    if named or options.json:
        return named or format_named("json")
    by_file = format_of_file(options.out) if options.out is not None else None
    if options.batch is not None:
        # As it was before there were other formats: whatever the file is called, unless its name asks for one of them.
        return by_file if by_file and by_file.name != "text" else format_named("json")
    if options.out is not None and options.out.suffix and by_file is None:
        ends = [suffix for one in FORMATS for suffix in one.suffixes]
        raise ExportError(f"{options.out} does not say which format it is: name one with --format, or a file that ends in {', '.join(ends)}")
    return by_file or format_named("text")


def _export_one(options: argparse.Namespace, question: str, chosen: Format, write: Callable[[bytes], None]) -> Reply:
    assistant = _assistant(options)
    reply = assistant.ask(question, words=options.words, documents=options.document)
    write(assistant.export(reply, chosen.name))
    if chosen.cites_only and not isinstance(reply, Answer):
        complain(NO_SOURCE)
    return reply


def _ask_batch(options: argparse.Namespace) -> int:
    if options.out is None:
        raise BatchError("--batch and --out go together: carecite ask --batch questions.jsonl --out answers.jsonl")
    if options.question is not None:
        raise BatchError("a question and --batch do not go together: leave one of them out")
    chosen = _format(options)
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
    asked: list[Asked] = []
    with replacing(options.out) as write:
        assistant = _assistant(options)
        if options.document:
            assistant.of_documents(options.document)
        with progress_bar("Asking", f"asking {total:,} question{'' if total == 1 else 's'}") as advance:
            for done, reply in enumerate(replies(assistant, batch.questions, options.words, options.document), start=1):
                if chosen.name == "json":
                    write(export([reply], assistant.documents, "json"))
                else:
                    asked.append(reply)
                advance(done, total)
        if asked:
            write(export(asked, assistant.documents, chosen.name))
    if chosen.cites_only and not any(isinstance(one.reply, Answer) for one in asked):
        complain(NO_SOURCE)
    return ANSWERED
