"""Tables without upright rules whose cells wrap: level rules or white part their rows, white strips through all rows their columns.

What this module does not do: tables of which each line is a row are those of ``aligned_table``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.level_rule import rows_between
from ingest.readers.pdf.line import Line, lines_of
from ingest.readers.pdf.page import Rule
from ingest.readers.pdf.ruled_table import Table
from ingest.readers.pdf.word import Word

_GAP = 0.5
"""Width of the white between two columns, in sizes of the type, at least."""
_FEWEST_ROWS = 3
_FILLED = 0.8
"""Share of the cells that hold words; of the rows, in tables without rules, all whose cells do."""
_LONGEST_CELL = 600
_SHORT = 40
"""Characters of a cell of the column that names the rows, at most."""
_WHITE = (0.7, 0.5, 0.35)
"""Heights of white between two rows, in sizes of the type, in the order in which they are tried."""
_NUMBER = re.compile(r"[£$€(+-]*\d[\d.,]*[%)mk]*$")
Row = list[Word]
Span = tuple[float, float]


def wrapped_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Table]:
    """Return the tables of a page that have no upright rules and whose cells wrap, from top to bottom."""
    words = [word for line in lines for word in line.words]
    tables = [table for rows in rows_between(words, rules) for table in _tables(rows, ruled=True)]
    for white in _WHITE:
        left = [word for word in words if not any(_is_in(word, table) for table in tables)]
        tables += _tables(_rows_of(left, white), ruled=False)
    return sorted(tables, key=lambda table: (-table.box[3], table.box[0]))


def _is_in(word: Word, table: Table) -> bool:
    x0, y0, x1, y1 = table.box
    return x0 <= (word.x0 + word.x1) / 2 < x1 and y0 <= word.base + 0.3 * word.size < y1


def _rows_of(words: Sequence[Word], white: float) -> list[Row]:
    """Cut words where white runs through the whole page."""
    rows: list[Row] = []
    bottom = 0.0
    for word in sorted(words, key=lambda word: (-word.top, word.x0)):
        if rows and bottom - word.top <= white * word.size:
            rows[-1].append(word)
            bottom = min(bottom, word.bottom)
        else:
            rows.append([word])
            bottom = word.bottom
    return rows


def _tables(rows: Sequence[Row], *, ruled: bool) -> list[Table]:
    """Return the tables that rows which follow one another make: white strips run through all of their rows."""
    tables: list[Table] = []
    run: list[Row] = []
    strips: list[Span] = []
    before: Row = []
    for i, row in enumerate([*rows, []]):
        own = _strips([*run, row])
        goes_on = bool(row and own) and all(any(x0 < end and start < x1 for start, end in own) for x0, x1 in strips)
        if not goes_on:
            named = [before, *run] if before and run and _names(before, run, strips) else run
            if (table := _table(named, strips, ruled=ruled) or _table(run, strips, ruled=ruled)) is not None:
                tables.append(table)
            run, own, before = [], _strips([row]), rows[i - 1] if i else []
        run.append(row)
        strips = own
        if not strips:
            run, before = [], row
    return tables


def _names(row: Row, rows: Sequence[Row], strips: Sequence[Span]) -> bool:
    """Say whether bold words name the columns of rows below them, though a name nearly touches the next."""
    crossed = any(word.x0 < x1 - 1 < word.x1 - 1 for word in row for _, x1 in strips)
    bold = all(word.bold for word in row) and not all(word.bold for below in rows for word in below)
    return bold and not crossed and all(_cells(row, strips))


def _strips(rows: Sequence[Row]) -> list[Span]:
    """Return the white strips between words that run through all rows, left to right."""
    words = sorted((word for row in rows for word in row), key=lambda word: word.x0)
    if not words:
        return []
    strips = []
    end, size = words[0].x1, median(word.size for word in words)
    for word in words[1:]:
        if word.x0 - end >= _GAP * size:
            strips.append((end, word.x0))
        end = max(end, word.x1)
    return strips


def _table(rows: Sequence[Row], strips: Sequence[Span], *, ruled: bool) -> Table | None:
    if len(rows) < _FEWEST_ROWS or len(strips) < (1 if ruled else 2):
        return None
    cells = [[lines_of(cell) for cell in _cells(row, strips)] for row in rows]
    texts = [tuple("\n".join(line.text for line in cell) for cell in row) for row in cells]
    if max(len(text) for row in texts for text in row) > _LONGEST_CELL or any(_holds_rows(row) for row in texts):
        return None
    if not (_is_ruled_table(texts) if ruled else _is_white_table(texts)):
        return None
    words = [word for row in rows for word in row]
    bounds = (min(word.x0 for word in words), *(x1 for _, x1 in strips))
    box = bounds[0], min(word.bottom for word in words), max(word.x1 for word in words) + 0.1, max(word.top for word in words)
    return Table(box, tuple(texts), bounds)


def _cells(row: Row, strips: Sequence[Span]) -> list[Row]:
    ends = [*(x1 for _, x1 in strips), float("inf")]
    starts = [float("-inf"), *ends[:-1]]
    return [[word for word in row if start - 1 <= word.x0 < end - 1] for start, end in zip(starts, ends, strict=True)]


def _holds_rows(row: Sequence[str]) -> bool:
    """Say whether numbers stand below one another in a cell: several rows stand there between two rules."""
    return any(sum(_NUMBER.match(line) is not None for line in text.split("\n")) > 1 for text in row)


def _is_ruled_table(texts: Sequence[Sequence[str]]) -> bool:
    """Say whether most cells hold words and some hold several lines."""
    filled = sum(bool(text) for row in texts for text in row)
    first = sum(bool(row[0]) for row in texts)
    wrapped = any("\n" in text for row in texts for text in row)
    return wrapped and min(filled / len(texts[0]), first) >= _FILLED * len(texts)


def _is_white_table(texts: Sequence[Sequence[str]]) -> bool:
    """Say whether nearly all rows are full, a column of short cells names them, and other cells hold more lines than theirs in most rows."""
    if sum(all(row) for row in texts) < _FILLED * len(texts):
        return False
    for column in range(len(texts[0])):
        names = [row[column] for row in texts]
        longer = sum(max(text.count("\n") for text in row) > row[column].count("\n") for row in texts)
        if max(map(len, names)) <= _SHORT and 2 * longer >= len(texts):
            return True
    return False
