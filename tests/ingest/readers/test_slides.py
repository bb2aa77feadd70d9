"""Slides: each a page, read as a person reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.document import Document
from ingest.errors import UnreadableDocument
from ingest.folder import read_document
from ingest.limits import Limits
from ingest.readers.reader import read_file

TITLE, CONTENT, SECTION, TWO, TITLE_ONLY, BLANK = 0, 1, 2, 3, 5, 6


@pytest.fixture
def deck():
    """Return an empty deck."""
    return Presentation()


@pytest.fixture
def add(deck):
    """Return a way to add a slide of some layout with a title."""

    def slide(layout: int, title: str = ""):
        made = deck.slides.add_slide(deck.slide_layouts[layout])
        if title:
            made.shapes.title.text = title
        return made

    return slide


@pytest.fixture
def read(deck, tmp_path: Path):
    """Return a way to save the deck and read it."""

    def saved() -> Document:
        deck.save(tmp_path / "deck.pptx")
        return read_document(tmp_path / "deck.pptx")

    return saved


def box(slide, text: str, left: float, top: float):
    """Add a text box."""
    made = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    made.text_frame.text = text
    return made


def test_titles_items_and_notes(add, read) -> None:
    add(TITLE, "Care for all").placeholders[1].text = "A report"
    slide = add(CONTENT, "Findings")
    frame = slide.placeholders[1].text_frame
    frame.text = "Moves fell."
    frame.add_paragraph().text = "Most in the north."
    frame.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "Say it slowly.\nThen stop."
    document = read()
    assert document.text == (
        "# Care for all\n\nA report\n\n## Findings\n\n- Moves fell.\n    - Most in the north.\n\n### Notes\n\nSay it slowly.\n\nThen stop.\n"
    )
    assert [document.page(document.text.index(words)) for words in ("A report", "Findings", "Then stop")] == [1, 2, 2]
    assert document.title == "Care for all"


def test_shapes_are_read_line_by_line(add, read) -> None:
    slide = add(TITLE_ONLY, "Order")
    box(slide, "Below.", 1, 5)
    box(slide, "Right.", 5, 2.1)
    box(slide, "Left.", 1, 2.2)
    group = slide.shapes.add_group_shape()
    for text, left in (("Last.", 4), ("First of the group.", 1)):
        made = group.shapes.add_textbox(Inches(left), Inches(3.5), Inches(1), Inches(1))
        made.text_frame.text = text
    assert read().text == "## Order\n\nLeft.\n\nRight.\n\nFirst of the group.\n\nLast.\n\nBelow.\n"


def test_hidden_slides_keep_their_number_and_are_told_of(add, read) -> None:
    add(CONTENT, "Seen").placeholders[1].text = "One."
    hidden = add(CONTENT, "Never seen")
    hidden.element.set("show", "0")
    add(BLANK)
    box(add(BLANK), "Four.", 1, 1)
    document = read()
    assert "Never" not in document.text
    assert document.page(document.text.index("Four.")) == 4
    assert "## Slide 4\n\nFour." in document.text
    assert document.warnings == ("deck.pptx: hidden slides are left out: 2",)


def test_slides_stand_under_their_section(add, read) -> None:
    add(TITLE, "Deck")
    add(SECTION, "Part one")
    add(CONTENT, "Inside").placeholders[1].text = "Words of the slide."
    document = read()
    assert next(block for block in document.blocks if "Words" in block.span.of(document.text)).headings == ("Deck", "Part one", "Inside")


def test_tables_and_charts_are_rows(add, read) -> None:
    slide = add(TITLE_ONLY, "Figures")
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for i, text in enumerate(("Age", "Rate", "0 to 4", "£3", "5 to 9", "£4")):
        table.cell(i // 2, i % 2).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    data = CategoryChartData()
    data.categories = ["2019", "2020"]
    data.add_series("Moves", (1.5, None))
    data.add_series("Homes", (3, 4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(5), Inches(4), Inches(2), data)
    text = read().text
    assert "| Age | Rate |\n| --- | --- |\n| 0 to 4 | £3 £4 |\n| 5 to 9 | £3 £4 |" in text
    assert "|  | Moves | Homes |\n| --- | --- | --- |\n| 2019 | 1.5 | 3 |\n| 2020 |  | 4 |" in text


def test_footers_and_numbers_are_left_out(add, deck, read) -> None:
    slide = add(CONTENT, "Seen")
    slide.placeholders[1].text = "One."
    layout = deck.slide_layouts[CONTENT]
    for placeholder in layout.placeholders:
        if placeholder.placeholder_format.idx >= 10:
            slide.shapes.clone_placeholder(placeholder)
    for placeholder in slide.placeholders:
        if placeholder.placeholder_format.idx >= 10:
            placeholder.text = "Footer 3"
    assert len(list(slide.placeholders)) == 5
    assert "Footer" not in read().text


def test_raised_digits_and_line_breaks(add, read) -> None:
    made = box(add(BLANK), "", 1, 1)
    first = made.text_frame.paragraphs[0]
    first.add_run().text = "It fell"
    raised = first.add_run()
    raised.text = "2"
    raised.font._element.set("baseline", "30000")
    first.add_line_break()
    first.add_run().text = "by half."
    assert "It fell² by half." in read().text


def test_limits_and_other_files(add, read, tmp_path: Path) -> None:
    for _ in range(3):
        add(BLANK)
    box(add(BLANK), "Words.", 1, 1)
    read()
    with pytest.raises(UnreadableDocument, match="4 slides, more than the limit of 3"):
        read_file(tmp_path / "deck.pptx", Limits(most_pages=3))
    with pytest.raises(UnreadableDocument, match="has a part of"):
        read_file(tmp_path / "deck.pptx", Limits(most_part_bytes=1000))
    (tmp_path / "b.pptx").write_bytes((tmp_path / "deck.pptx").read_bytes()[:-500])
    with pytest.raises(UnreadableDocument, match="damaged or cut short"):
        read_file(tmp_path / "b.pptx")
    with pytest.raises(UnreadableDocument, match=r"save it as \.pptx"):
        read_file(tmp_path / "b.pptm")
