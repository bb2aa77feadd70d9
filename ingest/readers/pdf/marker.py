"""Markers of lists: the bullet, number or letter that a line begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.readers.pdf.line import Line

_BULLETS = "•‣◦▪▫●○■□◆◇❖➢➤►▶✓✔✗➔→\u2219\u2043·"
_DASHES = "–—-\u2212*"
_ORDINAL = re.compile(r"\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]$")
_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker and the line behind it; ``sure`` says that it can be nothing else."""

    text: str
    x0: float
    rest: Line
    sure: bool

    @property
    def number(self) -> int | None:
        """The number that it states, if any."""
        digits = self.text.strip("().")
        return int(digits) if digits.isdigit() else None


def marker_of(line: Line) -> Marker | None:
    """Return the marker that a line begins with, with what stands behind it; ``None`` where there is none."""
    first, rest = line.words[0], line.words[1:]
    if first.text[0] in _BULLETS or "\ue000" <= first.text[0] <= "\uf8ff":
        if len(first.text) > 1 and not first.text[1:].strip(_BULLETS):
            return None
        if len(first.text) == 1 and rest:
            return Marker("-", first.x0, Line(rest), True)
        return None
    if not rest or rest[0].x0 - first.x1 < _GAP * first.size:
        return None
    if first.text in _DASHES or (first.text == "o" and rest[0].x0 - first.x1 > 0.6 * first.size):
        return Marker("-", first.x0, Line(rest), False)
    if _ORDINAL.match(first.text):
        return Marker(first.text, first.x0, Line(rest), False)
    return None
