"""Sentence vectors in FAISS: the nearest are the nearest, and a damaged file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedIndex
from index.vector_store import VectorStore


def test_nearest_by_inner_product(tmp_path: Path) -> None:
    """Against a sort of all products."""
    random = np.random.default_rng(5)
    vectors, question = random.normal(size=(50, 16)).astype(np.float32), random.normal(size=16).astype(np.float32)
    VectorStore.save(tmp_path, vectors)
    store = VectorStore.open(tmp_path)
    assert len(store) == 50
    assert list(store.nearest(question, 7)) == list(np.argsort(-(vectors @ question))[:7])
    assert sorted(store.nearest(question, 500)) == list(range(50))
    assert (store.rows(np.array([3, 49, 0])) == vectors[[3, 49, 0]]).all()


def test_an_empty_store(tmp_path: Path) -> None:
    """No vectors, no rows."""
    VectorStore.save(tmp_path, np.zeros((0, 16), np.float32))
    assert len(VectorStore.open(tmp_path)) == 0


@pytest.mark.parametrize("content", [None, b"", b"nonsense that is no index at all"])
def test_a_file_that_is_no_index(tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty, something else: one line."""
    if content is not None:
        (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(DamagedIndex, match=r"vectors\.faiss cannot be read") as caught:
        VectorStore.open(tmp_path)
    assert "\n" not in str(caught.value)
