"""Where claimed words stand in a text: exact after folding white space, quotation marks and hyphens, and nothing else.

A changed number, a dropped "not" or an altered ending never matches. Words that a person left out must be marked ("..." or "[...]"); then each
piece must stand in the text, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.span import Span

_OMISSION = re.compile(r"\s*(?:\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.|…)\s*")
_FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
}
_HYPHENS = frozenset("-\u2010\u2011\ufe63\uff0d")
_FOOTNOTE_MARKS = frozenset("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text with white space, quotation marks and hyphens made alike: its characters, and where each stands in the text."""

    characters: str
    offsets: tuple[int, ...]
    text: str

    def span(self, start: int, end: int) -> Span:
        """Return the place in the text of the folded characters [start, end)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def inside_word(self, k: int) -> bool:
        """Say whether a word or a number goes on across the border before the folded character ``k``.

        An apostrophe between letters joins ("can't"), and so does a hyphen ("non-accidental"), a mark between digits ("5.5", "1,000", "2012/13"),
        and a sign or point before a number ("-5", ".5").
        """
        if not 0 < k < len(self.characters):
            return False
        before, after = self.characters[k - 1], self.characters[k]
        if before.isalnum() and after.isalnum():
            return not (after in _FOOTNOTE_MARKS and self.characters[max(k - 3, 0) : k].isalpha() and k >= 3)
        earlier = self.characters[k - 2] if k >= 2 else " "
        later = self.characters[k + 1] if k + 1 < len(self.characters) else " "
        if before.isalnum() and later.isalnum():
            return self._joins(before, k, later)
        if earlier.isalnum() and after.isalnum():
            return self._joins(earlier, k - 1, after)
        return after.isdigit() and before in "-."

    def _joins(self, before: str, k: int, after: str) -> bool:
        mark = self.characters[k]
        if before.isdigit() and after.isdigit():
            return mark in "-.,:/"
        return mark == "'" or self.text[self.offsets[k]] in _HYPHENS


def locate(claim: str, text: str) -> tuple[Span, ...]:
    """Return the places in ``text`` where the claimed words stand; empty where they do not.

    More than one span comes back only where the claim marks an omission; the pieces then follow each other in the text. A span begins and ends at the
    borders of words.
    """
    pieces = [piece for piece in _OMISSION.split(claim.strip()) if piece.strip()]
    if not pieces or not any(character.isalnum() for character in claim):
        return ()
    folded = _fold(text)
    if len(pieces) > 1:
        direct = _find(_fold(claim.strip()).characters, folded, 0)
        if direct is not None:
            return (folded.span(*direct),)
    spans: list[Span] = []
    position = 0
    for piece in pieces:
        found = _find(_fold(piece).characters.strip(), folded, position)
        if found is None:
            return ()
        spans.append(folded.span(*found))
        position = found[1]
    return tuple(spans)


def _find(needle: str, folded: _Folded, start: int) -> tuple[int, int] | None:
    """Find ``needle`` at or behind ``start`` where no word goes on at either end of it."""
    if not needle:
        return None
    while True:
        at = folded.characters.find(needle, start)
        if at < 0:
            return None
        end = at + len(needle)
        if not folded.inside_word(at) and not folded.inside_word(end):
            return at, end
        start = at + 1


def _fold(text: str) -> _Folded:
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(_FOLDED.get(character, character))
        offsets.append(offset)
    return _Folded("".join(characters), tuple(offsets), text)
