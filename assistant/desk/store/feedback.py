"""What visitors say of answers, kept with all that is needed to ask the question again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from assistant.desk.store.database import Database, now, storable
from assistant.desk.store.store import Store
from assistant.errors import DeskError
from assistant.reply import Answer, Reply
from assistant.reply_json import reply_to_json

Kind = Literal["helpful", "answer-wrong", "evidence-wrong", "should-have-refused", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_TEXT = 4000
"""Characters of what is said in free text; more is refused, so that nothing is cut."""
MOST = 10_000
"""Pieces of feedback in all; more are refused, so that nobody fills the disk and nothing that was said makes room."""


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What was said of one answer.

    ``quote`` is the number of the quote that it is about, from 1, where it is about one. ``history`` are the questions asked before, oldest first;
    ``documents`` the documents that were asked (``None``: all); ``record`` the version of carecite, its settings and the index. ``reply`` is as
    ``reply_to_json`` wrote it. Nothing says who it was.
    """

    id: int
    given: str
    kind: Kind
    quote: int | None
    text: str
    question: str
    history: tuple[str, ...]
    reply: str
    documents: tuple[str, ...] | None
    record: Mapping[str, Any]


class Feedback:
    """The feedback in a database."""

    def __init__(self, database: Database, record: Mapping[str, Any]) -> None:
        """``record`` describes what answers: version, settings, index."""
        self._database = database
        self._record = json.dumps(dict(record), sort_keys=True)

    def give(self, visitor: str, conversation: str, turn: int, kind: Kind, quote: int | None = None, text: str = "") -> None:
        """Keep what a visitor says of turn number ``turn`` (from 1) of one of their conversations.

        Raises:
            DeskError: there is no such turn or quote, the kind is none of ``KINDS``, the text is too long, or ``MOST`` are kept already.
        """
        if kind not in KINDS:
            raise DeskError("choose what is wrong from the list")
        if len(text) > LONGEST_TEXT:
            raise DeskError(f"the text has {len(text)} characters and {LONGEST_TEXT} can be kept: say it more briefly")
        turns = Store(self._database).turns(visitor, conversation)
        if not 1 <= turn <= len(turns):
            raise DeskError("this answer is not there any more: ask again")
        said_of = turns[turn - 1]
        if said_of.reply is None:
            raise DeskError(f"nothing can be said of it: {said_of.unreadable}")
        if quote is not None and not 1 <= quote <= len(_shown(said_of.reply)):
            raise DeskError("this answer has no such quote: choose one that it shows")
        history = json.dumps([one.question for one in turns[: turn - 1]])
        documents = None if said_of.documents is None else json.dumps(said_of.documents)
        values = (now(), kind, quote, storable(text).strip(), said_of.question, history, reply_to_json(said_of.reply), documents, self._record)
        with self._database.transaction() as connection:
            if connection.execute("SELECT count(*) FROM feedback").fetchone()[0] >= MOST:
                raise DeskError("no more feedback can be kept here: tell whoever keeps this server")
            connection.execute(
                "INSERT INTO feedback (given, kind, quote, text, question, history, reply, documents, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def all(self) -> tuple[FeedbackRow, ...]:
        """Return all that was said, oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT id, given, kind, quote, text, question, history, reply, documents, record FROM feedback ORDER BY id"
            ).fetchall()
        return tuple(_row(row) for row in rows)

    def delete(self, identifiers: Sequence[int]) -> None:
        """Delete what was said, by its ids.

        Raises:
            DeskError: an id is none; nothing is deleted then.
        """
        with self._database.transaction() as connection:
            for identifier in dict.fromkeys(identifiers):
                if connection.execute("DELETE FROM feedback WHERE id = ?", (identifier,)).rowcount == 0:
                    raise DeskError(f"there is no feedback {identifier}: `carecite feedback list` shows the numbers; nothing was deleted")


def _shown(reply: Reply) -> tuple[object, ...]:
    return reply.quotes if isinstance(reply, Answer) else reply.related


def _row(row: tuple[Any, ...]) -> FeedbackRow:
    identifier, given, kind, quote, text, question, history, reply, documents, record = row
    asked = None if documents is None else tuple(json.loads(documents))
    return FeedbackRow(identifier, given, kind, quote, text, question, tuple(json.loads(history)), reply, asked, json.loads(record))
