"""The authors at the head of an entry, in the styles that people write."""

from __future__ import annotations

import pytest

from ingest.author_list import Author, folded_name, initials_of, parse_authors


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("Smith, J., & Jones, K. L.", [("Smith", "J."), ("Jones", "K. L.")]),
        ("Smith, J. and Jones, K.", [("Smith", "J."), ("Jones", "K.")]),
        ("Smith J, O'Brien KL, de Souza M", [("Smith", "J"), ("O'Brien", "KL"), ("de Souza", "M")]),
        ("Smith, Jane, and Kate Jones.", [("Smith", "Jane"), ("Jones", "Kate")]),
        ("Smith, Jane.", [("Smith", "Jane")]),
        ("Sebba, Judy, Berridge, D., & Luke, N.", [("Sebba", "Judy"), ("Berridge", "D."), ("Luke", "N.")]),
        ("van der Berg, J., & Müller-Lüdenscheidt, Ä.", [("van der Berg", "J."), ("Müller-Lüdenscheidt", "Ä.")]),
        ("Putnam, R. D.", [("Putnam", "R. D.")]),
        ("Davis, J. A., Jr., & Roe, B.", [("Davis", "J. A."), ("Roe", "B.")]),
        ("Brown, A. (Ed.)", [("Brown", "A.")]),
        ("Department for Education (DfE)", [("Department for Education", "")]),
        ("Ashley, C., & Family Rights Group.", [("Ashley", "C."), ("Family Rights Group", "")]),
        ("LGiU, & MJ.", [("LGiU", ""), ("MJ", "")]),
        ("ADR UK.", [("ADR UK", "")]),
        ("Ecorys UK, & Rees Centre.", [("Ecorys UK", ""), ("Rees Centre", "")]),
    ],
)
def test_people_and_bodies(head: str, authors: list[tuple[str, str]]) -> None:
    assert parse_authors(head) == (tuple(Author(*author) for author in authors), False)


@pytest.mark.parametrize("others", ["et al.", "et. al.", "et al", "and colleagues", "and others"])
def test_authors_that_the_text_leaves_out(others: str) -> None:
    assert parse_authors(f"Bywaters, Bunting, {others}", inverted=False) == ((Author("Bywaters"), Author("Bunting")), True)


def test_a_name_folded() -> None:
    """Case, accents, both apostrophes, hyphens and "and" make no difference."""
    assert folded_name("O’Brien-Rønning & the Café") == folded_name("O'BRIEN RONNING and The Cafe") == "obrien ronning the cafe"
    assert (initials_of("E. R."), initials_of("JK"), initials_of("Jean-Luc"), initials_of("")) == ("er", "jk", "jl", "")


def test_an_author_has_a_name() -> None:
    with pytest.raises(ValueError, match="has a name"):
        Author(" ")
