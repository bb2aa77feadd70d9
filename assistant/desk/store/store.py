"""The conversations of each visitor: begun, gone on with, found again, renamed and deleted.

Every method takes the visitor first, and none can reach what is another's.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from assistant.desk.store.database import Database, now, storable
from assistant.errors import DeskError, KeptReplyError
from assistant.reply import Answer, Reply
from assistant.reply_json import reply_from_json, reply_to_json

MOST_CONVERSATIONS = 200
"""Of one visitor; the ones that were longest left alone make room."""
MOST_TURNS = 200
"""Of one conversation."""
TITLE_LENGTH = 120
"""Characters of a title; a longer one is cut at a word."""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation as a list shows it; times are UTC, ISO 8601."""

    id: str
    title: str
    created: str
    updated: str
    turns: int


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question of a conversation with its reply, and the documents that were asked (``None``: all).

    ``reply`` is ``None`` where it was kept by another version of carecite; ``unreadable`` then says so in one line.
    """

    question: str
    reply: Reply | None
    documents: tuple[str, ...] | None
    asked_at: str
    unreadable: str | None = None


class Store:
    """The conversations in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, desk: Path) -> Store:
        """Open the store in the folder ``desk``; see ``Database.open``.

        Raises:
            DeskError: the folder cannot be used, or the file is of a newer version of carecite.
        """
        return cls(Database.open(desk))

    def conversations(self, visitor: str, search: str = "") -> tuple[ConversationRow, ...]:
        """Return the visitor's conversations, newest first; with ``search`` those that say its words just so, upper and lower case alike.

        Searched are titles, questions, and the quotes of the replies with the titles of their documents.
        """
        wanted = _searchable(search)
        with self.database.transaction() as connection:
            rows = connection.execute(
                "SELECT c.id, c.title, c.created, c.updated, count(t.number) FROM conversation c LEFT JOIN turn t ON t.conversation = c.id"
                " WHERE c.visitor = ? GROUP BY c.id ORDER BY c.place DESC",
                (visitor,),
            ).fetchall()
            if wanted:
                said = "SELECT 1 FROM turn WHERE conversation = ? AND instr(words, ?) LIMIT 1"
                rows = [row for row in rows if wanted in _searchable(row[1]) or connection.execute(said, (row[0], wanted)).fetchone()]
        return tuple(ConversationRow(*row) for row in rows)

    def start(self, visitor: str, title: str | None = None) -> str:
        """Begin a conversation and return its id; the one longest left alone is deleted where there are too many.

        Without ``title`` its first question becomes its title.
        """
        identifier = secrets.token_urlsafe(12)
        with self.database.transaction() as connection:
            time = now()
            connection.execute(
                "INSERT INTO conversation (id, visitor, title, named, created, updated, place)"
                " VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM conversation))",
                (identifier, visitor, _titled(title or "New conversation"), title is not None, time, time),
            )
            connection.execute(
                "DELETE FROM conversation WHERE visitor = ?1 AND id NOT IN"
                " (SELECT id FROM conversation WHERE visitor = ?1 ORDER BY place DESC LIMIT ?2)",
                (visitor, MOST_CONVERSATIONS),
            )
        return identifier

    def add_turn(
        self, visitor: str, conversation: str, question: str, reply: Reply, documents: Collection[str] | None = None, replacing: int = 0
    ) -> int:
        """Keep a question with its reply at the end of a conversation and return its number, from 1.

        With ``replacing`` the turns from that number on give way to it, all in one: where it cannot be kept, they stay. The first question
        becomes the title of a conversation that nobody has named.

        Raises:
            DeskError: the visitor has no such conversation, or it is as long as one may be.
        """
        with self.database.transaction() as connection:
            self._count(connection, visitor, conversation)
            if replacing:
                connection.execute("DELETE FROM turn WHERE conversation = ? AND number >= ?", (conversation, replacing))
            number = self._count(connection, visitor, conversation) + 1
            if number > MOST_TURNS:
                raise DeskError(f"a conversation holds {MOST_TURNS} questions at most: begin a new one")
            asked = storable(question)
            kept = None if documents is None else json.dumps(sorted(documents))
            values = (conversation, number, asked, reply_to_json(reply), kept, now(), _words(asked, reply))
            connection.execute("INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            if number == 1:
                connection.execute("UPDATE conversation SET title = ? WHERE id = ? AND NOT named", (_titled(asked), conversation))
            self._touch(connection, conversation)
        return number

    def turns(self, visitor: str, conversation: str) -> tuple[StoredTurn, ...]:
        """Return the questions and replies of a conversation, oldest first.

        Raises:
            DeskError: the visitor has no such conversation.
        """
        with self.database.transaction() as connection:
            self._count(connection, visitor, conversation)
            rows = connection.execute(
                "SELECT question, reply, documents, asked_at FROM turn WHERE conversation = ? ORDER BY number", (conversation,)
            ).fetchall()
        return tuple(_stored(*row) for row in rows)

    def drop_turns_from(self, visitor: str, conversation: str, number: int) -> None:
        """Take the questions from ``number`` (from 1) on out of a conversation, so that one can be asked again or otherwise.

        Raises:
            DeskError: the visitor has no such conversation.
        """
        with self.database.transaction() as connection:
            self._count(connection, visitor, conversation)
            connection.execute("DELETE FROM turn WHERE conversation = ? AND number >= ?", (conversation, number))
            self._touch(connection, conversation)

    def rename(self, visitor: str, conversation: str, title: str) -> str:
        """Give a conversation another title and return it as it is kept: white space folded, cut at ``TITLE_LENGTH``.

        Raises:
            DeskError: the visitor has no such conversation, or the title is blank.
        """
        if not title.strip():
            raise DeskError("a conversation needs a name: type one, or leave the old one")
        with self.database.transaction() as connection:
            self._count(connection, visitor, conversation)
            connection.execute("UPDATE conversation SET title = ?, named = 1 WHERE id = ?", (_titled(title), conversation))
        return _titled(title)

    def delete(self, visitor: str, conversation: str) -> None:
        """Delete a conversation; what was said of its answers as feedback stays, without the visitor.

        Raises:
            DeskError: the visitor has no such conversation.
        """
        with self.database.transaction() as connection:
            self._count(connection, visitor, conversation)
            connection.execute("DELETE FROM conversation WHERE id = ?", (conversation,))

    def delete_all(self, visitor: str) -> int:
        """Delete all of the visitor's conversations and return how many there were."""
        with self.database.transaction() as connection:
            return connection.execute("DELETE FROM conversation WHERE visitor = ?", (visitor,)).rowcount

    @staticmethod
    def _count(connection: sqlite3.Connection, visitor: str, conversation: str) -> int:
        row = connection.execute(
            "SELECT (SELECT coalesce(max(number), 0) FROM turn WHERE conversation = id) FROM conversation WHERE id = ? AND visitor = ?",
            (conversation, visitor),
        ).fetchone()
        if row is None:
            raise DeskError("this conversation is not there any more: begin a new one")
        return int(row[0])

    @staticmethod
    def _touch(connection: sqlite3.Connection, conversation: str) -> None:
        newest = "UPDATE conversation SET updated = ?, place = (SELECT max(place) + 1 FROM conversation) WHERE id = ?"
        connection.execute(newest, (now(), conversation))


def _stored(question: str, reply: str, documents: str | None, asked_at: str) -> StoredTurn:
    asked = None if documents is None else tuple(json.loads(documents))
    try:
        return StoredTurn(question, reply_from_json(reply), asked, asked_at)
    except KeptReplyError as error:
        return StoredTurn(question, None, asked, asked_at, str(error))


def _titled(title: str) -> str:
    text = " ".join(storable(title).split())
    return text if len(text) <= TITLE_LENGTH else f"{text[:TITLE_LENGTH].rsplit(' ', 1)[0][:TITLE_LENGTH]} …"


def _words(question: str, reply: Reply) -> str:
    quotes = reply.quotes if isinstance(reply, Answer) else reply.related
    texts = [question, *(part for quote in quotes for part in (quote.text, quote.title))]
    return _searchable("\n".join(texts))


def _searchable(text: str) -> str:
    return " ".join(storable(text).split()).casefold()
