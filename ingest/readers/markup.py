"""Markup written into a manuscript: the one way from HTML, whether of a page, a book or a Word file, to canonical text.

What this module does not do: it knows no furniture of web pages (``ingest.readers.furniture``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.manuscript import PAGE_BREAK, Manuscript, superscript, tidy
from ingest.readers.cells import Grid, is_layout, spans
from ingest.readers.enumeration import Enumeration, paragraph_depth
from ingest.readers.galley import LINE_BREAK, Galley, Item
from ingest.readers.note import Notes, find_notes
from ingest.readers.tree import Element, name, parse, style, tokens, visit
from ingest.readers.visible import BLOCKS, is_shown

__all__ = ["parse", "write_markup"]

_RAISED = re.compile(r"\s*[-−+]?\d+(?:\s*[,;–-]\s*\d+)*\s*")
_RAISED_SIGNS = str.maketrans("-−+", "⁻⁻⁺")
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_EXPORTED_CLASS = re.compile(r"c\d+")


def write_markup(manuscript: Manuscript, root: Element, *, pages: bool = False) -> None:
    """Write what a browser shows of ``root`` into the manuscript, footnotes behind what they belong to.

    ``pages`` says that marks of page breaks (``epub:type="pagebreak"``) begin pages.
    """
    notes = find_notes(root)
    galley = Galley(manuscript, lambda holder: _flat_text(holder, notes), bool(notes.references))
    writer = _Writer(galley, notes, pages)
    visit(root, writer.start, writer.text, writer.end)
    writer.flush()
    galley.finish()


def is_page_break(element: Element) -> bool:
    """Say whether an element marks where a page of the printed edition begins."""
    return not {"pagebreak", "doc-pagebreak"}.isdisjoint(tokens(element, "epub:type", "role"))


def _flat_text(holder: Element, notes: Notes) -> str:
    """Return the text of the element that holds a note, in one line, without its links back."""
    writer = _Writer(Galley(Manuscript(), lambda _: "", False), Notes(dropped=notes.dropped), False, flat=1)
    visit(holder, writer.start, writer.text, writer.end)
    return tidy("".join(writer.pieces).replace(LINE_BREAK, " "))


@dataclass(slots=True)
class _Writer:
    """One pass over a tree; inside headings, cells and notes (``flat``) blocks only part words."""

    galley: Galley
    notes: Notes
    pages: bool
    flat: int = 0
    pieces: list[str] = field(default_factory=list)
    lists: list[Enumeration] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    grids: list[Grid | None] = field(default_factory=list)
    """The tables that are open, innermost last; ``None`` for one that only sets out the page, or stands in a cell."""
    raised: list[int] = field(default_factory=list)
    marker: str = "-"
    quotes: int = 0
    preformatted: int = 0

    def start(self, element: Element) -> bool:
        """Take the start of an element; return whether to go into it."""
        if element in self.notes.dropped or element in self.notes.holders:
            return False
        note = self.notes.references.get(element)
        if note is not None:
            self.pieces.append(self.galley.cite(note))
            return False
        if is_page_break(element):
            self.pieces += [PAGE_BREAK] * self.pages
            return False
        kind = name(element)
        if not is_shown(element) or self._is_marker(element):
            return False
        if kind in BLOCKS:
            self._open(element, kind)
        elif kind == "br":
            self.pieces.append(LINE_BREAK)
        elif kind == "sup":
            self.raised.append(len(self.pieces))
        elif kind == "q":
            self.pieces.append("“")
        return True

    def text(self, text: str) -> None:
        """Take a stretch of text."""
        if self.preformatted and not self.flat:
            text = re.sub(r"\n[^\S\n]*\n", LINE_BREAK * 2, text)
        self.pieces.append(text)

    def end(self, element: Element) -> None:
        """Take the end of an element."""
        kind = name(element)
        if kind in BLOCKS:
            self._close(element, kind)
        elif kind == "sup" and self.raised:
            begin = self.raised.pop()
            text = "".join(self.pieces[begin:])
            if _RAISED.fullmatch(text):
                self.pieces[begin:] = [superscript(text.translate(_RAISED_SIGNS) if text.strip()[:1] in "-−+" else text)]
        elif kind == "q":
            self.pieces.append("”")

    def flush(self) -> None:
        """Hand over what has gathered as a block."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if (text and not text.isspace()) or PAGE_BREAK in text:
            self.galley.body(text, self.items[-1] if self.items else None, quoted=self.quotes > 0)

    def _grid(self) -> Grid | None:
        return self.grids[-1] if self.grids else None

    def _is_marker(self, element: Element) -> bool:
        """Say whether an element is the marker of a list item that Word wrote out; remember it."""
        if not element.get("style") or "mso-list:ignore" not in style(element):
            return False
        marker = tidy("".join(element.itertext()))
        self.marker = marker if re.fullmatch(r"\(?\w{1,5}[.)]", marker) else "-"
        return True

    def _open(self, element: Element, kind: str) -> None:
        grid = self._grid()
        if self.flat:
            self.pieces.append(" ")
        else:
            self.flush()
        if kind == "table":
            self.grids.append(None if self.flat or is_layout(element) else Grid())
            self.flat += self.grids[-1] is not None
        elif grid is not None and kind == "tr":
            grid.row()
        elif kind in _LISTS:
            self.lists.append(Enumeration.of(element, self.lists))
        elif kind == "li":
            around = self.lists[-1] if self.lists else Enumeration("-", 1, 0)
            self.items.append(Item(around.marker(element), around.depth))
        elif kind == "p" and paragraph_depth(element) is not None:
            self.items.append(Item("", paragraph_depth(element) or 0))
        self.quotes += kind == "blockquote"
        self.preformatted += kind == "pre"
        self.flat += heading_level(element, kind) > 0 or kind == "dt"

    def _close(self, element: Element, kind: str) -> None:
        level = heading_level(element, kind)
        grid = self._grid()
        self.flat -= level > 0 or kind == "dt"
        if kind == "p" and paragraph_depth(element) is not None:
            self.items[-1].marker, self.marker = self.marker, "-"
        if kind == "table":
            self._close_table()
        elif grid is not None and kind in ("td", "th", "caption"):
            self._close_cell(element, kind, grid)
        elif self.flat:
            self.pieces.append(" ")
        elif level:
            self.galley.heading(self._taken(), level)
        elif kind == "dt":
            self.galley.term(self._taken())
        elif kind == "figcaption":
            self.galley.caption(self._taken())
        else:
            self.flush()
        if kind == "dl" and not self.flat:
            self.galley.end_terms()
        elif kind in _LISTS:
            self.lists.pop()
        elif kind == "li" or (kind == "p" and paragraph_depth(element) is not None):
            self.items.pop()
        self.quotes -= kind == "blockquote"
        self.preformatted -= kind == "pre"

    def _close_table(self) -> None:
        grid = self.grids.pop()
        if grid is None:
            self.pieces.append(" ")
            if not self.flat:
                self.flush()
            return
        self.flat -= 1
        self.galley.table(grid, self._taken().count(PAGE_BREAK))

    def _close_cell(self, element: Element, kind: str, grid: Grid) -> None:
        text = self._taken()
        if kind == "caption":
            self.galley.caption(text)
        else:
            columns, rows = spans(element)
            marked = kind == "th" or (element.getparent() is not None and name(element.getparent().getparent()) == "thead")
            grid.cell(text.replace(LINE_BREAK, " "), columns=columns, rows=rows, head=marked or _is_bold(element, text))
        self.pieces += [PAGE_BREAK] * text.count(PAGE_BREAK)

    def _taken(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


def heading_level(element: Element, kind: str) -> int:
    """Return the level of a heading, 0 for other elements, whose ``name`` is ``kind``; Word and Google Docs write titles as paragraphs."""
    if len(kind) == 2 and kind[0] == "h" and kind[1] in "123456":
        return int(kind[1])
    if element.get("role") == "heading":
        stated = (element.get("aria-level") or "2").strip()
        return int(stated) if stated in ("1", "2", "3", "4", "5", "6") else 2
    if kind == "p":
        classes = tokens(element, "class")
        return int("msotitle" in classes or ("title" in classes and any(_EXPORTED_CLASS.fullmatch(word) for word in classes)))
    return 0


def _is_bold(cell: Element, text: str) -> bool:
    """Say whether all words of a cell are bold, as where a header is not marked in any other way."""
    bold = next((element for element in cell.iter("b", "strong")), None)
    return bold is not None and tidy("".join(bold.itertext())) == tidy(text) != ""
