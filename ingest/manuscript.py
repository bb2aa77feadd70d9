"""The canonical text of a document that is no plain text, written piece by piece, with what each piece is.

The text looks like Markdown, so that a person can read it (``carecite source``), but nothing is read back from it: what is a heading, an item
or a row is said by the reader of the format, which knows. What this module does not do: it finds no structure that the format does not state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Source
from ingest.paragraph import Mark, RawBlock, mark_alone
from ingest.span import Span

PAGE_BREAK = "\f"
"""Inside the text of a piece: the next page begins with the next word."""
INDENT = 4
"""Columns that a list stands further right than the list it is in."""
_MARKED = 2
"""Headings from which a document is taken to mark all of its headings; people who mark none, or the title alone, set the others in bold."""
_INVISIBLE = re.compile("\u21a9\ufe0e?|[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a reader finds in a file: the canonical text, its raw blocks, and what the file says of itself.

    ``page_starts`` are offsets into ``text``, empty for formats without pages. Each of ``warnings`` is one line on what could not be read well.
    """

    text: str
    raw: tuple[RawBlock, ...]
    page_starts: tuple[int, ...] = ()
    source: Source = field(default_factory=Source)
    warnings: tuple[str, ...] = ()
    marked: bool = False
    """Whether the format says what is a heading, so that no other line is taken for one by its look."""


def superscript(mark: str) -> str:
    """Return a footnote's mark as it stands in a canonical text: digits raised, other marks as they are."""
    return mark.strip().translate(_SUPERSCRIPTS)


def tidy(text: str) -> str:
    """Return text in one line: white space folded, invisible characters left out, ligatures as their letters."""
    return " ".join(_INVISIBLE.sub("", text.translate(_LIGATURES)).split())


class Manuscript:
    """Takes the pieces of a document in reading order and gives its content.

    Every method takes text as the format has it: white space is folded and invisible characters are left out here. A piece of which nothing is
    left is not written. ``PAGE_BREAK`` inside a piece says where a page ends within it; between pieces, ``page`` does.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._raw: list[RawBlock] = []
        self._page_starts: list[int] = []

    def __len__(self) -> int:
        """Number of characters written so far."""
        return self._length

    def page(self) -> None:
        """Begin a page; the first call says that the document has pages."""
        self._page_starts.append(self._next_start() if self._page_starts else 0)

    def heading(self, text: str, level: int) -> None:
        """Write a heading; 1 is the highest level."""
        depth = min(max(level, 1), 6)
        self._write(Mark.HEADING, "#" * depth + " ", text, level=depth)

    def paragraph(self, text: str) -> None:
        """Write a paragraph. Where hardly a heading is marked, a line that stands alone and reads like one may be taken for one."""
        self._write(Mark.PLAIN, "", text)

    def quotation(self, text: str) -> None:
        """Write a paragraph that is set apart as a quotation."""
        self._write(Mark.QUOTE, "> ", text)

    def caption(self, text: str) -> None:
        """Write the caption of a table or a figure."""
        self._write(Mark.CAPTION, "", text)

    def item(self, text: str, depth: int = 0, marker: str = "-") -> None:
        """Write an item of a list; ``depth`` counts the lists that the list stands in."""
        indent = INDENT * min(max(depth, 0), 8)
        self._write(Mark.BULLET, f"{' ' * indent}{marker} ", text, level=indent, marker=marker, close=self._follows(Mark.BULLET))

    def table(self, rows: Sequence[Sequence[str]], *, header: bool = True) -> None:
        """Write a table; ``header`` says that its first row names the columns. Empty rows are left out."""
        filled = [row for row in rows if any(tidy(cell) for cell in row)]
        for number, row in enumerate(filled):
            self.row(row, close=number > 0)
            if number == 0 and header and len(filled) > 1:
                self._append(Mark.TABLE_ROW, "", "| " + " | ".join("---" for _ in row) + " |", close=True)

    def row(self, cells: Sequence[str], *, close: bool) -> None:
        """Write one row of a table; ``close`` puts it straight below the row before."""
        shown = [tidy(cell).replace("|", "¦") for cell in cells]
        if any(shown):
            self._append(Mark.TABLE_ROW, "", "| " + " | ".join(shown) + " |", close=close)

    def footnote(self, mark: str, text: str) -> None:
        """Write a footnote behind its mark, which stands raised in the running text as well."""
        self._write(Mark.FOOTNOTE, "", f"{superscript(mark)} {text}" if mark.strip() else text)

    def content(self, source: Source | None = None, warnings: Sequence[str] = ()) -> FileContent:
        """Return all that was written."""
        text = "".join(self._pieces) + ("\n" if self._pieces else "")
        marked = sum(block.mark is Mark.HEADING for block in self._raw) >= _MARKED
        told = tuple(dict.fromkeys(warnings))
        return FileContent(text, tuple(mark_alone(self._raw)), tuple(self._page_starts), source or Source(), told, marked)

    def _follows(self, mark: Mark) -> bool:
        return bool(self._raw) and self._raw[-1].mark is mark

    def _next_start(self) -> int:
        return self._length + 2 if self._pieces else 0

    def _write(self, mark: Mark, lead: str, text: str, *, level: int = 0, marker: str = "", close: bool = False) -> None:
        parts = [tidy(part) for part in text.split(PAGE_BREAK)]
        joined = " ".join(part for part in parts if part)
        if not joined:
            self._page_starts += [self._next_start()] * (len(parts) - 1)
            return
        start = self._append(mark, lead, joined, level=level, marker=marker, close=close)
        for number in range(1, len(parts)):
            before = " ".join(part for part in parts[:number] if part)
            self._page_starts.append(min(start + len(before) + (1 if before else 0), start + len(joined)))

    def _append(self, mark: Mark, lead: str, text: str, *, level: int = 0, marker: str = "", close: bool = False) -> int:
        gap = ("\n" if close else "\n\n") if self._pieces else ""
        start = self._length + len(gap) + len(lead)
        self._pieces += [gap, lead, text]
        self._length = start + len(text)
        self._raw.append(RawBlock(mark, Span(start, start + len(text)), text, 0 if close else 1, level, marker=marker))
        return start
