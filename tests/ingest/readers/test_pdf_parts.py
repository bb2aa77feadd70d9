"""The parts of the PDF reader that need no PDF."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ingest.readers.pdf.about import source_of
from ingest.readers.pdf.column import gutter_of, split
from ingest.readers.pdf.heading import with_headings
from ingest.readers.pdf.hyphen import Vocabulary, joint, keeps_hyphen, running_text
from ingest.readers.pdf.line import Line, lines_of
from ingest.readers.pdf.marker import marker_of
from ingest.readers.pdf.ocr import words_of_table
from ingest.readers.pdf.page import Dot
from ingest.readers.pdf.paragraph import paragraphs_of
from ingest.readers.pdf.piece import Kind, Piece
from ingest.readers.pdf.running_head import without_running_heads
from ingest.readers.pdf.style import Style
from ingest.readers.pdf.word import JUMP, SPACE, Glyph, is_sound, words_of
from tests.ingest.readers.pdf_words import row, word


def glyphs(text: str, x: float = 0.0, base: float = 100.0, before: int = SPACE) -> list[Glyph]:
    """Return letters of five points each, which stand close together."""
    return [Glyph(letter, x + 5 * i, x + 5 * i + 5, base, 10.0, False, before if i == 0 else 0) for i, letter in enumerate(text)]


def head(text: str, size: float) -> Piece:
    return Piece(Kind.PARAGRAPH, (Line((word(text, 0, size=size),)),), 1)


def test_words_end_at_spaces_jumps_and_wide_gaps() -> None:
    stream = glyphs("one") + glyphs("two", 17.5) + glyphs("three", 34.0, before=JUMP) + glyphs("four", 64.0, before=0)
    assert [found.text for found in words_of(stream)] == ["one", "two", "three", "four"]
    # A pen that moved by nothing has left no space.
    assert [found.text for found in words_of(glyphs("bold") + glyphs("ness", 20.0, before=JUMP))] == ["boldness"]


def test_a_word_printed_twice_is_one_word_and_said_twice_is_two() -> None:
    assert len(words_of(glyphs("twice") + glyphs("twice", 0.5))) == 1
    assert len(words_of(glyphs("twice") + glyphs("twice", 30.0))) == 2


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1e9])
def test_glyphs_that_stand_nowhere_are_unsound(bad: float) -> None:
    good = glyphs("a")[0]
    assert is_sound(good)
    assert not any(is_sound(good._replace(**{name: bad})) for name in ("x0", "x1", "base", "size"))
    assert not is_sound(good._replace(size=0.0))


def test_lines_raise_marks_and_take_scripts_in() -> None:
    words = [
        *row("the end.", 0, 100),
        word("7", 38, 104, 6),
        *row("Water is H", 60, 100),
        word("2", 105, 98, 6),
        replace(word("O", 108), spaced=False),
    ]
    (line,) = lines_of(words)
    assert line.text == "the end.⁷ Water is H2O"


def test_a_mark_before_a_note_is_raised_by_its_height_alone() -> None:
    (line,) = lines_of([word("1", 0, 102.6, 7), *[replace(one, size=8.0) for one in row("Housing return, table four.", 4, 100)]])
    assert line.text == "¹ Housing return, table four."
    assert len(lines_of([word("1", 0, 102.6, 7), word("2", 20, 102.6, 7), *row("Housing return", 40, 100)])) == 2


def test_a_dot_before_a_line_is_its_bullet() -> None:
    line = lines_of(row("an item", 20, 100), [Dot(10, 103, 4)])[0]
    marker = marker_of(line)
    assert marker is not None and marker.rest.text == "an item"
    assert marker_of(lines_of(row("an item", 20, 100), [Dot(10, 160, 4)])[0]) is None


@pytest.mark.parametrize(("text", "marker"), [("(a) first", "(a)"), ("12. twelfth", "12."), ("• dot", "-"), ("2019 was", None), ("word", None)])
def test_markers_of_lists(text: str, marker: str | None) -> None:
    found = marker_of(Line(tuple(row(text, 0, 0))))
    assert (found.text if found else None) == marker


WORDS = Vocabulary(["the assessment of decision-making by well known under-fives was long", "a review of makers, and making; who is old at nine"])


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("assess", "ment", False),
        ("decision", "making", True),
        ("under", "fives", True),
        ("2019", "20", True),
        ("Anglo", "Saxon", True),
        ("self", "help", True),
        ("nine-year", "old", True),
        ("non", "sense", False),
        ("unheard", "of", False),
        ("NHS", "led", True),
    ],
)
def test_the_document_s_words_decide_on_hyphens(first: str, second: str, kept: bool) -> None:
    assert keeps_hyphen(first, second, WORDS) is kept


def test_a_hyphen_that_only_divides_never_stays() -> None:
    words = Vocabulary(["this is self\u2010", "evident and self-made"])
    assert running_text(["this is self\u2010", "evident"], words) == "this is selfevident"
    # Where it stands inside lines as well, it is a hyphen like any other.
    assert running_text(["this is self\u2010", "evident"], Vocabulary(["self\u2010made"])) == "this is self-evident"


def test_lines_join_with_the_page_break_before_a_whole_word() -> None:
    assert running_text(["one", "two", "three"], WORDS, (2,)) == "one two\fthree"
    assert running_text(["an assess-", "ment of it"], WORDS, (1,)) == "an assessment\fof it"
    assert running_text(["one", "two"], WORDS, (1, 1)) == "one\f\ftwo"
    assert joint("2019–", "20", WORDS) == ("2019–", "20")
    assert joint("he said –", "and left", WORDS) == ("he said – ", "and left")


def test_a_gutter_parts_columns_and_no_cells() -> None:
    prose = "some words of prose that run on and on"
    lines = lines_of([w for i in range(6) for x in (0, 250) for w in row(prose, x, 100 - 12 * i)])
    gutter = gutter_of(lines)
    assert gutter is not None and (gutter.first, gutter.last) == (0, 5)
    left, right = split(lines, gutter)
    assert [line.text for line in (*left, *right)] == [prose] * 12
    cells = lines_of([w for i in range(6) for x in (0, 250) for w in row("12 %", x, 100 - 12 * i)])
    assert gutter_of(cells) is None


def test_a_heading_across_two_columns_ends_their_gutter() -> None:
    prose = "some words of prose that run on and on"
    bands = [[w for i in range(6) for x in (0, 250) for w in row(prose, x, y - 12 * i)] for y in (300, 190)]
    lines = lines_of([*bands[0], word("Lifts", 0, 215, 14), *bands[1]])
    gutter = gutter_of(lines)
    assert gutter is not None and (gutter.first, gutter.last) == (0, 5)
    # Beside it the right column goes on: a heading of the left one.
    lines = lines_of([*bands[0], word("Lifts", 0, 215, 14), *row(prose, 250, 228), *row(prose, 250, 216), *row(prose, 250, 204), *bands[1]])
    gutter = gutter_of(lines)
    assert gutter is not None and (gutter.first, gutter.last) == (0, len(lines) - 1)


def test_running_heads_need_to_run() -> None:
    def page(number: int) -> list[Line]:
        texts = ((95, "Report of the panel"), (80, f"Words of page {number * 'x'} alone"), (5, f"Page {number} of 4"))
        return [Line(tuple(row(text, 0, base))) for base, text in texts]

    pages = [page(number) for number in range(1, 5)]
    kept = without_running_heads(pages, [(0, 0, 100, 100)] * 4)
    assert [[line.text for line in lines] for lines in kept] == [[f"Words of page {number * 'x'} alone"] for number in range(1, 5)]
    assert without_running_heads(pages[:1], [(0, 0, 100, 100)])[0][0].text == "Report of the panel"


@pytest.mark.parametrize("title", ["Microsoft Word - a.docx", "untitled", "report_final.pdf", "Document1", "  ", "about:blank", "C:\\temp\\x"])
def test_titles_that_programs_write_are_none(title: str) -> None:
    assert source_of({"Title": title, "Author": "admin"}, [], 10.0).title is None
    assert source_of({"Title": title, "Author": "admin"}, [], 10.0).author is None


def test_words_of_ocr_get_their_line_s_place() -> None:
    found = {
        "text": ["", "Tall", "ace", "speck"],
        "conf": [-1, 96, 91, 5],
        "left": [0, 100, 300, 900],
        "top": [0, 100, 110, 100],
        "width": [0, 150, 100, 9],
        "height": [0, 50, 30, 50],
        "block_num": [1, 1, 1, 1],
        "par_num": [0, 1, 1, 1],
        "line_num": [0, 1, 1, 1],
    }
    words = words_of_table(found, 1000)
    assert [found.text for found in words] == ["Tall", "ace"]
    assert words[0].base == words[1].base and words[0].size == words[1].size
    assert words[1].x0 == 300 * 72 / 300


def test_a_large_initial_stands_before_its_word() -> None:
    initial = word("T", 0, 80, 36)
    lines = lines_of([initial, *row("he councils were asked", 19, 100), *row("and one has", 19, 90), *row("not replied", 0, 70)])
    assert [line.text for line in lines] == ["The councils were asked", "and one has", "not replied"]


@pytest.mark.parametrize("author", ["(anonymous)", "anonymous", "(unspecified)", "[Unknown]", "(not set)"])
def test_nobody_is_no_author(author: str) -> None:
    assert source_of({"Title": "The price of a place", "Author": author}, [], 10.0).author is None
    assert source_of({"Title": "The price of a place", "Author": "Ann Author"}, [], 10.0).author == "Ann Author"


@pytest.mark.parametrize(
    ("above", "begins"),
    [("as Rao has found (2020, p.", "14) that"), ("as stated in the report on p.", "14. That"), ("Rao (as in the annex", "b) says")],
)
def test_a_number_inside_a_bracket_or_reference_is_no_marker(above: str, begins: str) -> None:
    wide = row("The first line of the paragraph that goes on to the right", 0, 112)
    style = Style(10.0, {10: 12.0})
    (piece,) = paragraphs_of(lines_of([*wide, *row(above, 0, 100), *row(f"{begins} goes on", 0, 88)]), 1, style)
    assert piece.kind is Kind.PARAGRAPH and piece.lines[-1].text == f"{begins} goes on"
    pieces = paragraphs_of(lines_of([*wide, *row("The aims are:", 0, 100), *row("14) to go on", 0, 88)]), 1, style)
    assert [(piece.kind, piece.marker) for piece in pieces] == [(Kind.PARAGRAPH, ""), (Kind.ITEM, "14)")]


def test_a_cover_is_read_line_by_line_and_its_date_heads_nothing() -> None:
    style = Style(10.0, {12: 20.0, 28: 33.0})
    cover = [*lines_of([word("Damp", 0, 300, 28)]), *(Line((word(text, 0, y, 12),)) for text, y in (("Ann Author", 250), ("14 May 2022", 230)))]
    pieces = with_headings(paragraphs_of(cover, 1, style), style, {})
    assert [(piece.kind, piece.lines[0].text) for piece in pieces] == [
        (Kind.HEADING, "Damp"),
        (Kind.PARAGRAPH, "Ann Author"),
        (Kind.PARAGRAPH, "14 May 2022"),
    ]


def test_a_quotation_in_a_type_of_its_own_is_no_heading() -> None:
    pieces = [head("Tower news", 24), head("Lifts", 16), head("“It took a year”", 20), head("“Nobody came”", 16)]
    assert [piece.kind is Kind.HEADING for piece in with_headings(pieces, Style(10.0, {}), {})] == [True, True, False, True]


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        # Numbers beat sizes.
        ([("The report", 24), ("3. Homes", 12), ("3.1 Lifts", 14), ("3.2 Stairs", 14), ("4. Rents", 12)], [1, 2, 3, 3, 2]),
        # One type for two depths.
        ([("The report", 24), ("1. Homes", 12), ("1.1 Lifts", 12), ("2. Rents", 12)], [1, 2, 3, 2]),
        # A title set as its chapters are.
        ([("The report", 24), ("Chapter 1 Homes", 24), ("Lifts", 14), ("Chapter 2 Rents", 24)], [1, 2, 3, 2]),
        # Steps numbered anew inside numbered sections stand below these.
        ([("The report", 24), ("1. Homes", 14), ("1. Ring the bell", 12), ("2. Wait", 12), ("2. Rents", 14)], [1, 2, 3, 3, 2]),
    ],
)
def test_numbers_say_how_deep_headings_stand(heads: list[tuple[str, float]], levels: list[int]) -> None:
    pieces = [head(text, size) for text, size in heads]
    assert [piece.level for piece in with_headings(pieces, Style(10.0, {}), {})] == levels
