"""Slides (.pptx): each a page with its title as heading, the text in reading order, tables, the figures of charts, the speaker's notes.

What this module does not do: footers, dates and slide numbers are left out, and so are hidden slides, which are named in a warning.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript, superscript, tidy
from ingest.readers.grid import write_rows
from ingest.readers.package import Package, attribute, local, parse_xml

NOTES = "Notes"
"""Heading above what the speaker is to say to a slide."""
_LEFT_OUT = frozenset({"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER", "SLIDE_IMAGE"})
_TITLES = frozenset({"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"})
_BULLETED = frozenset({"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"})
_SECTION = "secHead"
"""The layout of a slide that opens a section, which the slides behind it belong to."""
_BAND = 16
"""Shapes stand in one line where their tops lie less than this fraction of the slide's height apart."""


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a slide deck.

    Raises:
        UnreadableDocument: the file is damaged, protected, over a limit, or no slide deck.
    """
    from pptx import Presentation

    with Package(path, limits) as package:
        package.check_parts("ppt/")
        if not (package.related("", "officeDocument") or "").startswith("ppt/"):
            raise UnreadableDocument(f"{path.name} is no slide deck inside: save it as .pptx in its own program")
        source = package.source()
    deck = Presentation(str(path))
    if len(deck.slides) > limits.most_pages:
        raise UnreadableDocument(f"{path.name} has {len(deck.slides):,} slides, more than the limit of {limits.most_pages:,}: split it")
    writer = _Writer(Manuscript(), int(deck.slide_height or 1), limits)
    hidden = []
    for number, slide in enumerate(deck.slides, start=1):
        writer.manuscript.page()
        if slide.element.get("show") in ("0", "false"):
            hidden.append(str(number))
        else:
            writer.slide(slide, number)
    if hidden:
        writer.warnings.append(f"hidden slides are left out: {', '.join(hidden)}")
    return writer.manuscript.content(source, [f"{path.name}: {warning}" for warning in writer.warnings])


@dataclass(slots=True)
class _Writer:
    """Writes slides in order."""

    manuscript: Manuscript
    height: int
    limits: Limits
    in_section: bool = False
    warnings: list[str] = field(default_factory=list)

    def slide(self, slide: Any, number: int) -> None:
        """Write a slide: its title, what stands on it, and the notes to it."""
        title = next((shape for shape in slide.shapes if _placeholder(shape) in _TITLES and tidy(shape.text_frame.text)), None)
        layout = slide.slide_layout.element.get("type")
        opens = title is not None and (layout == "title" or (number == 1 and _is_bare(slide)))
        self.in_section = layout == _SECTION or (self.in_section and not opens)
        level = 1 if opens else 3 if self.in_section and layout != _SECTION else 2
        self.manuscript.heading(title.text_frame.text if title is not None else f"Slide {number}", level)
        for shape in self._in_order(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                self._shape(shape, number)
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        if notes is not None and tidy(notes.text):
            self.manuscript.heading(NOTES, level + 1)
            for paragraph in notes.paragraphs:
                self.manuscript.paragraph(_text(paragraph))

    def _in_order(self, shapes: Iterable[Any]) -> Iterator[Any]:
        """Yield shapes as a reader meets them, line by line; those of a group together, where the group stands."""
        placed = sorted((int(shape.top or 0), int(shape.left or 0), number, shape) for number, shape in enumerate(shapes))
        lines: list[list[tuple[int, int, Any]]] = []
        top = None
        for height, left, number, shape in placed:
            if top is None or height - top > self.height // _BAND:
                lines.append([])
                top = height
            lines[-1].append((left, number, shape))
        for _, _, shape in itertools.chain.from_iterable(sorted(line, key=lambda one: one[:2]) for line in lines):
            if local(shape.element) == "grpSp":
                yield from self._in_order(shape.shapes)
            else:
                yield shape

    def _shape(self, shape: Any, number: int) -> None:
        kind = _placeholder(shape)
        if kind in _LEFT_OUT:
            return
        if getattr(shape, "has_table", False):
            rows = _rows(shape.table)
            if len(rows) > self.limits.most_rows:
                raise UnreadableDocument(f"the table on slide {number} has more than {self.limits.most_rows:,} rows, the limit: split it")
            write_rows(self.manuscript, rows)
        elif getattr(shape, "has_chart", False):
            self._chart(shape.chart, number)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                if _has_bullet(paragraph, kind in _BULLETED):
                    self.manuscript.item(_text(paragraph), paragraph.level)
                else:
                    self.manuscript.paragraph(_text(paragraph))
        else:
            for text in _diagram_texts(shape):
                self.manuscript.item(text)

    def _chart(self, chart: Any, number: int) -> None:
        if chart.has_title and chart.chart_title.has_text_frame:
            self.manuscript.caption(chart.chart_title.text_frame.text)
        try:
            plots = [(list(map(str, plot.categories)), [(series.name, list(series.values)) for series in plot.series]) for plot in chart.plots]
        except (AttributeError, NotImplementedError, ValueError) as error:
            self.warnings.append(f"the chart on slide {number} is not read ({error})")
            return
        for categories, series in plots:
            rows = [[name, *(_figure(values[i]) if i < len(values) else "" for _, values in series)] for i, name in enumerate(categories)]
            write_rows(self.manuscript, [["", *(name for name, _ in series)], *rows], 1)


def _placeholder(shape: Any) -> str:
    """Return the kind of a placeholder; "" for a shape that is none."""
    return str(shape.placeholder_format.type.name) if shape.is_placeholder and shape.placeholder_format.type is not None else ""


def _is_bare(slide: Any) -> bool:
    """Say whether a slide has nothing but its title and a subtitle."""
    shown = [shape for shape in slide.shapes if shape.has_text_frame and tidy(shape.text_frame.text) and _placeholder(shape) not in _LEFT_OUT]
    return len(shown) <= 2 and not any(getattr(shape, "has_table", False) or getattr(shape, "has_chart", False) for shape in slide.shapes)


def _has_bullet(paragraph: Any, bulleted: bool) -> bool:
    """Say whether a paragraph has a bullet or a number: what it states itself, else what text of its place has."""
    own = {local(element) for element in (paragraph._p.pPr if paragraph._p.pPr is not None else ())}
    return bool(own & {"buChar", "buAutoNum", "buBlip"}) or (bulleted and "buNone" not in own)


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph, raised digits as such and line breaks as spaces; fields (a date, a number) as last shown."""
    pieces = []
    for run in paragraph._p:
        text = "".join(inner.text or "" for inner in run if local(inner) == "t")
        properties = next((inner for inner in run if local(inner) == "rPr"), None)
        raised = properties is not None and int(properties.get("baseline", "0").rstrip("%") or 0) > 0 and text.strip().isdigit()
        pieces.append(" " if local(run) == "br" else superscript(text) if raised else text)
    return tidy("".join(pieces))


def _rows(table: Any) -> list[list[str]]:
    """Return the rows of a table; a cell that reaches over several columns or rows stands in each."""
    grid: list[list[str]] = []
    for row in table.rows:
        texts: list[str] = []
        for cell in row.cells:
            element = cell._tc
            if element.get("hMerge") in ("1", "true") and texts:
                texts.append(texts[-1])
            elif element.get("vMerge") in ("1", "true") and grid:
                texts.append(grid[-1][len(texts)])
            else:
                texts.append(" ".join(filter(None, map(_text, cell.text_frame.paragraphs))))
        grid.append(texts)
    return grid


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _diagram_texts(shape: Any) -> Iterator[str]:
    """Yield the texts of a diagram ("SmartArt"), whose parts stand in a file of their own."""
    for ids in shape.element.iter("{*}relIds"):
        part = shape.part.related_part(attribute(ids, "dm") or "")
        for point in parse_xml(part.blob).iter("{*}pt"):
            if point.get("type", "node") in ("node", "asst"):
                yield tidy(" ".join("".join(text.text or "" for text in line.iter("{*}t")) for line in point.iter("{*}p")))
