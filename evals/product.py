"""The seam to what is measured: the assistant, its index and its embedder. Nothing else of this package knows how they are opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant import Assistant
    from assistant.settings import Settings
    from evals.peers import Embedder
    from index.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Product:
    """The assistant as a task, with the documents that its offsets point into."""

    assistant: Assistant

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by doc_id."""
        return self.assistant.documents

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the assistant's reply as the JSON object of the contract."""
        return self.assistant.ask(question, history, words).to_dict()

    def with_settings(self, settings: Settings) -> Product:
        """Return the assistant on the same index with parts of it switched off."""
        return Product(self.assistant.with_settings(settings))

    @property
    def embedder(self) -> Embedder:
        """The model that the index was made with."""
        return _SentenceVectors(self.assistant.index.encoder)


def ensure_index(index_dir: Path, seeds: Path) -> tuple[str, ...]:
    """Build the index of the folder ``seeds`` at ``index_dir``; only what has changed since the last build is embedded again.

    An index that stands is used as it is where the folder is not there. Returns a line for each file that was skipped.

    Raises:
        CareciteError: if the folder cannot be read or the index cannot be written.
    """
    if index_dir.exists() and not seeds.exists():
        return ()
    from index.builder import build_index

    return tuple(f"skipped: {file.reason}" for file in build_index(seeds, index_dir).skipped)


def open_product(index_dir: Path) -> Product:
    """Open the assistant on an index.

    Raises:
        CareciteError: if the index is missing, damaged or of another format.
    """
    from assistant import Assistant

    return Product(Assistant.open(index_dir))


def build_product(
    folder: Path, target: Path, *, like: Path | None = None, plain: bool = False, watch: Callable[[int, int], None] = lambda done, total: None
) -> Product:
    """Build an index of the documents in ``folder`` at ``target`` and open the assistant on it.

    ``like`` is an index whose model is to be used; it is copied, because loading a model anew takes longer than a small index. ``plain`` asks for the
    packaged model without what carecite has trained. ``watch`` is told how many sentences are embedded, and of how many.

    Raises:
        CareciteError: if the folder cannot be read, the model cannot be used or the index cannot be written.
        OSError: if ``like`` cannot be copied.
    """
    from index.builder import build_index
    from index.packaged_model import PLAIN_EMBEDDER

    if like is not None:
        shutil.copytree(like, target)
    build_index(folder, target, embedder=PLAIN_EMBEDDER if plain else None, progress=lambda done, total: watch(done, total))
    return open_product(target)


def open_embedder(folder: Path) -> Embedder:
    """Return the plain packaged model, for the systems to compare with: what carecite has trained is not lent to them.

    The model is exported into ``folder``, which takes some seconds.

    Raises:
        CareciteError: if the model is not installed or not the well-known one.
    """
    from index.embedder import export_encoder
    from index.encoder import Encoder
    from index.packaged_model import PLAIN_EMBEDDER

    export_encoder(PLAIN_EMBEDDER, folder)
    return _SentenceVectors(Encoder.open(folder))


class _SentenceVectors:
    """The index's encoder with the one method that the systems to compare with need."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text."""
        return self._encoder.encode(texts).sentences
