"""Blocks of markup on their way into a manuscript: lines parted at breaks, terms before definitions, notes behind what they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest import heading
from ingest.manuscript import PAGE_BREAK, Manuscript, superscript, tidy
from ingest.readers.cells import Grid
from ingest.readers.note import Note
from ingest.readers.tree import Element

LINE_BREAK = "\x1e"
"""Inside the text of a block: a line ends here."""
_PARAGRAPHS = re.compile(rf"{LINE_BREAK}(?:[^\S{LINE_BREAK}]*{LINE_BREAK})+")
_BULLET = re.compile(r"\s*(?:[•▪◦‣●○■·]\s*|[-–*]\s+)")
_SURE_BULLET = re.compile(r"\s*[•▪◦‣●○■]\s*")
_NOTES_HEADING = re.compile(r"(?:foot|end)?notes?(?: and references)?|references|citations", re.I)
_ENDED = re.compile(r"[.!?…](?:[\"'”’)\]]|\s?[¹²³⁴⁵⁶⁷⁸⁹⁰,]|\[\w{1,4}\])*\s*$")
_LONGEST_HEADING = 400


@dataclass(slots=True)
class Item:
    """A list item that is open; what follows its first paragraph stands one step further in, without a marker."""

    marker: str
    depth: int
    begun: bool = False


@dataclass(slots=True)
class Galley:
    """Takes whole blocks and writes them; ``read_note`` returns the text of the element that holds a note."""

    manuscript: Manuscript
    read_note: Callable[[Element], str]
    has_notes: bool
    _waiting: list[Note] = field(default_factory=list)
    _written: set[Element] = field(default_factory=set)
    _withheld: tuple[str, int] | None = None
    """A heading of notes, written only if something is left to stand under it."""
    _level: int = 0
    _glossary: int = 0
    """Level of the heading that opened the glossary; 0 outside one."""
    _term: str = ""

    def cite(self, note: Note) -> str:
        """Return a note's mark as it stands in the text; the note follows when the sentence is over."""
        if note.holder not in self._written:
            self._written.add(note.holder)
            self._waiting.append(note)
        return mark_of(note)

    def heading(self, text: str, level: int) -> None:
        """Write a heading; a text that is far too long for one is a paragraph."""
        shown = tidy(text)
        if not shown or len(shown) > _LONGEST_HEADING:
            self.body(text)
            return
        self._write_notes()
        self._drop_term()
        self._withheld = None
        self._glossary = level if heading.GLOSSARY.match(shown) else self._glossary if level > self._glossary else 0
        self._level = level
        if self.has_notes and _NOTES_HEADING.fullmatch(shown):
            self._withheld = (text, level)
        else:
            self.manuscript.heading(text, level)

    def term(self, text: str) -> None:
        """Keep a term for the definition that follows."""
        self._term = f"{self._term}, {text}" if self._term else text

    def end_terms(self) -> None:
        """Write a term that no definition follows."""
        self._drop_term()

    def body(self, text: str, item: Item | None = None, *, quoted: bool = False) -> None:
        """Write a paragraph, the paragraph of a list item, or a quotation; two line breaks part paragraphs."""
        for part in _PARAGRAPHS.split(text):
            if tidy(part):
                self._part(part, item, quoted)
            elif PAGE_BREAK in part:
                self.manuscript.paragraph(part)

    def caption(self, text: str) -> None:
        """Write the caption of a table or figure."""
        if tidy(text):
            self._begin()
        self.manuscript.caption(text.replace(LINE_BREAK, " "))

    def table(self, grid: Grid, page_breaks: int) -> None:
        """Write a table, and then the notes that its cells have marks of."""
        self._begin()
        grid.write(self.manuscript)
        for _ in range(page_breaks):
            self.manuscript.page()
        self._write_notes()

    def finish(self) -> None:
        """Write what is left."""
        self._drop_term()
        self._write_notes()

    def _part(self, part: str, item: Item | None, quoted: bool) -> None:
        lines = [line for line in part.split(LINE_BREAK) if line.strip()]
        if sum(_BULLET.match(line) is not None for line in lines) > 1:
            for line in lines:
                self._block(_BULLET.sub("", line, count=1), Item("-", item.depth if item else 0) if _BULLET.match(line) else item, quoted)
        elif item is None and not quoted and _SURE_BULLET.match(part):
            self._block(_SURE_BULLET.sub("", " ".join(lines), count=1), Item("-", 0), quoted)
        else:
            self._block(" ".join(lines), item, quoted)

    def _block(self, text: str, item: Item | None, quoted: bool) -> None:
        self._begin()
        if self._term and self._glossary:
            self.manuscript.heading(self._term, self._glossary + 1)
        elif self._term:
            text = f"{self._term.rstrip()}{' ' if self._term.rstrip().endswith((':', '?', '.')) else ': '}{text.lstrip()}"
        self._term = ""
        if item is not None:
            self.manuscript.item(text, item.depth + item.begun, "" if item.begun else item.marker)
            item.begun = True
        elif quoted:
            self.manuscript.quotation(text)
        else:
            self.manuscript.paragraph(text)
        if _ENDED.search(text[-40:]):
            self._write_notes()

    def _begin(self) -> None:
        if self._withheld:
            self.manuscript.heading(*self._withheld)
            self._withheld = None

    def _drop_term(self) -> None:
        term, self._term = self._term, ""
        if tidy(term):
            self._begin()
            self.manuscript.paragraph(term)

    def _write_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self.manuscript.footnote(mark_of(note), _without_marks(self.read_note(note.holder), note))


def _without_marks(text: str, note: Note) -> str:
    """Return a note's text without its own mark before it and the arrow back behind it."""
    mark = rf"(?:[\[(]?{re.escape(note.mark)}[\])]?|{re.escape(mark_of(note))})(?![\w-])[.:]?\s+"
    return re.sub(r"\s*(?:[↩↑⏎]\ufe0e?|\[\s*\])\s*$", "", re.sub(rf"^[\s^↑]*(?:{mark}|[.:)\]]\s+)?", "", text))


def mark_of(note: Note) -> str:
    """Return a note's mark as it stands in the text: digits raised, symbols as they are, letters in brackets."""
    return f"[{note.mark}]" if any(character.isalpha() for character in note.mark) else superscript(note.mark)
