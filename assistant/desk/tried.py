"""Which questions made from headings the documents surely answer: tried in the background, while nobody asks."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from assistant.desk.starters import Answering, candidates, starters
from assistant.reply import Answer, Reply
from ingest.document import Document

LOG = logging.getLogger(__name__)
BEFOREHAND = 40
"""Questions that are tried without anybody's reply calling for them, so that a large collection costs no more than a small one."""
MOST_WANTED = 4
"""Questions beside replies that wait to be tried; more are left for a later reply, so that asking much does not lead to trying much."""
MOST_REMEMBERED = 2000


class Tried:
    """Remembers, for questions that were tried, which documents a sure answer quotes; used from many threads."""

    def __init__(self, assistant: Answering) -> None:
        """Try questions on ``assistant``."""
        self._assistant = assistant
        self._quoted: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._wanted: deque[str] = deque()
        self._later: deque[str] = deque()
        self._asking = 0
        self._changed = threading.Condition()

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that are asked, by doc_id."""
        return self._assistant.documents

    def ask(self, question: str) -> Reply:
        """Ask a question, and remember which documents a sure answer quotes."""
        reply = self._assistant.ask(question)
        quotes = reply.quotes if isinstance(reply, Answer) and not reply.is_unsure else ()
        self._remember(question, frozenset(quote.doc_id for quote in quotes))
        return reply

    def answers(self, question: str, doc_id: str) -> bool:
        """Say whether a question was tried and surely answered from a document; one that was not tried is put in line for it."""
        with self._changed:
            if question in self._quoted:
                self._quoted.move_to_end(question)
                return doc_id in self._quoted[question]
            if question not in self._wanted and len(self._wanted) < MOST_WANTED:
                self._wanted.append(question)
                self._changed.notify_all()
            return False

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Begin no try while somebody asks."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def starters(self) -> tuple[str, ...]:
        """Return questions to start with, and put others of the documents in line."""
        found = starters(self)
        with self._changed:
            self._later.extend(islice(candidates(self.documents.values()), BEFOREHAND))
            self._changed.notify_all()
        return found

    def work(self) -> None:
        """Try what is in line, for ever, in a thread of its own."""
        while True:
            with self._changed:
                self._changed.wait_for(self._may_try)
            self.try_next()

    def try_next(self) -> bool:
        """Try the question that is next in line; say whether there was one and nobody asked."""
        with self._changed:
            if not self._may_try():
                return False
            question = self._wanted.popleft() if self._wanted else self._later.popleft()
            if question in self._quoted:
                return True
        try:
            self.ask(question)
        except Exception:  # the seam to all that answers: one question that breaks must not end the trying of the others
            LOG.exception("a question from a heading could not be tried")
            self._remember(question, frozenset())
        return True

    def _remember(self, question: str, quoted: frozenset[str]) -> None:
        with self._changed:
            self._quoted[question] = quoted
            while len(self._quoted) > MOST_REMEMBERED:
                self._quoted.popitem(last=False)

    def _may_try(self) -> bool:
        return self._asking == 0 and bool(self._wanted or self._later)
