"""Tables of contents set without leaders: titles on the left and page numbers on the right, which look like a table of two columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_NAME = re.compile(r"(?:table of )?contents\W*(?:\(?continued\)?)?$", re.I)
_PAGE = re.compile(r"\d{1,4}$")
_PAGE_NAME = re.compile(r"page(?: no\.?| number)?$|p\.$", re.I)
_FEWEST = 4
_FARTHEST = 120
"""Pages from one entry to the next, at most."""
_DIFFERENT = 0.7
"""Share of the page numbers that differ, at least, where no heading names the contents."""


def entries_of(rows: Sequence[Sequence[str]], above: str) -> list[tuple[str, str]]:
    """Return the titles and page numbers of rows that are a table of contents, else nothing; ``above`` is the text above them.

    Rows below a heading that says so are, and those without names of columns whose last cells are numbers that never fall.
    """
    named = _NAME.match(above.strip()) is not None
    if rows and _PAGE_NAME.match(rows[0][-1]):
        rows, named = rows[1:], named or _NAME.match(" ".join(rows[0][:-1]).strip()) is not None
    entries = [(" ".join(part for part in row[:-1] if part), row[-1]) for row in rows]
    if not all(re.search(r"[^\W\d_]{2}", title) and _PAGE.match(page) for title, page in entries):
        return []
    pages = [int(page) for _, page in entries]
    steps = [after - before for before, after in itertools.pairwise(pages)]
    rising = all(0 <= step <= _FARTHEST for step in steps)
    plain = not any(any(letter.isdigit() for letter in cell) for row in rows for cell in row[1:-1])
    told = named or (len(entries) >= _FEWEST and len(set(pages)) >= _DIFFERENT * len(pages))
    return entries if plain and rising and told else []
