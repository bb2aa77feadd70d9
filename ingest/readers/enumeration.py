"""Lists in markup: how deep each one stands, and what marks its next item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.tree import Element, name, style

_EXPORTED_DEPTH = re.compile(r"\blst-kix_\w+-(\d)\b")
"""How Google Docs says the depth of a list, all of which it writes side by side."""
_WORD_LEVEL = re.compile(r"mso-list:[^;]*?level(\d)")
_TYPES = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I", "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
_LATIN = {"lower-latin": "a", "upper-latin": "A", "none": "-"}
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))
_LARGEST = 3_999


@dataclass(slots=True)
class Enumeration:
    """A list that is open: the kind of its markers ("1", "a", "A", "i", "I" or "-"), the next number, and its depth."""

    kind: str
    number: int
    depth: int

    @classmethod
    def of(cls, element: Element, around: Sequence[Enumeration]) -> Enumeration:
        """Return the list that ``element`` opens inside the lists around it."""
        exported = _EXPORTED_DEPTH.search(element.get("class") or "")
        depth = int(exported[1]) if exported else around[-1].depth + 1 if around else 0
        if name(element) != "ol":
            return cls("-", 1, depth)
        stated = re.search(r"list-style(?:-type)?:([\w-]+)", style(element))
        kind = {**_TYPES, **_LATIN}.get(stated[1] if stated else (element.get("type") or "").strip(), "1")
        return cls("-" if "legislative" in (element.get("class") or "") else kind, _integer(element.get("start")) or 1, depth)

    def marker(self, item: Element) -> str:
        """Return the marker of the next item and count it."""
        number = _integer(item.get("value"))
        number = self.number if number is None else number
        self.number = number + 1
        if self.kind == "-":
            return "-"
        return f"{_shown(self.kind, number)}."


def paragraph_depth(paragraph: Element) -> int | None:
    """Return the depth of the list item that Word has written as a paragraph; ``None`` for other paragraphs."""
    level = _WORD_LEVEL.search(style(paragraph))
    return int(level[1]) - 1 if level else None


def _shown(kind: str, number: int) -> str:
    if kind == "1" or not 0 < number <= _LARGEST:
        return str(number)
    letters = ""
    if kind in "aA":
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
    else:
        for value, digits in _ROMAN:
            letters += digits * (number // value)
            number %= value
    return letters.upper() if kind.isupper() else letters


def _integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else None
