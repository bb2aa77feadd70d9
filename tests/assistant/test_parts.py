"""Questions of several parts."""

from __future__ import annotations

import pytest

from assistant.parts import split_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What is kinship care and how many children live in it?", ("What is kinship care", "how many children live in it?")),
        ("What did Dickens find? What does the report say about it?", ("What did Dickens find?", "What does the report say about it?")),
        ("Did it rise in 2019-20 and was this more than in 2012-13?", ("Did it rise in 2019-20", "was this more than in 2012-13?")),
        ("I work with children. How many of them are in care?", ("I work with children.", "How many of them are in care?")),
        ("Cost of a place: what does A say, and how much is it in B?", ("Cost of a place: what does A say", "Cost of a place: how much is it in B?")),
        ("Does it work? what do mothers think of it n why do they stay", ("Does it work? what do mothers think of it", "why do they stay")),
    ],
)
def test_several_parts(question, parts):
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "How many children and young people are in care?",
        "Who decides and when?",
        "What does Dr. Dickens say of it?",
        "Why?",
        "x" * 2000,
        "and how and why and when",
        "How many die young? Authors and year please.",
        "Is there any research on fathers? And what are the sources for it?",
    ],
)
def test_one_part(question):
    assert split_parts(question) == (question,)


def test_at_most_four():
    assert len(split_parts(" ".join(f"What is part {number} about?" for number in range(9)))) == 4
