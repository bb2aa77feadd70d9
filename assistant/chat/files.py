"""The file that a person takes away from a conversation."""

from __future__ import annotations

import re

from assistant.chat.desk import Desk
from assistant.errors import ExportError
from assistant.export.chosen import export_selection
from assistant.export.formats import export, format_named
from assistant.export.kept import documents_of

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
    replies = [turn.reply for turn in desk.turns(visitor, conversation)]
    readable = [reply for reply in replies if reply is not None]
    if not readable:
        raise ExportError("there is no quote to take away: tick one first")
    documents = documents_of(readable, desk.documents(visitor))
    name = f"carecite{format_named(format).suffixes[0]}"
    if not quotes:
        return export(readable, documents, format), KINDS[format], name
    chosen = {(int(turn), int(number)) for turn, number in _QUOTE.findall(quotes)}
    return export_selection(replies, chosen, documents, format), KINDS[format], name
