"""The layout of one page: its lines cut into regions in reading order, and these into pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.readers.pdf.aligned_table import rows_of, stretches_of
from ingest.readers.pdf.column import gutter_of, parts_prose, split
from ingest.readers.pdf.footnote import references_of, split_footnotes
from ingest.readers.pdf.line import Line, lines_of
from ingest.readers.pdf.page import Box, Page
from ingest.readers.pdf.paragraph import paragraphs_of
from ingest.readers.pdf.piece import Kind, Piece
from ingest.readers.pdf.ruled_table import Table, ruled_tables
from ingest.readers.pdf.style import Style
from ingest.readers.pdf.word import Word
from ingest.readers.pdf.wrapped_table import wrapped_tables

MOST_WORDS = 8_000
"""Words of a page that is laid out; a fuller one, which no reader could read either, is given as it stands in the file."""
_DEEPEST = 12
_STAND_IN = "\ufffc"
"""The text of the word that keeps the place of a table."""


def regions_of_page(page: Page, lines: Sequence[Line], style: Style) -> list[list[Piece]]:
    """Return the pieces of a page by regions, in reading order; its footnotes come last."""
    if len(page.words) > MOST_WORDS:
        return [[Piece(Kind.ASIDE, tuple(Line((word,)) for word in page.words), page.number)]]
    references = references_of(lines)
    tables = ruled_tables(lines, page.rules)
    tables += wrapped_tables(_without(lines, tables, style, stand_ins=False), page.rules)
    regions: list[list[Piece]] = []
    notes: list[Piece] = []
    for region in _regions(_without(lines, tables, style), 0):
        if isinstance(region, Piece):
            regions.append([_on(region, page.number)])
            continue
        running, found = split_footnotes(region, page.number, style, references, page.rules)
        notes += found
        pieces: list[Piece] = []
        for stands_in, group in groupby(running, _stands_in):
            if stands_in:
                pieces += [_piece(tables[int(line.text[1:])], page.number) for line in group]
            else:
                pieces += paragraphs_of(list(group), page.number, style)
        regions.append(pieces)
    asides = [Piece(Kind.ASIDE, (line,), page.number, line.x1) for line in lines_of(page.aside)]
    return [*regions, [*asides, *notes]]


def _regions(lines: Sequence[Line], depth: int) -> Iterator[list[Line] | Piece]:
    """Yield regions of one column, and the tables between them, in reading order."""
    if not lines:
        return
    gutter = gutter_of(lines) if depth < _DEEPEST else None
    stretches = stretches_of(lines) if depth < _DEEPEST and not (gutter and parts_prose(lines, gutter)) else []
    if stretches:
        end = 0
        for stretch in stretches:
            yield from _regions(lines[end : stretch.first], depth + 1)
            inside = lines[stretch.first : stretch.last + 1]
            rows = rows_of(inside, stretch.gutters)
            bounds = (min(line.x0 for line in inside), *(strip.x1 for strip in stretch.gutters))
            yield Piece(Kind.TABLE, (), 0, rows=rows, bounds=bounds)
            end = stretch.last + 1
        yield from _regions(lines[end:], depth + 1)
        return
    if gutter is None:
        yield list(lines)
        return
    left, right = split(lines[gutter.first : gutter.last + 1], gutter)
    for part in (lines[: gutter.first], left, right, lines[gutter.last + 1 :]):
        yield from _regions(part, depth + 1)


def _without(lines: Sequence[Line], tables: Sequence[Table], style: Style, *, stand_ins: bool = True) -> list[Line]:
    """Return the lines without the words of tables, and with a word that stands in for each table unless ``stand_ins`` is false."""
    if not tables:
        return list(lines)
    kept = [Line(words) for line in lines if (words := tuple(word for word in line.words if not any(_inside(word, table.box) for table in tables)))]
    size = style.body
    for i, table in enumerate(tables if stand_ins else ()):
        x0, _, x1, top = table.box
        kept.append(Line((Word(f"{_STAND_IN}{i}", x0, x1, top - size, size),)))
    return sorted(kept, key=lambda line: (-line.base, line.x0))


def _inside(word: Word, box: Box) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 < box[2] and box[1] <= word.base + 0.3 * word.size < box[3]


def _stands_in(line: Line) -> bool:
    return line.words[0].text.startswith(_STAND_IN)


def _piece(table: Table, page: int) -> Piece:
    return Piece(Kind.TABLE, (), page, table.box[2], rows=table.rows, bounds=table.bounds)


def _on(piece: Piece, page: int) -> Piece:
    return Piece(piece.kind, piece.lines, page, piece.right, rows=piece.rows, bounds=piece.bounds)
