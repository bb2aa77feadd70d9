"""Terms: what a document calls something, in short and in full, and how it explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.span import Span

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one document.

    ``short`` is its abbreviation in the singular, as written, ``None`` where the document gives none; ``long`` is the long form as written, or the
    abbreviation again where the document explains it without spelling it out. ``span`` is where the document says so: the definition, if there
    is one, or else the place that sets short and long form side by side. ``definition`` is the text of that definition, white space folded.
    """

    short: str | None
    long: str
    doc_id: str
    span: Span
    definition: str | None = None

    def __post_init__(self) -> None:
        if not self.long or self.short == "" or self.definition == "":
            raise ValueError("a term has a long form, and what it has is never empty")
        if self.short == self.long and self.definition is None:
            raise ValueError("a term that is not spelt out is at least explained")

    @property
    def is_spelt_out(self) -> bool:
        """Say whether the document gives a long form for the abbreviation."""
        return self.short is not None and self.short != self.long


def fold_term(text: str) -> str:
    """Return a term as it is compared: lower case, without punctuation, possessive and plural endings."""
    return " ".join(_singular(word) for word in _ALPHANUMERIC.findall(_POSSESSIVE.sub("", text.lower())))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
