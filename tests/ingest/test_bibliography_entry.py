"""Entries of bibliographies: authors, year and letter, title, number, place."""

from __future__ import annotations

import pytest

from ingest.bibliography_entry import BibliographyEntry, parse_entry, read_entries
from ingest.document import Document
from ingest.span import Span
from tests.ingest.reading import document


def parsed(text: str) -> BibliographyEntry:
    return parse_entry(Span(0, len(text)), text)


@pytest.mark.parametrize(
    ("text", "first", "year", "title", "number"),
    [
        ("Smith, J. and Jones, K. (2019a) *Homes that last*. Bristol: Policy Press.", "Smith", "2019a", "Homes that last", None),
        ("Department for Education. (2021d, March 25). Statistics: Need. GOV.UK.", "Department for Education", "2021d", "Statistics: Need", None),
        ("Prison Service. (February 2021). Youth custody data. GOV.UK.", "Prison Service", "2021", "Youth custody data", None),
        ("Webb, C. (n.d.). In defence. Under review.", "Webb", "n.d.", "In defence", None),
        ("Smith, Jane, and Kate Jones. 2019. Homes That Last. Bristol: Policy Press.", "Smith", "2019", "Homes That Last", None),
        ("O’Brien, M. 2019b. “Title.” Journal 4 (2): 12–34.", "O’Brien", "2019b", "“Title.” Journal 4 (2): 12–34", None),
        ("[12] Smith J, Roe R. Stability in care. BMJ. 2019;366:l1234.", "Smith", "2019", "Stability in care", 12),
        ("3. World Health Organization. Report on children. Geneva: WHO; 2018.", "World Health Organization", "2018", "Report on children", 3),
        ("Smith, Jane. Homes that last. Policy Press, 2017.", "Smith", "2017", "Homes that last", None),
    ],
)
def test_styles(text: str, first: str, year: str, title: str, number: int | None) -> None:
    entry = parsed(text)
    assert (entry.authors[0].family, entry.year + entry.letter, entry.title, entry.number) == (first, year, title, number)
    assert entry.text == text
    assert not entry.titled


def test_a_work_without_authors() -> None:
    """The title stands where authors would; a title may end with a year of its own."""
    report = parsed("The Annual Report of the Chief Inspector 2017/18. (2018). https://www.example.org/annual-report-201718")
    rules = parsed("The Fostering Services (England) Regulations 2011. Queen's Printer. Retrieved 9 June 2021, from https://www.example.org/2011/581")
    assert (report.titled, report.year, rules.titled, rules.year) == (True, "2018", True, "2011")
    assert rules.title == "The Fostering Services (England) Regulations 2011"


def test_entries_of_a_document() -> None:
    """A dash stands for the authors above; a list's number stands before the entry; every entry is a slice of the text."""
    text = "A report\n\nHomes last.\n\nReferences\n\nSmith, Jane. 2018. Early Homes. London: Routledge.\n\n———. 2019. Homes. London: Routledge.\n"
    first, second = read_entries(document(text))
    assert (second.authors, second.year) == (first.authors, "2019")
    numbered = document("# A\n\nText.\n\n# References\n\n1. Roe R, Doe D. Homes. Lancet 2016;12:3-4.\n2. Smith J. Stability. BMJ. 2019;366:12-14.\n")
    assert [(entry.number, entry.year, entry.text[:5]) for entry in read_entries(numbered)] == [(1, "2016", "Roe R"), (2, "2019", "Smith")]
    for one in (document(text), numbered):
        assert all(entry.span.of(one.text) == entry.text for entry in read_entries(one))
    assert read_entries(document("A letter without any.")) == ()


def test_the_seed_report(seeds: dict[str, Document]) -> None:
    """All 223 entries have a year, authors or a title of their own, and no author is a bare initial."""
    entries = read_entries(seeds["001"])
    assert len(entries) == 223
    assert all(entry.year and entry.authors for entry in entries)
    assert not [author for entry in entries for author in entry.authors if len(author.family) < 2 or author.family.endswith(".")]
    assert sum(entry.year == "n.d." for entry in entries) == 6
