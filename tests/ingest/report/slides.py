"""The report as slides: all of its words, a few paragraphs a slide, tables as tables, the foreword in the speaker's notes."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from tests.ingest.report.archive import steady
from tests.ingest.report.source import Part, Report, notes_of, runs

_WORDS = 130
_ROWS = 12
_TITLE, _CONTENT, _TWO, _BARE = 0, 1, 3, 5


def write_pptx(report: Report, path: Path) -> None:
    """Write the slides."""
    deck = Presentation()
    known, about = deck.core_properties, report.about
    known.title, known.author, known.last_modified_by = about["title"], about["author"], ""
    known.created = known.modified = dt.datetime.fromisoformat(about["date"])
    cover = deck.slides.add_slide(deck.slide_layouts[_TITLE])
    cover.shapes.title.text = about["title"]
    cover.placeholders[1].text = f"{about['author']}\n14 May 2024"
    for title, parts in _sections(report):
        if title == "Foreword":
            slide = _slide(deck, _CONTENT, title)
            slide.placeholders[1].text = parts[-1].text
            slide.notes_slide.notes_text_frame.text = "\n".join(part.text for part in parts[:-1])
            continue
        for group in _slides(parts):
            _fill_slide(report, deck, title, group)
    deck.save(str(path))
    steady(path)


def _sections(report: Report) -> Iterator[tuple[str, list[Part]]]:
    title, parts = "", []
    for part in report.parts:
        if part.kind in ("heading", "box"):
            if parts or title:
                yield title, parts
            title, parts = part.text, []
        elif part.kind != "footnote":
            if parts and part.within != parts[-1].within:
                yield title, parts
                parts = []
            parts.append(part)
    yield title, parts


def _slides(parts: list[Part]) -> Iterator[list[Part]]:
    """Cut a section into slides: tables by rows, all else by words; a section without text is one slide with its title."""
    if parts and parts[0].within in ("ruled", "plain"):
        for start in range(2, len(parts), _ROWS):
            yield [*parts[:2], *parts[start : start + _ROWS]]
        return
    group: list[Part] = []
    for part in parts:
        if group and part.kind != "definition" and sum(len(other.text.split()) for other in [*group, part]) > _WORDS:
            yield group
            group = []
        group.append(part)
    if group or not parts:
        yield group


def _slide(deck: Any, layout: int, title: str) -> Any:
    """Add a slide with title, footer and number."""
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = title
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type in (15, 13):  # footer, slide number
            element = copy.deepcopy(shape._element)
            slide.shapes._spTree.append(element)
            if shape.placeholder_format.type == 15:
                slide.shapes[-1].text_frame.text = "Nearer Home"
    return slide


def _fill_slide(report: Report, deck: Any, title: str, parts: list[Part]) -> None:
    within = parts[0].within if parts else ""
    slide = _slide(deck, _BARE if within in ("ruled", "plain") or not parts else _TWO if within == "columns" else _CONTENT, title)
    if within in ("ruled", "plain"):
        _text_box(slide, 1.2, parts[0].text, 12)
        _table(slide, parts[1:])
    elif within == "columns":
        half = (len(parts) + 1) // 2
        _paragraphs(slide.placeholders[1].text_frame, parts[:half])
        _paragraphs(slide.placeholders[2].text_frame, parts[half:])
    elif parts:
        _paragraphs(slide.placeholders[1].text_frame, parts)
    notes = [note for part in parts for note in notes_of(report, part.text)]
    if notes:
        _text_box(slide, 6.3, "\n".join(f"[^{note.number}] {note.text}" for note in notes), 9)


def _paragraphs(frame: Any, parts: list[Part]) -> None:
    """Fill a frame: list items keep the layout's bullets or get numbers, prose has none."""
    for kind, group in groupby(parts, lambda part: part.kind):
        for part in group:
            paragraph = frame.paragraphs[0] if not frame.paragraphs[0].runs else frame.add_paragraph()
            _runs(paragraph, part.text, 14)
            properties = paragraph._p.get_or_add_pPr()
            if kind == "number":
                number = properties.makeelement(qn("a:buAutoNum"), {"type": "arabicPeriod", "startAt": str(part.number)})
                properties.append(number)
            elif kind != "bullet":
                properties.set("marL", "0")
                properties.set("indent", "0")
                properties.append(properties.makeelement(qn("a:buNone"), {}))
            if kind == "term":
                paragraph.font.bold = True


def _runs(paragraph: Any, text: str, size: int) -> None:
    for style, words in runs(text):
        run = paragraph.add_run()
        run.text = words
        run.font.size = Pt(size)
        run.font.italic = True if style == "emphasis" else None
        if style == "mark":
            run.font._element.set("baseline", "30000")


def _text_box(slide: Any, top: float, text: str, size: int) -> None:
    box = slide.shapes.add_textbox(Emu(457200), Emu(int(top * 914400)), Emu(8229600), Emu(457200))
    box.text_frame.word_wrap = True
    for number, line in enumerate(text.split("\n")):
        paragraph = box.text_frame.add_paragraph() if number else box.text_frame.paragraphs[0]
        _runs(paragraph, line, size)


def _table(slide: Any, rows: list[Part]) -> None:
    shape = slide.shapes.add_table(len(rows), len(rows[0].cells), Emu(457200), Emu(1600200), Emu(8229600), Emu(3200400))
    for y, part in enumerate(rows):
        for x, cell in enumerate(part.cells):
            frame = shape.table.cell(y, x).text_frame
            frame.text = cell
            frame.paragraphs[0].runs[0].font.size = Pt(10)
