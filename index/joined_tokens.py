"""The token vectors of several indexes, or of some rows of them, read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.row_map import RowMap, Rows
from index.token_store import TokenStore, idf_of, rarity, shares


class JoinedTokens:
    """Token stores behind one; no vector is copied, and how rare a token is follows from the rows that are there."""

    def __init__(self, stores: Sequence[TokenStore | JoinedTokens], rows: RowMap) -> None:
        self._stores = tuple(stores)
        self._rows = rows
        found, counts = self.holders(np.arange(len(rows)))
        self.idf = idf_of(found, counts, len(rows))

    def __len__(self) -> int:
        return len(self._rows)

    def holders(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the token ids that stand in some rows, ascending, and in how many of these rows each stands."""
        total: Counter[int] = Counter()
        for part, _, own in self._rows.split(rows):
            found, counts = self._stores[part].holders(own)
            total.update(dict(zip(found.tolist(), counts.tolist(), strict=True)))
        ids = sorted(total)
        return np.array(ids, np.int64), np.array([total[i] for i in ids], np.int64)

    def similarities(self, row: int, question: Vectors) -> Vectors:
        """Return, for each token of the question, the cosine of the sentence's most similar token (``TokenStore.similarities``)."""
        return self._store(row).similarities(int(self._rows.row[row]), question)

    def similarities_of(self, rows: Rows, question: Vectors) -> Vectors:
        """Return ``similarities`` of several rows, shape (rows, question tokens)."""
        best = np.full((len(rows), len(question)), -1.0, dtype=np.float32)
        for part, places, own in self._rows.split(rows):
            best[places] = self._stores[part].similarities_of(own, question)
        return best

    def ids(self, row: int) -> NDArray[np.int32]:
        """Return the vocabulary ids of a sentence's tokens."""
        return self._store(row).ids(int(self._rows.row[row]))

    def rarity(self, ids: NDArray[np.int32]) -> Vectors:
        """Return the inverse document frequency of each token of a question over the sentences; the largest for one that none has."""
        return rarity(ids, self.idf, len(self))

    def weights(self, ids: NDArray[np.int32]) -> Vectors:
        """Return the weight of each token of a question: its inverse document frequency over the sentences, scaled to sum to 1."""
        return shares(self.rarity(ids))

    def _store(self, row: int) -> TokenStore | JoinedTokens:
        return self._stores[int(self._rows.part[row])]
