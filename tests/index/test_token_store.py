"""Token vectors in 8 bits: MaxSim against a naive float version, and the round trip through files."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import TokenVectors
from index.token_store import TokenStore, join, quantise

DIMENSION = 32


def tokens(random: np.random.Generator, count: int) -> TokenVectors:
    """Return random unit vectors with ids below 6."""
    vectors = random.normal(size=(count, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return TokenVectors(vectors, random.integers(0, 6, count).astype(np.int32), np.zeros((count, 2), np.int32))


@pytest.fixture
def rows() -> list[TokenVectors]:
    """Return the token vectors of six sentences, one of them without tokens."""
    random = np.random.default_rng(7)
    return [tokens(random, count) for count in (5, 1, 0, 12, 3, 8)]


@pytest.fixture
def store(tmp_path: Path, rows: list[TokenVectors]) -> TokenStore:
    """Return them as a store on disk, written as two blocks put together."""
    TokenStore.save(tmp_path, join([quantise(rows[:2], DIMENSION), quantise(rows[2:], DIMENSION)], DIMENSION))
    return TokenStore.open(tmp_path)


def naive(row: TokenVectors, question: NDArray[np.float32]) -> list[float]:
    """Return the largest cosine for each token of the question, in floats."""
    return [max((float(np.dot(vector, q)) for vector in row.vectors), default=-1.0) for q in question]


def test_max_sim_is_that_of_floats_within_rounding(store: TokenStore, rows: list[TokenVectors]) -> None:
    """Each of 32 numbers is off by at most 1/254, so a product by 32 / 254 at the very worst, and by far less in fact."""
    question = tokens(np.random.default_rng(3), 9).vectors
    for row, expected in enumerate(rows):
        found = store.similarities(row, question)
        assert found.shape == (9,)
        assert found == pytest.approx(naive(expected, question), abs=0.03)


def test_a_sentence_finds_itself(store: TokenStore, rows: list[TokenVectors]) -> None:
    """The cosine of a vector with itself is 1."""
    assert store.similarities(3, rows[3].vectors) == pytest.approx(np.ones(12), abs=0.02)


def test_rows_can_be_taken_over_unchanged(store: TokenStore, rows: list[TokenVectors], tmp_path: Path) -> None:
    """A block read and written again has the same bytes."""
    assert len(store) == 6
    block = store.block(1, 4)
    again = quantise(rows[1:4], DIMENSION)
    assert (block.codes == again.codes).all()
    assert list(block.ids) == list(again.ids)
    assert list(block.counts) == [1, 0, 12]
    TokenStore.save(tmp_path, join([store.block(0, 3), store.block(3, 6)], DIMENSION))
    assert len(TokenStore.open(tmp_path)) == 6


def test_idf_by_hand(tmp_path: Path) -> None:
    """Three sentences; token 1 in all of them, twice in the first, token 2 in one: log(4 / 3.5) and log(4 / 1.5)."""
    unit = np.eye(4, dtype=np.float32)
    rows = [TokenVectors(unit[: len(ids)], np.array(ids, np.int32), np.zeros((len(ids), 2), np.int32)) for ids in ([1, 1, 2], [1], [1])]
    TokenStore.save(tmp_path, quantise(rows, 4))
    store = TokenStore.open(tmp_path)
    assert store.idf == pytest.approx({1: math.log(4 / 3.5), 2: math.log(4 / 1.5)})
    known, unknown = math.log(4 / 1.5), math.log(4)
    assert store.weights(np.array([2, 99], np.int32)) == pytest.approx([known / (known + unknown), unknown / (known + unknown)])
    assert float(store.weights(np.array([1, 2, 99], np.int32)).sum()) == pytest.approx(1.0)


def test_weights_of_a_question_without_tokens_or_information(tmp_path: Path) -> None:
    """No division by zero."""
    row = TokenVectors(np.eye(1, 4, dtype=np.float32), np.array([1], np.int32), np.zeros((1, 2), np.int32))
    TokenStore.save(tmp_path, quantise([row], 4))
    store = TokenStore.open(tmp_path)
    assert store.weights(np.zeros(0, np.int32)).shape == (0,)
    assert np.isfinite(store.weights(np.array([1], np.int32))).all()


def test_an_empty_store(tmp_path: Path) -> None:
    """A corpus without a quotable sentence."""
    TokenStore.save(tmp_path, join([], DIMENSION))
    store = TokenStore.open(tmp_path)
    assert len(store) == 0
    assert store.idf == {}


def test_several_rows_are_as_one_by_one(store: TokenStore) -> None:
    """One product for all rows gives what each gives alone, a row without tokens among them."""
    question = tokens(np.random.default_rng(4), 5).vectors
    rows = np.array([0, 2, 3, 5])
    assert store.similarities_of(rows, question) == pytest.approx(np.stack([store.similarities(int(row), question) for row in rows]), abs=1e-6)
    assert store.similarities_of(np.array([2]), question) == pytest.approx(-1.0)
    assert store.similarities_of(np.array([], dtype=np.int64), question).shape == (0, 5)
