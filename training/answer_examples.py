"""Examples of questions that a corpus answers, or does not, as the index sees them: made for ``training.train_answerability``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answerability.network import LOOKED_AT, retrieval_scores
from index.matches import Matches
from training.question_corpus import Found, own_corpora, search, squad_corpus

SQUAD_DOCUMENTS = 250
_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Example:
    """The best sentences for a question: how its words match them, their scores, dense scores, and which of them answer."""

    matches: Matches
    scores: NDArray[np.float32]
    dense: NDArray[np.float32]
    gold: NDArray[np.bool_]
    answered: bool
    group: str
    kind: str


def own_examples(folder: Path, names: str) -> Iterator[Example]:
    """Yield the examples of carecite's own data: each file whose name begins with one of the letters ``names`` is a corpus of its own."""
    for corpus in own_corpora(folder, names):
        yield from map(_example, search(corpus, _DEPTH))


def squad_examples(folder: Path, seed: int = 7) -> Iterator[Example]:
    """Yield the examples of a sample of SQuAD 2.0's paragraphs, with the questions that people wrote to be unanswerable by them."""
    yield from map(_example, search(squad_corpus(folder, SQUAD_DOCUMENTS, seed), _DEPTH))


def without_gold(example: Example) -> Example | None:
    """Return the example with the sentences that answer taken away, so that the same question must be refused; ``None`` where nothing is left."""
    keep = ~example.gold
    if not example.answered or keep.sum() < 3:
        return None
    matches = replace(
        example.matches, similarity=example.matches.similarity[keep], same=example.matches.same[keep], lengths=example.matches.lengths[keep]
    )
    return replace(
        example, matches=matches, scores=example.scores[keep], dense=example.dense[keep], gold=example.gold[keep], answered=False, kind="taken away"
    )


def _example(found: Found) -> Example:
    kept = list(found.sentences[: LOOKED_AT + 4])
    gold = np.array([found.is_gold(one) for one in kept])
    matches = found.index.matches(found.text, [one.row for one in kept])
    dense = np.array([one.dense for one in kept], np.float32)
    question = found.question
    return Example(matches, retrieval_scores(kept), dense, gold, bool(question.gold), question.group, question.kind)
