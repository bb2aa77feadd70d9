"""Whether the best sentences answer: the network, and what is left of it where its weights are not there."""

from __future__ import annotations

import numpy as np
import pytest

from assistant import Assistant
from assistant.answerability import network
from assistant.answerability.network import answerability, standard_network
from index.matches import Matches


def logit(assistant: Assistant, question: str) -> float:
    return answerability(question, assistant.index.search(question, 24), assistant.index)


@pytest.mark.parametrize(
    ("answered", "refused"),
    [
        ("What do parents say of social workers?", "Why did parents vote to abolish social workers in 2014?"),
        ("What happened to supervision-order placements?", "Why were supervision orders abolished by the courts in France?"),
    ],
)
def test_an_answered_question_gets_more_than_a_near_miss(assistant: Assistant, answered: str, refused: str):
    assert logit(assistant, answered) > logit(assistant, refused)


def test_nothing_found_says_nothing(assistant: Assistant):
    assert answerability("What happened?", [], assistant.index) == 0.0


def test_the_same_question_gets_the_same_logit(assistant: Assistant):
    question = "What happened to supervision-order placements?"
    assert logit(assistant, question) == logit(assistant, question)


def test_without_its_weights_it_says_nothing(assistant: Assistant, monkeypatch: pytest.MonkeyPatch):
    standard_network.cache_clear()
    monkeypatch.setattr(network, "WEIGHTS_SHA256", "another")
    try:
        assert standard_network() is None
        assert logit(assistant, "What happened to supervision-order placements?") == 0.0
        assert assistant.ask("What happened to supervision-order placements?").to_dict()["status"] == "answered"
    finally:
        standard_network.cache_clear()


def test_the_score_does_not_depend_on_the_order_of_sentences():
    weights = standard_network()
    assert weights is not None
    rng = np.random.default_rng(3)
    similarity = rng.uniform(0, 1, (5, 7)).astype(np.float32)
    same = similarity > 0.8
    vectors, idf = rng.normal(size=(7, 384)).astype(np.float32) / 20, rng.uniform(0, 8, 7).astype(np.float32)
    scores, dense, lengths = rng.uniform(1, 3, 5).astype(np.float32), rng.uniform(0, 1, 5).astype(np.float32), np.array([9, 20, 31, 12, 40])
    order = [3, 1, 4, 0, 2]
    one = weights.score(Matches(vectors, idf, similarity, same, lengths), scores, dense)
    other = weights.score(Matches(vectors, idf, similarity[order], same[order], lengths[order]), scores[order], dense[order])
    assert one == pytest.approx(other, abs=1e-4)
