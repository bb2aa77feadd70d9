"""Haystack: its splitter and its store in memory, nearest first or joined with BM25. The one module that imports Haystack."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from evals.peers.peer import FETCHED, Embedder, missing, placed, reply_of
from ingest.document import Document

EXTRA = "more-peers"
_FILE = "store.json"


class HaystackDocuments:
    """Haystack's own parts in a row; the splitter carries each part's place along, and that place is the quote's."""

    def __init__(self, store: Any, embedder: Embedder, hybrid: bool) -> None:
        """Ask a store of Haystack's; with ``hybrid`` the two rankings are joined by reciprocal rank."""
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever

        self._store = store
        self._embedder = embedder
        self._dense = InMemoryEmbeddingRetriever(store, top_k=FETCHED)
        self._lexical = InMemoryBM25Retriever(store, top_k=FETCHED) if hybrid else None
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=FETCHED)

    @classmethod
    def build(
        cls, documents: Mapping[str, Document], embedder: Embedder, unit: Literal["word", "passage"], length: int, hybrid: bool
    ) -> HaystackDocuments:
        """Cut every document into parts of ``length`` units and embed them; a passage ends at a blank line.

        Raises:
            PeerError: if haystack-ai is not installed.
        """
        library = _library()
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        texts = [library.Document(content=documents[doc_id].text, meta={"doc_id": doc_id}) for doc_id in sorted(documents)]
        parts = DocumentSplitter(split_by=unit, split_length=length).run(documents=texts)["documents"]
        rows = embedder.encode([part.content for part in parts])
        store = InMemoryDocumentStore()
        store.write_documents([replace(part, embedding=row.tolist()) for part, row in zip(parts, rows, strict=True)])
        return cls(store, embedder, hybrid)

    @classmethod
    def load(cls, folder: Path, embedder: Embedder, hybrid: bool) -> HaystackDocuments:
        """Open what ``save`` wrote."""
        _library()
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        return cls(InMemoryDocumentStore.load_from_disk(str(folder / _FILE)), embedder, hybrid)

    def save(self, folder: Path) -> None:
        """Write the store as Haystack does."""
        self._store.save_to_disk(str(folder / _FILE))

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the best parts; the history is ignored."""
        found = self._dense.run(query_embedding=self._embedder.encode([question])[0].tolist())["documents"]
        if self._lexical is not None:
            found = self._joiner.run(documents=[self._lexical.run(query=question)["documents"], found])["documents"]
        return reply_of(question, [placed(part.meta["doc_id"], part.content, part.meta["split_idx_start"]) for part in found], words)


def _library() -> Any:
    # Read when Haystack is imported: without it each use is told to its makers.
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    try:
        import haystack
    except ImportError as error:
        raise missing(error, EXTRA) from error
    return haystack
