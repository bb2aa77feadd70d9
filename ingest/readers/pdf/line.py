"""Lines of a page: words on one baseline from left to right, footnote marks raised where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.manuscript import superscript
from ingest.readers.pdf.page import Dot
from ingest.readers.pdf.word import Word, stands_apart

_TOLERANCE = 0.17
"""Baselines that differ by less, in sizes of the type, are one."""
_SMALL = 0.85
_RAISED = (0.1, 0.75)
_LOWERED = (-0.35, -0.04)
_MARK = re.compile(r"(?:\d{1,3}(?:[,–-]\d{1,3})*,?|[*†‡§]{1,3})$")
_FIRST_RISE = 0.2
"""Height from which a mark at the start of a line is raised, in sizes of the type, however large it is."""
_LONGEST_SCRIPT = 6
_MOST_WORDS = 300
"""Words of a line in which raised marks are looked for."""
_INITIAL = 1.8
"""Size of a large initial in that of its text, at least."""
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right; never empty. ``size`` and ``base`` are those of most of its characters, ``bold`` says that all are."""

    words: tuple[Word, ...]
    size: float = field(init=False, default=0.0)
    bold: bool = field(init=False, default=False)
    base: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("a line is never empty")
        sizes: Counter[tuple[float, float]] = Counter()
        for word in self.words:
            sizes[round(word.size, 1), word.base] += len(word.text)
        size, base = max(sizes, key=lambda key: (sizes[key], key))
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "base", base)
        object.__setattr__(self, "bold", all(word.bold for word in self.words if word.text != _BULLET))

    @property
    def x0(self) -> float:
        """Left end in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end in points."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words with a space where one stands; raised marks as raised digits."""
        return text_of(self.words)


def text_of(words: Sequence[Word]) -> str:
    """Return the text of neighbours on a line."""
    pieces: list[str] = []
    for i, word in enumerate(words):
        if i and stands_apart(words[i - 1], word):
            pieces.append(" ")
        pieces.append(superscript(word.text) if word.raised else word.text)
    return "".join(pieces)


def lines_of(words: Iterable[Word], dots: Sequence[Dot] = ()) -> list[Line]:
    """Return the lines of a page from top to bottom, each over the page's whole width, whatever columns it has."""
    rows = _rows(sorted(words, key=lambda word: (-word.base, word.x0)))
    rows = _with_scripts(_with_initials(rows))
    rows = _with_bullets([row for row in rows if row], dots)
    return [Line(tuple(sorted(row, key=lambda word: (word.x0, word.x1)))) for row in rows]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    base = 0.0
    for word in words:
        if rows and base - word.base <= _TOLERANCE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base = word.base
    return rows


def _with_scripts(rows: list[list[Word]]) -> list[list[Word]]:
    """Put small raised and lowered words into the line of the word that they are attached to."""
    for i, row in enumerate(rows):
        if len(row) > _MOST_WORDS:
            continue
        for word in list(row):
            if len(word.text) > _LONGEST_SCRIPT:
                continue
            for j in (i, i + 1, i + 2, i + 3, i - 1, i - 2):
                home = _home(word, rows[j], len(row) == 1) if 0 <= j < len(rows) else None
                if home is not None:
                    row.remove(word)
                    up = word.base > home.base and _MARK.match(word.text) is not None
                    rows[j].append(replace(word, base=home.base, raised=up, spaced=False))
                    break
    return rows


def _home(word: Word, row: Sequence[Word], alone: bool) -> Word | None:
    """Return the word of a row that a word is attached to; one that stands ``alone`` at a line's start need not be much smaller."""
    first = min((other.x0 for other in row), default=0.0)
    for other in row:
        rise = (word.base - other.base) / other.size
        begins = alone and word.size <= other.size and rise >= _FIRST_RISE and word.x1 <= other.x0 == first and _MARK.match(word.text)
        if other is word or not (word.size <= _SMALL * other.size or begins):
            continue
        if not (_RAISED[0] <= rise <= _RAISED[1] or _LOWERED[0] <= rise <= _LOWERED[1]):
            continue
        behind, before = (word.x0 - other.x1) / other.size, (other.x0 - word.x1) / other.size
        if -0.3 <= behind <= 0.35 or (-0.1 <= before <= 1.2 and rise > 0 and _MARK.match(word.text)):
            return other
    return None


def _with_initials(rows: list[list[Word]]) -> list[list[Word]]:
    """Put a large initial, which hangs down over several lines, before the first of them."""
    for row in rows:
        for word in [word for word in row if len(word.text) == 1 and word.text.isupper()]:
            beside = [
                (other, home)
                for home in rows
                for other in home
                if other.size * _INITIAL <= word.size and word.base - 1 <= other.base <= word.top and 0 <= other.x0 - word.x1 + 1 <= word.size / 2
            ]
            if len({other.base for other, _ in beside}) < 2:
                continue
            first, home = max(beside, key=lambda pair: (pair[0].base, -pair[0].x0))
            row.remove(word)
            home.remove(first)
            home.append(replace(first, text=word.text + first.text, x0=word.x0))
    return rows


def _with_bullets(rows: list[list[Word]], dots: Sequence[Dot]) -> list[list[Word]]:
    """Put a bullet before a line where a dot is drawn a little to its left."""
    depths = [-row[0].base for row in rows]
    for dot in dots:
        near = bisect_left(depths, -dot.y)
        for row in rows[max(0, near - 1) : near + 2]:
            first = min((word for word in row if word.x0 > dot.x), key=lambda word: word.x0, default=None)
            if first is None or any(word.x0 <= dot.x <= word.x1 for word in row):
                continue
            inside = first.bottom <= dot.y <= first.top
            if inside and dot.width <= 0.6 * first.size and first.x0 - dot.x <= 2.5 * first.size:
                row.append(Word(_BULLET, dot.x - dot.width / 2, dot.x + dot.width / 2, first.base, first.size))
                break
    return rows
