"""Boilerplate: what a page carries around its text, and sentences that only look like it."""

from __future__ import annotations

import pytest

from ingest.boilerplate import find_boilerplate, fold
from ingest.document import BlockKind
from ingest.line import lines
from ingest.paragraph import raw_blocks
from tests.ingest.reading import of_kind, quotable

LONG = "The review heard from many families who said that nobody had told them what was going to happen to their children."


def carried(text: str) -> list[str]:
    """Return the texts of the blocks that are boilerplate."""
    blocks = raw_blocks(text, lines(text))
    return [blocks[i].text for i in sorted(find_boilerplate(blocks))]


@pytest.mark.parametrize(
    "line",
    [
        "Share this page",
        "Share on social media",
        "Share this article on Facebook",
        "Follow us on Twitter",
        "Subscribe",
        "Subscribe to our newsletter.",
        "Sign up for our free newsletter",
        "Log in",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "Cookie settings",
        "Skip to main content",
        "Back to top",
        "Read more: five things to know",
        "Related articles",
        "All rights reserved",
        "© 2021 The Charity",
        "Advertisement",
        "Home > News > Care",
        "3 comments",
        "12",
        "Page 3 of 10",
        "[7]",
        "Picture credit: Anna Lee/Shutterstock",
        "Children playing in a park. Photo: J. Smith/Alamy",
        "From £15 / month",
    ],
)
def test_site_and_page_furniture(line: str) -> None:
    """A line of its own between paragraphs of text."""
    assert carried(f"{LONG}\n\n{line}\n\n{LONG}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share this information with the child's social worker.",
        "Share concerns on a need-to-know basis.",
        "The allowance is £150 / week for a child of four.",
        "| 0 to 4 | £150/week |",
        "Sign in sheets must be kept at the reception desk.",
        "Register here any change of address within five days.",
        "Related articles of the Convention are set out in the annex.",
        "Home visits were often late.",
        "Photographs of the child may only be taken with consent.",
        "In 2020 there were 80,080 children in care.",
        "12 children were moved.",
    ],
)
def test_sentences_that_begin_like_furniture(line: str) -> None:
    """Facts are never thrown away for their first words."""
    assert carried(f"{LONG}\n\n{line}\n\n{LONG}") == []


def test_a_link_to_another_page_is_furniture_and_the_title_of_that_page_is_not() -> None:
    """The difference is the text below it."""
    assert carried(f"{LONG}\n\nPrivacy policy\n\nContact us") == ["Privacy policy", "Contact us"]
    assert carried(f"Privacy policy\n\n{LONG}") == []


def test_a_privacy_policy_may_speak_of_cookies() -> None:
    """Where cookies are a subject, sentences on them are text."""
    text = f"Privacy policy\n\n{LONG}\n\nCookies\n\n"
    text += "We use cookies to remember your choices on this site.\n\nA cookie is a small file.\n\nYou may refuse any cookie."
    assert carried(text) == []
    assert "We use cookies to remember your choices on this site." in quotable(text)


def pages(count: int, between: str) -> str:
    """Return a report whose every page has a running header, a numbered footer and one numbered sentence."""
    body = (
        f"Annual report of the board\n\nSentence {i} says what was done about {name}.\n\nThe Board | {i}"
        for i, name in enumerate(["homes", "schools", "money", "law"][:count], 1)
    )
    return between.join(body)


@pytest.mark.parametrize("between", ["\n\f", "\f", "\n\n\n\n", "\r\n\r\n\r\n\r\n"])
def test_running_headers_and_numbered_footers(between: str) -> None:
    """However the page break is written."""
    text = pages(4, between)
    assert [line.split(" |")[0] for line in carried(text)] == ["Annual report of the board", "The Board"] * 4
    assert len(quotable(text)) == 4


def test_a_subheading_that_returns_in_every_section_is_no_running_header() -> None:
    """Without page breaks around it nothing says that a repeated line belongs to the page."""
    text = "\n\n".join(
        f"Home {name}\n\nWhat we found\n\nThe home in {name} was warm and clean, and children liked it."
        for name in ("Ashby", "Barton", "Corby", "Derby")
    )
    assert carried(text) == []
    assert of_kind(text, BlockKind.HEADING).count("What we found") == 4


def test_a_table_of_contents() -> None:
    """From its heading to its last entry, dots or tabs or spaces before the page number."""
    text = f"Contents\n\nForeword .......... 2\n\n1. The case for\nchange . . . . 5\n\nChapter two\t\t17\n\nAnnex     30\n\nForeword\n\n{LONG}"
    found = carried(text)
    assert found[0] == "Contents"
    assert "Foreword .......... 2" in found
    assert "Annex     30" in found
    assert quotable(text) == [LONG]
    assert of_kind(text, BlockKind.HEADING) == ["Foreword"]


def test_a_notice_above_the_document() -> None:
    """A closing site greets its visitors before the text begins."""
    text = f"Thank you for visiting our website.\n\nThis website will be closed down.\n\nThree dilemmas\n\n{LONG}"
    assert carried(text) == ["Thank you for visiting our website.", "This website will be closed down."]


def test_what_stands_behind_the_last_paragraph_of_a_page_with_a_subscribe_line() -> None:
    """The offers of the site."""
    assert carried(f"{LONG}\n\nDigital membership\n\n* Latest issues\n* Archive\n\nSubscribe") == [
        "Digital membership",
        "Latest issues",
        "Archive",
        "Subscribe",
    ]
    assert carried(f"{LONG}\n\nThe end is near") == []


@pytest.mark.parametrize("text", ["", "12", "Contents", "Subscribe", "\f\f\f", "Contents\n\nContents\n\nContents"])
def test_texts_of_nothing_else(text: str) -> None:
    """No crash where there is no body at all."""
    assert len(carried(text)) <= 3


def test_fold_keeps_letters_and_digits() -> None:
    """What makes two running headers the same."""
    assert fold("  The  Review – of\tCare! 3 ") == "the review of care 3"
