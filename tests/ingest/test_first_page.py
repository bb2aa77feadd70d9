"""What the lines under a title say of a document, and what only looks like it."""

from __future__ import annotations

import pytest

from ingest.document import Document, Source
from ingest.first_page import source_of_first_page
from ingest.structure import find_blocks

BODY = "The board met twice in the spring of that year and heard from ten families. It will meet again.\n"


def found(front: str, body: str = BODY) -> Source:
    text = f"{front}\n\n{body}"
    return source_of_first_page(text, find_blocks(text))


@pytest.mark.parametrize(
    ("front", "source"),
    [
        ("# Homes\n\nBy Jane Smith", Source(author="Jane Smith")),
        ("# Homes\n\nBy Jane Smith and Tom van Lee\n12 March 2022", Source(author="Jane Smith and Tom van Lee", published="2022-03-12")),
        ("# Homes\n\nBy Jane O’Neill-Smith, 3 May 2021", Source(author="Jane O’Neill-Smith", published="2021-05-03")),
        ("Homes for all\nBy J. K. Smith | 3 May 2021", Source(author="J. K. Smith", published="2021-05-03")),
        ("# Homes\n## A plan\n\nAuthor: Jane Smith\nDate: 2022-03-12", Source(author="Jane Smith", published="2022-03-12")),
        ("# Homes\n\nAuthors: University of Northbury", Source(author="University of Northbury")),
        ("# Homes\n\nPublished by Northbury Council", Source(publisher="Northbury Council")),
        ("# Homes\n\nPublisher: Northbury Press\n\nWritten by Maya Cole", Source(author="Maya Cole", publisher="Northbury Press")),
        ("# Homes\n\n12 March 2022", Source(published="2022-03-12")),
        ("# Homes\n\nTuesday, August 30, 2022", Source(published="2022-08-30")),
        ("# Homes\n\nMarch 2022", Source(published="2022-03")),
        ("# Homes\n\nPublished 2021", Source(published="2021")),
        ("# Homes\n\nLast updated 4 June 2022", Source(published="2022-06-04")),
        ("# Homes\n\nLast updated: 4 June 2022\nPublished: 1st May 2020", Source(published="2020-05-01")),
        ("12 March 2022\n\n# Homes", Source(published="2022-03-12")),
    ],
)
def test_lines_that_say_it(front: str, source: Source) -> None:
    """Who wrote it, who published it, and when, in ISO form."""
    assert found(front) == source


@pytest.mark.parametrize(
    "front",
    [
        "# Homes",
        "# Homes\n\nBy Land and Sea",
        "# Homes\n\nBy Royal Appointment",
        "# Homes\n\nBy the Numbers",
        "# Homes\n\nBy 2025 we will open ten homes.",
        "# Homes\n\nBy Jane",
        "# Homes\n\nAuthor: unknown",
        "# Homes\n\nPosted by Sam on Monday",
        "# Homes\n\nPublished by Sam Okoro on 3 May 2021",
        "# Homes\n\nPublished figures on homes",
        "# Homes\n\n31 February 2022",
        "# Homes\n\n03/04/2022",
        "# Homes\n\n2021",
        "# Homes\n\n12 March 2022\n\n14 March 2022",
        "# Homes\n\nIn March 2022 the board met.\n\n12 March 2022",
        "# Homes\n\nThe inquiry, 12 March 2022",
        "# Homes\n\n- 12 March 2022\n- 14 March 2022",
        "# Homes\n\n| 12 March 2022 |",
        f"# Homes\n\n{BODY}\n12 March 2022",
        f"# Homes\n\n{BODY}\nBy Jane Smith",
        "# Homes\n\nContents\n\n# Part one\n\n12 March 2022",
    ],
)
def test_lines_that_only_look_like_it(front: str) -> None:
    """A gap stays a gap."""
    assert found(front) == Source()


def test_the_first_date_of_a_chronicle_is_not_its_own() -> None:
    """Where other dates stand alone further down."""
    body = f"{BODY}\n14 May 2022\n\n{BODY}\n3 June 2023\n\n{BODY}"
    assert found("# Timeline\n\n12 March 2022", body) == Source()
    assert found("# Timeline\n\nPublished: 12 March 2022", body).published == "2022-03-12"


def test_only_the_first_page() -> None:
    """A line on the second page is another document's business."""
    text = f"# Homes\n\n12 March 2022\n\n{BODY}"
    assert source_of_first_page(text, find_blocks(text), (0, 5)) == Source()


def test_the_seeds_keep_their_gaps(seeds: dict[str, Document]) -> None:
    """None of them says on its first page more than is stated beside it, but for the one whose dateline repeats what is stated."""
    read = {name: source_of_first_page(document.text, document.blocks) for name, document in seeds.items()}
    assert read.pop("003") == Source(published="2022-08-30")
    assert set(read.values()) == {Source()}
    assert seeds["002"].source == Source(kind="press article on the Case for Change")
    assert seeds["000"].source.title is None
