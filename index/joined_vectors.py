"""The sentence vectors of several indexes, or of some rows of them, searched as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.row_map import RowMap, Rows
from index.vector_store import VectorStore


class JoinedVectors:
    """Vector stores behind one; no vector is copied."""

    def __init__(self, stores: Sequence[VectorStore | JoinedVectors], rows: RowMap) -> None:
        self._stores = tuple(stores)
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def nearest(self, vector: Vectors, limit: int) -> Rows:
        """Return the rows of the ``limit`` largest inner products with ``vector`` (dimension,), best first."""
        return self.nearest_among(vector, limit, np.arange(len(self)))[0]

    def nearest_among(self, vector: Vectors, limit: int, among: Rows) -> tuple[Rows, Vectors]:
        """Return the rows of the ``limit`` largest inner products with ``vector`` (dimension,) among some rows, best first, and the products."""
        found, products = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for part, _, own in self._rows.split(among):
            rows, values = self._stores[part].nearest_among(vector, limit, own)
            found.append(self._rows.joined[part][rows])
            products.append(values)
        every, scores = np.concatenate(found), np.concatenate(products)
        order = np.lexsort((every, -scores))[:limit]
        return every[order], scores[order]

    def rows(self, rows: Rows) -> Vectors:
        """Return the vectors of some rows: shape (rows, dimension)."""
        pieces = [(places, self._stores[part].rows(own)) for part, places, own in self._rows.split(rows)]
        if not pieces:
            return self._stores[0].rows(np.zeros(0, np.int64))
        vectors = np.zeros((len(rows), pieces[0][1].shape[1]), np.float32)
        for places, own_vectors in pieces:
            vectors[places] = own_vectors
        return vectors
