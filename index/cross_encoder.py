"""The cross-encoder: it reads a question and a sentence together, and says how well the one answers the other.

The embedder reads the two apart, so that a sentence's vectors are made once. Here every token sees every other; that is slower, so only the best
few sentences of a search are read so. The score keeps the form of the search's own, late interaction and the cosine of the two, over vectors that
know both texts (MaxSim: Khattab and Zaharia, ColBERT, SIGIR 2020; reading both together: Nogueira and Cho, arXiv:1901.04085).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors, open_session, open_tokenizer
from index.errors import DamagedIndex

CROSS_GRAPH_FILE = "cross.onnx"
MOST_TOKENS = 112
"""Of a question and a sentence with what stands before it, special tokens included; the model was trained with it."""
MOST_QUESTION = 40
_MOST_BEFORE = 40
_LEAST_BEFORE = 24
WORDS_BEFORE = 30
"""Words of the sentence before that are read along."""
START, SEPARATOR = 101, 102


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence to be read with a question, and what stands before it: its heading, and the end of the sentence before it under that heading."""

    sentence: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Token ids of a question and a candidate in one sequence, and where in it each of the two stands (half-open)."""

    ids: tuple[int, ...]
    question: tuple[int, int]
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the cross-encoder says of some candidates, both of shape (candidates,).

    ``scores`` say how well each answers the question, the higher the better, comparable within one question; ``answers`` are logits that each
    answers it at all, comparable between questions.
    """

    scores: Vectors
    answers: Vectors


class CrossEncoder:
    """The exported cross-encoder and its tokenizer."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def open(cls, folder: Path) -> CrossEncoder | None:
        """Load the cross-encoder that ``index.embedder.export_encoder`` wrote into ``folder``; ``None`` where the embedder has none.

        Raises:
            DamagedIndex: it cannot be read.
        """
        graph = folder / CROSS_GRAPH_FILE
        if not graph.exists():
            return None
        try:
            tokenizer = open_tokenizer(folder)
            tokenizer.no_truncation()
            return cls(open_session(graph), tokenizer)
        except Exception as error:  # onnxruntime and tokenizers raise bare Exception subclasses of their own for unreadable files
            raise DamagedIndex(f"the encoder in {folder} cannot be read: remove the folder and build again") from error

    def judge(self, question: str, candidates: Sequence[Candidate], rarity: Callable[[NDArray[np.int32]], Vectors]) -> Judged:
        """Return how well each candidate answers the question; ``rarity`` gives the inverse document frequency of token ids, a word's weight."""
        if not candidates:
            return Judged(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))
        asked = token_ids(self._tokenizer, [question])[0][:MOST_QUESTION]
        weights = rarity(np.array(asked, dtype=np.int32))
        sentences = token_ids(self._tokenizer, [one.sentence for one in candidates])
        before = token_ids(self._tokenizer, [one.before for one in candidates])
        pairs = [pair_of(asked, sentence, context) for sentence, context in zip(sentences, before, strict=True)]
        scores, answers = np.zeros(len(pairs), dtype=np.float32), np.zeros(len(pairs), dtype=np.float32)
        for batch in like_lengths([len(pair.ids) for pair in pairs]):
            scores[batch], answers[batch] = self._session.run(None, lay_out([pairs[k] for k in batch], [weights] * len(batch)))
        return Judged(scores, answers)


def like_lengths(lengths: Sequence[int]) -> list[list[int]]:
    """Split positions into the two batches, longest first, that are padded least; one where two would save less than a tenth."""
    order = sorted(range(len(lengths)), key=lambda k: (-lengths[k], k))
    whole = len(order) * lengths[order[0]]
    padded = [cut * lengths[order[0]] + (len(order) - cut) * lengths[order[cut]] for cut in range(1, len(order))]
    least = min(padded, default=whole)
    if least > 0.9 * whole:
        return [order]
    cut = padded.index(least) + 1
    return [order[:cut], order[cut:]]


def token_ids(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """Return the token ids of each text, without special tokens."""
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def pair_of(question: Sequence[int], sentence: Sequence[int], before: Sequence[int]) -> Pair:
    """Lay a question's tokens, the end of what stands before the sentence and the sentence's own into one sequence of ``MOST_TOKENS`` at most."""
    before = before[-_MOST_BEFORE:]
    sentence = sentence[: MOST_TOKENS - len(question) - 3 - min(len(before), _LEAST_BEFORE)]
    room = MOST_TOKENS - len(question) - 3 - len(sentence)
    before = before[-room:] if room > 0 else []
    first = 2 + len(question) + len(before)
    ids = (START, *question, SEPARATOR, *before, *sentence, SEPARATOR)
    return Pair(ids, (1, 1 + len(question)), (first, first + len(sentence)))


def lay_out(pairs: Sequence[Pair], weights: Sequence[Sequence[float] | Vectors]) -> dict[str, NDArray[Any]]:
    """Return the graph's inputs, each of shape (pairs, tokens of the longest); ``weights`` has the rarity of each pair's question tokens."""
    width = max(len(pair.ids) for pair in pairs)
    ids = np.zeros((len(pairs), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    question, weight, sentence = (np.zeros((len(pairs), width), dtype=np.float32) for _ in range(3))
    for row, (pair, rarity) in enumerate(zip(pairs, weights, strict=True)):
        ids[row, : len(pair.ids)] = pair.ids
        mask[row, : len(pair.ids)] = 1
        question[row, slice(*pair.question)] = 1.0
        weight[row, slice(*pair.question)] = rarity
        sentence[row, slice(*pair.sentence)] = 1.0
    return {"input_ids": ids, "attention_mask": mask, "question": question, "weight": weight, "sentence": sentence}
