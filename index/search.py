"""An open index: documents, sentences and passages, and the search over them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import layout
from index.background import closeness, load_background
from index.cross_encoder import WORDS_BEFORE, Candidate, CrossEncoder, Judged
from index.duplicates import Duplicates, find_duplicates
from index.encoder import Encoded, Encoder, Vectors
from index.errors import DamagedIndex, IndexMismatch
from index.joined_lexical import JoinedLexical
from index.joined_tokens import JoinedTokens
from index.joined_vectors import JoinedVectors
from index.lexical_store import FIELDS, LexicalStore
from index.manifest import read_manifest
from index.matches import Matches
from index.records import read_documents, read_sentences
from index.row_map import RowMap
from index.token_store import TokenStore
from index.vector_store import VectorStore
from index.weights import SearchWeights
from index.window import neighbours
from ingest.document import Document
from ingest.segment import cut_passages
from ingest.sentence import Passage, Sentence

CANDIDATES = 250
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
        vectors: VectorStore | JoinedVectors,
        tokens: TokenStore | JoinedTokens,
        lexical: LexicalStore | JoinedLexical,
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
    def open(cls, folder: Path, *, embedder: str | None = None, models_of: Index | None = None) -> Index:
        """Open the index at ``folder``; ``embedder`` is the model that it is expected to have been made with.

        With ``models_of`` the models of that open index are used again instead of loading them a second time; the folder need not hold them.

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
        stored = (documents, sentences, vectors, tokens, LexicalStore.open(folder))
        duplicates = Duplicates.open(folder / layout.DUPLICATES)
        if models_of is not None:
            if manifest.embedder_sha256 != models_of.encoder.weights_sha256:
                raise IndexMismatch(f"the index at {folder} was made with another embedder than the one that is open: build it again")
            return cls(*stored, models_of.encoder, models_of._background, models_of._cross_encoder, duplicates)
        models = folder / layout.ENCODER
        return cls(*stored, Encoder.open(models), load_background(models), CrossEncoder.open(models), duplicates)

    @classmethod
    def of_parts(cls, indexes: Sequence[Index], doc_ids: Collection[str] | None = None) -> Index:
        """Return one index of the documents of several, or of those in ``doc_ids`` alone, as if it had been built of these; nothing is copied.

        All take their models from the first. Words are weighed by how many of these documents' sentences have them; only the mean length of a
        sentence, which BM25 compares with, stays that of the index that a sentence comes from.

        Raises:
            ValueError: two indexes have a document of the same id, or the indexes were made with different embedders.
        """
        if len({index.encoder.weights_sha256 for index in indexes}) > 1:
            raise ValueError("indexes of different embedders cannot be asked as one")
        rows = RowMap.of_documents([index.sentences for index in indexes], [index.documents for index in indexes], doc_ids)
        documents = sorted((index.documents[doc_id] for index in indexes for doc_id in rows.doc_ids if doc_id in index.documents), key=_by_id)
        sentences = [indexes[part].sentences[row] for part, row in zip(rows.part.tolist(), rows.row.tolist(), strict=True)]
        if len(indexes) == 1:
            duplicates = indexes[0].duplicates.among(rows.doc_ids, {old: new for new, old in enumerate(rows.row.tolist())})
        else:
            duplicates = find_duplicates(documents, sentences)
        return cls(
            documents,
            sentences,
            JoinedVectors([index._vectors for index in indexes], rows),
            JoinedTokens([index._tokens for index in indexes], rows),
            JoinedLexical([index._lexical for index in indexes], rows),
            indexes[0].encoder,
            indexes[0]._background,
            indexes[0]._cross_encoder,
            duplicates,
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


def _by_id(document: Document) -> str:
    return document.doc_id
