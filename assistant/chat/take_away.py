"""What a person can take away from a conversation: the form that asks for a file, as HTML, and the file."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.markup import escaped
from assistant.chat.turn import Turn

ADDRESS = "/take"
CHOICES = (("docx", "Word"), ("pdf", "PDF"), ("markdown", "Markdown"), ("bibtex", "BibTeX"), ("ris", "RIS"))
"""Names of formats, and what they are called on the page."""


def take_away(chat: str, turns: Sequence[Turn], formats: Sequence[tuple[str, str]] = CHOICES) -> str:
    """Return the form that fetches a conversation, or the quotes that are ticked in it, as a file; empty where nothing was asked."""
    if not chat or not any(turn.reply for turn in turns):
        return ""
    options = "".join(f'<option value="{name}">{label}</option>' for name, label in formats)
    return "".join(
        [
            f'<form class="cc-take-away" method="get" action="{ADDRESS}" data-take-away>',
            f'<input type="hidden" name="conversation" value="{escaped(chat)}"><input type="hidden" name="quotes" value="" disabled>',
            f'<label class="cc-field">Take away as <select name="format" class="cc-input">{options}</select></label>',
            '<button type="submit" class="cc-plain">Download all</button>',
            '<button type="submit" class="cc-plain" data-chosen disabled>Download ticked quotes</button>',
            '<button type="button" class="cc-plain" data-print>Print</button></form>',
        ]
    )
