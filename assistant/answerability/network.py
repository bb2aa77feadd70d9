"""Whether the best sentences answer a question, or only speak of what it is about.

A question that documents do not answer often shares more words with them than one that they do ("maximum caseload set by law in Sweden"). What gives
it away is single words that nothing in the best sentences matches, and which words those are. A small network looks at each word of the question:
its vector, how rare it is, and how well each sentence matches it. ``training/train_answerability.py`` trains it; ``MODEL_CARD.md`` beside the weights
says on what.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from index.checksum import sha256_of
from index.matches import Matches
from index.search import Index, ScoredSentence

WEIGHTS_FILE = "weights.npz"
WEIGHTS_SHA256 = "f3cafbb833a51e7545e0dc0d6e960456baab9eae83352071bd588445fbd6680a"
LOOKED_AT = 8
"""Sentences that are looked at, the best ones of the ranking."""
IDF_SCALE, LENGTH_SCALE, SCORE_MIDDLE, VECTOR_SCALE, RARE = 8.0, 30.0, 1.8, 3.0, 2.0
_Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """The weights: each layer a matrix of shape (out, in) and a bias of shape (out)."""

    layers: dict[str, _Array]

    def score(self, matches: Matches, scores: _Array, dense: _Array) -> float:
        """Return the logit that one of the sentences answers; ``scores`` and ``dense`` have shape (sentences)."""
        project = np.tanh(self._apply("project", matches.vectors) * VECTOR_SCALE)
        idf = matches.idf / IDF_SCALE
        best = matches.similarity.max(axis=0)
        shape = matches.similarity.shape
        words = np.stack(
            [
                matches.similarity,
                matches.same.astype(np.float32),
                best[None, :] - matches.similarity,
                np.broadcast_to(idf, shape),
                np.broadcast_to(best, shape),
            ],
            axis=-1,
        )
        hidden = _gelu(self._apply("word", np.concatenate([np.broadcast_to(project, (*shape, project.shape[1])), words], axis=-1)))
        attention = _softmax(self._apply("attention", np.concatenate([project, idf[:, None], best[:, None]], axis=-1))[:, 0] + RARE * idf)
        pooled = (hidden * attention[None, :, None]).sum(axis=1)
        sentence = np.stack([scores - scores.max(), scores - SCORE_MIDDLE, dense, matches.lengths / LENGTH_SCALE], axis=-1)
        features = np.concatenate([pooled, hidden.max(axis=1), sentence.astype(np.float32)], axis=-1)
        answers = self._apply("answer", _gelu(self._apply("sentence", features)))[:, 0]
        top = float(answers.max())
        return top + math.log(float(np.exp(answers - top).sum()))

    def _apply(self, layer: str, values: _Array) -> _Array:
        result: _Array = values @ self.layers[f"{layer}.weight"].T + self.layers[f"{layer}.bias"]
        return result


@cache
def standard_network() -> Network | None:
    """Return the network with the weights that come with carecite; ``None`` where they are missing or are not those of this version."""
    with as_file(files("assistant.answerability").joinpath(WEIGHTS_FILE)) as path:
        if not path.is_file() or sha256_of(path) != WEIGHTS_SHA256:
            return None
        with np.load(path, allow_pickle=False) as arrays:
            return Network({name: arrays[name] for name in arrays.files})


def answerability(question: str, ranking: Sequence[ScoredSentence], index: Index, network: Network | None = None) -> float:
    """Return the logit that the first sentences of a ranking answer the question; 0, which says nothing, where there is no network or no word."""
    network = network or standard_network()
    first = ranking[:LOOKED_AT]
    if network is None or not first:
        return 0.0
    matches = index.matches(question, [found.row for found in first])
    if not len(matches.idf):
        return 0.0
    return round(network.score(matches, retrieval_scores(first), np.array([found.dense for found in first], np.float32)), 3)


def retrieval_scores(first: Sequence[ScoredSentence]) -> _Array:
    """Return the part of each sentence's score that is measured alike in every corpus: dense and late interaction."""
    return np.array([found.dense + 2.5 * found.late_own + 0.5 * found.late_near for found in first], np.float32)


def _gelu(values: _Array) -> _Array:
    """Gaussian error linear unit in its tanh form (Hendrycks and Gimpel, 2016)."""
    result: _Array = (0.5 * values * (1.0 + np.tanh(math.sqrt(2.0 / math.pi) * (values + 0.044715 * values**3)))).astype(np.float32)
    return result


def _softmax(values: _Array) -> _Array:
    shifted = np.exp(values - values.max())
    result: _Array = (shifted / shifted.sum()).astype(np.float32)
    return result
