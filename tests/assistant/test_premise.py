"""What a question supposes against what the evidence says."""

from __future__ import annotations

import pytest

from assistant.premise import contradicted_premise

FELL = "The number of library loans fell by a third over the four years."
KEPT = "The reading panel said that fines had been a mistake from the first day."


@pytest.fixture
def ask(small_index):
    def contradicted(question, *texts):
        small_index.add("d", "Findings\n\n" + "\n\n".join(texts))
        return contradicted_premise(question, [small_index.found(text) for text in texts])

    return contradicted


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Why did the number of loans rise?", "The passages found speak of a fall, not of a rise."),
        ("What explains the growth in library loans?", "The passages found speak of a fall, not of a rise."),
        ("why does the panel want fines scrapped?", "The passages found do not say “scrapped” or anything like it."),
        ("Why did the panel abolish fines?", "The passages found do not say “abolish” or anything like it."),
    ],
)
def test_contradicted(ask, question, reason):
    assert ask(question, FELL, KEPT) == reason


@pytest.mark.parametrize(
    "question",
    [
        "Why did the number of loans fall?",
        "Did the number of loans rise?",
        "Why did the number of loans not rise?",
        "Why did membership fees rise for adults?",
        "Why did readers drop out?",
        "Why did nobody want fines scrapped?",
        "Should fines be abolished?",
        "",
    ],
)
def test_not_contradicted(ask, question):
    assert ask(question, FELL, KEPT) is None


def test_both_directions_are_no_contradiction(ask):
    assert ask("Why did loans rise?", FELL, "After that the number of loans increased again in the towns.") is None


def test_another_word_for_the_action(ask):
    assert ask("Why did the panel scrap fines?", "The panel ended all fines for children in the spring.") is None


def test_nothing_found():
    assert contradicted_premise("Why did loans rise?", []) is None
