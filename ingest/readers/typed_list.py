"""Lists whose bullets and numbers are typed: which paragraphs of a word processor's file are items, how deep they stand and under what marker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BULLETS = "•●▪■◦○‣∙·➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
_MARKER = re.compile(rf"\s*(?:(?P<sure>[{_BULLETS}])\s*|(?P<bullet>[o–—*-])\s+|(?P<number>\(?(?:\d{{1,3}}|[a-z]|[ivx]{{2,5}})[.)])\s+)(?=\S)")
_LEAD_IN = (":", ":-", ":–", ":—")


@dataclass(frozen=True, slots=True)
class TypedItem:
    """An item: its text without the marker, the number before it ("-" for a bullet), and how many lists it stands in."""

    text: str
    marker: str
    depth: int


@dataclass(slots=True)
class TypedList:
    """Follows the paragraphs of a document in order and knows the lists that are open."""

    _open: list[str] = field(default_factory=list)
    """The kinds of marker of the lists that are open, outermost first."""
    _last: str = ""
    _led_in: bool = False

    def item(self, text: str, following: str) -> TypedItem | None:
        """Return the item that a paragraph is, ``None`` for a plain one; ``following`` is the text of the next paragraph.

        A dash, the letter o and a number are markers only in a row of them or behind a lead-in that ends in a colon.
        """
        found = _MARKER.match(text)
        if found is None or not (found["sure"] or self._goes_on(found) or self._begins(found, following)):
            self._open, self._last, self._led_in = [], "", text.rstrip().endswith(_LEAD_IN)
            return None
        kind, self._last, self._led_in = _kind(found), found["number"] or "", False
        self._open = self._open[: self._open.index(kind) + 1] if kind in self._open else [*self._open, kind]
        return TypedItem(text[found.end() :], found["number"] or "-", len(self._open) - 1)

    def end(self) -> None:
        """Close the lists, as a heading, a table or a list of the format's own does."""
        self._open, self._last, self._led_in = [], "", False

    def _goes_on(self, found: re.Match[str]) -> bool:
        return _kind(found) in self._open and (not found["number"] or not self._last or _follows(self._last, found["number"]))

    def _begins(self, found: re.Match[str], following: str) -> bool:
        if self._open or self._led_in:
            return not found["number"] or _is_first(found["number"])
        after = _MARKER.match(following)
        if after is None or _kind(after) != _kind(found):
            return False
        return not found["number"] or _follows(found["number"], after["number"])


def _kind(found: re.Match[str]) -> str:
    number = found["number"]
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", number)) if number else found["sure"] or found["bullet"]


def _is_first(number: str) -> bool:
    return number.strip("().") in ("1", "a", "i")


def _follows(number: str, after: str) -> bool:
    """Say whether a number may stand behind another: digits count on by one, letters only have to change."""
    one, two = number.strip("()."), after.strip("().")
    return int(two) == int(one) + 1 if one.isdigit() and two.isdigit() else one != two
