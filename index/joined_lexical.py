"""BM25 over the sentences of several indexes, or of some rows of them, as one.

The score of a sentence for a word is a product of how rare the word is and of how much of the sentence it makes up. Rarity is counted anew over the
rows that are there. The other factor is taken over, so that the mean length in it is that of the index which a sentence comes from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.lexical_store import LexicalStore, Scores, bm25_idf, known_share, words_of
from index.row_map import RowMap, Rows


class JoinedLexical:
    """BM25 indexes behind one; nothing is copied."""

    def __init__(self, stores: Sequence[LexicalStore | JoinedLexical], rows: RowMap) -> None:
        self._stores = tuple(stores)
        self._rows = rows

    def saturations(self, field: str, word: str) -> tuple[Rows, Scores]:
        """Return the rows that have a stemmed word, ascending, and the score of each for it without the word's inverse document frequency."""
        found, values = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for store, joined in zip(self._stores, self._rows.joined, strict=True):
            rows, own = store.saturations(field, word)
            here = joined[rows]
            found.append(here[here >= 0])
            values.append(own[here >= 0])
        every, scores = np.concatenate(found), np.concatenate(values)
        order = np.argsort(every, kind="stable")
        return every[order], scores[order]

    def scores(self, field: str, question: str) -> Scores:
        """Return the BM25 score of every sentence for the question, divided by the largest (all 0 where no word is known)."""
        scores = np.zeros(len(self._rows), np.float32)
        for word, times in Counter(words_of(question)).items():
            rows, values = self.saturations(field, word)
            scores[rows] += np.float32(times * bm25_idf(len(rows), len(self._rows))) * values
        largest = float(scores.max(initial=0.0))
        return scores / np.float32(largest) if largest > 0 else scores

    def known_share(self, question: str) -> float:
        """Return the share of the question's distinct words that any sentence has (``LexicalStore.known_share``)."""
        counts = [len(self.saturations("plain", word)[0]) for word in sorted(set(words_of(question)))]
        return known_share(counts, len(self._rows))
