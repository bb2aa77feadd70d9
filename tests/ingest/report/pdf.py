"""The report as a PDF that we set ourselves, so that the page of every word is known.

Cover, contents with leaders, running heads, page numbers, justified lines divided at their ends, footnotes at the foot of the page, a box,
two columns, tables with rules and without.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.report.page import BODY, HEADINGS, LEFT, NOTE, SMALL, WIDTH, Pages
from tests.ingest.report.setting import Line, lines_of, words_of
from tests.ingest.report.source import Part, Report, unmarked

_INDENT = 20.0
_GAP = 9.0
_GUTTER = 22.0


def write_pdf(report: Report, path: Path) -> tuple[tuple[int, ...], ...]:
    """Write the PDF; return for each block of the report the page, from 1, of each of its words."""
    contents: dict[int, int] = {}
    for _ in range(2):
        writer = _Writer(report, path, contents)
        writer.write()
        contents = {i: writer.pages.of[i][0] for i, part in enumerate(report.parts) if part.kind == "heading" and part.number < 3}
    writer.pages.canvas.save()
    return tuple(tuple(writer.pages.of.get(i, ())) for i in range(len(report.parts)))


class _Writer:
    """One pass over the report; the first learns the pages for the contents, the second prints them."""

    def __init__(self, report: Report, path: Path, contents: dict[int, int]) -> None:
        canvas = Canvas(str(path), pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
        canvas.setTitle(report.about["title"])
        canvas.setAuthor(report.about["author"])
        canvas.setSubject(report.about["kind"])
        self.report = report
        self.contents = contents
        notes = {part.number: (i, part) for i, part in enumerate(report.parts) if part.kind == "footnote"}
        self.pages = Pages(canvas, report.about["running"], report.about["author"], notes)

    def write(self) -> None:
        """Set the whole report."""
        self._cover()
        self._contents()
        self.pages.finish()
        numbered = [(i, part) for i, part in enumerate(self.report.parts) if part.kind != "footnote"]
        for within, group in groupby(numbered, lambda pair: pair[1].within):
            parts = list(group)
            if within in ("ruled", "plain"):
                self._table(parts, ruled=within == "ruled")
            elif within == "box":
                self._box(parts)
            elif within == "columns":
                self._columns(parts)
            else:
                for i, part in parts:
                    self._block(i, part)
        self.pages.finish()

    def _cover(self) -> None:
        canvas, about = self.pages.canvas, self.report.about
        title, _, rest = about["title"].partition(": ")
        for y, size, font, text in ((560, 30, "VeraBd", title + ":"), (525, 17, "Vera", rest), (460, 13, "Vera", about["author"])):
            canvas.setFont(font, size)
            canvas.drawString(LEFT, y, text)
        canvas.setFont("Vera", 11)
        canvas.drawString(LEFT, 436, "14 May 2024")
        canvas.showPage()

    def _contents(self) -> None:
        self.pages.open("Contents")
        self.pages.heading("Contents", HEADINGS[1])
        for i, page in self.contents.items():
            part = self.report.parts[i]
            self.pages.leader(part.text, page, _INDENT * (part.number - 1))

    def _block(self, i: int, part: Part) -> None:
        pages = self.pages
        if part.kind == "heading" or part.kind == "term":
            face = HEADINGS[part.number or 4]
            if part.number == 1:
                pages.open(part.text)
            lines = lines_of(words_of(part.text, face), WIDTH, face.size * 0.3)
            pages.need((len(lines) + 1) * face.leading + 3 * BODY.leading)
            pages.skip(face.leading * 0.6)
            pages.lines(i, lines, face, justify=False)
            pages.skip(4)
        elif part.kind in ("bullet", "number"):
            label = "•" if part.kind == "bullet" else f"{part.number}."
            lines = lines_of(words_of(part.text, BODY), WIDTH - _INDENT, BODY.size * 0.32)
            pages.lines(i, lines, BODY, x=LEFT + _INDENT, width=WIDTH - _INDENT, label=(LEFT + 1, label))
            pages.skip(_GAP / 2)
        else:
            hang = _INDENT if part.kind == "entry" else 0.0
            pages.lines(i, lines_of(words_of(part.text, BODY), WIDTH - hang, BODY.size * 0.32), BODY, x=LEFT + hang, width=WIDTH - hang)
            pages.skip(_GAP)

    def _box(self, parts: list[tuple[int, Part]]) -> None:
        pages, inner = self.pages, WIDTH - 2 * _INDENT
        faces = [HEADINGS[3] if part.kind == "box" else BODY for _, part in parts]
        indents = [_INDENT if part.kind == "bullet" else 0.0 for _, part in parts]
        lines = [
            lines_of(words_of(part.text, face), inner - indent, face.size * 0.32)
            for (_, part), face, indent in zip(parts, faces, indents, strict=True)
        ]
        height = sum(len(group) * face.leading + 5 for group, face in zip(lines, faces, strict=True)) + 14
        pages.need(height + 20)
        pages.panel(height)
        pages.skip(6)
        for (i, part), face, indent, group in zip(parts, faces, indents, lines, strict=True):
            x = LEFT + _INDENT + indent
            label = (x - 14, "•") if part.kind == "bullet" else None
            pages.lines(i, group, face, x=x, width=inner - indent, label=label, justify=False)
            pages.skip(5)
        pages.skip(22)

    def _columns(self, parts: list[tuple[int, Part]]) -> None:
        width = (WIDTH - _GUTTER) / 2
        queue: list[tuple[int, Line, bool]] = []
        for i, part in parts:
            group = lines_of(words_of(part.text, BODY), width, BODY.size * 0.32)
            queue += [(i, line, line.last) for line in group]
        notes = [note for _, line, _ in queue for note in line.notes]
        self.pages.columns(queue, BODY, width, _GUTTER, _GAP, notes)

    def _table(self, parts: list[tuple[int, Part]], *, ruled: bool) -> None:
        pages = self.pages
        pages.need(6 * BODY.leading)
        pages.lines(parts[0][0], lines_of(words_of(parts[0][1].text, SMALL), WIDTH, 3), SMALL, justify=False)
        pages.skip(5)
        wide = max(len(unmarked(cell)) for _, part in parts[2:] for cell in part.cells[:1])
        first = 0.42 if wide > 20 else 0.2
        widths = [first * WIDTH] + [(1 - first) * WIDTH / (len(parts[1][1].cells) - 1)] * (len(parts[1][1].cells) - 1)
        rows = [
            (
                i,
                [
                    lines_of(words_of(cell, HEADINGS[5] if part.kind == "header" else NOTE), w - 8, 2.6)
                    for cell, w in zip(part.cells, widths, strict=True)
                ],
            )
            for i, part in parts[1:]
        ]
        pages.table(rows, widths, NOTE, ruled=ruled)
        pages.skip(16)


__all__ = ["write_pdf"]
