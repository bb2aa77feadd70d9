"""Abbreviations in a text of the page, each with what it means as hover text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.chat.markup import escaped, folded
from ingest.term import Term

_LONGEST = 300
"""Characters of a hover text; a longer definition is cut at a word."""


def explained(text: str, terms: Iterable[Term]) -> str:
    """Return text as escaped HTML with each abbreviation of ``terms`` in it as an ``<abbr>``; the text itself stays as it is.

    The first of each can be reached with the keyboard, which shows its hover text too (``page.css``), so that a card does not fill with stops.
    """
    by_short = {term.short: term for term in terms if term.short}
    if not by_short:
        return escaped(text)
    longest_first = sorted(by_short, key=lambda short: (-len(short), short))
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})s?(?!\w)")
    pieces: list[str] = []
    end = 0
    seen: set[str] = set()
    for match in pattern.finditer(text):
        short = match[1]
        stop = "" if short in seen else ' tabindex="0"'
        seen.add(short)
        pieces += [escaped(text[end : match.start()]), f'<abbr title="{escaped(hover_text(by_short[short]))}"{stop}>{escaped(match[0])}</abbr>']
        end = match.end()
    return "".join([*pieces, escaped(text[end:])])


def hover_text(term: Term) -> str:
    """Return the long form of a term and its definition, where the documents give one, without characters that steer how text is laid out."""
    parts = ([term.long] if term.is_spelt_out else []) + ([term.definition] if term.definition else [])
    visible = "".join(character for character in ": ".join(parts) if unicodedata.category(character) not in ("Cc", "Cf") or character.isspace())
    text = folded(visible)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
