"""The type of a document: the size of its running text, and how far its lines stand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.line import Line

_USUAL_PITCH = 1.2
_WIDEST_PITCH = 2.3
_STEP = 0.25
_LOOK_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Style:
    """``body`` is the size of the running text in points; ``pitches`` the usual distance of two lines of a size."""

    body: float
    pitches: dict[float, float]

    def pitch(self, size: float) -> float:
        """Return the usual distance of two lines of type of this size, in points."""
        return self.pitches.get(round(size), _USUAL_PITCH * size)


def style_of(pages: Iterable[Sequence[Line]]) -> Style:
    """Return the style of a document from the lines of its pages."""
    sizes: Counter[float] = Counter()
    distances: dict[float, Counter[float]] = {}
    for lines in pages:
        for i, line in enumerate(lines):
            sizes[round(line.size * 4) / 4] += sum(len(word.text) for word in line.words)
            # The next line of the page may stand in another column.
            below = next((other for other in lines[i + 1 : i + 1 + _LOOK_AHEAD] if _stands_below(line, other)), None)
            if below is None or abs(below.size - line.size) > 0.05 * line.size:
                continue
            distance = line.base - below.base
            if 0.8 * line.size <= distance <= _WIDEST_PITCH * line.size:
                distances.setdefault(round(line.size), Counter())[round(distance / _STEP) * _STEP] += 1
    body = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
    pitches = {size: max(counts, key=lambda pitch: (counts[pitch], -pitch)) for size, counts in distances.items()}
    return Style(body, pitches)


def _stands_below(line: Line, other: Line) -> bool:
    return min(line.x1, other.x1) - max(line.x0, other.x0) > 0.3 * min(line.x1 - line.x0, other.x1 - other.x0)
