"""Lines gathered into paragraphs, list items, rows and marked headings."""

from __future__ import annotations

import textwrap

import pytest

from ingest.line import lines
from ingest.paragraph import Mark, RawBlock, raw_blocks


def gathered(text: str) -> list[RawBlock]:
    """Return the raw blocks of ``text``."""
    return raw_blocks(text, lines(text))


def marks(text: str) -> list[tuple[Mark, str]]:
    """Return mark and folded text of each raw block."""
    return [(block.mark, " ".join(block.text.split())) for block in gathered(text)]


PROSE = (
    "The Council has looked at the arrangements for children in Kent and Medway. It found that in March 2021 only 12% of them lived near "
    "their school. Ms Anna Lee, who chairs the Board, said that Norwich, Ipswich and Colchester had done better than London in this respect."
)


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
def test_a_hard_wrapped_paragraph_is_one_block(width: int) -> None:
    """Even where a wrapped line begins with a name or a number."""
    assert marks(textwrap.fill(PROSE, width)) == [(Mark.PLAIN, PROSE)]


def test_a_list_of_lines_without_stops_stays_a_list_of_lines() -> None:
    """Lines of like length that each begin with a capital are no wrapped paragraph."""
    notes = [
        "Mum was tired but glad to see me and made tea",
        "Two older children at school until half past three",
        "Fridge was nearly empty again although paid",
    ]
    notes.append("Next visit booked for the ninth with the family")
    assert [text for _, text in marks("\n".join(notes))] == notes


def test_a_wrapped_line_that_begins_with_a_dash_or_a_number_is_no_list_item() -> None:
    """By chance the wrap falls before a dash or before "20."."""
    text = "The order was made under section 31 and not, as the mother had asked, under section\n20. "
    text += "The court said that the father – who had never been told of the hearing by anybody\n– should be heard."
    assert [mark for mark, _ in marks(text)] == [Mark.PLAIN]


def test_lists_straight_under_their_lead_in() -> None:
    """No blank line is needed, and a wrapped item stays whole."""
    text = "The panel looks at:\n- the wishes of the child, as far as they can be known\n  from talking;\n- the family's views.\nIt then decides."
    assert marks(text) == [
        (Mark.PLAIN, "The panel looks at:"),
        (Mark.BULLET, "the wishes of the child, as far as they can be known from talking;"),
        (Mark.BULLET, "the family's views."),
        (Mark.PLAIN, "It then decides."),
    ]


def test_numbers_keep_their_markers() -> None:
    """The text starts behind the marker; the marker is kept apart."""
    assert [(block.marker, block.text) for block in gathered("1. One\n2) Two\n(c) Three")] == [("1.", "One"), ("2)", "Two"), ("(c)", "Three")]


def test_nested_items_know_their_indent() -> None:
    """A tab counts as four."""
    assert [block.level for block in gathered("- a\n  - b\n\t- c")] == [0, 2, 4]


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [("# One", 1, "One"), ("### Three ###", 3, "Three"), ("   ## Two", 2, "Two"), ("One\n===", 1, "One"), ("Two\n---", 2, "Two"), ("# C#", 1, "C#")],
)
def test_headings_that_markdown_marks(text: str, level: int, title: str) -> None:
    """With number signs or underlined."""
    (block,) = gathered(text)
    assert (block.mark, block.level, block.text) == (Mark.HEADING, level, title)
    assert block.span.of(text) == title


@pytest.mark.parametrize("text", ["#hashtag first", "####### seven", "    # code"])
def test_what_is_no_heading(text: str) -> None:
    """A hashtag, seven signs, an indent of four."""
    assert gathered(text)[0].mark is Mark.PLAIN


def test_code_between_fences_is_one_block_and_a_lonely_fence_is_a_line() -> None:
    """What stands behind a fence that is never closed is not lost."""
    assert [mark for mark, _ in marks("One.\n\n```py\n# no heading\n\n- no item\n```\n\nTwo.")] == [Mark.PLAIN, Mark.CODE, Mark.PLAIN]
    assert (Mark.PLAIN, "Not lost.") in marks("```\n\nNot lost.")


def test_a_block_quote_is_one_block() -> None:
    """It starts behind its mark."""
    assert marks("> One line\n> and another.") == [(Mark.QUOTE, "One line > and another.")]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "_____", "====="])
def test_rules(rule: str) -> None:
    """A rule between paragraphs is neither text nor an underline."""
    assert [mark for mark, _ in marks(f"One.\n\n{rule}\n\nTwo.")] == [Mark.PLAIN, Mark.RULE, Mark.PLAIN]


def test_alone_says_whether_blank_lines_stand_on_both_sides() -> None:
    """The ends of the text count as blank."""
    assert [block.alone for block in gathered("Title\n\nOne.\n- a\n\nEnd")] == [True, False, False, True]


def test_a_date_is_never_taken_into_the_line_above() -> None:
    """A dateline straight under a title."""
    assert [text for _, text in marks("Care leavers face a cliff edge at eighteen\nMonday, May 9, 2022")] == [
        "Care leavers face a cliff edge at eighteen",
        "Monday, May 9, 2022",
    ]
