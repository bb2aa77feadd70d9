"""Tables in markup: which ones hold data, and their cells as rows and columns."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from ingest.manuscript import Manuscript, tidy
from ingest.readers.grid import holds_sentence
from ingest.readers.tree import Element, name

_MOST_COLUMNS = 200
_MOST_FILLED = 1_000_000
"""Cells that spans fill; what goes beyond stays empty."""
_LONGEST_REPEATED = 200
_MOST_HEADS = 3
_LOOKED_AT = 5_000
_LONGEST_CELL = 1_500
_SECTIONING = frozenset("h1 h2 h3 h4 h5 h6 form article section main hr table".split())
_FIGURE = re.compile(r"[£$€]?[-–−+]?\d[\d.,\s]*(?:%|m|bn|k)?$")


@dataclass(slots=True)
class Grid:
    """The cells of one table; the text of a cell that spans several places stands in each of them."""

    rows: list[list[str]] = field(default_factory=list)
    heads: int = 0
    """Rows at the top that name the columns."""
    _filled: int = 0
    _hanging: dict[int, tuple[int, str]] = field(default_factory=dict)
    _is_head: bool = True

    def row(self) -> None:
        """Begin a row."""
        self._close()
        self.rows.append([])

    def cell(self, text: str, *, columns: int = 1, rows: int = 1, head: bool = False) -> None:
        """Add a cell that spans so many columns and rows; ``head`` says that it names what stands below or beside it."""
        if not self.rows:
            self.row()
        row = self.rows[-1]
        self._hang(row)
        self._is_head = self._is_head and (head or not text)
        shown = tidy(text)
        for number in range(columns):
            if len(row) >= _MOST_COLUMNS or (number and self._filled > _MOST_FILLED):
                break
            self._filled += number > 0
            if rows > 1:
                self._hanging[len(row)] = (rows - 1, shown if len(shown) <= _LONGEST_REPEATED else "")
            row.append(shown if number == 0 or len(shown) <= _LONGEST_REPEATED else "")

    def write(self, manuscript: Manuscript) -> None:
        """Write the rows, under one row that names the columns where there is one."""
        self._close()
        rows = [[row[0]] if len(row) > 1 and len(set(row)) == 1 and len(row) == self._width() else row for row in self.rows]
        count = self.heads if self.heads <= min(_MOST_HEADS, len(rows) - 1) else 1
        heads = [row for row in rows[:count] if any(row)]
        body = [row for row in rows[count:] if any(row)]
        if heads:
            columns = itertools.zip_longest(*heads, fillvalue="")
            body.insert(0, [" ".join(dict.fromkeys(text for text in column if text)) for column in columns])
        manuscript.table(body, header=bool(heads) or _names_columns(body))

    def _width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def _close(self) -> None:
        if self.rows:
            self._hang(self.rows[-1])
            if self._is_head and any(self.rows[-1]) and self.heads == len(self.rows) - 1:
                self.heads += 1
        self._is_head = True

    def _hang(self, row: list[str]) -> None:
        while len(row) in self._hanging and self._filled <= _MOST_FILLED:
            left, text = self._hanging.pop(len(row))
            if left > 1:
                self._hanging[len(row)] = (left - 1, text)
            row.append(text)
            self._filled += 1


def is_layout(table: Element) -> bool:
    """Say whether a table only sets out a page: it says so, it has one row or column, or its cells hold whole sections."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    below = list(itertools.islice(table.iter(), 1, _LOOKED_AT))
    names = [name(element) for element in below]
    rows = [element for element in below if name(element) == "tr"]
    widest = max((sum(_span(cell, "colspan") for cell in row if name(cell) in ("td", "th")) for row in rows), default=0)
    if widest <= 1:
        return True
    if "th" in names or "thead" in names or "caption" in names:
        return False
    if len(rows) <= 1 or not _SECTIONING.isdisjoint(names):
        return True
    return any(_is_long(cell) for cell in below if name(cell) == "td")


def spans(cell: Element) -> tuple[int, int]:
    """Return how many columns and rows a cell spans."""
    return _span(cell, "colspan"), _span(cell, "rowspan")


def _span(cell: Element, which: str) -> int:
    value = (cell.get(which) or "")[:6].strip()
    return min(max(int(value), 1), 10_000) if value.isascii() and value.isdigit() else 1


def _is_long(cell: Element) -> bool:
    length = 0
    for text in cell.itertext():
        length += len(text)
        if length > _LONGEST_CELL:
            return True
    return False


def _names_columns(rows: list[list[str]]) -> bool:
    """Say whether a first row that is not marked as a header reads like one: words above figures."""
    if len(rows) < 2 or any(_FIGURE.match(text) and not re.fullmatch(r"(?:19|20)\d\d", text) for text in rows[0]) or not all(rows[0][1:]):
        return False
    if any(map(holds_sentence, rows[0])):
        return False
    return sum(any(_FIGURE.match(text) for text in row) for row in rows[1:]) * 2 >= len(rows) - 1
