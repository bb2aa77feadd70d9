"""The canonical text of formats that are no plain text: every raw block stands where it says, pages begin where they should."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from ingest.document import BlockKind
from ingest.manuscript import PAGE_BREAK, Manuscript, superscript
from ingest.structure import blocks_of


def small_report() -> Manuscript:
    manuscript = Manuscript()
    manuscript.page()
    manuscript.heading("Homes for  children", 1)
    manuscript.paragraph("Moves fell by a third.¹ The fall was")
    manuscript.footnote("1", "Return of 2020.")
    manuscript.page()
    manuscript.heading("Costs", 2)
    manuscript.paragraph(f"The number of{PAGE_BREAK}homes rose. It was said:")
    manuscript.item("first \u00ad thing;")
    manuscript.item("inner thing;", depth=1)
    manuscript.table([["Year", "Homes"], ["2020", "12"], ["", ""], ["2021", "15"]])
    return manuscript


def test_the_text_reads_like_markdown() -> None:
    text = small_report().content().text
    assert text.startswith("# Homes for children\n\nMoves fell by a third.¹ The fall was\n\n¹ Return of 2020.\n\n## Costs\n\n")
    assert "- first thing;\n    - inner thing;\n\n| Year | Homes |\n| --- | --- |\n| 2020 | 12 |\n| 2021 | 15 |\n" in text


def test_blocks_have_the_kinds_that_the_reader_said() -> None:
    content = small_report().content()
    kinds = [(block.kind, block.span.of(content.text), block.headings) for block in blocks_of(content.text, content.raw)]
    assert (BlockKind.FOOTNOTE, "¹ Return of 2020.", ("Homes for children",)) in kinds
    assert (BlockKind.LIST_ITEM, "inner thing;", ("Homes for children", "Costs")) in kinds
    rows = [block for block in blocks_of(content.text, content.raw) if block.kind is BlockKind.TABLE_ROW]
    assert [block.lead_in and block.lead_in.of(content.text) for block in rows] == [None, "| Year | Homes |", "| Year | Homes |"]


def test_a_page_break_inside_a_paragraph_begins_the_page_with_the_next_word() -> None:
    content = small_report().content()
    assert [content.text[start : start + 8] for start in content.page_starts] == ["# Homes ", "## Costs", "homes ro"]


def test_what_is_empty_or_invisible_is_not_written() -> None:
    manuscript = Manuscript()
    manuscript.paragraph(" \u200b\n")
    manuscript.heading("\x00", 1)
    manuscript.table([["", " "]])
    assert manuscript.content().text == ""
    manuscript.paragraph("e\ufb03cient\u00a0work\x07 \u21a9\ufe0e")
    assert manuscript.content().text == "efficient work\n"


def test_marks_of_footnotes_are_raised() -> None:
    assert [superscript(mark) for mark in ("12", "*", " 3 ")] == ["¹²", "*", "³"]


@given(st.lists(st.tuples(st.sampled_from("hpqifbt"), st.text(max_size=30)), max_size=12))
def test_every_raw_block_stands_where_it_says(pieces: list[tuple[str, str]]) -> None:
    manuscript = Manuscript()
    for kind, text in pieces:
        match kind:
            case "h":
                manuscript.heading(text, 2)
            case "p":
                manuscript.paragraph(text)
            case "q":
                manuscript.quotation(text)
            case "i":
                manuscript.item(text, depth=1)
            case "f":
                manuscript.footnote("1", text)
            case "b":
                manuscript.page()
            case _:
                manuscript.table([[text, "x"], [text, "y"]])
    content = manuscript.content()
    assert all(block.span.of(content.text) == block.text and block.text.strip() for block in content.raw)
    assert list(content.page_starts) == sorted(content.page_starts)
    assert len(content.page_starts) == 0 or content.page_starts[-1] <= len(content.text) + 2
    blocks_of(content.text, content.raw)


@pytest.mark.parametrize("where", ["start", "end"])
def test_a_page_break_at_the_edge_of_a_paragraph(where: str) -> None:
    manuscript = Manuscript()
    manuscript.page()
    manuscript.paragraph("First.")
    manuscript.paragraph(f"{PAGE_BREAK}Second." if where == "start" else f"Second.{PAGE_BREAK}")
    content = manuscript.content()
    assert len(content.page_starts) == 2
    assert content.page_starts[1] == content.text.index("Second.") + (0 if where == "start" else len("Second."))


def test_captions_and_notes_of_any_mark_are_what_the_format_says() -> None:
    manuscript = Manuscript()
    manuscript.caption("Homes by area")
    manuscript.table([["Home", "Places"], ["Larch", "6"]])
    manuscript.footnote("*", "Of those open.")
    content = manuscript.content()
    kinds = [block.kind for block in blocks_of(content.text, content.raw)]
    assert kinds == [BlockKind.CAPTION, BlockKind.TABLE_ROW, BlockKind.BOILERPLATE, BlockKind.TABLE_ROW, BlockKind.FOOTNOTE]


def test_a_column_named_like_a_link_of_a_page_is_a_column() -> None:
    manuscript = Manuscript()
    manuscript.table([["Home", "Places"], ["Larch", "6"]])
    content = manuscript.content()
    assert blocks_of(content.text, content.raw)[-1].lead_in is not None


def test_a_table_goes_on_behind_the_footnotes_of_a_page() -> None:
    manuscript = Manuscript()
    manuscript.table([["Year", "Homes"], ["2020", "12"]])
    manuscript.footnote("1", "Return of 2020.")
    manuscript.row(["2021", "15"], close=False)
    manuscript.footnote("2", "Return of 2021.")
    manuscript.row(["A row of", "another", "table"], close=False)
    content = manuscript.content()
    rows = [block for block in blocks_of(content.text, content.raw) if block.kind is BlockKind.TABLE_ROW]
    assert [block.lead_in and block.lead_in.of(content.text) for block in rows] == [None, "| Year | Homes |", "| Year | Homes |", None]


def test_where_headings_are_marked_no_other_line_is_one() -> None:
    manuscript = Manuscript()
    manuscript.heading("Abbreviations", 1)
    manuscript.paragraph("PTL: Patient Tracking List")
    manuscript.heading("Waiting", 1)
    manuscript.paragraph("Penn Institute of Health Policy")
    manuscript.paragraph("The list is long.")
    manuscript.heading("Glossary", 1)
    manuscript.paragraph("Order to treat")
    manuscript.paragraph("What a doctor writes when a patient may be treated.")
    content = manuscript.content()
    assert content.marked
    blocks = blocks_of(content.text, content.raw, marked=content.marked)
    assert [(block.kind, block.headings) for block in blocks] == [
        (BlockKind.HEADING, ()),
        (BlockKind.GLOSSARY_ENTRY, ("Abbreviations",)),
        (BlockKind.HEADING, ()),
        (BlockKind.FRONT_MATTER, ("Waiting",)),
        (BlockKind.PARAGRAPH, ("Waiting",)),
        (BlockKind.HEADING, ()),
        (BlockKind.HEADING, ("Glossary",)),
        (BlockKind.GLOSSARY_ENTRY, ("Glossary", "Order to treat")),
    ]
