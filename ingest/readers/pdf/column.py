"""Columns: the lines of a page cut into regions that are read one after the other.

A gutter is a white strip between words on both sides over several lines. The page is cut where the widest gutters begin and end, each part
again, until no part has a gutter: full-width headings between columns, three columns and boxes at the side come out in reading order.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from ingest.readers.pdf.line import Line
from ingest.readers.pdf.word import Word

_NARROWEST = 0.75
"""Width of the narrowest gutter, in sizes of the type."""
_FEWEST = 3
"""Lines that stand on each side of a gutter."""
_PROSE = 12
"""Characters that the lines on each side have on average; fewer are a table's cells, numbers or marks."""
_SPARSE = 0.45
"""Share of the other side's lines that the sparser side must have; less are terms beside their definitions."""
_EDGE = 2.0
"""Points within which the lines of a column begin, indents apart."""
_SMALL_LETTERS = 0.4
_APART = 1.7
"""Distance of two lines, in those of the region, that sets them apart."""
_LARGER = 1.1
"""Size of a heading over two columns in that of their lines, at least, unless it is bold."""
_WHITE = 2.2
"""White beside a heading over two columns, in distances of two lines, at least."""
_MOST_STRIPS = 40
_LEFT_END = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class Strip:
    """A white strip from ``x0`` to ``x1`` through the lines ``first`` to ``last``."""

    x0: float
    x1: float
    first: int
    last: int


def split(lines: Sequence[Line], strip: Strip) -> tuple[list[Line], list[Line]]:
    """Return the parts of the lines on the left and on the right of a strip."""
    sides = [split_at(line, [strip]) for line in lines]
    return [Line(left) for left, _ in sides if left], [Line(right) for _, right in sides if right]


def split_at(line: Line, gutters: Sequence[Strip]) -> list[tuple[Word, ...]]:
    """Return the words of a line between one strip and the next; a part may be empty."""
    cuts = [0, *(bisect_left(line.words, (strip.x0 + strip.x1) / 2, key=_LEFT_END) for strip in gutters), len(line.words)]
    return [line.words[first:last] for first, last in itertools.pairwise(cuts)]


def gutter_of(lines: Sequence[Line]) -> Strip | None:
    """Return the longest gutter between two columns of text; ``None`` where the lines are one column."""
    bands = (band for strip in strips(lines) for band in _bands(lines, _raised(lines, strip)))
    found = [trimmed for band in bands if (trimmed := _trimmed(lines, band)) is not None]
    return max(found, key=lambda strip: (strip.last - strip.first, strip.x1 - strip.x0, -strip.x0), default=None)


def parts_prose(lines: Sequence[Line], gutter: Strip) -> bool:
    """Say whether running text stands on both sides of a gutter: many of its lines begin with a small letter, as a table's cells seldom do."""
    sides = [split_at(line, [gutter]) for line in lines[gutter.first : gutter.last + 1]]
    for side in (0, 1):
        begins = [parts[side][0].text[0] for parts in sides if parts[side]]
        if len(begins) <= _FEWEST or sum(begin.islower() for begin in begins) < _SMALL_LETTERS * len(begins):
            return False
    return True


def strips(lines: Sequence[Line]) -> list[Strip]:
    """Return the white strips between words that run through two lines or more, the longest first."""
    ended: list[Strip] = []
    active: list[Strip] = []
    for i, line in enumerate(lines):
        gaps = _gaps(line)
        going: dict[tuple[float, float], Strip] = {}
        for strip in active:
            narrowest = _NARROWEST * line.size
            pieces = [(max(strip.x0, x0), min(strip.x1, x1)) for x0, x1 in gaps]
            pieces = [(x0, x1) for x0, x1 in pieces if x1 - x0 >= narrowest]
            for x0, x1 in pieces:
                going.setdefault((x0, x1), Strip(x0, x1, strip.first, i))
            if not pieces:
                ended.append(strip)
        above = lines[i - 1] if i else line
        for x0, x1 in (*gaps[1:-1], *_between(above, line)):
            covered = any(strip.x0 <= x0 + 0.1 and x1 - 0.1 <= strip.x1 for strip in going.values())
            if not covered:
                going.setdefault((x0, x1), Strip(x0, x1, i, i))
        active = sorted(going.values(), key=lambda strip: (strip.first, strip.x0))[:_MOST_STRIPS]
    long = [strip for strip in (*ended, *active) if strip.last > strip.first]
    return sorted(long, key=lambda strip: (strip.first - strip.last, strip.first, strip.x0))[:_MOST_STRIPS]


def _between(above: Line, line: Line) -> list[tuple[float, float]]:
    """Return the white between two lines that stand beside rather than above one another, as where columns share no baselines."""
    first, second = sorted((above, line), key=lambda one: one.x0)
    return [(first.x1, second.x0)] if second.x0 - first.x1 >= _NARROWEST * line.size else []


def _raised(lines: Sequence[Line], strip: Strip) -> Strip:
    """Return the strip with the lines above it through which it runs as well."""
    first = strip.first
    while first and any(x0 <= strip.x0 + 0.1 and strip.x1 - 0.1 <= x1 for x0, x1 in _gaps(lines[first - 1])):
        first -= 1
    return Strip(strip.x0, strip.x1, first, strip.last)


