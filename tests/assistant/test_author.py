"""Authors read into persons and bodies."""

from __future__ import annotations

import pytest

from assistant.author import Body, Person, listed, read_authors, shortened


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (None, ()),
        ("  ", ()),
        ("Jonathan Dickens", (Person("Dickens", "Jonathan"),)),
        ("Jane Smith and John Jones", (Person("Smith", "Jane"), Person("Jones", "John"))),
        ("Jane Smith & John Jones", (Person("Smith", "Jane"), Person("Jones", "John"))),
        ("Jane Smith, John Jones, and Mary Ann Brown", (Person("Smith", "Jane"), Person("Jones", "John"), Person("Brown", "Mary Ann"))),
        ("Smith, J.; Jones, K.", (Person("Smith", "J."), Person("Jones", "K."))),
        ("Smith, J., Jones, K. L. and Brown, M.", (Person("Smith", "J."), Person("Jones", "K. L."), Person("Brown", "M."))),
        ("Smith J, Jones KL", (Person("Smith", "J"), Person("Jones", "KL"))),
        ("Dickens, Jonathan", (Person("Dickens", "Jonathan"),)),
        ("J. K. Smith", (Person("Smith", "J. K."),)),
        ("Aoife O’Higgins", (Person("O’Higgins", "Aoife"),)),
        ("Ludwig van Beethoven", (Person("van Beethoven", "Ludwig"),)),
        ("Maria de la Cruz", (Person("de la Cruz", "Maria"),)),
        ("van der Berg, J.", (Person("van der Berg", "J."),)),
        ("Professor Eileen Munro", (Person("Munro", "Eileen"),)),
        ("Prof. Dr. Eileen Munro, PhD", (Person("Munro", "Eileen"),)),
        ("Martin Luther King Jr.", (Person("King", "Martin Luther", "Jr."),)),
        ("Sammy Davis, Jr.", (Person("Davis", "Sammy", "Jr."),)),
        ("King, Martin Luther, Jr.", (Person("King", "Martin Luther", "Jr."),)),
    ],
)
def test_persons(written, authors):
    assert read_authors(written) == authors


@pytest.mark.parametrize(
    "body",
    [
        "Department for Education",
        "Ofsted",
        "Independent Review of Children's Social Care",
        "Department for Work and Pensions",
        "Department for Education and Ministry of Justice",
        "CYP Now",
        "NHS England",
        "Community Care",
        "What Works",
        "Barnardo’s, NSPCC",
        "Community Care, London",
        "Barnardos UK",
        "Lord Laming",
        "Mr Justice Munby",
        "Smith and Jones",
        "Judith Harwin et al.",
        "Jane Smith and Ofsted",
        "山田太郎",
        "A & B_{c} % $x$ \\input{x}",
    ],
)
def test_what_does_not_read_like_persons_stays_as_it_is(body):
    assert read_authors(body) == (Body(body),)


def test_bodies_and_persons_apart_by_semicolons():
    assert read_authors("Department for Education; Jane Smith;") == (Body("Department for Education"), Person("Smith", "Jane"))


@pytest.mark.parametrize(
    ("written", "long", "short"),
    [
        ("Jane Smith", "Smith, J.", "Smith"),
        ("Jane Smith and Jean-Paul Jones", "Smith, J. & Jones, J.-P.", "Smith & Jones"),
        ("Smith JK; Jones, K.L.; Ofsted", "Smith, J. K., Jones, K. L. & Ofsted", "Smith et al."),
        ("Martin Luther King Jr.", "King, M. L., Jr.", "King"),
    ],
)
def test_as_cited(written, long, short):
    authors = read_authors(written)
    assert (listed(authors), shortened(authors)) == (long, short)


def test_a_person_without_a_family_name_cannot_be_made():
    with pytest.raises(ValueError, match="family name"):
        Person("")
