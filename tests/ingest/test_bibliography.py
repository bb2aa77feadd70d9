"""Bibliographies, with and without a heading; and paragraphs that only cite."""

from __future__ import annotations

import pytest

from ingest.bibliography import find_bibliography, is_heading, looks_like_entry
from ingest.document import BlockKind, Document
from ingest.line import lines
from ingest.paragraph import raw_blocks
from ingest.structure import find_blocks
from tests.ingest.reading import of_kind, quotable

ENTRIES = [
    "Brown, A., & White, B. (2019). Homes that last. Policy Press.",
    "Department for Education. (2020a). Children looked after in England. https://www.example.org/cla",
    "Farmer, E. (2013). Fostering adolescents. Jessica Kingsley Press.",
    "Selwyn, J., & Quinton, D. (n.d.). Stability and outcomes. Journal of Social Work, 12(3), 4-19.",
]
BODY = "Children in care told us that they wanted one person who stayed (Brown & White, 2019)."


@pytest.mark.parametrize(
    "entry", [*ENTRIES, "Ofsted (2021) *Fostering in England*. London: Ofsted.", "Smith J. The law of children. Oxford University Press 1998."]
)
def test_entries(entry: str) -> None:
    """Authors, a year, and where to find the work."""
    assert looks_like_entry(entry)


@pytest.mark.parametrize(
    "text", [BODY, "In 2019 the Board (which met in March) changed its mind.", "Smith (2019) found that most placements were stable over time.", ""]
)
def test_sentences_that_cite_are_no_entries(text: str) -> None:
    """A sentence of the body stays quotable."""
    assert not looks_like_entry(text)


@pytest.mark.parametrize("heading", ["Bibliography", "REFERENCES", "7. References", "## References", "Works cited", "Further reading"])
def test_a_bibliography_behind_its_heading(heading: str) -> None:
    """Two entries are enough where a heading announces them."""
    text = "\n\n".join([BODY, heading, *ENTRIES[:2]])
    assert of_kind(text, BlockKind.BIBLIOGRAPHY_ENTRY) == ENTRIES[:2]
    assert quotable(text) == [BODY]


def test_a_bibliography_without_a_heading() -> None:
    """Found by the shape of its entries."""
    text = "\n\n".join([BODY, *ENTRIES])
    assert of_kind(text, BlockKind.BIBLIOGRAPHY_ENTRY) == ENTRIES


def test_a_bibliography_with_its_entries_line_under_line() -> None:
    """No blank lines between them."""
    text = f"{BODY}\n\nReferences\n\n" + "\n".join(ENTRIES)
    assert len(of_kind(text, BlockKind.BIBLIOGRAPHY_ENTRY)) == 4


def test_a_bibliography_as_a_list() -> None:
    """Bullets or numbers before the entries."""
    for marks in ("****", "1234"):
        text = f"{BODY}\n\n# References\n\n" + "\n".join(
            f"{mark}{'.' if mark.isdigit() else ''} {entry}" for mark, entry in zip(marks, ENTRIES, strict=True)
        )
        assert len(of_kind(text, BlockKind.BIBLIOGRAPHY_ENTRY)) == 4, marks


def test_what_follows_the_bibliography_is_text_again() -> None:
    """A marked heading ends it, and so do several paragraphs that are no entries."""
    after = [f"Annex sentence number {i} is about the method that was used." for i in range(5)]
    for text in ("\n\n".join(["# References", *ENTRIES, "# Annex", *after]), "\n\n".join([BODY, *ENTRIES, *after])):
        assert [sentence for sentence in quotable(text) if sentence != BODY] == after


def test_in_text_references_in_a_paragraph_of_the_body_are_no_bibliography() -> None:
    """Three citing paragraphs in a row."""
    text = "\n\n".join([BODY] * 5)
    assert find_bibliography(raw_blocks(text, lines(text)), ()) == frozenset()


def test_heading() -> None:
    """The word alone, numbered or not."""
    assert all(map(is_heading, ["References", "5 Bibliography", "LITERATURE CITED"]))
    assert not any(map(is_heading, ["References to children", "The bibliography of care", ""]))


def test_the_seed_report(seeds: dict[str, Document]) -> None:
    """223 entries, each with a year or "n.d."; the heading, which the page break has put between them, is none of them."""
    entries = [block for block in seeds["001"].blocks if block.kind is BlockKind.BIBLIOGRAPHY_ENTRY]
    assert len(entries) == 223
    assert all(any(mark in block.span.of(seeds["001"].text) for mark in ("19", "20", "n.d.")) for block in entries)


def test_short_entries_without_a_place_to_look_end_an_announced_bibliography() -> None:
    text = (
        "The mill closed.\n\nBibliography\n\nPell, H. (2010) Hours and minutes. Northern Journal, 3(1), pp. 1–9.\n\n"
        "Roe, P. (2011) Beds. Tolland: Ledger Press.\n\nMill Council (2012a) The mill: tables. Milltown: Mill Council.\n\n"
        "As Pell (2013) shows, the mill was never full.\n"
    )
    kinds = {block.span.of(text)[:12]: block.kind for block in find_blocks(text)}
    assert kinds["Mill Council"] is BlockKind.BIBLIOGRAPHY_ENTRY
    assert kinds["As Pell (201"] is BlockKind.PARAGRAPH
