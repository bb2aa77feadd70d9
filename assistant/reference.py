"""In-text references of a text that stands alone, without the document that could resolve them."""

from __future__ import annotations

from assistant.mention import find_mentions
from assistant.reply import Reference


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the in-text references of a text in order, each once, unresolved; a month before a year is a date, not a reference."""
    return tuple(dict.fromkeys(Reference(mention.text) for mention in find_mentions(text) if mention.certain and mention.label))
