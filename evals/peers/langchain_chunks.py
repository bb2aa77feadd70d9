"""Naive LangChain: what most tutorials build. The one module that imports LangChain's splitter and vector store for measuring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.peers.peer import FETCHED, Embedder, missing, placed, reply_of
from ingest.document import Document


class LangChainChunks:
    """Character chunks with overlap, embedded, nearest first, straight from LangChain's own parts.

    LangChain's splitter looks for each chunk in the text after cutting; that place is the quote's.
    """

    def __init__(self, store: Any) -> None:
        """Ask a FAISS store of LangChain's."""
        self._store = store

    @classmethod
    def build(cls, documents: Mapping[str, Document], embedder: Embedder, size: int, overlap: int) -> LangChainChunks:
        """Cut every document into chunks of ``size`` characters that share ``overlap`` characters, and embed them.

        Raises:
            PeerError: if langchain-community or langchain-text-splitters is not installed.
        """
        try:
            from langchain_community.vectorstores import FAISS
            from langchain_text_splitters import RecursiveCharacterTextSplitter
        except ImportError as error:
            raise missing(error, "peers") from error
        splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
        ids = sorted(documents)
        chunks = splitter.create_documents([documents[doc_id].text for doc_id in ids], [{"doc_id": doc_id} for doc_id in ids])
        return cls(FAISS.from_documents(chunks, _adapted(embedder)))

    @classmethod
    def load(cls, folder: Path, embedder: Embedder) -> LangChainChunks:
        """Open what ``save`` wrote."""
        from langchain_community.vectorstores import FAISS

        # The store's texts are pickled; they were written by this program a moment ago.
        return cls(FAISS.load_local(str(folder), _adapted(embedder), allow_dangerous_deserialization=True))

    def save(self, folder: Path) -> None:
        """Write the store as LangChain does."""
        self._store.save_local(str(folder))

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the nearest chunks; the history is ignored, as it is there."""
        found = self._store.similarity_search(question, k=FETCHED)
        extracts = [placed(chunk.metadata["doc_id"], chunk.page_content, chunk.metadata["start_index"]) for chunk in found]
        return reply_of(question, extracts, words)


def _adapted(embedder: Embedder) -> Any:
    """Return the embedder as LangChain wants it."""
    try:
        from langchain_core.embeddings import Embeddings
    except ImportError as error:
        raise missing(error, "peers") from error

    class Adapter(Embeddings):
        """The embedder under LangChain's names."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """Return a row for each text."""
            rows: list[list[float]] = embedder.encode(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            """Return the row of one text."""
            return self.embed_documents([text])[0]

    return Adapter()
