"""Rows of tables: their cells, and whether a row names the columns of those below it."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[£$€(+−-]?\s?\d")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:[/–-]\d{2,4})?")


def cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row that pipes or tabs set apart, without white space at their ends."""
    stripped = row.strip()
    if "|" in stripped:
        return tuple(cell.strip() for cell in stripped.removeprefix("|").removesuffix("|").split("|"))
    return tuple(cell.strip() for cell in stripped.split("\t"))


def names_columns(above: str, row: str) -> bool:
    """Say whether ``above``, the first row of a table set with tabs, names the columns: words and years over a row with figures."""
    names, values = cells(above), cells(row)
    if len(names) != len(values) or len(names) < 2 or not all(names):
        return False
    return not any(_FIGURE.match(name) and not _YEAR.fullmatch(name) for name in names) and any(_FIGURE.match(value) for value in values[1:])
