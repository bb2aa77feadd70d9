"""Shingles: runs of four words, by which texts are compared however long they are.

The share of a text's shingles that stand in another is called containment: A. Z. Broder, On the resemblance and containment of documents (1997).
Here every shingle is compared, by a hash of 64 bits, and none is sampled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LENGTH = 4
CONTAINED = 0.5
"""Share of a sentence's shingles that have to stand in a document for the document to repeat the sentence; one changed word takes away four."""
MOST_HOLDERS = 32
"""A shingle that more documents hold is a phrase of the trade or a notice, and tells nothing."""
_WORD = re.compile(r"[£$€+-]?\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-"})
_FACTOR = 0x9E3779B97F4A7C15
_Numbers = NDArray[np.int64]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and figures of a text without case and punctuation; signs, currencies and per cent stay with their figures."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)))


def shared_words(sentences: Sequence[Sequence[str]], belongs: _Numbers, documents: int) -> dict[tuple[int, int], int]:
    """Return how many words of a document stand in sentences that another repeats, by the two documents' numbers.

    ``sentences`` are the words of each sentence, ``belongs`` the number of its document, shape (sentences,).
    """
    hashes, rows = _shingles(sentences)
    own = belongs[rows]
    order = np.lexsort((own, hashes))
    sorted_hashes, sorted_own = hashes[order], own[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (sorted_hashes[1:] != sorted_hashes[:-1]) | (sorted_own[1:] != sorted_own[:-1])
    held, holder = sorted_hashes[new], sorted_own[new]
    known, first, holders = np.unique(held, return_index=True, return_counts=True)
    group = np.searchsorted(known, hashes)
    telling = np.flatnonzero((holders[group] > 1) & (holders[group] <= MOST_HOLDERS))
    group = group[telling]
    size = holders[group]
    # Each shingle meets each document that holds it: places 0, 1, 2, ... within its group.
    place = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    other = holder[np.repeat(first[group], size) + place]
    row = np.repeat(rows[telling], size)
    keys, counts = np.unique(row * documents + other, return_counts=True)
    total = np.bincount(rows, minlength=len(sentences))
    shared: dict[tuple[int, int], int] = {}
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        at, other_number = divmod(key, documents)
        pair = (int(belongs[at]), other_number)
        if pair[0] != pair[1] and count >= CONTAINED * total[at]:
            shared[pair] = shared.get(pair, 0) + len(sentences[at])
    return shared


def _shingles(sentences: Sequence[Sequence[str]]) -> tuple[NDArray[np.uint64], _Numbers]:
    """Return the hash of each shingle and the row of its sentence, shape (shingles,) each; a shingle never runs across two sentences."""
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers) + 1) for sentence in sentences for word in sentence], dtype=np.uint64)
    rows = np.repeat(np.arange(len(sentences)), [len(sentence) for sentence in sentences]).astype(np.int64)
    count = max(len(words) - LENGTH + 1, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    for step in range(LENGTH):
        hashes = hashes * np.uint64(_FACTOR) + words[step : step + count]
        hashes ^= hashes >> np.uint64(29)
    whole = rows[:count] == rows[LENGTH - 1 : LENGTH - 1 + count]
    return hashes[whole], rows[:count][whole]
