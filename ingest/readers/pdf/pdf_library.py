"""The one door to pypdfium2: a PDF opened, its pages' glyphs and rules, its outline, what it says of itself.

What this module does not do: it makes no lines or paragraphs. PDFium is not safe to use from several threads at once; neither is this.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.readers.pdf.drawing import drawing_of, turned
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.text_layer import TextLayer
from ingest.readers.pdf.word import words_of

_PICTURED = 0.5
"""Share of a page that pictures cover from which it may be a scan."""
_PASSWORD_ERROR = 4


class Pdf:
    """An open PDF; use it in a ``with`` block.

    Raises:
        UnreadableDocument: the file is no PDF, damaged or protected by a password.
    """

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self._library: Any = pypdfium2.raw
        try:
            self._document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if self._library.FPDF_GetLastError() == _PASSWORD_ERROR or "password" in str(error).lower():
                raise UnreadableDocument(f"{path.name} is protected by a password: save it without one") from error
            raise UnreadableDocument(f"{path.name} is no PDF, damaged or cut short: open it in its own program and save it anew") from error
        self._error: type[Exception] = pypdfium2.PdfiumError

    def __enter__(self) -> Pdf:
        """Return the open PDF."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the PDF."""
        self._document.close()

    def __len__(self) -> int:
        """Number of pages."""
        return len(self._document)

    def about(self) -> dict[str, str]:
        """Return what the PDF says of itself: Title, Author, Subject and the like."""
        return dict(self._document.get_metadata_dict())

    def outline(self, most: int = 5_000) -> list[tuple[str, int]]:
        """Return the titles of the bookmarks with their depths, from 1; empty where there are none."""
        found = []
        try:
            for bookmark in self._document.get_toc(max_depth=6):
                found.append((bookmark.get_title(), bookmark.level + 1))
                if len(found) >= most:
                    break
        except (self._error, RecursionError, UnicodeDecodeError):
            return found
        return found

    def picture(self, number: int, dots_per_inch: int) -> Any:
        """Return the page ``number``, from 1, drawn as a grey picture."""
        page = self._document[number - 1]
        try:
            longest = max(page.get_size()) or 1.0
            scale = min(dots_per_inch / 72, 10_000 / longest)
            return page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()

    def pages(self) -> Iterator[Page]:
        """Yield the pages in order; a page that cannot be opened is yielded empty."""
        for number in range(1, len(self) + 1):
            try:
                page = self._document[number - 1]
            except self._error:
                yield Page(number, damaged=True)
                continue
            try:
                yield self._page(page, number)
            finally:
                page.close()

    def _page(self, page: Any, number: int) -> Page:
        left, bottom, right, top = page.get_bbox()
        if not all(math.isfinite(side) for side in (left, bottom, right, top)):
            return Page(number)
        box = (min(left, right) - 1, min(bottom, top) - 1, max(left, right) + 1, max(bottom, top) + 1)
        try:
            text_page = page.get_textpage()
        except self._error:
            return Page(number, damaged=True)
        try:
            glyphs, unreadable, cut = TextLayer(self._library).glyphs(text_page.raw, box)
        finally:
            text_page.close()
        main = max(range(4), key=lambda quarter: (len(glyphs[quarter]), -quarter))
        drawing = drawing_of(self._library, page.raw, main)
        aside = tuple(word for quarter in range(4) if quarter != main for word in words_of(glyphs[quarter]))
        area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
        return Page(
            number,
            turned(box, main),
            tuple(words_of(glyphs[main])),
            tuple(drawing.rules),
            tuple(drawing.dots),
            aside,
            drawing.covered / area >= _PICTURED,
            unreadable,
            cut,
        )
