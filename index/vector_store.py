"""Sentence vectors in a FAISS index. The only module that imports faiss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.errors import DamagedIndex
from index.layout import VECTORS


class VectorStore:
    """One vector for each sentence; search by inner product, exact."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @staticmethod
    def save(folder: Path, vectors: Vectors) -> None:
        """Write vectors of shape (sentences, dimension) as the FAISS index of a folder."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        faiss.write_index(index, str(folder / VECTORS))

    @classmethod
    def open(cls, folder: Path) -> VectorStore:
        """Open the FAISS index of a folder.

        Raises:
            DamagedIndex: it cannot be read.
        """
        import faiss

        try:
            return cls(faiss.read_index(str(folder / VECTORS)))
        except RuntimeError as error:
            raise DamagedIndex(f"the index at {folder} is damaged ({VECTORS} cannot be read): remove it and run `carecite build` again") from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, vector: Vectors, limit: int) -> NDArray[np.int64]:
        """Return the rows of the ``limit`` largest inner products with ``vector`` (dimension,), best first."""
        _, rows = self._index.search(vector.reshape(1, -1), min(limit, len(self)))
        found: NDArray[np.int64] = rows[0][rows[0] >= 0]
        return found

    def nearest_among(self, vector: Vectors, limit: int, among: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return the rows of the ``limit`` largest inner products with ``vector`` (dimension,) among some rows, best first, and the products."""
        import faiss

        if not len(among):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters: Any = faiss.SearchParameters  # whose keywords faiss adds when it is loaded
        only = parameters(sel=faiss.IDSelectorBatch(np.ascontiguousarray(among, dtype=np.int64)))
        products, rows = self._index.search(vector.reshape(1, -1), min(limit, len(among)), params=only)
        found = rows[0] >= 0
        return rows[0][found], products[0][found]

    def rows(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of some rows: shape (rows, dimension)."""
        vectors: Vectors = self._index.reconstruct_batch(rows)
        return vectors
