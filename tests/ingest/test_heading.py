"""Headings: which bare lines are headings, and how deep each stands."""

from __future__ import annotations

import pytest

from ingest.heading import Outline, looks_like_heading
from ingest.line import lines
from ingest.paragraph import raw_blocks
from tests.ingest.reading import headings, path_of


def is_heading(text: str) -> bool:
    """Ask of a text that is one block."""
    (block,) = raw_blocks(text, lines(text))
    return looks_like_heading(block)


@pytest.mark.parametrize(
    "line",
    [
        "Introduction",
        "What happens next?",
        "1.1 Background and purpose",
        "3 Findings",
        "Chapter one: The context",
        "MAIN FINDINGS",
        "The “market for care” and the role of commissioning",
        "Spending since 2012/13 (in 2019/20 prices)¹",
        "“Cliff edge” at 18",
        "Élodie's story",
    ],
)
def test_headings(line: str) -> None:
    """Short, starting like a title, not ending like a sentence."""
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "This is a sentence.",
        "Payments stop at 18.[^1]",
        "Payments stop at 18.¹",
        "the rest of a line",
        "The panel looks at:",
        "Prices rose in 2021. Most of them are owned by private companies",
        "It was said (Brown, 2019)",
        "The boyfriend, who was not named in any record, and which",
        "Present: Cllr Jones (Chair), Cllr Singh",
        "Keywords: kinship, care",
        "12 March 2022",
        "By Sam Okoro | 14 June 2021",
        "Published: 3 May 2021",
        "jane@example.org",
        "“It is a cliff edge”",
        "12",
        "***",
        "word " * 30,
        "x" * 400,
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    """Sentences, lead-ins, datelines, citations, quotations, records."""
    assert not is_heading(line)


def test_a_run_of_bare_lines_is_a_list_and_not_headings() -> None:
    """Four in a row; and lines behind a colon."""
    assert headings("Present at the visit\n\nAnna Lee\n\nSam Okoro\n\nMaya Cole\n\nThey all agreed on the plan.") == []
    assert headings("The homes are:\n\nAsh House\n\nBeech House\n\nThey all closed.") == []


def test_the_last_line_of_a_text_is_no_heading() -> None:
    """Nothing stands under it."""
    assert headings("One sentence here.\n\nThe end") == []


def test_a_heading_set_on_two_lines_is_one() -> None:
    """The second line begins in lower case."""
    text = "Decision making related to harm is too inconsistent and often\n\nnot good enough\n\nThe review found this in many places."
    assert path_of(text, "many places") == ("Decision making related to harm is too inconsistent and often not good enough",)


def test_numbered_headings_nest_by_their_numbers() -> None:
    """1, 1.1, 1.1.1, and back."""
    text = "1 Purpose\n\nA first text.\n\n1.1 Scope\n\nA second text.\n\n1.1.1 Places\n\n"
    text += "A third text.\n\n1.2 Dates\n\nA fourth text.\n\n2 Money\n\nA fifth text."
    assert path_of(text, "third") == ("1 Purpose", "1.1 Scope", "1.1.1 Places")
    assert path_of(text, "fourth") == ("1 Purpose", "1.2 Dates")
    assert path_of(text, "fifth") == ("2 Money",)


def test_markdown_headings_nest_by_their_marks() -> None:
    """A missing level is no trouble."""
    text = "# A\n\nOne text.\n\n### B\n\nTwo text.\n\n## C\n\nThree text.\n\nD\n---\n\nFour text."
    assert [path_of(text, word) for word in ("One", "Two", "Three", "Four")] == [("A",), ("A", "B"), ("A", "C"), ("A", "D")]


def test_outline_puts_chapters_at_the_top_and_short_lines_under_statements() -> None:
    """As a report without marks is set."""
    outline = Outline(["Money and people ..... 12"])
    seen = []
    for title in ("Chapter one: Homes", "There are not enough homes in the right places", "Foster care", "Money and people", "Annex A"):
        outline.enter(title)
        seen.append(outline.path)
    assert seen == [
        ("Chapter one: Homes",),
        ("Chapter one: Homes", "There are not enough homes in the right places"),
        ("Chapter one: Homes", "There are not enough homes in the right places", "Foster care"),
        ("Money and people",),
        ("Annex A",),
    ]


def test_emphasis_hides_no_full_stop() -> None:
    text = "# A note\n\nThe figures for 2022 are provisional. *They should not be quoted.*\n\nMore text stands here.\n"
    assert headings(text) == ["A note"]
