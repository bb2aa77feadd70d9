"""The exact answer inside a quote: what is marked, and what is not."""

from __future__ import annotations

import pytest

from assistant.answer_span import find_answer
from assistant.asked_for import asked_for

MARKED = [
    ("How many lighthouses were lit?", "Of the 40 lighthouses on the coast, only 23 were lit by nightfall.", "only 23"),
    ("what share of bakers close on mondays", "About a third of bakers stay shut on Mondays, and 12% on Tuesdays too.", "About a third"),
    ("What proportion of boats leaked?", "In 2019 some 41 per cent of the boats let in water (Bell, 2018).", "some 41 per cent"),
    ("how common is it for clocks to stop", "One in five clocks had stopped within a year.", "One in five"),
    ("How much did the bridge cost?", "After six years the bridge cost £10 billion, 40% more than planned.", "£10 billion"),
    ("unit cost per visit", "Each visit takes two hours and comes to £210.", "£210"),
    ("How long do swifts sleep?", "Swifts sleep for seven hours in 24 nests.", "seven hours"),
    ("When was the mill opened?", "The mill was opened on 4 June 1912 and employed 80 people.", "4 June 1912"),
    ("What year did the pier burn?", "The pier, 300 yards long, burnt in 1974.", "1974"),
    ("how much more likely are town foxes to be seen", "Foxes in towns are 10 to 15 times more likely to be seen than others.", "10 to 15 times"),
    ("Who wrote the preface?", "The preface, which runs to 12 pages, is by Dr Ada Finch of the museum.", "Dr Ada Finch"),
    ("Which regulator looks at ferries?", "Ferries are looked at by the Harbour Safety Authority each spring.", "the Harbour Safety Authority"),
    ("Which town has the oldest clock?", "The oldest clock of all stands in Ludlow and still strikes.", "Ludlow"),
    ("Take-up in the second spring", "In the second spring 61 per cent of gardeners took a plot.", "61 per cent"),
    ("Yearly outlay on seed", "Seed set the gardeners back £4,300 a year.", "£4,300"),
    ("how many trees fell?", "A total of 80,080 trees\nfell that night, most of them beeches.", "80,080"),
]
UNMARKED = [
    ("Why did 23 lighthouses go dark?", "Only 23 lighthouses were lit because oil was dear."),
    ("What do bakers think of Mondays?", "About a third of bakers like Mondays."),
    ("How do swifts sleep?", "Swifts sleep for seven hours on the wing."),
    ("How much did the bridge cost?", "The bridge was opened in 1974 and is 300 yards long."),
    ("How many lighthouses were lit in 1974?", "In 1974 the lighthouses were lit again."),
    ("When was the mill opened?", "The mill employed 80 people (Bell and Finch, 1998)."),
    ("Who wrote the preface?", "The preface was written in great haste."),
    ("how many trees fell?", "Section 20 says nothing of trees that fall."),
    ("how many trees fell?", ""),
]


@pytest.mark.parametrize(("question", "text", "answer"), MARKED)
def test_the_answer_is_marked(question: str, text: str, answer: str) -> None:
    span = find_answer(question, text)
    assert span is not None
    assert answer in span.of(text)
    assert len(span) <= len(answer) + 25


@pytest.mark.parametrize(("question", "text"), UNMARKED)
def test_nothing_is_marked(question: str, text: str) -> None:
    assert find_answer(question, text) is None


def test_a_number_that_the_question_says_is_not_its_answer() -> None:
    text = "Of 300 boats, 41 leaked."
    span = find_answer("how many of the 300 boats leaked", text)
    assert span is not None and span.of(text) == "41"


def test_two_that_fit_alike_leave_nothing_marked() -> None:
    assert find_answer("how many were there?", "There were 12 red ones, 14 blue ones, 15 green ones and 17 white ones.") is None


def test_an_answer_in_a_text_of_several_lines_is_marked_at_its_place() -> None:
    text = "The bridge\ncost £10\nmillion."
    span = find_answer("what did the bridge cost?", text)
    assert span is not None and span.of(text) == "£10\nmillion"


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("How many boats leaked, and when was that?", {"count", "date"}),
        ("sample size", {"count"}),
        ("what helps when a boat leaks", set()),
        ("Why is the price so high?", set()),
        ("the people who mend boats", set()),
        ("who mends boats", {"name"}),
    ],
)
def test_what_a_question_asks_for(question: str, kinds: set[str]) -> None:
    assert kinds <= asked_for(question)
    assert bool(kinds) == bool(asked_for(question))
