"""Which row of which index each row of a joined index is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.sentence import Sentence

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class RowMap:
    """The rows of a joined index: ``part`` is the number of the index that each comes from, ``row`` its row there; both of shape (rows,).

    ``doc_ids`` are its documents in their order, ``sizes`` the numbers of rows of the indexes.
    """

    doc_ids: tuple[str, ...]
    part: Rows
    row: Rows
    sizes: tuple[int, ...]

    @classmethod
    def of_documents(
        cls, sentences: Sequence[Sequence[Sentence]], documents: Sequence[Collection[str]], doc_ids: Collection[str] | None = None
    ) -> RowMap:
        """Return the rows of some documents, or of all, ordered by doc_id as a built index has them.

        Raises:
            ValueError: two indexes have a document of the same id.
        """
        every = [doc_id for own in documents for doc_id in own]
        if len(set(every)) < len(every):
            raise ValueError("two indexes have a document of the same id")
        chosen = tuple(sorted(doc_id for doc_id in every if doc_ids is None or doc_id in doc_ids))
        places: dict[str, list[tuple[int, int]]] = {doc_id: [] for doc_id in chosen}
        for part, own in enumerate(sentences):
            for row, sentence in enumerate(own):
                if sentence.doc_id in places:
                    places[sentence.doc_id].append((part, row))
        pairs = np.array([pair for doc_id in chosen for pair in places[doc_id]], dtype=np.int64).reshape(-1, 2)
        return cls(chosen, pairs[:, 0].copy(), pairs[:, 1].copy(), tuple(len(own) for own in sentences))

    def __len__(self) -> int:
        return len(self.part)

    def split(self, rows: Rows) -> Iterator[tuple[int, Rows, Rows]]:
        """Yield for each index that any of ``rows`` comes from its number, the places of those in ``rows``, and their rows there."""
        parts = self.part[rows]
        for part in range(len(self.sizes)):
            places = np.flatnonzero(parts == part)
            if len(places):
                yield part, places, self.row[rows[places]]

    @cached_property
    def kept(self) -> tuple[Rows, ...]:
        """The rows of each index that stand in the joined one, ascending."""
        return tuple(np.flatnonzero(joined >= 0) for joined in self.joined)

    @cached_property
    def joined(self) -> tuple[Rows, ...]:
        """For each row of each index its row in the joined one, -1 where it has none."""
        found = []
        for part, size in enumerate(self.sizes):
            rows = np.full(size, -1, np.int64)
            own = np.flatnonzero(self.part == part)
            rows[self.row[own]] = own
            found.append(rows)
        return tuple(found)
