"""Vectors of all documents, in order: encoded, or taken over from the old index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from index.encoder import Encoder, Vectors
from index.manifest import Manifest
from index.sentence_vector import combine, encode_windows
from index.token_store import TokenBlock, TokenStore, join
from index.vector_store import VectorStore
from index.weights import DenseWeights
from index.window import Window, cut_windows, fingerprint
from ingest.document import Document
from ingest.sentence import Sentence

_CHUNK = 32
"""Windows that are encoded between two reports of progress."""


class Progress(Protocol):
    """Is told how much of a piece of work is done, and how much there is to do."""

    def __call__(self, done: int, total: int) -> None:
        """Take the state of the work."""


class DocumentVectors:
    """Makes the vectors of documents with one encoder, taking over what the index ``old`` at ``target`` holds of them already."""

    def __init__(self, encoder: Encoder, target: Path, old: Manifest | None, progress: Progress | None) -> None:
        self._encoder = encoder
        self._progress = progress
        self._rows = old.fingerprints() if old else {}
        self._old_vectors = VectorStore.open(target) if old else None
        self._old_tokens = TokenStore.open(target) if old else None
        self._vectors: list[Vectors] = []
        self._token_blocks: list[TokenBlock] = []
        self._done = 0
        self._total = 0

    def embed(self, documents: Sequence[Document], sentences: Sequence[Sequence[Sentence]]) -> list[str]:
        """Make or take over the vectors of each document's sentences, and return its fingerprint."""
        count, most = self._encoder.count_tokens, self._encoder.most_tokens
        windows = [cut_windows(group, _known_title(document), count, most) for document, group in zip(documents, sentences, strict=True)]
        prints = [fingerprint(group) for group in windows]
        self._total = sum(len(group) for group, mark in zip(sentences, prints, strict=True) if not self.held(mark))
        for group, texts, mark in zip(sentences, windows, prints, strict=True):
            if mark in self._rows:
                self._take_over(*self._rows[mark])
            else:
                self._embed(group, texts)
        return prints

    def held(self, mark: str) -> bool:
        """Say whether the old index holds the vectors of a fingerprint."""
        return mark in self._rows

    def save(self, folder: Path) -> None:
        """Write the vectors of all sentences, and of their tokens, into an index folder."""
        VectorStore.save(folder, np.concatenate([np.zeros((0, self._encoder.dimension), np.float32), *self._vectors]))
        TokenStore.save(folder, join(self._token_blocks, self._encoder.dimension))

    def _take_over(self, first: int, behind: int) -> None:
        assert self._old_vectors is not None and self._old_tokens is not None
        if behind > first:
            self._vectors.append(self._old_vectors.rows(np.arange(first, behind)))
            self._token_blocks.append(self._old_tokens.block(first, behind))

    def _embed(self, sentences: Sequence[Sentence], windows: Sequence[Window]) -> None:
        sums = [np.zeros((0, self._encoder.dimension), np.float32)]
        for start in range(0, len(windows), _CHUNK):
            found, block = encode_windows(self._encoder, windows[start : start + _CHUNK])
            sums.append(found)
            self._token_blocks.append(block)
            self._done += len(found)
            if self._progress is not None:
                self._progress(self._done, self._total)
        self._vectors.append(combine(np.concatenate(sums), sentences, DenseWeights()))


def _known_title(document: Document) -> str:
    """Return the title that stands before sentences without a heading; the name of a file is none, so that a renamed file keeps its vectors."""
    return document.title if document.source.title or document.source.kind else ""
