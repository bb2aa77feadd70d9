"""The reader of PDF files: pages read, laid out in reading order, and written as one text that knows its pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.boilerplate import fold
from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript
from ingest.readers.pdf.flow import flowing, write
from ingest.readers.pdf.heading import with_headings
from ingest.readers.pdf.hyphen import Vocabulary
from ingest.readers.pdf.layout import regions_of_page
from ingest.readers.pdf.line import lines_of
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.pdf_library import Pdf
from ingest.readers.pdf.piece import Piece
from ingest.readers.pdf.running_head import without_running_heads
from ingest.readers.pdf.style import style_of


def read(path: Path, limits: Limits) -> FileContent:
    """Return what a PDF holds, with the page of every character.

    Raises:
        UnreadableDocument: the file is no PDF, damaged, protected by a password, over a limit, or holds no text.
    """
    with Pdf(path) as pdf:
        if len(pdf) > limits.most_pages:
            raise UnreadableDocument(f"{path.name} has {len(pdf):,} pages, more than the limit of {limits.most_pages:,}: split it into smaller files")
        outline = {fold(title): depth for title, depth in reversed(pdf.outline())}
        pages = list(pdf.pages())
        manuscript = Manuscript()
        _write(manuscript, pages, outline)
    return manuscript.content()


def _write(manuscript: Manuscript, pages: Sequence[Page], outline: dict[str, int]) -> None:
    rows = [lines_of(page.words, page.dots) for page in pages]
    body = without_running_heads(rows, [page.box for page in pages])
    style = style_of(body)
    regions: list[list[Piece]] = []
    for page, lines in zip(pages, body, strict=True):
        regions += regions_of_page(page, lines, style)
    pieces = [piece for region in regions for piece in region]
    marked = iter(with_headings(pieces, style, outline))
    regions = [[next(marked) for _ in region] for region in regions]
    vocabulary = Vocabulary(text for piece in pieces for text in _texts(piece))
    write(manuscript, flowing(regions), len(pages), vocabulary)


def _texts(piece: Piece) -> list[str]:
    return [line.text for line in piece.lines] + [cell for row in piece.rows for cells in row for cell in cells.split("\n")]
