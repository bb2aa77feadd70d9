"""The reader of PDF files: pages read, laid out in reading order, and written as one text that knows its pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.boilerplate import fold
from ingest.document import Source
from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript
from ingest.readers.pdf import ocr
from ingest.readers.pdf.about import source_of
from ingest.readers.pdf.flow import flowing, write
from ingest.readers.pdf.heading import with_headings, with_whole_titles
from ingest.readers.pdf.hyphen import Vocabulary
from ingest.readers.pdf.layout import MOST_WORDS, regions_of_page
from ingest.readers.pdf.line import lines_of
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.pdf_library import Pdf
from ingest.readers.pdf.piece import Piece
from ingest.readers.pdf.running_head import without_running_heads
from ingest.readers.pdf.style import style_of

_FEW_CHARACTERS = 20
"""A page of pictures with fewer characters of text than this is a scan, whatever a scanner has stamped on it."""
_UNREADABLE = 0.05
"""Share of a page's glyphs without a name from which its text cannot be trusted."""


def read(path: Path, limits: Limits) -> FileContent:
    """Return what a PDF holds, with the page of every character; scanned pages are read where the program for it is installed.

    Raises:
        UnreadableDocument: the file is no PDF, damaged, protected by a password, over a limit, or holds no text.
    """
    with Pdf(path) as pdf:
        if len(pdf) > limits.most_pages:
            raise UnreadableDocument(f"{path.name} has {len(pdf):,} pages, more than the limit of {limits.most_pages:,}: split it into smaller files")
        outline = {fold(title): depth for title, depth in reversed(pdf.outline())}
        about = pdf.about()
        pages = _within(path, pdf, limits)
        scanned = [page.number for page in pages if _is_scan(page)]
        warnings = _warnings(pages)
        if scanned and ocr.can_read():
            pages, more = _with_scans(pdf, pages, scanned)
            warnings += more
        elif scanned:
            if not any(page.words for page in pages if page.number not in scanned):
                raise UnreadableDocument(
                    f"{path.name} is a scan and holds no text: pip install 'carecite[ocr]' and the program tesseract, then it is read"
                )
            warnings.append(f"{_numbers(scanned)} scanned, without text: pip install 'carecite[ocr]' and the program tesseract to read them")
    if not any(page.words or page.aside for page in pages):
        raise UnreadableDocument(f"{path.name} holds no text that can be read: print it to PDF anew, or save its text as .txt")
    manuscript = Manuscript()
    source = _write(manuscript, pages, outline, about)
    return manuscript.content(source, warnings)


def _within(path: Path, pdf: Pdf, limits: Limits) -> list[Page]:
    """Read the pages until they hold more characters than the limit allows."""
    pages: list[Page] = []
    characters = 0
    for page in pdf.pages():
        characters += sum(len(word.text) + 1 for word in page.words)
        if characters > limits.most_characters:
            raise UnreadableDocument(f"{path.name} holds more than {limits.most_characters:,} characters: split it into smaller files")
        pages.append(page)
    return pages


def _is_scan(page: Page) -> bool:
    return page.pictured and sum(len(word.text) for word in page.words) < _FEW_CHARACTERS


def _with_scans(pdf: Pdf, pages: Sequence[Page], scanned: Sequence[int]) -> tuple[list[Page], list[str]]:
    """Return the pages with the words that are read from pictures, and what to tell of it."""
    read_so, failed = [], []
    whole = list(pages)
    for number in scanned:
        picture = pdf.picture(number, ocr.DOTS_PER_INCH)
        try:
            words = ocr.words_of_picture(picture)
        except RuntimeError:
            failed.append(number)
            continue
        read_so.append(number)
        box = (0.0, 0.0, picture.width * 72 / ocr.DOTS_PER_INCH, picture.height * 72 / ocr.DOTS_PER_INCH)
        whole[number - 1] = Page(number, box, tuple(words))
    told = [f"{_numbers(read_so)} read by OCR; check quotes against the page"] if read_so else []
    return whole, told + ([f"{_numbers(failed)} scanned and could not be read by OCR"] if failed else [])


def _warnings(pages: Sequence[Page]) -> list[str]:
    unreadable = [page.number for page in pages if page.unreadable > _UNREADABLE]
    cut = [page.number for page in pages if page.cut or len(page.words) > MOST_WORDS]
    damaged = [page.number for page in pages if page.damaged]
    return [
        *([f"{_numbers(unreadable)} set in letters that name no characters; text may be missing"] if unreadable else []),
        *([f"{_numbers(cut)} too full to be laid out; their text may be out of order or cut short"] if cut else []),
        *([f"{_numbers(damaged)} damaged and could not be read"] if damaged else []),
    ]


def _numbers(pages: Sequence[int]) -> str:
    """Return page numbers with their verb: "page 3 was", "pages 3-7, 9 were"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {shown} was" if len(pages) == 1 else f"pages {shown} were"


def _write(manuscript: Manuscript, pages: Sequence[Page], outline: dict[str, int], about: dict[str, str]) -> Source:
    rows = [lines_of(page.words, page.dots) if len(page.words) <= MOST_WORDS else [] for page in pages]
    body = without_running_heads(rows, [page.box for page in pages])
    style = style_of(body)
    regions: list[list[Piece]] = []
    for page, lines in zip(pages, body, strict=True):
        regions += [with_whole_titles(region, style) for region in regions_of_page(page, lines, style)]
    pieces = with_headings([piece for region in regions for piece in region], style, outline)
    marked = iter(pieces)
    regions = [[next(marked) for _ in region] for region in regions]
    vocabulary = Vocabulary(text for piece in pieces for text in _texts(piece))
    write(manuscript, flowing(regions), len(pages), vocabulary)
    return source_of(about, pieces, style.body)


def _texts(piece: Piece) -> list[str]:
    return [line.text for line in piece.lines] + [cell for row in piece.rows for cells in row for cell in cells.split("\n")]
