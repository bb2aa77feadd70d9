"""Rises and falls in questions and texts."""

from __future__ import annotations

import pytest

from assistant.direction import opposite, stated_movements, supposed_movement


@pytest.mark.parametrize(
    ("question", "direction", "word"),
    [
        ("Why did the number of loans rise?", "a rise", "loan"),
        ("Why did loans rise in 2024?", "a rise", "loan"),
        ("Reasons for the decline in attendance", "a fall", "attendance"),
        ("What accounts for the drop in arrivals since 2027/28?", "a fall", "arrival"),
        ("why have missing calls gone up", "a rise", "missing"),
        ("By how much did turnover fall?", "a fall", "turnover"),
        ("Size of the reduction in reoffending", "a fall", "reoffending"),
    ],
)
def test_supposed(question, direction, word):
    movement = supposed_movement(question)
    assert movement is not None
    assert movement.direction == direction
    assert word in movement.subject


@pytest.mark.parametrize(
    "question",
    [
        "Did loans rise?",
        "Why did loans not rise?",
        "Why did loans rise or fall?",
        "What would happen if loans rose, and why?",
        "How can loans be increased?",
        "Why do readers drop out?",
        "Why is the library closed?",
        "Why did it rise?",
        "",
    ],
)
def test_left_open(question):
    assert supposed_movement(question) is None


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("Loans fell by a third.", ["a fall"]),
        ("The caseload was 17.4, against 19.9 a year earlier.", ["a fall"]),
        ("There were 1,264 arrivals, compared with 877 in 2022.", ["a rise"]),
        ("Assaults went from 96 to 71.", ["a fall"]),
        ("Agency staff fill 29 per cent of posts, down from 44 per cent in 2022.", ["a fall", "a fall"]),
        ("It took place from 2012 to 2019.", []),
        ("The share was 12 per cent, against 9 children in 2022.", ["a rise"]),
        ("Boys made up 60 per cent, against 40 per cent for girls.", []),
        ("Nothing moved.", []),
    ],
)
def test_stated(text, directions):
    assert [movement.direction for movement in stated_movements(text)] == directions


def test_opposite():
    assert opposite("a rise") == "a fall"
    assert opposite("a fall") == "a rise"
