"""Systems to compare with, measured in the same run: naive LangChain and BM25 on single sentences. They never abstain.

The one module that imports langchain's splitter and vector store and bm25s for measuring, and only when a peer is made. What these systems
get wrong about a place (LangChain looks for each chunk in the text after cutting) is reported as they give it, not repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from evals.errors import PeerError
from evals.response import Extract, Task
from ingest.document import Document
from ingest.sentences import split_sentences

FETCHED = 50
"""Candidates that a peer ranks; at least ten quotes are given, so that hit@10 can be measured."""

_GAP = re.compile(r"\n[^\S\n]*\n")


class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text."""
        ...


def open_peers(documents: Mapping[str, Document], embedder: Embedder) -> dict[str, Task]:
    """Return every system to compare with, ready to be asked, by name.

    Raises:
        PeerError: if a package that a peer needs is not installed.
    """
    return {
        "LangChain 1000/200": NaiveLangChain(documents, embedder, size=1000, overlap=200),
        "LangChain 500/50": NaiveLangChain(documents, embedder, size=500, overlap=50),
        "BM25 sentences": SentenceBM25(documents),
    }


class NaiveLangChain:
    """What most tutorials build: character chunks with overlap, embedded, nearest first, straight from LangChain's own parts."""

    def __init__(self, documents: Mapping[str, Document], embedder: Embedder, size: int, overlap: int) -> None:
        """Cut every document into chunks of ``size`` characters that share ``overlap`` characters, and embed them.

        Raises:
            PeerError: if langchain-community or langchain-text-splitters is not installed.
        """
        try:
            from langchain_community.vectorstores import FAISS
            from langchain_core.embeddings import Embeddings
            from langchain_text_splitters import RecursiveCharacterTextSplitter
        except ImportError as error:
            raise _missing(error) from error

        class Adapter(Embeddings):
            """The embedder as LangChain wants it."""

            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                """Return a row for each text."""
                rows: list[list[float]] = embedder.encode(texts).tolist()
                return rows

            def embed_query(self, text: str) -> list[float]:
                """Return the row of one text."""
                return self.embed_documents([text])[0]

        splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
        ids = sorted(documents)
        chunks = splitter.create_documents([documents[doc_id].text for doc_id in ids], [{"doc_id": doc_id} for doc_id in ids])
        self._store = FAISS.from_documents(chunks, Adapter())

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the nearest chunks; the history is ignored, as it is there."""
        found = self._store.similarity_search(question, k=FETCHED)
        return reply_of(question, [_extract(chunk.metadata, chunk.page_content) for chunk in found], words)


class SentenceBM25:
    """BM25 (Robertson and Zaragoza, 2009; bm25s with its defaults and English stop words) on single sentences, no stemming."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Cut every document into sentences and index them.

        Raises:
            PeerError: if bm25s is not installed.
        """
        try:
            import bm25s
        except ImportError as error:
            raise _missing(error) from error
        self._sentences = [sentence for doc_id in sorted(documents) for sentence in sentences_of(documents[doc_id])]
        self._library: Any = bm25s
        self._index = self._library.BM25()
        self._index.index(self._tokenized([sentence.text for sentence in self._sentences]), show_progress=False)

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the best sentences; the history is ignored."""
        k = min(FETCHED, len(self._sentences))
        numbers, scores = self._index.retrieve(self._tokenized([question]), k=k, show_progress=False)
        ranked = sorted(zip(numbers[0].tolist(), scores[0].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        return reply_of(question, [self._sentences[number] for number, _ in ranked], words)

    def _tokenized(self, texts: list[str]) -> Any:
        return self._library.tokenize(texts, stopwords="en", show_progress=False)


def sentences_of(document: Document) -> list[Extract]:
    """Return the sentences of a document, cut at blank lines first; no other structure is used."""
    found: list[Extract] = []
    for start, end in _paragraphs(document.text):
        for span in split_sentences(document.text[start:end]):
            place = span.shift(start)
            found.append(Extract(document.doc_id, place.start, place.end, place.of(document.text)))
    return found


def reply_of(question: str, ranked: Sequence[Extract], words: int) -> dict[str, Any]:
    """Return ranked extracts as the JSON object of the contract: as many as reach ``words`` words, and at least ten."""
    quotes: list[dict[str, Any]] = []
    used = 0
    for extract in ranked:
        if used >= words and len(quotes) >= 10:
            break
        quotes.append({"text": extract.text, "doc_id": extract.doc_id, "start": extract.start, "end": extract.end})
        used += extract.words
    return {"question": question, "status": "answered", "reason": None, "quotes": quotes, "related": []}


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _extract(metadata: Mapping[str, Any], text: str) -> Extract:
    start = int(metadata["start_index"])
    return Extract(str(metadata["doc_id"]), start, start + len(text), text)


def _missing(error: ImportError) -> PeerError:
    return PeerError(f"the comparison needs the package {error.name}; install it with: pip install 'carecite[peers]'")
