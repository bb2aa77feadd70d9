"""Words of a page, set by hand."""

from __future__ import annotations

from ingest.readers.pdf.word import Word


def word(text: str, x: float, base: float = 100.0, size: float = 10.0) -> Word:
    return Word(text, x, x + 0.5 * size * len(text), base, size)


def row(text: str, x: float, base: float) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, x, base))
        x = words[-1].x1 + 2.5
    return words
