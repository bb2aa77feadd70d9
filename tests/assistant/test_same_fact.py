"""Whether two sentences say the same."""

from __future__ import annotations

import pytest

from assistant.same_fact import same_fact

SAME = [
    (
        "Spending on services decreased by 35% between 2012/13 and 2019/20 (Department, 2021b).",
        "Between 2012/13 and 2019/20, spending on services decreased by 35% in real terms.",
    ),
    (
        "One in three of all social workers do not work directly with children.",
        "It is a worry that 1 in 3 of all social workers do not work directly with children or families.",
    ),
    (
        "Teenagers are the largest growing cohort in both child protection and care.",
        "Teenagers are the largest growing cohort in both child protection and care.",
    ),
    (
        "Our system is a tower of Jenga held together with Sellotape.",
        "Our children’s social care system is a tower of Jenga, held together with sellotape.",
    ),
    ("About half of the placements had broken down within two years.", "Within 2 years about half of the placements had broken down."),
]
OTHER = [
    ("About a quarter of placements had broken down within two years.", "About a third of placements had broken down within two years."),
    ("About a quarter of placements had broken down within two years.", "About a quarter of placements had broken down within four years."),
    ("Spending on services decreased by 35% between 2012 and 2019.", "Spending on services decreased by 26% between 2012 and 2019."),
    ("The placements had often broken down within the first year.", "The placements had not often broken down within the first year."),
    ("Children’s homes should be rated by the inspectors every year.", "Kinship carers are paid less than foster carers are."),
    (
        "Services also have an important role in supporting families.",
        "Communities also have an important role to play in supporting families in distress.",
    ),
    ("Fees rose.", "Fees rose sharply."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_fact(one, other):
    assert same_fact(one, other) and same_fact(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_fact(one, other):
    assert not same_fact(one, other) and not same_fact(other, one)


@pytest.mark.parametrize("text", ["", "Fees rose.", "A late book costs ten pence a day, and children never pay fines."])
def test_a_sentence_says_what_it_says(text):
    assert same_fact(text, text)


def test_a_part_of_a_much_longer_sentence_is_not_the_same():
    short = "A late book costs ten pence a day."
    assert not same_fact(short, short[:-1] + ", and " + ", ".join(f"a thing of kind {name} costs so many pounds" for name in "bcdfghjklmnp"))
