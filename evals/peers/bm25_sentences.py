"""BM25 alone on single sentences. The one module that imports bm25s for measuring."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from evals.peers.peer import FETCHED, missing, reply_of
from evals.response import Extract
from ingest.document import Document
from ingest.sentences import split_sentences

_GAP = re.compile(r"\n[^\S\n]*\n")


class SentenceBM25:
    """BM25 (Robertson and Zaragoza, 2009; bm25s with its defaults and English stop words) on single sentences, no stemming."""

    def __init__(self, sentences: Sequence[Extract], index: Any) -> None:
        """Ask an index whose texts are ``sentences``."""
        self._sentences = sentences
        self._index = index

    @classmethod
    def build(cls, documents: Mapping[str, Document]) -> SentenceBM25:
        """Cut every document into sentences and index them.

        Raises:
            PeerError: if bm25s is not installed.
        """
        sentences = [sentence for doc_id in sorted(documents) for sentence in sentences_of(documents[doc_id])]
        return cls(sentences, index_of([sentence.text for sentence in sentences]))

    @classmethod
    def load(cls, folder: Path) -> SentenceBM25:
        """Open what ``save`` wrote."""
        rows = json.loads((folder / "sentences.json").read_text(encoding="utf-8"))
        return cls([Extract(*row[:4]) for row in rows], _library().BM25.load(str(folder / "bm25")))

    def save(self, folder: Path) -> None:
        """Write the index as bm25s does, and the sentences with their places."""
        self._index.save(str(folder / "bm25"), show_progress=False)
        rows = [astuple(sentence) for sentence in self._sentences]
        (folder / "sentences.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the best sentences; the history is ignored."""
        best = best_of(self._index, question, min(FETCHED, len(self._sentences)))
        return reply_of(question, [self._sentences[number] for number, _ in best], words)


def index_of(texts: list[str], stemmer: Any = None) -> Any:
    """Return a BM25 index of texts, with English stop words and, where one is given, a stemmer.

    Raises:
        PeerError: if bm25s is not installed.
    """
    library = _library()
    index = library.BM25()
    index.index(library.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)
    return index


def best_of(index: Any, question: str, count: int, stemmer: Any = None) -> list[tuple[int, float]]:
    """Return (number of the text, score), best first and then by number."""
    tokens = _library().tokenize([question], stopwords="en", stemmer=stemmer, show_progress=False)
    numbers, scores = index.retrieve(tokens, k=count, show_progress=False)
    return sorted(zip(numbers[0].tolist(), scores[0].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))


def sentences_of(document: Document) -> list[Extract]:
    """Return the sentences of a document, cut at blank lines first; no other structure is used."""
    found: list[Extract] = []
    for start, end in _paragraphs(document.text):
        for span in split_sentences(document.text[start:end]):
            place = span.shift(start)
            found.append(Extract(document.doc_id, place.start, place.end, place.of(document.text)))
    return found


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _library() -> Any:
    try:
        import bm25s
    except ImportError as error:
        raise missing(error, "peers") from error
    return bm25s
