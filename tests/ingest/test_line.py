"""Physical lines: every kind of line break, blank lines, and what a line's first characters say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.line import BULLET_MARKER, LIST_MARKER, is_table_row, lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_break_ends_a_line(end: str) -> None:
    """Two breaks in a row leave one blank line between."""
    text = f"one{end}two{end}{end}three"
    found = list(lines(text))
    assert [line.text for line in found] == ["one", "two", "three"]
    assert [line.blank_before for line in found] == [0, 0, 1]
    assert all(line.span.of(text) == line.text for line in found)


def test_a_form_feed_counts_as_a_page_break() -> None:
    """Three blank lines' worth, on top of what else is blank."""
    assert [line.blank_before for line in lines("one\ftwo\n\fthree")] == [0, 3, 4]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    """Its place is still counted."""
    (line,) = lines("\ufeffTitle")
    assert (line.text, line.span.start) == ("Title", 1)


@pytest.mark.parametrize("blank", ["", " ", "\t", "\xa0", "\u200b", "\ufeff", "\u2003", "\u2060 \u2003", "\x1c"])
def test_lines_of_white_space_alone_are_blank(blank: str) -> None:
    """Whatever Unicode calls white space, and marks of no width."""
    assert [line.blank_before for line in lines(f"one\n{blank}\ntwo")] == [0, 1]


@pytest.mark.parametrize("line", ["| a | b |", "|a|b", "a | b | c | d", "Kent\t12", "\tKent\t12", "2012/13\t\t\t"])
def test_rows_of_tables(line: str) -> None:
    """Pipes, or cells set apart by tabs."""
    assert is_table_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "\tAn indented paragraph.",
        "By Sam | 14 June",
        "1.\tFirst",
        "1.1\tThe council must act.",
        "Chair:\tGood morning.",
        "A line with a tab at its end\t",
    ],
)
def test_lines_that_are_no_rows(line: str) -> None:
    """Indents, numbers of paragraphs and speakers' names before a tab."""
    assert not is_table_row(line)


@pytest.mark.parametrize("line", ["- a", "* a", "• a", "  + a", "1. a", "12) a", "(a) b", "iv. a", "a) b"])
def test_list_markers(line: str) -> None:
    """Bullets, numbers and letters, with a space behind."""
    assert LIST_MARKER.match(line)


@pytest.mark.parametrize("line", ["-5 degrees", "*emphasis*", "2021. was", "A. Smith", "e.g. this", "-", "1.5 million", "I. think"])
def test_what_only_looks_like_a_list_marker(line: str) -> None:
    """Emphasis, negative numbers, years, initials."""
    assert not LIST_MARKER.match(line)
    assert not BULLET_MARKER.match(line)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \t\n\r\f\v\x85\u2028\ufeff\u200b")))
def test_lines_hold_every_character_that_is_not_blank(text: str) -> None:
    """In order, without overlap."""
    behind = 0
    for line in lines(text):
        assert line.span.start >= behind
        assert line.span.of(text) == line.text
        assert "a" not in text[behind : line.span.start]
        behind = line.span.end
    assert "a" not in text[behind:]
