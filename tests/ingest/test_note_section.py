"""Footnotes have the heading path of the section that their mark stands in."""

from __future__ import annotations

from ingest.document import BlockKind, Document
from ingest.footnote import read_footnotes
from ingest.manuscript import PAGE_BREAK, Manuscript
from ingest.structure import blocks_of, find_blocks


def notes(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.span.of(text), block.headings) for block in find_blocks(text) if block.kind is BlockKind.FOOTNOTE]


def test_notes_at_the_end_go_home_to_their_sections() -> None:
    text = "# One\n\nThe rate fell.[^a] It rose.\n\n# Two\n\nNobody knows why.[^b]\n\n# Three\n\nThe end.\n\n[^a]: By a third.\n\n[^b]: Ask them.\n"
    assert notes(text) == [("[^a]: By a third.", ("One",)), ("[^b]: Ask them.", ("Two",))]


def test_numbers_that_begin_anew_belong_to_the_nearest_mark_above() -> None:
    text = "# One\n\nThe rate fell.¹\n\n¹ By a third.\n\n# Two\n\nIt rose again.¹\n\n¹ By a half.\n\n# Three\n\nThe end came."
    assert notes(text) == [("¹ By a third.", ("One",)), ("¹ By a half.", ("Two",))]


def test_a_note_may_stand_before_the_paragraph_that_runs_over_the_page() -> None:
    manuscript = Manuscript()
    manuscript.page()
    manuscript.heading("One", 1)
    manuscript.paragraph("It was said.¹")
    manuscript.footnote("1", "Of old.")
    manuscript.heading("Two", 1)
    manuscript.paragraph("First words stand here.")
    manuscript.footnote("1", "Of a page.")
    manuscript.paragraph(f"A paragraph¹ runs{PAGE_BREAK}over the page.")
    content = manuscript.content()
    found = [block for block in blocks_of(content.text, content.raw) if block.kind is BlockKind.FOOTNOTE]
    assert [block.headings for block in found] == [("One",), ("Two",)]


def test_a_numbered_list_at_the_end_whose_numbers_stand_raised_is_one_of_notes() -> None:
    body = "# One\n\nThe rate fell.¹ It rose.²\n\n# Two\n\nThe end came after that, as it had to."
    assert notes(f"{body}\n\n1. By a third.\n2. By a half.\n") == [("By a third.", ("One",)), ("By a half.", ("One",))]
    text = f"{body}\n\n1. By a third.\n2. By a half.\n"
    assert [(note.mark, note.text) for note in read_footnotes(Document("d", text, blocks=find_blocks(text)))] == [
        ("1", "By a third."),
        ("2", "By a half."),
    ]
    assert notes(f"{body}\n\n1. By a third.\n2. By a half.\n3. Not a note.\n") == []
    assert notes(f"{body}\n\n1. Only one.\n") == []


def test_a_power_is_no_home() -> None:
    text = "# One\n\nA park of 3 km² lies there.\n\n# Two\n\nThe rate fell.²\n\n² By a third.\n"
    assert notes(text) == [("² By a third.", ("Two",))]
