"""Tables as text (.csv, .tsv): one row a line, the columns named by the first row, the separator found out."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ingest.document import Source
from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript
from ingest.readers.grid import write_sheet
from ingest.text_file import read_text

SEPARATORS = ",;\t|"
_LOOKED_AT = 100
"""Rows from which the separator is found out."""


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a table in UTF-8 text.

    Raises:
        UnreadableDocument: the file is empty, binary, in another encoding, over a limit, or has a cell without an end.
    """
    text = read_text(path, limits.most_bytes).removeprefix("\ufeff")
    try:
        separator = "\t" if path.suffix.lower() == ".tsv" else _separator(text)
        rows = list(itertools.islice(_records(text, separator), limits.most_rows + 1))
    except csv.Error as error:
        raise UnreadableDocument(f"{path.name} cannot be read as a table ({error}): check that every quotation mark is closed") from error
    if len(rows) > limits.most_rows:
        raise UnreadableDocument(f"{path.name} has more than {limits.most_rows:,} rows, the limit: split it into smaller files")
    manuscript = Manuscript()
    write_sheet(manuscript, rows)
    return manuscript.content(Source(title=path.stem), _ragged(path.name, rows))


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """Return the separator that cuts most of the first rows into equally many cells, and into more than one."""

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in itertools.islice(_records(text, separator), _LOOKED_AT) if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(SEPARATORS, key=agreement)


def _ragged(name: str, rows: list[list[str]]) -> list[str]:
    """Return a warning where some rows have more cells than most others, as a separator inside a cell without quotation marks makes them."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return []
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    longer = [number for number, row in enumerate(rows, start=1) if len(row) > usual and any(row[usual:])]
    return [f"{name}: rows with more cells than the others: {len(longer)}, the first is row {longer[0]}; check the separators"] if longer else []
