"""Token vectors of every sentence, 8 bits a number, read through a memory map; and MaxSim over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import TokenVectors, Vectors
from index.layout import TOKEN_IDS, TOKEN_STARTS, TOKENS

_SCALE = 127.0


@dataclass(frozen=True, slots=True)
class TokenBlock:
    """Token vectors of consecutive sentences.

    ``codes`` int8 (tokens, dimension), ``ids`` int32 (tokens), ``counts`` int32 (sentences), the number of tokens of each.
    """

    codes: NDArray[np.int8]
    ids: NDArray[np.int32]
    counts: NDArray[np.int32]


def quantise(tokens: Sequence[TokenVectors], dimension: int) -> TokenBlock:
    """Round each number of the token vectors of consecutive sentences to 8 bits (vectors have length 1, so every number lies in [-1, 1])."""
    codes = [np.zeros((0, dimension), np.int8), *(np.rint(token.vectors * _SCALE).astype(np.int8) for token in tokens)]
    ids = [np.zeros(0, np.int32), *(token.ids for token in tokens)]
    counts = np.array([len(token.ids) for token in tokens], dtype=np.int32)
    return TokenBlock(np.concatenate(codes), np.concatenate(ids).astype(np.int32), counts)


def join(blocks: Sequence[TokenBlock], dimension: int) -> TokenBlock:
    """Put blocks one behind the other."""
    if not blocks:
        return quantise([], dimension)
    return TokenBlock(np.concatenate([b.codes for b in blocks]), np.concatenate([b.ids for b in blocks]), np.concatenate([b.counts for b in blocks]))


class TokenStore:
    """The token vectors of an index, by row of the sentence."""

    def __init__(self, codes: NDArray[np.int8], ids: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        self._codes = codes
        self._ids = ids
        self._starts = starts
        self.idf = _idf(ids, starts)

    @staticmethod
    def save(folder: Path, block: TokenBlock) -> None:
        """Write a block as the token store of an index folder."""
        np.save(folder / TOKENS, block.codes, allow_pickle=False)
        np.save(folder / TOKEN_IDS, block.ids, allow_pickle=False)
        np.save(folder / TOKEN_STARTS, np.concatenate([[0], np.cumsum(block.counts, dtype=np.int64)]), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> TokenStore:
        """Open the token store of an index folder; the vectors stay on disk until a row is read."""
        codes = np.load(folder / TOKENS, mmap_mode="r", allow_pickle=False)
        return cls(codes, np.load(folder / TOKEN_IDS, allow_pickle=False), np.load(folder / TOKEN_STARTS, allow_pickle=False))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def block(self, first: int, behind: int) -> TokenBlock:
        """Return the token vectors of the rows [first, behind), to be used again in another index."""
        start, end = int(self._starts[first]), int(self._starts[behind])
        counts = np.diff(self._starts[first : behind + 1]).astype(np.int32)
        return TokenBlock(np.array(self._codes[start:end]), self._ids[start:end], counts)

    def similarities(self, row: int, question: Vectors) -> Vectors:
        """Return, for each token of the question, the cosine of the sentence's most similar token.

        The shape is (question tokens,); every value is -1 where the sentence has no tokens.
        This is the inner part of MaxSim: Khattab and Zaharia, ColBERT, SIGIR 2020.
        """
        start, end = int(self._starts[row]), int(self._starts[row + 1])
        if start == end:
            return np.full(len(question), -1.0, dtype=np.float32)
        codes = self._codes[start:end].astype(np.float32)
        best: Vectors = (codes @ question.T).max(axis=0) / _SCALE
        return best

    def similarities_of(self, rows: NDArray[np.int64], question: Vectors) -> Vectors:
        """Return ``similarities`` of several rows, shape (rows, question tokens), with one product for all of them."""
        counts = self._starts[rows + 1] - self._starts[rows]
        best = np.full((len(rows), len(question)), -1.0, dtype=np.float32)
        filled = np.flatnonzero(counts)
        if not len(filled):
            return best
        behind = np.cumsum(counts[filled])
        within = np.arange(int(behind[-1])) - np.repeat(behind - counts[filled], counts[filled])
        codes = self._codes[np.repeat(self._starts[rows[filled]], counts[filled]) + within].astype(np.float32)
        best[filled] = np.maximum.reduceat(codes @ question.T, behind - counts[filled], axis=0) / _SCALE
        return best

    def ids(self, row: int) -> NDArray[np.int32]:
        """Return the vocabulary ids of a sentence's tokens."""
        return self._ids[int(self._starts[row]) : int(self._starts[row + 1])]

    def holders(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the token ids that stand in some rows, ascending, and in how many of these rows each stands."""
        counts = self._starts[rows + 1] - self._starts[rows]
        behind = np.cumsum(counts)
        within = np.arange(int(behind[-1]) if len(behind) else 0) - np.repeat(behind - counts, counts)
        return _holders(self._ids[np.repeat(self._starts[rows], counts) + within], np.repeat(np.arange(len(rows)), counts))

    def rarity(self, ids: NDArray[np.int32]) -> Vectors:
        """Return the inverse document frequency of each token of a question over the sentences; the largest for one that none has."""
        return rarity(ids, self.idf, len(self))

    def weights(self, ids: NDArray[np.int32]) -> Vectors:
        """Return the weight of each token of a question: its inverse document frequency over the sentences, scaled to sum to 1."""
        return shares(self.rarity(ids))


def rarity(ids: NDArray[np.int32], idf: Mapping[int, float], sentences: int) -> Vectors:
    """Return the inverse document frequency of each token of a question over so many sentences; the largest for one that none has."""
    largest = float(np.log(sentences + 1.0))
    return np.array([idf.get(int(i), largest) for i in ids], dtype=np.float32)


def shares(values: Vectors) -> Vectors:
    """Scale values to sum to 1; all are alike where they sum to 0."""
    total = float(values.sum())
    return values / total if total > 0 else np.full(len(values), 1.0 / max(len(values), 1), dtype=np.float32)


def idf_of(found: NDArray[np.int64], counts: NDArray[np.int64], sentences: int) -> dict[int, float]:
    """Return the inverse document frequency of token ids, a sentence being a document: log((N + 1) / (n + 0.5)), at least 0."""
    values = np.maximum(np.log((sentences + 1) / (counts + 0.5)), 0.0)
    return {int(i): float(v) for i, v in zip(found, values, strict=True)}


def _holders(ids: NDArray[np.int32], owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.unique(np.stack([ids.astype(np.int64), owner]), axis=1) if len(ids) else np.zeros((2, 0), np.int64)
    found, counts = np.unique(pairs[0], return_counts=True)
    return found, counts.astype(np.int64)


def _idf(ids: NDArray[np.int32], starts: NDArray[np.int64]) -> dict[int, float]:
    sentences = len(starts) - 1
    return idf_of(*_holders(ids, np.repeat(np.arange(sentences), np.diff(starts))), sentences)
