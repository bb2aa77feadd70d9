"""Tables without rules: lines whose words stand in columns that white strips part."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf.column import Strip, split_at, strips
from ingest.readers.pdf.line import Line, text_of
from ingest.readers.pdf.word import Word

_FEWEST_LINES = 3
_WIDEST_PROSE = 0.72
"""Share of the width of a table that its words fill at most; running text fills more."""
_SHARED = 0.6
_DENSE = 0.8
_FULL = 0.85
_LONG = 25
_NOT_SHORT = 15
"""Characters of lines of running text, on average: of any, and of those that mostly begin with a small letter."""
_GAP = 0.75
"""Width of the white between two columns, in sizes of the type, at least."""
_TALL = 1.2
"""Distance of two lines, in that of the lines of a cell, from which they are two rows."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines ``first`` to ``last`` and the white strips that part their columns, left to right."""

    first: int
    last: int
    gutters: tuple[Strip, ...]


def stretches_of(lines: Sequence[Line]) -> list[Stretch]:
    """Return the stretches of lines that are tables, from top to bottom."""
    wide = [strip for strip in strips(lines) if strip.x1 - strip.x0 >= _GAP * lines[strip.first].size and _parts(lines, strip)]
    found: list[Stretch] = []
    taken = -1
    for strip in sorted(wide, key=lambda strip: (strip.first, -strip.last)):
        strip = _shortened(lines, strip)
        if strip.first <= taken or strip.last - strip.first + 1 < _FEWEST_LINES:
            continue
        beside = [strip, *(other for other in wide if other != strip and _runs_beside(other, strip))]
        first, last = strip.first, max(_shortened(lines, other).last for other in beside)
        stretch = Stretch(first, last, _apart(beside))
        if _is_table(lines[first : last + 1], stretch.gutters):
            found.append(stretch)
            taken = last
    return found


def rows_of(lines: Sequence[Line], gutters: Sequence[Strip]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table; a line that goes on with the cells of the line above joins its row, behind line breaks."""
    cells = [split_at(line, gutters) for line in lines]
    distances = [upper.base - lower.base for upper, lower in itertools.pairwise(lines)]
    nearest = min(distances, default=0.0)
    spread = bool(distances) and max(distances) > _TALL * nearest
    rows: list[list[str]] = []
    for i, parts in enumerate(cells):
        texts = [text_of(part) if part else "" for part in parts]
        close = i > 0 and distances[i - 1] <= _TALL * nearest
        goes_on = close and not all(texts) and (spread or not texts[0])
        if rows and goes_on:
            rows[-1] = [f"{above}\n{text}".strip() for above, text in zip(rows[-1], texts, strict=True)]
        else:
            rows.append(texts)
    return tuple(tuple(row) for row in rows)


def _runs_beside(one: Strip, other: Strip) -> bool:
    """Say whether two strips run through mostly the same lines."""
    shared = min(one.last, other.last) - max(one.first, other.first) + 1
    return shared >= _SHARED * max(one.last - one.first + 1, other.last - other.first + 1)


def _parts(lines: Sequence[Line], strip: Strip) -> bool:
    return sum(all(split_at(line, [strip])) for line in lines[strip.first : strip.last + 1]) >= 2


def _shortened(lines: Sequence[Line], strip: Strip) -> Strip:
    """Return the strip without lines at its ends that stand on one side of it only."""
    both = [i for i in range(strip.first, strip.last + 1) if all(split_at(lines[i], [strip]))]
    return Strip(strip.x0, strip.x1, both[0], both[-1])


def _apart(gutters: Sequence[Strip]) -> tuple[Strip, ...]:
    """Return the strips, left to right, of those that overlap the narrowest."""
    kept: list[Strip] = []
    for strip in sorted(gutters, key=lambda strip: (strip.x0, strip.x1)):
        if kept and strip.x0 < kept[-1].x1:
            kept[-1] = min(kept[-1], strip, key=lambda other: (other.x1 - other.x0, other.x0))
        else:
            kept.append(strip)
    return tuple(kept)


def _is_table(lines: Sequence[Line], gutters: Sequence[Strip]) -> bool:
    """Say whether lines are a table: most have several cells, and their words do not fill the width as running text does."""
    parts = [[part for part in split_at(line, gutters) if part] for line in lines]
    several = sum(len(cells) >= 2 for cells in parts)
    if several < 0.5 * len(lines) or several < _FEWEST_LINES:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    filled = median(sum(cell[-1].x1 - cell[0].x0 for cell in cells) / max(1.0, right - left) for cells in parts)
    marks = all(len(cells[0]) == 1 and len(cells[0][0].text) <= 3 for cells in parts if len(cells) > 1)
    return filled <= _WIDEST_PROSE and not (marks and len(gutters) == 1) and not _is_prose(lines, gutters)


def _is_prose(lines: Sequence[Line], gutters: Sequence[Strip]) -> bool:
    """Say whether a column of running text stands beside another column that has words on most lines."""
    columns = list(zip(*(split_at(line, gutters) for line in lines), strict=True))
    dense = [column for column in columns if sum(map(bool, column)) >= _DENSE * len(lines)]
    return len(dense) > 1 and any(_fills(column) for column in dense)


def _fills(column: Sequence[Sequence[Word]]) -> bool:
    """Say whether the cells of a column are lines of running text: long, and most as wide as the column or begun with a small letter."""
    cells = [cell for cell in column if cell]
    width = max(cell[-1].x1 for cell in cells) - min(cell[0].x0 for cell in cells)
    full = sum(cell[-1].x1 - cell[0].x0 >= _FULL * width for cell in cells)
    small = sum(cell[0].text[0].islower() for cell in cells)
    length = sum(len(text_of(cell)) for cell in cells) / len(cells)
    return (full >= 0.6 * len(cells) and length >= _LONG) or (2 * small >= len(cells) and length >= _NOT_SHORT)
