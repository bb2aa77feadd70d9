"""References for the tests of exports."""

from __future__ import annotations

from assistant.reply import Reference
from ingest.span import Span


def resolved(in_text: str, entry: str) -> Reference:
    """Return a reference that stands for an entry."""
    return Reference(in_text, entry, Span(0, len(entry)), "resolved")
