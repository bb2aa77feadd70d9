"""An open index: documents, sentences and passages, and the search over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import layout
from index.background import closeness, load_background
from index.cross_encoder import WORDS_BEFORE, Candidate, CrossEncoder, Judged
from index.duplicates import Duplicates
from index.encoder import Encoded, Encoder, Vectors
from index.errors import DamagedIndex, IndexMismatch
from index.lexical_store import FIELDS, LexicalStore
from index.manifest import read_manifest
from index.matches import Matches
from index.records import read_documents, read_sentences
from index.token_store import TokenStore
from index.vector_store import VectorStore
from index.weights import SearchWeights
from index.window import neighbours
from ingest.document import Document
from ingest.segment import cut_passages
from ingest.sentence import Passage, Sentence

CANDIDATES = 400
"""Sentences that each of the two searches brings to be scored in full."""
_QUESTIONS_KEPT = 16
"""Questions whose vectors are kept: one is searched for, matched word by word and compared with everyday questions."""


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence, its row in the index, its score, and the parts that the score is the weighted sum of (``index.weights.SearchWeights``)."""

    row: int
    sentence: Sentence
    score: float
    dense: float
    lexical: float
    late_own: float
    late_near: float


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and the score of its best sentence."""

    passage: Passage
    score: float


class Index:
    """A saved index folder, opened for reading."""

    def __init__(
        self,
        documents: Sequence[Document],
        sentences: Sequence[Sentence],
        vectors: VectorStore,
        tokens: TokenStore,
        lexical: LexicalStore,
        encoder: Encoder,
        background: Vectors,
        cross_encoder: CrossEncoder | None = None,
        duplicates: Duplicates | None = None,
    ) -> None:
        self.documents: Mapping[str, Document] = {document.doc_id: document for document in documents}
        self.sentences = tuple(sentences)
        self._vectors = vectors
        self._tokens = tokens
        self._lexical = lexical
        self.encoder = encoder
        self._background = background
        self._cross_encoder = cross_encoder
        self.duplicates = duplicates or Duplicates()
        self._encoded: Callable[[str], Encoded] = lru_cache(maxsize=_QUESTIONS_KEPT)(lambda text: encoder.encode([text], tokens=True, query=True))

    @classmethod
    def open(cls, folder: Path, *, embedder: str | None = None) -> Index:
        """Open the index at ``folder``; ``embedder`` is the model that it is expected to have been made with.

        Raises:
            MissingIndex: there is none.
            DamagedIndex: a file of it is missing, cut short or changed.
            IndexMismatch: it has another format version or embedder.
        """
        layout.recover(folder)
        manifest = read_manifest(folder)
        if embedder is not None and manifest.embedder != embedder:
            made = f"the index at {folder} was made with the embedder {manifest.embedder}, not {embedder}"
            raise IndexMismatch(f"{made}: run `carecite build --embedder {embedder}` again")
        documents = read_documents(folder / layout.DOCUMENTS)
        sentences = read_sentences(folder / layout.SENTENCES, documents)
        vectors, tokens = VectorStore.open(folder), TokenStore.open(folder)
        if not len(sentences) == len(vectors) == len(tokens):
            raise DamagedIndex(f"the index at {folder} is damaged (its files do not fit each other): remove it and run `carecite build` again")
        return cls(
            documents,
            sentences,
            vectors,
            tokens,
            LexicalStore.open(folder),
            Encoder.open(folder / layout.ENCODER),
            load_background(folder / layout.ENCODER),
            CrossEncoder.open(folder / layout.ENCODER),
            Duplicates.open(folder / layout.DUPLICATES),
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all documents, in the order of the documents."""
        groups: dict[str, list[Sentence]] = {doc_id: [] for doc_id in self.documents}
        for sentence in self.sentences:
            groups[sentence.doc_id].append(sentence)
        return tuple(passage for doc_id, group in groups.items() for passage in cut_passages(self.documents[doc_id], group))

    def search(self, question: str, limit: int = 50, weights: SearchWeights | None = None) -> list[ScoredSentence]:
        """Return the ``limit`` best sentences for a question, ordered by (-score, row)."""
        if not self.sentences or not question.strip():
            return []
        weights = weights or SearchWeights()
        encoded = self._encoded(question)
        lexical = sum(self._lexical.scores(field, question) for field in FIELDS)
        assert not isinstance(lexical, int)
        rows = self._candidates(encoded.sentences[0], lexical)
        dense = self._vectors.rows(rows) @ encoded.sentences[0]
        own, near = self._late(rows, encoded.tokens[0].vectors, self._tokens.weights(encoded.tokens[0].ids))
        total = np.round(weights.dense * dense + weights.lexical * lexical[rows] + weights.late_own * own + weights.late_near * near, 4)
        order = np.lexsort((rows, -total))[:limit]
        return [
            ScoredSentence(
                int(rows[i]), self.sentences[int(rows[i])], float(total[i]), float(dense[i]), float(lexical[rows[i]]), float(own[i]), float(near[i])
            )
            for i in order
        ]

    def matches(self, question: str, rows: Sequence[int]) -> Matches:
        """Return how each token of a question matches the sentences of some rows."""
        tokens = self._encoded(question).tokens[0]
        similarity = [self._tokens.similarities(row, tokens.vectors) for row in rows]
        same = [np.isin(tokens.ids, self._tokens.ids(row)) for row in rows]
        shape = (len(rows), len(tokens.ids))
        return Matches(
            tokens.vectors,
            self._tokens.rarity(tokens.ids),
            np.array(similarity, dtype=np.float32).reshape(shape),
            np.array(same, dtype=bool).reshape(shape),
            np.array([len(self._tokens.ids(row)) for row in rows], dtype=np.int64),
        )

    def read_together(self, question: str, rows: Sequence[int]) -> Judged | None:
        """Return how well the sentences of some rows answer a question when each is read together with it, shape (rows,).

        ``None`` where the index's embedder has no cross-encoder.
        """
        if self._cross_encoder is None:
            return None
        return self._cross_encoder.judge(question, [self.candidate(row) for row in rows], self.rarity)

    def rarity(self, ids: NDArray[np.int32]) -> Vectors:
        """Return the inverse document frequency of each token id over the sentences; the largest for one that none has."""
        return self._tokens.rarity(ids)

    def candidate(self, row: int) -> Candidate:
        """Return the sentence of a row with what stands before it, as the cross-encoder reads it."""
        sentence = self.sentences[row]
        first = neighbours(self.sentences, row, 1)[0]
        before = " ".join(self.sentences[first].clean.split()[-WORDS_BEFORE:]) if first < row else ""
        heading = f"{sentence.headings[-1]}: " if sentence.headings else ""
        return Candidate(sentence.clean, f"{heading}{before}".strip())

    def known_share(self, question: str) -> float:
        """Return the share of the question's words, weighed by inverse document frequency, that stand in the documents at all.

        0 for a question of stop words alone.
        """
        return self._lexical.known_share(question)

    def background_closeness(self, question: str) -> float:
        """Return how close a question is to everyday questions on anything: the mean cosine with the nearest of ``index/background.txt``."""
        return closeness(self._encoded(question).sentences[0], self._background)

    def search_passages(self, question: str, limit: int = 8) -> list[ScoredPassage]:
        """Return the ``limit`` best passages for a question, ordered by (-score, position)."""
        best: dict[int, float] = {}
        for found in self.search(question, limit=max(50, 8 * limit)):
            position = self._passage_of[found.row]
            best[position] = max(best.get(position, found.score), found.score)
        order = sorted(best, key=lambda position: (-best[position], position))[:limit]
        return [ScoredPassage(self.passages[position], best[position]) for position in order]

    @cached_property
    def _passage_of(self) -> list[int]:
        return [position for position, passage in enumerate(self.passages) for _ in passage.sentences]

    def _candidates(self, question: Vectors, lexical: NDArray[np.float32]) -> NDArray[np.int64]:
        dense = self._vectors.nearest(question, CANDIDATES)
        count = min(CANDIDATES, len(lexical))
        by_words = np.argsort(-lexical, kind="stable")[:count]
        found: NDArray[np.int64] = np.unique(np.concatenate([dense, by_words[lexical[by_words] > 0]]).astype(np.int64))
        return found

    def _late(self, rows: NDArray[np.int64], question: Vectors, weights: Vectors) -> tuple[Vectors, Vectors]:
        """Return late interaction of the question with each sentence, and with each sentence between its neighbours."""
        windows = [neighbours(self.sentences, int(row), 1) for row in rows]
        needed = np.unique(np.concatenate([np.array(window, dtype=np.int64) for window in windows])) if windows else rows
        similarities = self._tokens.similarities_of(needed, question)
        own = similarities[np.searchsorted(needed, rows)] @ weights
        first = np.searchsorted(needed, [window.start for window in windows])
        behind = np.searchsorted(needed, [window.stop - 1 for window in windows]) + 1
        near = np.array([similarities[i:j].max(axis=0) for i, j in zip(first, behind, strict=True)], dtype=np.float32) @ weights
        return own, near
