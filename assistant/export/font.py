"""The characters of a page that is printed: which font has them, and what stands for those that none can show."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

MISSING = "\u25a1"
"""Stands for a character that cannot be shown: a white square."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_LAST = 0xFFFF
"""The last character that comes out right when it is copied from the file: the library's table of characters holds no number above it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters in a row that one font shows."""

    text: str
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a regular font and of its bold one."""

    regular: Collection[int]
    bold: Collection[int]

    def shown(self, text: str) -> str:
        """Return text as it can be shown: what only steers other characters is left out, ``MISSING`` stands for what no font has.

        So it does for letters written from right to left: set from left to right they would be there and could not be read.
        """
        return "".join(char if self._can_show(char) else MISSING for char in text if unicodedata.category(char) != "Cf")

    def lacking(self, text: str) -> int:
        """Return how many characters of a text cannot be shown."""
        return sum(not self._can_show(char) for char in text if unicodedata.category(char) != "Cf")

    def stretches(self, text: str, is_bold: bool) -> Iterator[Stretch]:
        """Yield the stretches of text that ``shown`` gave, bold where that is wanted and the bold font has them."""
        for bold, chars in groupby(text, key=lambda char: is_bold and ord(char) in self.bold):
            yield Stretch("".join(chars), bold)

    def _can_show(self, char: str) -> bool:
        return ord(char) <= _LAST and ord(char) in self.regular and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT
