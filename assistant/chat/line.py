"""One line for a person, as HTML."""

from __future__ import annotations

from assistant.chat.markup import isolated


def line(text: str) -> str:
    """Return a line as a paragraph, with a capital letter at its start and a full stop at its end."""
    start, end = text[:1].upper(), "" if text.endswith((".", "?", "!")) else "."
    return f"<p>{isolated(start + text[1:] + end)}</p>"
