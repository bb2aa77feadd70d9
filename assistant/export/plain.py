"""Replies as plain text, as they stand in a terminal without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.asked import Asked
from assistant.terminal import plain_text, printable
from ingest.document import Document


def to_text(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return replies as UTF-8 text; where there are several, each stands under its question."""
    if len(asked) == 1:
        return plain_text(asked[0].reply).encode("utf-8")
    blocks = [f"{_asked(one)}\n\n{plain_text(one.reply)}" for one in asked]
    return "\n\n".join(blocks).encode("utf-8")


def _asked(one: Asked) -> str:
    name = f"{printable(str(one.id))}: " if one.id is not None else ""
    return f"{name}{printable(one.reply.question)}"
