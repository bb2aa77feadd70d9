"""Tables as rows of shown cells: which of them names the columns, and what above and below them is no row at all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from ingest.manuscript import Manuscript, tidy

Row = Sequence[str]
_FIGURE = re.compile(r"[-–−+(<>~≈]?\s?[£$€¥]?\s?[-–−]?\d[\d.,\s]*\s?(?:%|[kmb]n?|million|billion|thousand)?\)?[*†‡]?$", re.I)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?$")
_LONGEST_NAME = 15
"""Words of the longest name of a column."""
_LONG_NAME = 8
"""Words from which a cell over cells as long is one of them and no name."""
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S*\w[”’\")]*[.!]$|(?:\S+\s+){2,}\S*[a-z\d]{2}[”’\")]*[.!?]\s+[A-Z“‘].*\s")
_NOTE = re.compile(r"(?:sources?|notes?|n\.?b\.?)\b|[*†‡\[(]|\d{1,2}[.)]\s", re.I)
_NOTE_WORDS = 6
_LONGEST_TITLE = 25
"""Words of the longest title above a table."""
_NO_TITLE = re.compile(
    r"(?:table|figure|chart|sheet|annex)\s+[\dA-Z]+(?:[.\d]*)\b|(?:contents|index|notes?|sources?|draft|back to .*|return to .*)\b|.*:$", re.I
)
"""What stands above the table of one sheet and names no workbook."""


def is_figure(cell: str) -> bool:
    """Say whether a cell holds a figure: a number, a sum, a share; a year is a name of a column as well and counts as none."""
    return _FIGURE.match(cell) is not None and _YEAR.match(cell) is None


def holds_sentence(cell: str) -> bool:
    """Say whether a cell holds a whole sentence, as no name of a column does; a question names the column of its answers."""
    return _SENTENCE.match(cell) is not None


def names_columns(row: Row, below: Sequence[Row]) -> bool:
    """Say whether a row names the columns of the rows below it: all or all but its first cell filled, all different, short.

    None is a figure or a sentence, nor as long as what stands below it.
    """
    filled = [cell for cell in row if cell]
    if not below or len(filled) < 2 or len(filled) < len(row) - (not row[0]):
        return False
    if len({*filled}) < len(filled) or any(is_figure(cell) or holds_sentence(cell) or len(cell.split()) > _LONGEST_NAME for cell in filled):
        return False
    if any(len(cell.split()) > _LONG_NAME and _words_below(below, number) > _LONG_NAME for number, cell in enumerate(row)):
        return False
    years = sum(_YEAR.match(cell) is not None for cell in filled)
    return years < len(filled) and not (len(row) == 2 and row[0].endswith(":"))


def _words_below(below: Sequence[Row], column: int) -> float:
    """Return how many words a filled cell of a column has on average."""
    lengths = [len(row[column].split()) for row in below if column < len(row) and row[column]]
    return sum(lengths) / len(lengths) if lengths else 0.0


def join_headers(rows: Sequence[Row]) -> list[str]:
    """Return one row of names for several rows that name the columns together: "2019" over "Boys" is "2019 Boys"."""
    return [" ".join(dict.fromkeys(cell for cell in column if cell)) for column in itertools.zip_longest(*rows, fillvalue="")]


def write_rows(manuscript: Manuscript, rows: Sequence[Row], headers: int | None = None) -> None:
    """Write a table whose first ``headers`` rows name its columns; where that is not known it is found out."""
    shown = _without_empty_columns([[tidy(cell) for cell in row] for row in rows])
    shown = [row for row in shown if any(row)]
    if headers is None:
        headers = _header_rows(shown)
    if headers > 1:
        shown = [join_headers(shown[:headers]), *shown[headers:]]
    manuscript.table([_once(row) for row in shown], header=headers > 0)


def write_sheet(manuscript: Manuscript, rows: Iterable[Row]) -> None:
    """Write what stands in a sheet: tables that blank rows divide, with the titles above and the notes below them as paragraphs."""
    columns = 0
    for filled, group in itertools.groupby(rows, key=lambda row: any(tidy(cell) for cell in row)):
        if filled:
            columns = _write_stretch(manuscript, [[tidy(cell) for cell in row] for row in group], columns)


def title_above(rows: Sequence[Row]) -> str | None:
    """Return what stands alone in the first cell of a sheet above a table and reads like a title; ``None`` where nothing does."""
    if not rows or not rows[0] or not any(_width(row) > 1 for row in rows[1:]):
        return None
    title = tidy(rows[0][0])
    alone = bool(title) and _width(rows[0]) == 1
    return (
        title
        if alone and len(title.split()) <= _LONGEST_TITLE and not (is_figure(title) or holds_sentence(title) or _NO_TITLE.match(title))
        else None
    )


def _write_stretch(manuscript: Manuscript, rows: list[list[str]], columns: int) -> int:
    """Write the rows between two blank ones; return how many columns are named for the rows below, 0 where none are.

    ``columns`` says that of the rows above: a stretch as wide that names no columns goes on with theirs.
    """
    first = next((i for i, row in enumerate(rows) if _width(row) > 1), len(rows))
    last = len(rows)
    while last > first and _is_note(rows[last - 1]):
        last -= 1
    for row in rows[:first]:
        manuscript.paragraph(_alone(row))
    table = _without_empty_columns(rows[first:last])
    headers = _header_rows(table)
    if table and columns == len(table[0]) and not headers and not first:
        for row in table:
            manuscript.row(_once(row), close=True)
    else:
        write_rows(manuscript, table, headers)
        columns = len(table[0]) if headers else 0
    for row in rows[last:]:
        manuscript.paragraph(_alone(row))
    return columns if last == len(rows) else 0


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows at the top name the columns; two where cells of the first reach over several columns."""
    if not rows:
        return 0
    if names_columns(rows[0], rows[1:]):
        return 1
    if len(rows) > 2 and _width(rows[0]) > 1 and not any(map(is_figure, (*rows[0], *rows[1]))) and names_columns(join_headers(rows[:2]), rows[2:]):
        return 2
    return 0


def _without_empty_columns(rows: Sequence[Row]) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    filled = [any(row[column] for row in padded) for column in range(width)]
    return [list(itertools.compress(row, filled)) for row in padded]


def _once(row: Row) -> Row:
    """Return a row that one cell fills from edge to edge with its text once."""
    return [row[0], *[""] * (len(row) - 1)] if len(row) > 1 and len(set(row)) == 1 else row


def _width(row: Row) -> int:
    """Number of different texts in a row."""
    return len({cell for cell in row if cell})


def _alone(row: Row) -> str:
    return next(cell for cell in row if cell)


def _is_note(row: Row) -> bool:
    """Say whether a row is a remark below a table: one cell, of many words or opening like a note."""
    if _width(row) > 1:
        return False
    text = _alone(row)
    return len(text.split()) >= _NOTE_WORDS or _NOTE.match(text) is not None
