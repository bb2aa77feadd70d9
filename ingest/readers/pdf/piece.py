"""Pieces of a document: what stands on its pages, in reading order, each of one kind."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ingest.readers.pdf.line import Line


class Kind(enum.Enum):
    """What a piece is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    CONTENTS = "entry of the table of contents"
    FOOTNOTE = "footnote"
    TABLE = "table"
    ASIDE = "text that stands apart"


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together; ``page`` is that of the first line, ``breaks`` are the lines that begin a further page.

    ``right`` is the right edge of the column in points, ``indent`` the left end. ``marker`` is that of an item or footnote, which the lines have no
    more. ``rows`` are a table's, each a tuple of cells whose lines are parted by line breaks.
    """

    kind: Kind
    lines: tuple[Line, ...]
    page: int
    right: float = 0.0
    marker: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    breaks: tuple[int, ...] = ()
    bounds: tuple[float, ...] = ()
    """The left ends of a table's columns in points."""

    def __post_init__(self) -> None:
        if not self.lines and not self.rows:
            raise ValueError("a piece is never empty")

    @property
    def indent(self) -> float:
        """The left end of the first line in points."""
        return self.lines[0].x0 if self.lines else 0.0

    @property
    def size(self) -> float:
        """Size of the type in points."""
        return max((line.size for line in self.lines), default=0.0)

    @property
    def bold(self) -> bool:
        """Say whether all lines are bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def ended(self) -> bool:
        """Say whether the text ends as a sentence does."""
        return bool(self.lines) and ends_sentence(self.lines[-1].text)


def ends_sentence(text: str) -> bool:
    """Say whether a text ends with a mark that ends a sentence, whatever quotation marks, brackets and footnote marks follow it."""
    return text.rstrip("”’\"')]» ¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§").endswith((".", "!", "?", ":", ";", "…"))
