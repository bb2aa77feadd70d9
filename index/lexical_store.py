"""BM25 over the sentences and over the sentences between their neighbours. The only module of the index that imports bm25s."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndex
from index.layout import LEXICAL
from index.window import neighbours
from ingest.sentence import Sentence

FIELDS = {"plain": 0, "near": 1, "wide": 2}
"""What is searched for each sentence: itself, and itself with so many neighbours on each side."""
_NO_WORD = "\0"
"""Stands in a corpus without a single word, of which BM25 would make divisions by zero; no question can hold it."""
Scores = NDArray[np.float32]


class LexicalStore:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over stemmed English words without stop words, one index for each field."""

    def __init__(self, indexes: dict[str, Any]) -> None:
        self._indexes = indexes

    @classmethod
    def build(cls, sentences: Sequence[Sentence]) -> LexicalStore:
        """Index the sentences, and the sentences between one and two neighbours on each side."""
        import bm25s

        words = [words_of(sentence.clean) for sentence in sentences]
        indexes = {}
        for field, reach in FIELDS.items():
            texts = [[word for j in neighbours(sentences, i, reach) for word in words[j]] for i in range(len(sentences))]
            if not any(texts):
                texts = [[_NO_WORD]] * max(len(texts), 1)
            indexes[field] = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
            indexes[field].index(texts, show_progress=False)
        return cls(indexes)

    def save(self, folder: Path) -> None:
        """Write the indexes into an index folder, without pickles."""
        for field, index in self._indexes.items():
            index.save(str(folder / LEXICAL / field), show_progress=False, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> LexicalStore:
        """Open the indexes of an index folder, memory-mapped.

        Raises:
            DamagedIndex: one of them cannot be read.
        """
        import bm25s

        try:
            return cls(
                {field: bm25s.BM25.load(str(folder / LEXICAL / field), mmap=True, allow_pickle=False, show_progress=False) for field in FIELDS}
            )
        except (OSError, ValueError, KeyError) as error:
            raise DamagedIndex(f"the index at {folder} is damaged ({LEXICAL} cannot be read): remove it and run `carecite build` again") from error

    def scores(self, field: str, question: str) -> Scores:
        """Return the BM25 score of every sentence for the question, divided by the largest (all 0 where no word is known)."""
        index = self._indexes[field]
        known = [word for word in words_of(question) if word in index.vocab_dict]
        if not known:
            return np.zeros(int(index.scores["num_docs"]), dtype=np.float32)
        scores: Scores = index.get_scores(known)
        largest = float(scores.max())
        return scores / largest if largest > 0 else scores

    def saturations(self, field: str, word: str) -> tuple[NDArray[np.int64], Scores]:
        """Return the rows that have a stemmed word, and the BM25 score of each for it without the word's inverse document frequency."""
        index = self._indexes[field]
        token = index.vocab_dict.get(word)
        if token is None:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        first, behind = int(index.scores["indptr"][token]), int(index.scores["indptr"][token + 1])
        rows, values = np.array(index.scores["indices"][first:behind], np.int64), np.array(index.scores["data"][first:behind], np.float32)
        return rows, values / np.float32(bm25_idf(behind - first, int(index.scores["num_docs"])))

    def known_share(self, question: str) -> float:
        """Return the share of the question's distinct words that any sentence has.

        Each word weighs log((N + 1) / (n + 0.5)) for N sentences of which n have it.
        """
        index = self._indexes["plain"]
        starts = index.scores["indptr"]
        tokens = [index.vocab_dict.get(word) for word in sorted(set(words_of(question)))]
        counts = [int(starts[token + 1] - starts[token]) if token is not None else 0 for token in tokens]
        return known_share(counts, int(index.scores["num_docs"]))


def bm25_idf(count: int, sentences: int) -> float:
    """Return the inverse document frequency of BM25 in Lucene's variant for a word that ``count`` of so many sentences have."""
    return math.log(1 + (sentences - count + 0.5) / (count + 0.5))


def known_share(counts: Sequence[int], sentences: int) -> float:
    """Return the share of words that any sentence has, weighed by how rare each is; ``counts`` says how many sentences have each."""
    known = 0.0
    weight = 0.0
    for count in counts:
        value = max(math.log((sentences + 1) / (count + 0.5)), 0.0)
        weight += value
        known += value if count else 0.0
    return known / weight if weight > 0 else 0.0


def words_of(text: str) -> list[str]:
    """Return the stemmed words of a text in order, stop words left out."""
    import bm25s

    words: list[list[str]] = bm25s.tokenize([text], stemmer=_stemmer(), show_progress=False, return_ids=False)
    return words[0]


@functools.cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
