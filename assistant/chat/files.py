"""The file that a person takes away from a conversation."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.desk import Desk
from assistant.errors import ExportError
from assistant.export.formats import export, format_named
from assistant.reply import Answer, Reply

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "markdown": "text/markdown; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
_QUOTE = re.compile(r"(\d{1,4})\.(\d{1,4})")


def file_of(desk: Desk, visitor: str, conversation: str, format: str, quotes: str = "") -> tuple[bytes, str, str]:
    """Return a conversation as a file: its bytes, its media type and its name; with ``quotes`` (``1.2,3.1``: question and number) only those.

    Raises:
        ExportError: the page offers no such format, or nothing is there to take.
        DeskError: the visitor has no such conversation.
    """
    if format not in KINDS or not conversation:
        raise ExportError("choose a format from the list")
    replies: list[Reply] = [turn.reply for turn in desk.turns(visitor, conversation) if turn.reply is not None]
    if quotes:
        chosen = {(int(turn), int(number)) for turn, number in _QUOTE.findall(quotes)}
        turns = enumerate(desk.turns(visitor, conversation), 1)
        replies = [part for number, turn in turns if turn.reply and (part := _only(turn.reply, number, chosen)) is not None]
    if not replies:
        raise ExportError("there is no quote to take away: tick one first")
    name = f"carecite{format_named(format).suffixes[0]}"
    return export(replies, desk.documents(visitor), format), KINDS[format], name


def _only(reply: Reply, turn: int, chosen: set[tuple[int, int]]) -> Reply | None:
    shown = reply.quotes if isinstance(reply, Answer) else reply.related
    kept = tuple(quote for number, quote in enumerate(shown, 1) if (turn, number) in chosen)
    if not kept:
        return None
    return replace(reply, quotes=kept, differences=()) if isinstance(reply, Answer) else replace(reply, related=kept)
