"""Setting type: words cut into lines of a given width, divided at line ends where they would leave a gap, with the word each piece came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics

from tests.ingest.report.hyphen import places
from tests.ingest.report.source import runs

_LETTERS = re.compile(r"^(\W*)([A-Za-z]{7,})(\W*)$")
_DIVIDED = re.compile(r"(?<=[a-z])[-–](?=[a-z])")
_STRETCH = 1.6
"""A line whose spaces would grow by more than this factor gets a piece of the next word, if the word can be divided."""


@dataclass(frozen=True, slots=True)
class Face:
    """A family of three fonts at one size."""

    roman: str
    italic: str
    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one font; ``rise`` lifts a footnote mark."""

    text: str
    font: str
    size: float
    rise: float = 0.0

    @property
    def width(self) -> float:
        """Width in points."""
        return pdfmetrics.stringWidth(self.text, self.font, self.size)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a block: its number there, its pieces, and the footnotes that it marks."""

    number: int
    pieces: tuple[Piece, ...]
    notes: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """Width in points."""
        return sum(piece.width for piece in self.pieces)


@dataclass(slots=True)
class Line:
    """Words on one line; ``last`` is true of a paragraph's last line, which is not justified."""

    words: list[Word] = field(default_factory=list)
    last: bool = False

    @property
    def width(self) -> float:
        """Width in points without the spaces."""
        return sum(word.width for word in self.words)

    @property
    def notes(self) -> list[int]:
        """The footnotes marked on this line."""
        return [note for word in self.words for note in word.notes]


def words_of(text: str, face: Face) -> list[Word]:
    """Cut a block's text into words with fonts; the words are those of ``unmarked(text).split(" ")``."""
    words: list[tuple[list[Piece], list[int]]] = [([], [])]
    for style, content in runs(text):
        if style == "mark":
            words[-1][0].append(Piece(content, face.roman, face.size * 0.65, face.size * 0.38))
            words[-1][1].append(int(content))
            continue
        font = face.italic if style else face.roman
        for i, string in enumerate(content.split(" ")):
            if i:
                words.append(([], []))
            if string:
                words[-1][0].append(Piece(ligated(string), font, face.size))
    return [Word(number, tuple(pieces), tuple(notes)) for number, (pieces, notes) in enumerate(words)]


def ligated(text: str) -> str:
    """Return a text with the joined letters that typesetters use."""
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ")


def lines_of(words: list[Word], width: float, space: float) -> list[Line]:
    """Fill lines of ``width`` points; ``space`` is the width of a space."""
    lines = [Line()]
    waiting = list(reversed(words))
    while waiting:
        word, line = waiting.pop(), lines[-1]
        room = width - line.width - space * len(line.words)
        if word.width <= room or not line.words:
            line.words.append(word)
            continue
        gaps = max(1, len(line.words) - 1)
        divided = _divide(word, room) if room + space > (_STRETCH - 1) * space * gaps else None
        if divided:
            line.words.append(divided[0])
            word = divided[1]
        waiting.append(word)
        lines.append(Line())
    lines[-1].last = True
    return lines


def _divide(word: Word, room: float) -> tuple[Word, Word] | None:
    """Divide a word so that as much as fits stands before the line end: behind a hyphen of its own, or with a hyphen put there."""
    if len(word.pieces) != 1:
        return None
    piece = word.pieces[0]
    for at, hyphen in reversed(list(_cuts(piece.text))):
        first = Piece(piece.text[:at] + hyphen, piece.font, piece.size)
        if first.width <= room:
            return Word(word.number, (first,)), Word(word.number, (Piece(piece.text[at:], piece.font, piece.size),), word.notes)
    return None


def _cuts(text: str) -> Iterator[tuple[int, str]]:
    yield from ((match.end(), "") for match in _DIVIDED.finditer(text))
    if match := _LETTERS.match(text):
        yield from ((match.start(2) + place, "-") for place in places(match[2]))
