"""Replies as Markdown (CommonMark) in which nothing of a document is markup.

Each character that some renderer might take for markup is escaped: ``&`` and ``<`` as entities, which no renderer takes for HTML, the others with a
backslash. So a renderer shows the characters of the document, and no link, image or tag of a document comes to life.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.export.asked import Asked
from assistant.export.layout import Part, Role, lay_out
from ingest.document import Document

_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_ACTIVE = re.compile(r"[&<\\`*_{}\[\]#|~$^@]|:(?=//|[\w+-]*:)|(?<=[wW]{3})\.|-(?=-)|\.(?=\.)|=(?==)")
"""Beside CommonMark's own characters those of common extensions: tables, mathematics, strikethrough, bare addresses, dashes and ellipses."""
_IN_FRONT = re.compile(r"^(\s*)(?:([-+=:%>])|(\d+)([.)]))")
"""What begins a list, a line under a heading or the like, in front of a line only."""
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that set or turn the direction of text: the same for a reader, but the file itself reads as it stands."""


def to_markdown(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return replies as Markdown in UTF-8.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    blocks: list[str] = []
    before = None
    for part in lay_out(asked, documents):
        together = part.role is before and part.role in (Role.DETAIL, Role.ENTRY)
        blocks.append(f"{'' if together or not blocks else chr(10)}{_block(part)}\n")
        before = part.role
    return "".join(blocks).encode("utf-8")


def escaped(text: str) -> str:
    """Return a line of text as Markdown that shows the same characters."""
    in_front = _IN_FRONT.sub(lambda match: f"{match[1]}\0{match[2]}" if match[2] else f"{match[1]}{match[3]}\0{match[4]}", text)
    active = _ACTIVE.sub(lambda match: _ENTITIES.get(match[0], f"\0{match[0]}"), in_front)
    visible = _INVISIBLE.sub(lambda match: f"&#x{ord(match[0]):X};", active)
    return visible.replace("\0\0", "\0").replace("\0", "\\")


def _block(part: Part) -> str:
    text = escaped(part.text.strip())
    match part.role:
        case Role.HEADING:
            return f"# {text}"
        case Role.LABEL:
            return f"**{text}**"
        case Role.QUOTE:
            return f"> {text}"
        case Role.DETAIL:
            return f"- {escaped(part.name)}: {text}"
        case Role.ENTRY:
            return f"- {text}"
        case Role.REMARK:
            return f"*{text}*"
        case _:
            return text
