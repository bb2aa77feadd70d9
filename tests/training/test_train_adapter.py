"""The loss of the embedder's adapter."""

from __future__ import annotations

import pytest

from training.passages import TrainingPassage, TrainingQuestion

training = pytest.importorskip("training.train_adapter", reason="torch and transformers are not installed")


def test_a_sentence_elsewhere_that_answers_too_is_not_held_against_the_question() -> None:
    sentences = ("The fee is nine pounds a week.", "Dogs are not let in.")
    other = TrainingPassage("Costs", ("Each week the fee is nine pounds.", "The hall is cold."), ())
    losses = []
    for elsewhere in ((), ("Each week the fee is nine pounds.",)):
        question = TrainingQuestion("what is the fee a week", (0,), elsewhere)
        trainer = training.Trainer([other], 2, 0)
        loss, right = trainer.loss([TrainingPassage("Fees", sentences, (question,)), other])
        losses.append(float(loss.detach()))
        assert 0.0 <= float(right) <= 1.0
    assert losses[1] < losses[0] - 0.1


def test_a_sentence_that_stands_twice_stays_gold() -> None:
    question = TrainingQuestion("are dogs let in", (0,), ("Dogs are not let in.",))
    passage = TrainingPassage("Rules", ("Dogs are not let in.", "The hall is cold."), (question,))
    loss, right = training.Trainer([passage], 2, 0).loss([passage])
    assert float(loss.detach()) < 10.0 and float(right) == 1.0
