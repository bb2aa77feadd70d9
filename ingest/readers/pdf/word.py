"""Words of a page: glyphs that stand together on one baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

SPACE = 2
"""A space stands before the glyph."""
JUMP = 1
"""The pen moved before the glyph, perhaps over the width of a space."""
_SPACE_AFTER_JUMP = 0.08
_SPACE_ANYWAY = 0.3
"""Gaps, in sizes of the type, from which a space is taken to stand between two glyphs."""
_SAME_BASELINE = 0.05
_FURTHEST = 1e5
_SMALLEST, _LARGEST = 1.0, 1500.0
_OVERPRINT = 0.12
"""Two equal words that stand no further apart than this, in sizes of the type, are one word printed twice."""
_LOOK_BACK = 50
"""Equal words before a word that it is compared with; the limit keeps the work linear."""


class Glyph(NamedTuple):
    """One character in upright coordinates, in points, y upwards; ``before`` is ``SPACE``, ``JUMP`` or 0."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    before: int


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them, in points, y upwards; ``base`` is the height of the baseline.

    ``spaced`` says that a space stands before the word whatever the gap; ``raised`` that it is a mark above the baseline.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = True
    raised: bool = False

    @property
    def top(self) -> float:
        """Height of the tops of its capitals, about."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of its descenders, about."""
        return self.base - 0.25 * self.size


def is_sound(glyph: Glyph) -> bool:
    """Say whether a glyph has a size that can be seen and stands in a place that a page can have."""
    # Comparisons with "not a number" are false.
    placed = -_FURTHEST < glyph.x0 < _FURTHEST and -_FURTHEST < glyph.x1 < _FURTHEST and -_FURTHEST < glyph.base < _FURTHEST
    return placed and _SMALLEST <= glyph.size <= _LARGEST


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """Gather glyphs, in the order of the file, into words; a word that is printed twice in one place is kept once."""
    words: list[Word] = []
    group: list[Glyph] = []
    for glyph in glyphs:
        if group and _parted(group[-1], glyph):
            words.append(_word(group))
            group = []
        group.append(glyph)
    if group:
        words.append(_word(group))
    return _once(words)


def _parted(left: Glyph, right: Glyph) -> bool:
    size = max(left.size, right.size)
    gap = right.x0 - left.x1
    if right.before == SPACE or abs(left.base - right.base) > _SAME_BASELINE * size or left.bold != right.bold:
        return True
    if abs(left.size - right.size) > _SAME_BASELINE * size or gap < -size:
        return True
    return gap > (_SPACE_AFTER_JUMP if right.before == JUMP else _SPACE_ANYWAY) * size


def _word(group: list[Glyph]) -> Word:
    first = group[0]
    text = "".join(glyph.text for glyph in group)
    x1 = max(glyph.x1 for glyph in group)
    return Word(text, first.x0, x1, first.base, first.size, first.bold, first.before == SPACE)


def _once(words: list[Word]) -> list[Word]:
    """Drop words that overprint an equal one nearby, as a program does that has no bold font."""
    kept: list[Word] = []
    seen: dict[str, list[Word]] = {}
    for word in words:
        others = seen.setdefault(word.text, [])
        if not any(_overprints(word, other) for other in others[-_LOOK_BACK:]):
            others.append(word)
            kept.append(word)
    return kept


def _overprints(word: Word, other: Word) -> bool:
    near = _OVERPRINT * word.size
    return abs(word.x0 - other.x0) <= near and abs(word.base - other.base) <= near and abs(word.size - other.size) <= near


def stands_apart(left: Word, right: Word) -> bool:
    """Say whether a space stands between two neighbours on a line."""
    size = min(left.size, right.size)
    gap = right.x0 - left.x1
    if right.raised or left.raised:
        return gap > _SPACE_ANYWAY * size or (right.spaced and left.raised)
    return right.spaced or gap > _SPACE_AFTER_JUMP * 2 * size
