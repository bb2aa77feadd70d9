"""Pages being filled from top to bottom: lines, columns, tables, and the footnotes that a line takes along to the foot of its page."""

from __future__ import annotations

import logging
from collections import defaultdict

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.report.setting import Face, Line, Piece, lines_of, words_of
from tests.ingest.report.source import Part

logging.getLogger("reportlab").setLevel(logging.ERROR)
for name in ("Vera", "VeraBd", "VeraIt"):
    pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))

LEFT, WIDTH, TOP, BOTTOM = 80.0, 435.0, 755.0, 85.0
BODY = Face("Vera", "VeraIt", 10.5, 15.6)
SMALL = Face("VeraBd", "VeraIt", 9.0, 12.5)
NOTE = Face("Vera", "VeraIt", 8.2, 11.0)
HEADINGS = {
    1: Face("VeraBd", "VeraIt", 19, 25),
    2: Face("VeraBd", "VeraIt", 14, 19),
    3: Face("VeraBd", "VeraIt", 11.5, 16),
    4: Face("VeraBd", "VeraIt", 10.5, 14),
    5: Face("VeraBd", "VeraIt", 8.2, 11),
}
_NOTE_RULE = 18.0
_CHAPTER_NEEDS = 330.0


class Pages:
    """The pages of one document; ``of`` holds, for each block, the page of each of its words."""

    def __init__(self, canvas: Canvas, running: str, publisher: str, notes: dict[int, tuple[int, Part]]) -> None:
        self.canvas = canvas
        self.of: dict[int, list[int]] = defaultdict(list)
        self._running = (running, publisher)
        self._notes = {number: (i, lines_of(words_of(f"{number} {part.text}", NOTE), WIDTH, 2.6)) for number, (i, part) in notes.items()}
        self._chapter = ""
        self._waiting: list[int] = []
        self._y = TOP
        self._is_open = False

    def open(self, chapter: str) -> None:
        """Begin a chapter, on a new page where the upper half of this one is used up."""
        if self._y < _CHAPTER_NEEDS:
            self.finish()
        self.skip(24)
        self._chapter, self._is_open = chapter, True

    def finish(self) -> None:
        """Print the foot of the page and end it."""
        if not self._is_open:
            return
        canvas, page = self.canvas, self.canvas.getPageNumber()
        height = self._foot(self._waiting)
        if self._waiting:
            y = BOTTOM + height - _NOTE_RULE
            canvas.line(LEFT, y + 2, LEFT + 90, y + 2)
            for number in self._waiting:
                i, lines = self._notes[number]
                for line in lines:
                    y -= NOTE.leading
                    self._draw(line, NOTE, LEFT, y, WIDTH, justify=True)
                    # The footnote's own number is the first word that is set, and no word of its block.
                    self._record(i, line, page, 1)
        canvas.setFont("Vera", 8)
        canvas.drawString(LEFT, 795, self._running[0])
        canvas.drawRightString(LEFT + WIDTH, 795, self._chapter)
        canvas.line(LEFT, 790, LEFT + WIDTH, 790)
        canvas.drawString(LEFT, 48, self._running[1])
        canvas.drawRightString(LEFT + WIDTH, 48, str(page))
        canvas.showPage()
        self._waiting, self._y = [], TOP

    def skip(self, height: float) -> None:
        """Leave ``height`` points free, not at the top of a page."""
        if self._y < TOP:
            self._y -= height

    def need(self, height: float) -> None:
        """Go on to the next page where less than ``height`` points are left."""
        if self._y - height < BOTTOM + self._foot(self._waiting):
            self.finish()

    def heading(self, text: str, face: Face) -> None:
        """Set a heading that is no block of the report."""
        self._y -= face.leading
        self._draw(lines_of(words_of(text, face), WIDTH, 4)[0], face, LEFT, self._y, WIDTH, justify=False)
        self._y -= 8

    def leader(self, text: str, page: int, indent: float) -> None:
        """Set a line of the contents: its text, dots, and the page at the right."""
        canvas, size = self.canvas, 9.0
        self._y -= 13.0
        canvas.setFont("Vera", size)
        canvas.drawString(LEFT + indent, self._y, text)
        canvas.drawRightString(LEFT + WIDTH, self._y, str(page))
        start = LEFT + indent + pdfmetrics.stringWidth(text, "Vera", size) + 6
        dots = int((LEFT + WIDTH - 18 - start) / pdfmetrics.stringWidth(".", "Vera", size))
        canvas.drawString(start, self._y, "." * max(3, dots))

    def panel(self, height: float) -> None:
        """Draw the ground of a box that begins here."""
        self.canvas.setFillGray(0.93)
        self.canvas.rect(LEFT, self._y - height, WIDTH, height, fill=1)
        self.canvas.setFillGray(0)

    def lines(
        self,
        block: int,
        lines: list[Line],
        face: Face,
        *,
        x: float = LEFT,
        width: float = WIDTH,
        label: tuple[float, str] | None = None,
        justify: bool = True,
    ) -> None:
        """Set the lines of a block; a line that no longer fits, with its footnotes, begins the next page."""
        for number, line in enumerate(lines):
            if self._y - face.leading < BOTTOM + self._foot([*self._waiting, *line.notes]):
                self.finish()
            self._y -= face.leading
            self._waiting += line.notes
            if label and number == 0:
                self.canvas.setFont(face.roman, face.size)
                self.canvas.drawString(label[0], self._y, label[1])
            self._draw(line, face, x, self._y, width, justify=justify)
            self._record(block, line, self.canvas.getPageNumber())

    def columns(self, queue: list[tuple[int, Line, bool]], face: Face, width: float, gutter: float, gap: float, notes: list[int]) -> None:
        """Set lines in two columns, the left one first, page by page; ``notes`` are all footnotes marked in them."""
        self.need(8 * face.leading)
        while queue:
            floor = BOTTOM + self._foot([*self._waiting, *notes])
            heights = [face.leading + gap * ends for _, _, ends in queue]
            half = max(floor, self._y - sum(heights) / 2 - face.leading / 2)
            bottoms = []
            for x in (LEFT, LEFT + width + gutter):
                y, floor_here = self._y, half if x == LEFT else floor
                while queue and y - face.leading >= floor_here:
                    block, line, ends = queue.pop(0)
                    y -= face.leading
                    self._waiting += line.notes
                    notes = [note for note in notes if note not in line.notes]
                    self._draw(line, face, x, y, width, justify=True)
                    self._record(block, line, self.canvas.getPageNumber())
                    y -= gap * ends
                bottoms.append(y)
            self._y = min(bottoms)
            if queue:
                self.finish()
        self.skip(6)

    def table(self, rows: list[tuple[int, list[list[Line]]]], widths: list[float], face: Face, *, ruled: bool) -> None:
        """Set a table; its first row is the header, which is set again at the top of each further page."""
        header = rows[0]
        for number, row in enumerate(rows):
            height = self._row_height(row, face)
            if self._y - height < BOTTOM + self._foot(self._waiting):
                self.finish()
                self._row(header, widths, face, ruled=ruled)
            self._row(row, widths, face, ruled=ruled)
            if number == 0 and not ruled:
                self._y -= 3

    def _row_height(self, row: tuple[int, list[list[Line]]], face: Face) -> float:
        return max(len(lines) for lines in row[1]) * face.leading + 7

    def _row(self, row: tuple[int, list[list[Line]]], widths: list[float], face: Face, *, ruled: bool) -> None:
        block, cells = row
        height, x = self._row_height(row, face), LEFT
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            for number, line in enumerate(lines):
                y = self._y - 3 - face.leading * (number + 1) + 2.5
                text = sum(word.width for word in line.words) + 2.6 * (len(line.words) - 1)
                numeric = column > 0 and line.words[0].pieces[0].text[:1] in "0123456789£"
                self._draw(line, face, x + width - 5 - text if numeric else x + 4, y, width, justify=False)
            if ruled:
                self.canvas.rect(x, self._y - height, width, height)
            x += width
        if block not in self.of:
            self.of[block] = [self.canvas.getPageNumber()] * sum(len({word.number for line in lines for word in line.words}) for lines in cells)
        self._y -= height

    def _foot(self, notes: list[int]) -> float:
        return sum(len(self._notes[number][1]) * NOTE.leading for number in notes) + (_NOTE_RULE if notes else 0)

    def _record(self, block: int, line: Line, page: int, before: int = 0) -> None:
        for word in line.words:
            if word.number >= before and word.number - before == len(self.of[block]):
                self.of[block].append(page)

    def _draw(self, line: Line, face: Face, x: float, y: float, width: float, *, justify: bool) -> None:
        plain = pdfmetrics.stringWidth(" ", face.roman, face.size)
        gaps = len(line.words) - 1
        stretch = (width - line.width - plain * gaps) / gaps if justify and gaps and not line.last else 0.0
        text = self.canvas.beginText(x, y)
        text.setWordSpace(stretch)
        for number, word in enumerate(line.words):
            for piece in word.pieces:
                self._put(text, piece)
            if number < gaps:
                self._put(text, Piece(" ", face.roman, face.size))
        text.setWordSpace(0)
        self.canvas.drawText(text)

    def _put(self, text: object, piece: Piece) -> None:
        text.setFont(piece.font, piece.size)  # type: ignore[attr-defined]
        text.setRise(piece.rise)  # type: ignore[attr-defined]
        text.textOut(piece.text)  # type: ignore[attr-defined]
