"""The layout of one page: its lines cut into regions in reading order, and these into pieces."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.column import regions_of
from ingest.readers.pdf.footnote import references_of, split_footnotes
from ingest.readers.pdf.line import Line, lines_of
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.paragraph import paragraphs_of
from ingest.readers.pdf.piece import Kind, Piece
from ingest.readers.pdf.style import Style


def regions_of_page(page: Page, lines: Sequence[Line], style: Style) -> list[list[Piece]]:
    """Return the pieces of a page by regions, in reading order; its footnotes come last."""
    references = references_of(lines, style)
    regions: list[list[Piece]] = []
    notes: list[Piece] = []
    for region in regions_of(lines):
        running, found = split_footnotes(region, page.number, style, references, page.rules)
        notes += found
        regions.append(paragraphs_of(running, page.number, style))
    asides = [Piece(Kind.ASIDE, (line,), page.number, line.x1) for line in lines_of(page.aside)]
    return [*regions, [*asides, *notes]]
