"""The assistant: question in, reply out."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from pathlib import Path

from assistant.answer_span import mark_answer
from assistant.confidence import judge
from assistant.definition_question import defining_first, is_defined
from assistant.difference import remarks
from assistant.glossary import Glossary
from assistant.note import evidence_note
from assistant.part_cache import PartCache, chosen_documents
from assistant.passage_quote import QuoteMaker
from assistant.query import check_question, understand
from assistant.reader import read
from assistant.reply import Abstention, Answer, Reply, Seconds
from assistant.scope import Scope
from assistant.selection import DEFAULT_WORDS, select
from assistant.settings import DEFAULT_SETTINGS, Settings
from assistant.spelling import Spelling
from assistant.turnstile import QUESTIONS
from assistant.vocabulary import standard_vocabulary
from index.blas_threads import one_blas_thread
from index.search import Index
from ingest.document import Document

DEFAULT_INDEX = Path(".carecite/index")
RELATED = 3
MOST_PARTS = 8
"""Choices of documents that are kept ready to be asked again."""
MOST_OWN_PARTS = 2
"""The same for each person who has documents of their own."""


class Assistant:
    """Answers questions from one index with verbatim quotes, or abstains."""

    def __init__(self, index: Index, settings: Settings = DEFAULT_SETTINGS) -> None:
        self.index = index
        self.settings = settings
        self.glossary = Glossary(index.documents, index.sentences)
        ordinary = frozenset(index.encoder.words())
        self.vocabulary = standard_vocabulary().with_corpus(index.sentences, self.glossary, ordinary)
        self._maker = QuoteMaker(index, self.glossary)
        self._scope = Scope(index)
        self._spelling = Spelling.of_corpus(index.sentences, (*ordinary, *self.vocabulary.words, *self.vocabulary.capitals))
        self._parts: PartCache[Assistant] = PartCache(MOST_PARTS)
        self._shared: Assistant | None = None

    @classmethod
    def open(cls, index_dir: Path | str = DEFAULT_INDEX, *, embedder: str | None = None) -> Assistant:
        """Open the index at ``index_dir``; ``embedder`` is the model that it is expected to have been made with.

        Raises:
            MissingIndex, DamagedIndex, IndexMismatch: the index cannot be used.
        """
        return cls(Index.open(Path(index_dir), embedder=embedder))

    def with_settings(self, settings: Settings) -> Assistant:
        """Return the same assistant with other parts switched on; what was read of the index is shared."""
        other = copy(self)
        other.settings = settings
        return other

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents, by doc_id."""
        return self.index.documents

    def of_documents(self, documents: Collection[str]) -> Assistant:
        """Return the assistant that knows some of the documents alone, by their doc_ids; itself for all of them.

        Nothing of the index is copied. The last few are kept, so that asking the same documents again is as fast as asking all.

        Raises:
            ChoiceError: a document is not there, or none is chosen.
        """
        chosen = chosen_documents(documents, self.documents)
        if len(chosen) == len(self.documents):
            return self
        if self._shared is not None and chosen <= self._shared.documents.keys():
            part = self._shared.of_documents(chosen)
        else:
            part = self._parts.get(chosen, lambda: Assistant(Index.of_parts([self.index], chosen), self.settings))
        return part if part.settings == self.settings else part.with_settings(self.settings)

    def beside(self, own: Index) -> Assistant:
        """Return an assistant that knows the documents of another index of the same embedder too; the models and all vectors are shared.

        Asked for documents of this one alone, it leaves the answer to this one.

        Raises:
            ValueError: the two have a document of the same id, or were made with different embedders.
        """
        both = Assistant(Index.of_parts([self.index, own]), self.settings)
        both._shared, both._parts = self, PartCache(MOST_OWN_PARTS)
        return both

    def ask(self, question: str, history: Sequence[str] = (), words: int = DEFAULT_WORDS, documents: Collection[str] | None = None) -> Reply:
        """Answer a question with quotes of at most ``words`` words in all (the best one always), or abstain.

        ``history`` holds the questions asked before in the same conversation, oldest first. With ``documents``, doc_ids, only these are read, and
        all is judged as if there were no others. Of threads that ask at the same time, as many as there are processors get through at once.

        Raises:
            QuestionError: the question is empty or too long to be one.
            ChoiceError: a document is not there, or none is chosen.
        """
        if documents is not None and (part := self.of_documents(documents)) is not self:
            return part.ask(question, history, words)
        with QUESTIONS.passed(), one_blas_thread():
            return self._reply(question, history, words)

    def _reply(self, question: str, history: Sequence[str], words: int) -> Reply:
        started = time.perf_counter()
        asked = check_question(question)
        spelt = self._spelt(asked)
        earlier = [self._spelt(before) for before in history]
        query = understand(self._scope.without_home(spelt), earlier, self.documents, self.vocabulary, self.settings)
        understood = query.resolved or (spelt if spelt != asked else None)
        evidence = read(query, self.index, self.settings)
        retrieved = time.perf_counter()
        unmet = self._scope.unmet(query.resolved or spelt, evidence.ranking) if self.settings.premises else None
        asked_for = self.glossary.defining(query.resolved or spelt) or self.glossary.defining(query.text)
        ranking = defining_first(evidence.ranking, asked_for)
        judgement = judge(query, evidence, unmet, refusal=self.settings.refusal, defined=is_defined(ranking, asked_for))
        if judgement.refusal:
            nearest = ranking[:RELATED] if judgement.is_question else ()
            related = tuple(self._maker.make(found)[0] for found in nearest)
            resolved = understood if judgement.is_question else None
            return Abstention(question, judgement.refusal, related, judgement.confidence, resolved, _seconds(started, retrieved))
        chosen = select(ranking, self._maker, words, repeats=not self.settings.repeats)
        quotes = tuple(mark_answer(spelt, quote) for quote in chosen)
        differing, agreeing = remarks(query.resolved or spelt, quotes)
        note = evidence_note(quotes, [remark.note for remark in (*differing, *agreeing)])
        return Answer(question, quotes, note, judgement.confidence, understood, _seconds(started, retrieved), differing)

    def export(self, replies: Reply | Sequence[Reply], format: str) -> bytes:
        """Return the file of one reply, or of several, in a format: text, json, markdown, docx, csl-json, bibtex or ris.

        Raises:
            ExportError: there is no such format, no reply at all, or one that another assistant gave.
        """
        # Imported here, so that only who exports loads what lays text out.
        from assistant.export.formats import export

        return export(replies, self.documents, format)

    def _spelt(self, question: str) -> str:
        return self._spelling.correct(question).text if self.settings.spelling else question


def _seconds(started: float, retrieved: float) -> Seconds:
    now = time.perf_counter()
    return Seconds(retrieve=retrieved - started, read=now - retrieved, total=now - started)
