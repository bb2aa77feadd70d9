"""Word documents (.docx): headings, lists with their numbers, tables, notes behind the paragraph that has their mark, text boxes.

What this module does not do: headers and footers, comments and deleted text are left out, and no page is known, because only a program that lays
the document out knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript, tidy
from ingest.readers.grid import write_rows
from ingest.readers.package import Package, attribute, local
from ingest.readers.typed_list import TypedList
from ingest.readers.word_styles import Numbering, Style, Styles, child, children, switch, value
from ingest.readers.word_text import PASSED, Reader, chosen, is_placeholder

_LONGEST_HEADING = 300
_LAYOUT_PARAGRAPHS = 3
_LAYOUT_WORDS = 120
"""A cell of so many paragraphs and words is a column of a page and no cell of a table."""


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a Word document.

    Raises:
        UnreadableDocument: the file is damaged, protected, over a limit, or no Word document.
    """
    with Package(path, limits) as package:
        main = package.related("", "officeDocument")
        tree = package.tree(main) if main else None
        body = child(tree, "body")
        if main is None or body is None:
            raise UnreadableDocument(f"{path.name} is no Word document inside: save it as .docx in its own program")
        parts = {kind: package.tree(package.related(main, kind) or "") for kind in ("styles", "numbering", "footnotes", "endnotes")}
        texts = Reader(Styles(parts["styles"]), _notes(parts["footnotes"], "footnote"), _notes(parts["endnotes"], "endnote"))
        texts.note_marks = _marks(body, texts)
        writer = _Writer(Manuscript(), texts, Numbering(parts["numbering"]), limits)
        writer.below_title = _has_title(body, texts.styles)
        writer.blocks(body)
        writer.finish()
        return writer.manuscript.content(package.source(), [f"{path.name} {warning}" for warning in texts.warnings])


@dataclass(slots=True)
class _Writer:
    """Writes the blocks of a document in reading order."""

    manuscript: Manuscript
    texts: Reader
    numbering: Numbering
    limits: Limits
    below_title: bool = False
    pending: str = ""
    """Text of a paragraph whose end was deleted, so that the next one goes on with it."""
    rows: int = field(default=0)
    typed: TypedList = field(default_factory=TypedList)

    def blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables that stand in an element."""
        for element in _block_elements(parent):
            if local(element) == "p":
                self.paragraph(element)
            else:
                self.table(element)

    def finish(self) -> None:
        """Write what still waits for a paragraph to go on with."""
        if self.pending:
            self.manuscript.paragraph(self.pending)
            self.pending = ""

    def paragraph(self, element: Any) -> None:
        """Write one paragraph, then the notes and text boxes that it has."""
        properties = child(element, "pPr")
        name = value(child(properties, "pStyle"))
        style = self.texts.styles.of(name)
        text = self.texts.text(element)
        notes, boxes = self.texts.taken()
        if child(child(properties, "rPr"), "del") is not None:
            self.pending += f"{text} "
            text = ""
        elif not style.left_out and tidy(f"{self.pending}{text}"):
            text, self.pending = tidy(f"{self.pending}{text}"), ""
            self._write(text, properties, style, name, _following(element))
        for note in notes:
            self.manuscript.footnote(note.mark, " ".join(self.texts.text(inner) for inner in note.element.iter("{*}p")))
        for box in boxes:
            self.blocks(box)

    def _write(self, text: str, properties: Any | None, style: Style, name: str | None, following: str) -> None:
        number, depth = self._number(properties, style, name)
        outline = value(child(properties, "outlineLvl"))
        level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.level
        is_heading = level is not None and not (outline and int(outline) == 9) and len(text) <= _LONGEST_HEADING
        plain = not is_heading and not style.is_caption and not style.is_quotation and number is None
        typed = self.typed.item(text, following) if plain else None
        if not plain:
            self.typed.end()
        if level is not None and is_heading:
            self.manuscript.heading(f"{number} {text}" if number else text, level + self.below_title if level else 1)
        elif style.is_caption:
            self.manuscript.caption(f"{number} {text}" if number else text)
        elif number is not None:
            self.manuscript.item(text, depth, number or "-")
        elif style.is_quotation:
            self.manuscript.quotation(text)
        elif typed:
            self.manuscript.item(typed.text, typed.depth, typed.marker)
        else:
            self.manuscript.paragraph(text)

    def _number(self, properties: Any | None, style: Style, name: str | None) -> tuple[str | None, int]:
        """Return the number before a paragraph ("" for a bullet, ``None`` for no item) and the depth of its list."""
        own = child(properties, "numPr")
        list_id = value(child(own, "numId")) or style.numbering[0]
        stated = value(child(own, "ilvl"))
        depth = int(stated) if stated and stated.isdigit() else style.numbering[1]
        if list_id is None:
            return ("", style.list_depth) if style.list_depth is not None else (None, 0)
        if depth is None:
            depth = self.numbering.level_of_style(list_id, name)
        return self.numbering.next(list_id, depth), max(depth, style.list_depth or 0)

    def table(self, element: Any) -> None:
        """Write a table: its rows, or what stands in its cells where it only frames or arranges text."""
        rows = [(row, list(_cells(row))) for row in _rows(element)]
        self.rows += len(rows)
        if self.rows > self.limits.most_rows:
            raise UnreadableDocument(f"the tables have more than {self.limits.most_rows:,} rows, the limit: split the file into smaller ones")
        if any(_arranges(cells) for _, cells in rows) or all(len(cells) <= 1 for _, cells in rows):
            for _, cells in rows:
                for cell, _, _ in cells:
                    self.blocks(cell)
            return
        self.typed.end()
        notes, boxes = self.texts.taken()
        grid: list[list[str]] = []
        for _, cells in rows:
            grid.append(self._row(cells, grid[-1] if grid else []))
        notes, boxes = (had + met for had, met in zip((notes, boxes), self.texts.taken(), strict=True))
        stated = sum(switch(child(row, "trPr"), "tblHeader") is True for row, _ in rows)
        write_rows(self.manuscript, grid, stated if 0 < stated < len(rows) else None)
        for note in notes:
            self.manuscript.footnote(note.mark, " ".join(self.texts.text(inner) for inner in note.element.iter("{*}p")))
        for box in boxes:
            self.blocks(box)

    def _row(self, cells: list[tuple[Any, int, bool]], above: list[str]) -> list[str]:
        """Return the texts of a row; a cell that reaches over several columns or rows stands in each."""
        row: list[str] = []
        for cell, width, goes_on in cells:
            text = " ".join(filter(None, (self.texts.text(inner) for inner in _block_elements(cell) if local(inner) == "p")))
            if goes_on and len(row) < len(above):
                text = above[len(row)]
            row += [text] * width
        return row


def _block_elements(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of an element, those inside content controls and insertions too, deleted ones not."""
    for element in parent:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "AlternateContent":
            yield from _block_elements(chosen(element))
        elif name in PASSED and not (name == "sdt" and is_placeholder(element)):
            yield from _block_elements(element)


