"""``carecite feedback``: what people said of answers on the chat page, for whoever keeps the server."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.commands.arguments import Commands, count
from assistant.commands.chat import DEFAULT_DESK
from assistant.desk.store.database import FILE, Database
from assistant.desk.store.draft_case import draft_case
from assistant.desk.store.feedback import Feedback, FeedbackRow
from assistant.errors import DeskError
from assistant.json_line import json_line
from assistant.out_file import replacing
from assistant.output import complain, write_bytes, write_text
from assistant.terminal import printable

_ABOUT = """\
What people said of answers on the chat page: list it, turn it into drafts of known
questions for `carecite eval`, or delete it. It holds the question with those before it,
the reply, the documents that were asked, version, settings and index, and not who said it.
"""
_EXAMPLES = """\
examples:
  carecite feedback list
  carecite feedback list --json               one JSON object a line, with the whole reply
  carecite feedback export --out drafts.jsonl
  carecite feedback delete 3 7

a draft has the key "draft", which says what is to be done; `carecite eval check` refuses
a set as long as one is in it.
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser("feedback", help="what people said of answers", description=_ABOUT, epilog=_EXAMPLES, formatter_class=raw)
    parts = parser.add_subparsers(title="what to do", metavar="WHAT", required=True)
    listing = _part(parts, "list", "show what was said, oldest first", _list)
    listing.add_argument("--json", action="store_true", help="print one JSON object a line, for programs")
    exporting = _part(parts, "export", "write a draft of a known question for each", _export)
    exporting.add_argument("--out", type=Path, metavar="FILE", help="file that the drafts go to, else standard output; written whole or not at all")
    deleting = _part(parts, "delete", "delete what was said, by its numbers", _delete)
    deleting.add_argument("numbers", nargs="+", type=count, metavar="N", help="a number that `carecite feedback list` shows")


def _part(parts: Commands, name: str, about: str, work: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=about, description=about)
    part.add_argument("--desk", type=Path, default=DEFAULT_DESK, metavar="DIR", help="folder of what people keep on the server (%(default)s)")
    part.set_defaults(run=work)
    return part


def _list(options: argparse.Namespace) -> int:
    rows = _with_feedback(options.desk, Feedback.all)
    if options.json:
        write_bytes("".join(json_line(_object(row)) for row in rows).encode("utf-8"))
    else:
        write_text("".join(_lines(row) for row in rows) or "Nobody has said anything of an answer yet.\n")
    return 0


def _export(options: argparse.Namespace) -> int:
    rows = _with_feedback(options.desk, Feedback.all)
    data = "".join(json_line(draft_case(row)) for row in rows).encode("utf-8")
    if options.out is None:
        write_bytes(data)
    else:
        with replacing(options.out) as write:
            write(data)
    complain(f'{len(rows)} draft{"" if len(rows) == 1 else "s"}: finish each and take out its key "draft", then run `carecite eval check`')
    return 0


def _delete(options: argparse.Namespace) -> int:
    _with_feedback(options.desk, lambda feedback: feedback.delete(options.numbers))
    return 0


def _with_feedback(desk: Path, work: Callable[[Feedback], Any]) -> Any:
    """Do something with the feedback of a desk that is there; nothing is made where there is none.

    Raises:
        DeskError: there is no desk, or it cannot be used.
    """
    if not (desk / FILE).is_file():
        raise DeskError(f"{desk} holds no conversations and no feedback: name the folder that `carecite chat` was started with, with --desk")
    database = Database.open(desk)
    try:
        if database.notice:
            complain(database.notice)
        return work(Feedback(database, {}))
    finally:
        database.close()


def _object(row: FeedbackRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "given": row.given,
        "kind": row.kind,
        "quote": row.quote,
        "text": row.text,
        "question": row.question,
        "history": row.history,
        "documents": row.documents,
        "record": row.record,
        "reply": _kept(row.reply),
    }


def _kept(reply: str) -> Any:
    """Return a kept reply as the JSON that it is, or as the text that it was found to be."""
    try:
        return json.loads(reply)
    except (ValueError, RecursionError):
        return reply


def _lines(row: FeedbackRow) -> str:
    quote = f", quote {row.quote}" if row.quote is not None else ""
    said = f"      {printable(row.text)}\n" if row.text else ""
    return f"{row.id:>4}  {row.given[:10]}  {row.kind}{quote}: {printable(row.question)}\n{said}"
