"""The network that is trained is the network that is used."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answerability.network import LOOKED_AT, Network
from index.matches import Matches
from training.answer_examples import Example, without_gold
from training.train_answerability import Answerability, held_back, report, train


def example(seed: int, *, answered: bool, sentences: int = LOOKED_AT) -> Example:
    rng = np.random.default_rng(seed)
    similarity = rng.uniform(0.6 if answered else 0.0, 1.0 if answered else 0.4, (sentences, 6)).astype(np.float32)
    matches = Matches(
        rng.normal(size=(6, 384)).astype(np.float32) / 20,
        rng.uniform(0, 8, 6).astype(np.float32),
        similarity,
        similarity > 0.8,
        rng.integers(5, 40, sentences),
    )
    gold = np.zeros(sentences, bool)
    gold[0] = answered
    scores = np.sort(rng.uniform(1, 3, sentences).astype(np.float32))[::-1].copy()
    dense = rng.uniform(0, 1, sentences).astype(np.float32)
    return Example(matches, scores, dense, gold, answered, f"document {seed}", "answered" if answered else "near")


@pytest.mark.parametrize("sentences", [1, 5, LOOKED_AT])
def test_numpy_gives_what_torch_gives(sentences: int):
    network = Answerability().eval()
    one = example(1, answered=True, sentences=sentences)
    ours = Network({name: value.numpy() for name, value in network.state_dict().items()})
    expected = float(network([one])[1].detach()[0])
    assert ours.score(one.matches, one.scores, one.dense) == pytest.approx(expected, abs=1e-4)


def test_it_learns_to_tell_matched_questions_from_others():
    examples = [example(seed, answered=seed % 2 == 0) for seed in range(400)]
    assert any(map(held_back, examples))
    lines = report(train(examples, epochs=30, seed=0), examples)
    near = next(line for line in lines if line.startswith("near"))
    assert float(near.split("AUROC ")[1].split(",")[0]) > 0.95


def test_a_question_without_its_answer_must_be_refused():
    one = example(2, answered=True)
    twin = without_gold(one)
    assert twin is not None
    assert not twin.answered
    assert len(twin.scores) == LOOKED_AT - 1
    assert not twin.gold.any()
    assert without_gold(example(3, answered=False)) is None