def _gaps(line: Line) -> list[tuple[float, float]]:
    """Return the gaps between the words of a line that may be a gutter, with the space before its first word and behind its last."""
    gaps = [(-1e6, line.x0)]
    end = line.words[0].x1
    for word in line.words[1:]:
        if word.x0 - end >= _NARROWEST * line.size:
            gaps.append((end, word.x0))
        end = max(end, word.x1)
    return [*gaps, (end, 1e6)]


def _bands(lines: Sequence[Line], strip: Strip) -> list[Strip]:
    """Return the strip without the short headings across both columns, which stand on its left side and end one band of columns."""
    here = lines[strip.first : strip.last + 1]
    sides = [split_at(line, [strip]) for line in here]
    pitch = _pitch(here, sides, 0)
    size = median(line.size for line in here)
    bands: list[Strip] = []
    first = i = 0
    while i < len(here):
        end = i
        while end < len(here) and not sides[end][1] and (here[end].size >= _LARGER * size or here[end].bold):
            end += 1
        if end > i and first < i and _is_across(here, sides, i, end, pitch, at_end=strip.last + 1 == len(lines)):
            bands.append(Strip(strip.x0, strip.x1, strip.first + first, strip.first + i - 1))
            first = end
        i = max(end, i + 1)
    return [*bands, Strip(strip.x0, strip.x1, strip.first + first, strip.last)] if first < len(here) else bands


def _is_across(lines: Sequence[Line], sides: Sequence[Sequence[Sequence[Word]]], first: int, end: int, pitch: float, *, at_end: bool) -> bool:
    """Say whether the lines from ``first`` to ``end``, all on the left, head both columns: white on the right, and both go on below."""
    heading = lines[first]
    above = next((line.base for line, (_, right) in zip(lines[first - 1 :: -1], sides[first - 1 :: -1], strict=True) if right), None)
    if above is None or above < heading.base + 1.2 * heading.size or not any(left for left, _ in sides[:first]):
        return False
    if end == len(lines):
        return at_end and heading.size >= _LARGER * median(line.size for line in lines)
    below = [next((line.base for line, parts in zip(lines[end:], sides[end:], strict=True) if parts[side]), None) for side in (0, 1)]
    if below[0] is None or below[1] is None:
        return False
    return abs(below[0] - below[1]) <= 1.2 * pitch and above - below[1] >= _WHITE * pitch


def _trimmed(lines: Sequence[Line], strip: Strip) -> Strip | None:
    """Return the strip cut to where columns stand on both sides of it; ``None`` where there are none."""
    sides = [split_at(line, [strip]) for line in lines[strip.first : strip.last + 1]]
    first, last = 0, len(sides) - 1
    here = lines[strip.first : strip.last + 1]
    while first < last and not all(sides[first]) and _stands_off(here, sides, first, first + 1):
        first += 1
    if strip.last + 1 < len(lines):
        last = _last(here, sides)
    inside = sides[first : last + 1]
    left = [words for words, _ in inside if words]
    right = [words for _, words in inside if words]
    if min(len(left), len(right)) < _FEWEST or min(_characters(left), _characters(right)) < _PROSE:
        return None
    begins = sorted(words[0].x0 for words in right)
    aligned = max(bisect_right(begins, x0 + _EDGE) - i for i, x0 in enumerate(begins))
    if aligned < max(_FEWEST, len(begins) / 2):
        return None
    if min(len(left), len(right)) < _SPARSE * max(len(left), len(right)) and _aligned(inside):
        return None
    return Strip(strip.x0, strip.x1, strip.first + first, strip.first + last)


def _characters(side: Sequence[Sequence[Word]]) -> float:
    return sum(len(word.text) + 1 for words in side for word in words) / max(1, len(side))


def _stands_off(lines: Sequence[Line], sides: Sequence[Sequence[Sequence[Word]]], upper: int, lower: int) -> bool:
    """Say whether a line stands apart from the next one by a gap, or is set in another size."""
    side = 0 if sides[lower][0] else 1
    sizes = sorted((lines[upper].size, lines[lower].size))
    return lines[upper].base - lines[lower].base > _APART * _pitch(lines, sides, side) or sizes[1] > 1.15 * sizes[0]


def _pitch(lines: Sequence[Line], sides: Sequence[Sequence[Sequence[Word]]], side: int) -> float:
    """Return the usual distance of two lines on one side."""
    bases = [line.base for line, parts in zip(lines, sides, strict=True) if parts[side]]
    return median([above - below for above, below in itertools.pairwise(bases)] or [1.2 * lines[0].size])


def _last(lines: Sequence[Line], sides: Sequence[Sequence[Sequence[Word]]]) -> int:
    """Return the last line of the columns: a line that goes on with one side only and stands off belongs to what follows."""
    last = len(sides) - 1
    ends = [max((i for i, parts in enumerate(sides) if parts[side]), default=-1) for side in (0, 1)]
    longer = 0 if ends[0] > ends[1] else 1
    for i in range(min(ends) + 1, last + 1):
        above = max((j for j in range(i) if sides[j][longer]), default=i - 1)
        if _stands_off(lines, sides, above, i):
            return i - 1
    return last


def _aligned(sides: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Say whether the lines of the sparser side stand on the baselines of the other, as terms do beside their definitions."""
    lefts, rights = sum(bool(left) for left, _ in sides), sum(bool(right) for _, right in sides)
    return sum(bool(left and right) for left, right in sides) >= 0.8 * min(lefts, rights)
