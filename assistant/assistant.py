"""The assistant: question in, reply out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.confidence import judge
from assistant.note import evidence_note
from assistant.passage_quote import QuoteMaker
from assistant.query import check_question, understand
from assistant.reader import read
from assistant.reply import Abstention, Answer, Reply, Seconds
from assistant.selection import DEFAULT_WORDS, select
from assistant.vocabulary import standard_vocabulary
from index.search import Index
from ingest.document import Document

DEFAULT_INDEX = Path(".carecite/index")
RELATED = 3


class Assistant:
    """Answers questions from one index with verbatim quotes, or abstains."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.vocabulary = standard_vocabulary().with_corpus(index.sentences)
        self._maker = QuoteMaker(index)

    @classmethod
    def open(cls, index_dir: Path | str = DEFAULT_INDEX, *, embedder: str | None = None) -> Assistant:
        """Open the index at ``index_dir``; ``embedder`` is the model that it is expected to have been made with.

        Raises:
            MissingIndex, DamagedIndex, IndexMismatch: the index cannot be used.
        """
        return cls(Index.open(Path(index_dir), embedder=embedder))

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents, by doc_id."""
        return self.index.documents

    def ask(self, question: str, history: Sequence[str] = (), words: int = DEFAULT_WORDS) -> Reply:
        """Answer a question with quotes of at most ``words`` words in all (the best one always), or abstain.

        ``history`` holds the questions asked before in the same conversation, oldest first.

        Raises:
            QuestionError: the question is empty or too long to be one.
        """
        started = time.perf_counter()
        query = understand(check_question(question), history, self.documents, self.vocabulary)
        evidence = read(query, self.index)
        retrieved = time.perf_counter()
        judgement = judge(query, evidence)
        if judgement.refusal:
            nearest = evidence.ranking[:RELATED] if judgement.is_question else ()
            related = tuple(self._maker.make(found)[0] for found in nearest)
            resolved = query.resolved if judgement.is_question else None
            return Abstention(question, judgement.refusal, related, judgement.confidence, resolved, _seconds(started, retrieved))
        quotes = select(evidence.ranking, self._maker, words)
        return Answer(question, quotes, evidence_note(quotes), judgement.confidence, query.resolved, _seconds(started, retrieved))


def _seconds(started: float, retrieved: float) -> Seconds:
    now = time.perf_counter()
    return Seconds(retrieve=retrieved - started, read=now - retrieved, total=now - started)