def _following(paragraph: Any) -> str:
    """Return the text of the next paragraph, roughly, to see what it begins with."""
    after = paragraph.getnext()
    if after is None or local(after) != "p":
        return ""
    return "".join(piece.text or " " for piece in after.iter("{*}t", "{*}tab") if local(piece.getparent()) == "r")


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "tr" and child(child(element, "trPr"), "del") is None:
            yield element
        elif local(element) in PASSED:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[tuple[Any, int, bool]]:
    """Yield the cells of a row, each with the number of columns it reaches over and whether it goes on with the cell above."""
    for element in row:
        if local(element) == "tc":
            properties = child(element, "tcPr")
            span = value(child(properties, "gridSpan")) or "1"
            merge = child(properties, "vMerge")
            yield element, min(int(span), 100) if span.isdigit() else 1, merge is not None and value(merge) in (None, "continue")
        elif local(element) in PASSED:
            yield from _cells(element)


def _arranges(cells: list[tuple[Any, int, bool]]) -> bool:
    """Say whether cells arrange text on the page: one holds a table, or many words in several paragraphs."""
    for cell, _, _ in cells:
        blocks = list(_block_elements(cell))
        if any(local(block) == "tbl" for block in blocks):
            return True
        if len(blocks) >= _LAYOUT_PARAGRAPHS and sum(len((text.text or "").split()) for text in cell.iter("{*}t")) >= _LAYOUT_WORDS:
            return True
    return False


def _notes(tree: Any | None, kind: str) -> dict[str, Any]:
    """Return the notes of a part by their ids; the lines that set notes apart are none."""
    return {attribute(note, "id") or "": note for note in children(tree, kind) if attribute(note, "type") in (None, "normal")}


def _marks(body: Any, texts: Reader) -> dict[tuple[str, str], str]:
    """Number the notes in the order of their marks in the text; endnotes count on behind the footnotes, so that no mark stands for two notes."""
    marks: dict[tuple[str, str], str] = {}
    for kind, known in (("footnote", texts.footnotes), ("endnote", texts.endnotes)):
        for reference in body.iter(f"{{*}}{kind}Reference"):
            key = (kind, attribute(reference, "id") or "")
            deleted = next(reference.iterancestors("{*}del", "{*}moveFrom", "{*}Fallback"), None) is not None
            if key[1] in known and key not in marks and not deleted and attribute(reference, "customMarkFollows") is None:
                marks[key] = str(len(marks) + 1)
    return marks


def _has_title(body: Any, styles: Styles) -> bool:
    """Say whether a paragraph in the style of a title stands above the first heading."""
    for paragraph in body.iter("{*}p"):
        level = styles.of(value(child(child(paragraph, "pPr"), "pStyle"))).level
        if level is not None:
            return level == 0
    return False
