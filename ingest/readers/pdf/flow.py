"""The flow of a document: paragraphs joined over columns and pages, and all written to a manuscript.

Footnotes and tables that stand below a paragraph which goes on over the page are written before it, so that its sentence is not torn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.manuscript import Manuscript
from ingest.readers.pdf.contents import entries_of
from ingest.readers.pdf.heading import is_caption
from ingest.readers.pdf.hyphen import Vocabulary, running_text
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.paragraph import is_full
from ingest.readers.pdf.piece import Kind, Piece

_PASSIVE = (Kind.FOOTNOTE, Kind.TABLE, Kind.ASIDE)
_SAME_SIZE = 0.06
_DOTS = " ..... "


def flowing(regions: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return the pieces of all regions in the order in which they are written, those that go on in the next region joined."""
    written: list[Piece] = []
    last: int | None = None
    for region in regions:
        first = True
        for piece in region:
            if first and piece.kind in (Kind.ITEM, Kind.TABLE):
                last = _close_up(written, piece, last)
            if piece.kind in _PASSIVE or is_caption(piece.lines[0].text):
                written.append(piece)
                continue
            if first and last is not None and _goes_on(written[last], piece, written[last + 1 :]):
                last = _join(written, last, piece)
            else:
                written.append(piece)
                last = len(written) - 1
            first = False
    return written


def _close_up(written: list[Piece], piece: Piece, last: int | None) -> int | None:
    """Put the footnotes of a page before the list or table at its end that goes on with ``piece``, and return where ``last`` stands then."""
    behind = len(written)
    while behind and written[behind - 1].kind is Kind.FOOTNOTE:
        behind -= 1
    notes = written[behind:]
    if not notes or not behind or not _is_before(written[behind - 1], piece):
        return last
    start = behind - 1
    while start and written[start].page == notes[0].page == written[start - 1].page and _is_before(written[start - 1], written[start]):
        start -= 1
    if written[start].page != notes[0].page:
        return last
    written[start:] = [*notes, *written[start:behind]]
    return last + len(notes) if last is not None and last >= start else last


def _is_before(above: Piece, piece: Piece) -> bool:
    """Say whether an item or table belongs to one list or table with the piece above it, or the piece above introduces it."""
    introduces = above.kind is Kind.PARAGRAPH and bool(above.lines) and above.lines[-1].text.rstrip().endswith(":")
    return (piece.kind is Kind.ITEM and (above.kind is Kind.ITEM or introduces)) or (piece.kind is above.kind is Kind.TABLE)


def _join(written: list[Piece], at: int, second: Piece) -> int:
    """Join ``second`` to the piece at ``at``; what stands between them goes before it where it is of the page that it begins on."""
    first = written[at]
    ends = first.page + len(first.breaks)
    breaks = (*first.breaks, *[len(first.lines)] * (second.page - ends), *(len(first.lines) + i for i in second.breaks))
    whole = replace(first, lines=first.lines + second.lines, breaks=breaks, right=second.right)
    between = written[at + 1 :]
    before = [piece for piece in between if piece.page <= first.page and second.page > ends]
    after = [piece for piece in between if not (piece.page <= first.page and second.page > ends)]
    written[at:] = [*before, whole, *after]
    return at + len(before)


def _goes_on(first: Piece, second: Piece, between: Sequence[Piece]) -> bool:
    """Say whether a piece at the top of a column or page goes on with the last one before it, whatever stands between."""
    if first.kind not in (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION) or second.kind is not Kind.PARAGRAPH:
        return False
    if abs(first.size - second.size) > _SAME_SIZE * first.size or first.bold != second.bold:
        return False
    end, start = first.lines[-1].text, second.lines[0].text
    if end.endswith(("-", "\u2010", "\u00ad")) and start[:1].isalnum():
        return True
    if first.ended:
        return False
    if start[:1].islower() or end.endswith((",", "–", "—")) or end.count("(") > end.count(")"):
        return True
    torn = second.page > first.page or not any(piece.kind is Kind.TABLE for piece in between)
    return torn and is_full(first) and len(end.split()) >= 4


def write(manuscript: Manuscript, pieces: Sequence[Piece], pages: int, vocabulary: Vocabulary) -> None:
    """Write the pieces with the pages that they stand on, of ``pages`` in all."""
    at = 0
    depths: list[int] = []
    above: Piece | None = None
    for piece in pieces:
        begins = at < piece.page
        while at < piece.page:
            manuscript.page()
            at += 1
        text = text_of(piece, vocabulary)
        if piece.kind is Kind.ITEM:
            _deepen(depths, piece.level, piece.size)
            manuscript.item(text, len(depths) - 1, piece.marker)
        elif piece.kind not in _PASSIVE:
            depths = []
        if piece.kind is Kind.HEADING:
            manuscript.heading(text, piece.level)
        elif piece.kind is Kind.FOOTNOTE:
            manuscript.footnote(piece.marker, text)
        elif piece.kind is Kind.QUOTATION:
            manuscript.quotation(text)
        elif piece.kind is Kind.TABLE:
            _write_table(manuscript, piece, above, vocabulary, begins=begins)
        elif piece.kind is not Kind.ITEM:
            manuscript.paragraph(text)
        at += len(piece.breaks)
        above = piece if piece.kind is not Kind.FOOTNOTE else above
    while at < pages:
        manuscript.page()
        at += 1


def _deepen(depths: list[int], indent: int, size: float) -> None:
    while depths and indent < depths[-1] - 0.8 * size:
        depths.pop()
    if not depths or indent > depths[-1] + 0.8 * size:
        depths.append(indent)


def text_of(piece: Piece, vocabulary: Vocabulary) -> str:
    """Return the text of a piece in one line, with the breaks of pages in it."""
    if not piece.lines:
        return ""
    if piece.kind is Kind.CONTENTS:
        return _entry(piece.lines)
    return running_text((line.text for line in piece.lines), vocabulary, piece.breaks)


def _entry(lines: Sequence[Line]) -> str:
    """Return an entry of a table of contents with its leader shortened to a few dots."""
    text = " ".join(line.text for line in lines)
    number = text.split()[-1].lstrip(".…·_")
    return text[: len(text) - len(number)].rstrip(" .…·_") + _DOTS + number


def _write_table(manuscript: Manuscript, piece: Piece, above: Piece | None, vocabulary: Vocabulary, *, begins: bool) -> None:
    """Write a table; one that ``begins`` a page and goes on with the table at the end of the page before has its header there."""
    rows = [tuple(_cell(cell, vocabulary) for cell in row) for row in piece.rows]
    goes_on = begins and above is not None and above.kind is Kind.TABLE and len(above.rows[0]) == len(rows[0])
    entries = entries_of(rows, text_of(above, vocabulary) if above else "")
    if entries and not (goes_on and above is not None and not entries_of(above.rows, "contents")):
        for title, page in entries:
            manuscript.paragraph(title + _DOTS + page)
        return
    if above is None or not goes_on:
        manuscript.table(rows)
        return
    rows = rows[1:] if piece.rows[0] == above.rows[0] else rows
    for i, row in enumerate(rows):
        # The first row of a page stands behind a blank line: a page begins there.
        manuscript.row(row, close=i > 0)


def _cell(text: str, vocabulary: Vocabulary) -> str:
    return running_text(text.split("\n"), vocabulary)
