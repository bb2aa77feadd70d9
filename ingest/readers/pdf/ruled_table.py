"""Tables with rules: the grid that level and upright rules make, and the words in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.line import Line, lines_of
from ingest.readers.pdf.page import Box, Rule
from ingest.readers.pdf.word import Word

_NEAR = 2.5
"""Points within which two rules stand in one place."""
_FEWEST_CELLS = 4
_FEWEST_FILLED = 0.3
"""Share of the cells of a table that hold words."""
_MOST_RULES = 1_500
_LONGEST_CELL = 600


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it stands in points, its rows of cells, whose lines are parted by line breaks, and the left ends of its columns."""

    box: Box
    rows: tuple[tuple[str, ...], ...]
    bounds: tuple[float, ...]


def ruled_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Table]:
    """Return the tables of a page whose columns are parted by upright rules, from top to bottom."""
    tables = []
    words = [word for line in lines for word in line.words]
    for grid in _grids(rules[:_MOST_RULES]):
        table = _table(grid, words)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (-table.box[3], table.box[0]))


def _grids(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Gather rules that touch one another."""
    groups: list[tuple[Box, list[Rule]]] = []
    for rule in sorted(rules, key=lambda rule: (-rule.y1, rule.x0, rule.y0, rule.x1)):
        box: Box = (rule.x0, rule.y0, rule.x1, rule.y1)
        touched = [group for group in groups if _touch(group[0], box)]
        groups = [group for group in groups if not _touch(group[0], box)]
        members = [rule]
        for other, theirs in touched:
            box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
            members += theirs
        groups.append((box, members))
    return [members for _, members in groups]


def _touch(one: Box, other: Box) -> bool:
    return one[0] - _NEAR <= other[2] and other[0] - _NEAR <= one[2] and one[1] - _NEAR <= other[3] and other[1] - _NEAR <= one[3]


def _table(grid: Sequence[Rule], words: Sequence[Word]) -> Table | None:
    xs = _places([rule.x0 for rule in grid if not rule.level])
    ys = _places([rule.y0 for rule in grid if rule.level])
    if len(xs) < 2 or len(ys) < 3:
        return None
    # The outer edges may not be ruled.
    left, right = min(rule.x0 for rule in grid), max(rule.x1 for rule in grid)
    xs = ([left] if xs[0] - left > _NEAR else []) + xs + ([right] if right - xs[-1] > _NEAR else [])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or columns * rows < _FEWEST_CELLS:
        return None
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = _between(xs, (word.x0 + word.x1) / 2)
        row = _between(ys, word.base + 0.3 * word.size)
        if column is not None and row is not None:
            cells.setdefault((rows - 1 - row, column), []).append(word)
    if len(cells) < _FEWEST_FILLED * columns * rows or len({column for _, column in cells}) < 2:
        return None
    texts = {place: "\n".join(line.text for line in lines_of(inside)) for place, inside in cells.items()}
    if max(map(len, texts.values())) > _LONGEST_CELL:
        return None
    filled = [tuple(texts.get((row, column), "") for column in range(columns)) for row in range(rows)]
    if rows > 2:
        filled = _with_whole_names(filled, _spans(grid, xs, ys[-2:]), _spans(grid, xs, ys[-3:-1]))
    return Table((xs[0], ys[0], xs[-1], ys[-1]), tuple(row for row in filled if any(row)), tuple(xs[:-1]))


def _spans(grid: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> list[tuple[int, int]]:
    """Return the first and last columns of the cells of the row between two heights: upright rules part them."""
    middle = (ys[0] + ys[1]) / 2
    parting = [rule.x0 for rule in grid if not rule.level and rule.y0 <= middle <= rule.y1]
    starts = [0] + [column for column in range(1, len(xs) - 1) if any(abs(xs[column] - x) <= _NEAR for x in parting)]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(xs) - 1], strict=True)]


def _with_whole_names(rows: list[tuple[str, ...]], upper: Sequence[tuple[int, int]], lower: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """Return the rows with the first two made one where names in the first stand over several names in the second, each with the name over it."""
    spanning = [(first, last) for first, last in upper if last > first and (first, last) not in lower and all(rows[1][first : last + 1])]
    if not spanning or len(upper) < 2 or any("".join(rows[1][first : last + 1]).strip()[:1].isdigit() for first, last in spanning):
        return rows
    over = [""] * len(rows[0])
    for first, last in upper:
        name = "\n".join(part for part in rows[0][first : last + 1] if part)
        over[first : last + 1] = [name] * (last + 1 - first)
    return [tuple(f"{name}\n{below}".strip() for name, below in zip(over, rows[1], strict=True)), *rows[2:]]


def _places(values: Sequence[float]) -> list[float]:
    """Return the different places of rules, in order."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _between(places: Sequence[float], value: float) -> int | None:
    return next((i for i in range(len(places) - 1) if places[i] <= value < places[i + 1]), None)
