"""One line that says where a quote stands."""

from __future__ import annotations

import pytest

from assistant.citation import author_in_citation, cite, spoken_date
from ingest.document import Document, Source


@pytest.mark.parametrize(
    ("source", "section", "page", "citation"),
    [
        (
            Source("A letter", "Jonathan Dickens", "A University", "2021-03-30"),
            ("1. A", "b. B"),
            None,
            "Dickens, J. (2021) A letter. A University. Section ‘b. B’.",
        ),
        (Source("The report", "Review of Care", "Review of Care", "2021-06"), (), 12, "Review of Care (2021) The report. p. 12."),
        (Source("What now?", None, None, "2021"), (), None, "What now? (2021)."),
        (Source(None, None, None, None, "press article"), ("Views",), None, "[Press article] (n.d.). Section ‘Views’."),
        (Source(), (), None, "file (n.d.)."),
    ],
)
def test_what_is_not_known_is_left_out(source, section, page, citation):
    assert cite(Document("file", "Text.", source), section, page) == citation


@pytest.mark.parametrize(
    ("author", "cited"),
    [
        ("Jonathan Dickens", "Dickens, J."),
        ("Mary Ann Evans", "Evans, M. A."),
        ("Department for Education", "Department for Education"),
        ("World Health Organization", "World Health Organization"),
        ("Ofsted", "Ofsted"),
    ],
)
def test_authors(author, cited):
    assert author_in_citation(author) == cited


@pytest.mark.parametrize(
    ("published", "spoken"),
    [
        ("2021-03-30", "30 March 2021"),
        ("2021-06", "June 2021"),
        ("2021", "2021"),
        ("2021-02-30", "2021-02-30"),
        ("2021-13", "2021-13"),
        ("spring 2021", "spring 2021"),
        ("", None),
        (None, None),
    ],
)
def test_dates(published, spoken):
    assert spoken_date(published) == spoken
