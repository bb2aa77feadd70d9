"""Which questions lean on the one before, and what they become."""

from __future__ import annotations

import pytest

from assistant.follow_up import leans, resolve

BEFORE = "What happened to supervision-order placements?"


@pytest.mark.parametrize(
    "question",
    [
        "and for under tens?",
        "why is that?",
        "Why?",
        "what about fathers?",
        "how about SGOs?",
        "is that true?",
        "and in 2019?",
        "how many?",
        "Why do they break down?",
        "What happens to them afterwards?",
        "Does this differ by region?",
        "who said that?",
        "more",
    ],
)
def test_a_follow_up(question):
    assert leans(question)
    assert resolve(question, [BEFORE]) == f"What happened to supervision-order placements – {question}"


@pytest.mark.parametrize(
    "question",
    [
        "How many children are in care?",
        "What is a care order?",
        "What is kinship care?",
        "How do kinship carers get paid?",
        "How long can a supervision order last?",
        "Is there any evidence that early help works?",
        "What does the report say about this problem of instability in residential care homes?",
    ],
)
def test_a_question_that_stands_on_its_own(question):
    assert not leans(question)
    assert resolve(question, [BEFORE]) is None


def test_nothing_before_it():
    assert resolve("why is that?", []) is None


def test_a_follow_up_of_a_follow_up_keeps_the_subject():
    history = ["How many children are in care?", "and under tens?"]
    assert resolve("why?", history) == "How many children are in care – and under tens – why?"


def test_only_what_is_leant_on_comes_in():
    history = ["How many children are in care?", "What is a care order?"]
    assert resolve("and how long does it last?", history) == "What is a care order – and how long does it last?"
