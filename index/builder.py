"""Building an index: read the folder, embed what is new, write everything, publish."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from index import layout
from index.background import save_background
from index.embedder import export_encoder
from index.encoder import Encoder, Vectors
from index.errors import IndexFolderError
from index.lexical_store import LexicalStore
from index.manifest import IndexedDocument, Manifest, read_manifest, write_manifest
from index.packaged_model import DEFAULT_EMBEDDER, embedder_checksum
from index.records import write_documents, write_sentences
from index.sentence_vector import combine, encode_windows
from index.token_store import TokenBlock, TokenStore, join
from index.vector_store import VectorStore
from index.weights import DenseWeights
from index.window import Window, cut_windows, fingerprint
from ingest.document import Document
from ingest.folder import read_folder
from ingest.listing import Skipped
from ingest.segment import cut_sentences
from ingest.sentence import Sentence

_CHUNK = 32
"""Windows that are encoded between two reports of progress."""


class Progress(Protocol):
    """Is told how many sentences are to be embedded, and how many have been."""

    def __call__(self, done: int, total: int) -> None:
        """Take the state of the work."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    documents: int
    sentences: int
    embedded: int
    """Documents that had to be embedded; the others were taken over from the index before."""
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    seconds: float


def build_index(folder: Path, target: Path, *, embedder: str | None = None, progress: Progress | None = None) -> BuildReport:
    """Build the index of the documents in ``folder`` at ``target``, embedding only what the index there does not hold yet.

    ``embedder`` is a model's name or folder; ``None`` keeps the one of the index at ``target``, or takes the packaged model.

    Raises:
        IngestError: the folder or its ``sources.toml`` cannot be used.
        EmbedderError: the model cannot be used.
        IndexWriteError: the index cannot be written.
    """
    started = time.perf_counter()
    corpus = read_folder(folder)
    layout.recover(target)
    old = _old_manifest(target)
    name = embedder or (old.embedder if old else DEFAULT_EMBEDDER)
    with layout.publishing(target) as draft:
        encoder, same = _encoder(name, draft, target, old)
        keep = old if old and same and old.settings == DenseWeights().to_dict() else None
        work = _Work(encoder, target, keep, progress)
        cut = [(document, cut_sentences(document)) for document in corpus.documents]
        indexed = work.embed(cut)
        sentences = [sentence for _, group in cut for sentence in group]
        write_documents(draft / layout.DOCUMENTS, corpus.documents)
        write_sentences(draft / layout.SENTENCES, sentences)
        VectorStore.save(draft, work.vectors())
        TokenStore.save(draft, join(work.token_blocks, encoder.dimension))
        LexicalStore.build(sentences).save(draft)
        write_manifest(draft, name, encoder.weights_sha256, DenseWeights().to_dict(), indexed)
        del work
    before = {document.doc_id for document in old.documents} if old else set()
    removed = tuple(sorted(before - {document.doc_id for document in corpus.documents}))
    reused = set(keep.fingerprints()) if keep else set()
    embedded = sum(document.fingerprint not in reused for document in indexed)
    return BuildReport(len(corpus.documents), len(sentences), embedded, removed, corpus.skipped, time.perf_counter() - started)


def _old_manifest(target: Path) -> Manifest | None:
    try:
        return read_manifest(target)
    except IndexFolderError:
        return None


def _encoder(name: str, draft: Path, target: Path, old: Manifest | None) -> tuple[Encoder, bool]:
    """Take the encoder over from the old index where it is the same model, else export it; say whether old vectors can be used again."""
    folder = draft / layout.ENCODER
    if old is not None and old.embedder == name and embedder_checksum(name) in (None, old.embedder_sha256):
        shutil.copytree(target / layout.ENCODER, folder)
        return Encoder.open(folder), True
    folder.mkdir()
    export_encoder(name, folder)
    encoder = Encoder.open(folder)
    save_background(folder, encoder)
    return encoder, False


class _Work:
    """Vectors of all documents, in order: encoded, or taken over from the old index."""

    def __init__(self, encoder: Encoder, target: Path, old: Manifest | None, progress: Progress | None) -> None:
        self._encoder = encoder
        self._progress = progress
        self._rows = old.fingerprints() if old else {}
        self._old_vectors = VectorStore.open(target) if old else None
        self._old_tokens = TokenStore.open(target) if old else None
        self._vectors: list[Vectors] = []
        self._done = 0
        self._total = 0
        self.token_blocks: list[TokenBlock] = []

    def embed(self, cut: Sequence[tuple[Document, tuple[Sentence, ...]]]) -> list[IndexedDocument]:
        """Make or take over the vectors of each document."""
        windows = [cut_windows(group, document.title, self._encoder.count_tokens, self._encoder.most_tokens) for document, group in cut]
        prints = [fingerprint(group) for group in windows]
        self._total = sum(len(group) for (_, group), mark in zip(cut, prints, strict=True) if mark not in self._rows)
        for (_, group), texts, mark in zip(cut, windows, prints, strict=True):
            if mark in self._rows:
                self._take_over(*self._rows[mark])
            else:
                self._embed(group, texts)
        return [IndexedDocument(document.doc_id, document.sha256, mark, len(group)) for (document, group), mark in zip(cut, prints, strict=True)]

    def vectors(self) -> Vectors:
        """Return the vectors of all sentences: shape (sentences, dimension)."""
        return np.concatenate([np.zeros((0, self._encoder.dimension), np.float32), *self._vectors])

    def _take_over(self, first: int, behind: int) -> None:
        assert self._old_vectors is not None and self._old_tokens is not None
        if behind > first:
            self._vectors.append(self._old_vectors.rows(np.arange(first, behind)))
            self.token_blocks.append(self._old_tokens.block(first, behind))

    def _embed(self, sentences: Sequence[Sentence], windows: Sequence[Window]) -> None:
        sums = [np.zeros((0, self._encoder.dimension), np.float32)]
        for start in range(0, len(windows), _CHUNK):
            chunk = windows[start : start + _CHUNK]
            found, block = encode_windows(self._encoder, chunk)
            sums.append(found)
            self.token_blocks.append(block)
            self._done += len(found)
            if self._progress is not None:
                self._progress(self._done, self._total)
        self._vectors.append(combine(np.concatenate(sums), sentences, DenseWeights()))


__all__ = ["BuildReport", "Progress", "build_index"]
