"""A text in which the same words in other type look the same, and where each of its characters stands in the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.span import Span

_FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **{"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"},
}
_HYPHENS = frozenset("-\u2010\u2011\ufe63\uff0d")
_FOOTNOTE_MARKS = frozenset("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_MARKUP = re.compile(
    r"(?<=[^\W\d_]{3})[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+(?!\w)"
    r"|(?<=[.,;:?!)\u2019\u201d'\"])[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+(?!\w)"
    r"|\[\^[^\]\s]{1,20}\](?!:)"
    r"|(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.,;:?!)\u2019\u201d'\"])[*_]{1,3}(?!\w)"
)
"""Marks of footnotes behind a word or a stop, and Markdown's emphasis: what a reader of the page does not read as words."""
_KEPT = 16
"""Texts that stay folded; checking many claims against one document folds it once."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with white space, quotation marks, hyphens and ligatures made alike: its characters, and where each stands in the text."""

    characters: str
    offsets: tuple[int, ...]
    text: str

    def span(self, start: int, end: int) -> Span:
        """Return the place in the text of the folded characters [start, end)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def find(self, needle: str, start: int = 0) -> tuple[int, int] | None:
        """Find ``needle`` at or behind ``start`` where no word goes on at either end of it."""
        while needle:
            at = self.characters.find(needle, start)
            if at < 0:
                return None
            end = at + len(needle)
            if not self.inside_word(at) and not self.inside_word(end):
                return at, end
            start = at + 1
        return None

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


@lru_cache(maxsize=_KEPT)
def fold(text: str, *, markup: bool = True) -> FoldedText:
    """Return ``text`` folded; without ``markup`` marks of footnotes and emphasis are left out as well."""
    left_out = frozenset() if markup else frozenset(k for match in _MARKUP.finditer(text) for k in range(match.start(), match.end()))
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _INVISIBLE or offset in left_out:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        for letter in _FOLDED.get(character, character):
            characters.append(letter)
            offsets.append(offset)
    return FoldedText("".join(characters), tuple(offsets), text)
