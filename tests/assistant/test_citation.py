"""One line that says where a quote stands."""

from __future__ import annotations

import pytest

from assistant.citation import author_date, author_in_citation, cite, date_parts, dated, spoken_date
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
        (
            Source("Why?", "Jane Smith, John Jones and Ofsted’s Board", "HMSO", "spring 2021"),
            ("Views",),
            3,
            "Jane Smith, John Jones and Ofsted’s Board (2021) Why? HMSO. Section ‘Views’. p. 3.",
        ),
        (Source("Why?", "Smith, J.; Jones, K.", "HMSO", "forthcoming"), (), 3, "Smith, J. & Jones, K. (forthcoming) Why? HMSO. p. 3."),
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


@pytest.mark.parametrize(
    ("source", "short"),
    [
        (Source("T", "Jane Smith and John Jones", None, "2021-03"), "Smith & Jones, 2021"),
        (Source("T", "Smith, J., Jones, K. and Brown, L.", None, "2021"), "Smith et al., 2021"),
        (Source("T", "Department for Education"), "Department for Education, n.d."),
        (Source("The report", None, None, "2021"), "The report, 2021"),
    ],
)
def test_in_the_text(source, short):
    assert author_date(Document("file", "Text.", source)) == short


def test_letters():
    assert [dated("2021-03", "b"), dated(None, "b"), dated("in press", "a"), dated("2021", "")] == ["2021b", "n.d.-b", "in press-a", "2021"]


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2021", (2021,)),
        ("2021-06", (2021, 6)),
        ("2020-02-29", (2020, 2, 29)),
        ("2021-02-29", ()),
        ("2021-13", ()),
        ("0000", ()),
        ("spring", ()),
        (None, ()),
    ],
)
def test_parts_of_a_date(published, parts):
    assert date_parts(published) == parts
