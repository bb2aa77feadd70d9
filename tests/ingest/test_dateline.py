"""Datelines, bylines and the outer parts of a letter."""

from __future__ import annotations

import pytest

from ingest.dateline import is_dateline, letter_parts
from ingest.line import lines
from ingest.paragraph import raw_blocks


@pytest.mark.parametrize(
    "line",
    [
        "30 March 2021",
        "Tuesday, August 30, 2022",
        "1st May 2020",
        "May 2021",
        "12/03/2021",
        "2021-03-30",
        "j.dickens@uea.ac.uk",
        "By Sam Okoro",
        "By Sam Okoro and Anna Lee, 3 May 2021",
        "Published: 3 May 2021",
        "Last updated 4 June 2022",
        "Posted by Sam on Monday",
        "Written by Maya Cole",
    ],
)
def test_datelines(line: str) -> None:
    """Dates, names and addresses alone on a line."""
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By 2025 we will open ten homes.",
        "By the numbers",
        "May I foster?",
        "Published figures on homes",
        "March of progress",
        "In May 2021",
        "Write to us at any time",
        "",
        "@",
        "a@b",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    """They only begin like one."""
    assert not is_dateline(line)


def test_the_outer_parts_of_a_letter() -> None:
    """Address, salutation, closing words and signature; not the letter."""
    texts = [
        "Ms A Patel",
        "Northbury Council",
        "Dear Ms Patel",
        "Visit to Northbury",
        "Thank you for your help.",
        "Yours sincerely",
        "Jane Reed",
        "Her Majesty's Inspector",
    ]
    text = "\n\n".join(texts)
    blocks = raw_blocks(text, lines(text))
    assert [blocks[i].text for i in sorted(letter_parts(blocks))] == [*texts[:3], *texts[5:]]


def test_the_subject_above_a_salutation_goes_no_further_than_a_sentence() -> None:
    """A memo that ends like a sentence is no address."""
    text = "The board met.\n\nAnna Lee\n\nDear all,"
    blocks = raw_blocks(text, lines(text))
    assert sorted(letter_parts(blocks)) == [1, 2]
