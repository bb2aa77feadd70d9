"""Workbooks (.xlsx): each sheet under its name, its tables row by row under their header, every cell as the sheet shows it.

What this module does not do: no formula is computed; what the program that saved the file computed last is shown. Hidden sheets, rows and columns
are left out, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript
from ingest.readers.grid import title_above, write_sheet
from ingest.readers.number_format import shown
from ingest.readers.package import Package, attribute, local

_DEFAULT_NAME = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio)\s?1$", re.I)
_MOST_COLUMNS = 1000
_MOST_MERGED = 200
"""Columns or rows that a merged cell fills; one that reaches further is a frame and no cell."""


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a workbook.

    Raises:
        UnreadableDocument: the file is damaged, protected, over a limit, or no workbook.
    """
    from openpyxl import load_workbook

    with Package(path, limits) as package:
        main = package.related("", "officeDocument")
        if main is None or not main.startswith("xl/"):
            raise UnreadableDocument(f"{path.name} is no workbook inside: save it as .xlsx in its own program")
        package.check_parts("xl/", besides="xl/worksheets/")
        layouts = {name: _layout(package, part) for name, part in _sheet_parts(package, main).items()}
        source = package.source()
    if sum(layout.filled for layout in layouts.values()) > limits.most_rows:
        raise UnreadableDocument(f"{path.name} has more than {limits.most_rows:,} rows, the limit: split it into smaller files")
    manuscript, warnings, titles = Manuscript(), [], []
    with closing(load_workbook(path, read_only=True, data_only=True)) as book:
        shown_sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        for sheet in shown_sheets:
            layout = layouts.get(sheet.title, _Layout())
            if layout.last == 0:
                continue
            if not (len(shown_sheets) == 1 and _DEFAULT_NAME.match(sheet.title)):
                manuscript.heading(sheet.title, 1)
            rows = list(_rows(sheet, layout))
            titles.append(title_above(rows))
            write_sheet(manuscript, rows)
            warnings += [f"sheet {sheet.title}: {warning}" for warning in layout.warnings()]
    if hidden:
        warnings.append(f"hidden sheets are left out: {', '.join(hidden)}")
    # The first heading is a sheet's name and not the workbook's; without a title above its first table it goes by the name of its file.
    title = source.title or next(iter(titles), None) or path.stem
    return manuscript.content(replace(source, title=title), [f"{path.name}: {warning}" for warning in warnings])


@dataclass(slots=True)
class _Layout:
    """What a sheet says beside the values of its cells; rows and columns count from 1."""

    last: int = 0
    """The last row that holds anything."""
    filled: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row and last column of each merged cell."""
    not_computed: int = 0

    def warnings(self) -> Iterator[str]:
        """Yield what of the sheet is not shown."""
        if self.hidden_rows:
            yield f"hidden rows are left out: {len(self.hidden_rows)}"
        if self.hidden_columns:
            yield f"hidden columns are left out: {len(self.hidden_columns)}"
        if self.not_computed:
            yield f"formulas without a value yet: {self.not_computed}; open the file in a spreadsheet program and save it"


def _sheet_parts(package: Package, main: str) -> dict[str, str]:
    relations = package.relations(main)
    tree = package.tree(main)
    sheets = tree.iter("{*}sheet") if tree is not None else ()
    found = {attribute(sheet, "name") or "": relations.get(attribute(sheet, "id") or "", ("", "")) for sheet in sheets}
    return {name: part for name, (kind, part) in found.items() if kind == "worksheet"}


def _layout(package: Package, part: str) -> _Layout:
    """Look through a sheet once, so that rows without anything, of which there may be a million, are never read as cells."""
    layout = _Layout()
    row = 0
    for element in package.elements(part, "row", "col", "mergeCell"):
        match local(element):
            case "row":
                row = int(element.get("r") or row + 1)
                if next(element.iter("{*}v", "{*}is"), None) is not None:
                    layout.last, layout.filled = row, layout.filled + 1
                    if element.get("hidden") in ("1", "true"):
                        layout.hidden_rows.add(row)
                layout.not_computed += sum(_lacks_value(cell) for cell in element.iterchildren("{*}c"))
            case "col" if element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", 0)), int(element.get("max", 0))
                layout.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
            case "mergeCell":
                layout.merged += _range(element.get("ref", ""))
    return layout


def _lacks_value(cell: Any) -> bool:
    return len(cell) > 0 and cell.find("{*}f") is not None and not cell.findtext("{*}v") and cell.get("t") != "str"


def _range(reference: str) -> list[tuple[int, int, int, int]]:
    from openpyxl.utils import range_boundaries

    first_column, first_row, last_column, last_row = range_boundaries(reference)
    if None in (first_column, first_row, last_column, last_row) or max(last_column - first_column, last_row - first_row) > _MOST_MERGED:
        return []
    return [(first_row, first_column, last_row, last_column)]


def _rows(sheet: Any, layout: _Layout) -> Iterator[list[str]]:
    """Yield the visible rows down to the last that holds anything; a merged cell's text stands in all that it covers."""
    sheet.reset_dimensions()
    starts: dict[int, list[tuple[int, int, int, int]]] = {}
    for merged in layout.merged:
        starts.setdefault(merged[0], []).append(merged)
    open_cells: list[tuple[tuple[int, int, int, int], str]] = []
    for number, cells in enumerate(sheet.iter_rows(max_row=layout.last, max_col=_MOST_COLUMNS), start=1):
        row = _texts(cells)
        for merged in starts.get(number, ()):
            if merged[1] <= len(row) and row[merged[1] - 1]:
                open_cells.append((merged, row[merged[1] - 1]))
        open_cells = [(merged, text) for merged, text in open_cells if merged[2] >= number]
        for (_, first, _, last), text in open_cells:
            row += [""] * (last - len(row))
            row[first - 1 : last] = [text] * (last - first + 1)
        if number not in layout.hidden_rows:
            yield [text for column, text in enumerate(row, start=1) if column not in layout.hidden_columns]


def _texts(cells: tuple[Any, ...]) -> list[str]:
    texts = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts
