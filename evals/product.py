"""The seam to what is measured: the assistant, its index and its embedder. Nothing else of this package knows how they are opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant import Assistant
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


def ensure_index(index_dir: Path, seeds: Path) -> None:
    """Build the index of the folder ``seeds`` when ``index_dir`` does not exist; an index that stands is left as it is.

    Raises:
        CareciteError: if the folder cannot be read or the index cannot be written.
    """
    if not index_dir.exists():
        from index.builder import build_index

        build_index(seeds, index_dir)


def open_product(index_dir: Path) -> Product:
    """Open the assistant on an index.

    Raises:
        CareciteError: if the index is missing, damaged or of another format.
    """
    from assistant import Assistant

    return Product(Assistant.open(index_dir))


def open_embedder(index_dir: Path) -> Embedder:
    """Return the embedder of an index, for the systems to compare with: the same model for all.

    Raises:
        CareciteError: if the index holds no embedder that can be used.
    """
    from index.encoder import Encoder

    return _SentenceVectors(Encoder.open(index_dir))


class _SentenceVectors:
    """The index's encoder with the one method that the systems to compare with need."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text."""
        return self._encoder.encode(texts).sentences
