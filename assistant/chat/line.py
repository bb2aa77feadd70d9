"""One line for a person, as HTML."""

from __future__ import annotations

from assistant.chat.markup import isolated

BROKEN = "Something went wrong on the server: try again, and tell whoever runs it if it happens again; the reason stands where it was started"
"""What a person is told of an error that is no fault of theirs, and whose words may hold what is not for them."""


def line(text: str) -> str:
    """Return a line as a paragraph, with a capital letter at its start and a full stop at its end."""
    start, end = text[:1].upper(), "" if text.endswith((".", "?", "!")) else "."
    return f"<p>{isolated(start + text[1:] + end)}</p>"
