"""The SQLite file: opened, brought up to date, and set aside where it cannot be read."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import DeskError

FILE = "desk.sqlite"
PATIENCE = 10.0
"""Seconds to wait for another program that is writing the file."""
_STEPS = (
    """
CREATE TABLE conversation (
    id TEXT PRIMARY KEY, visitor TEXT NOT NULL, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, place INTEGER NOT NULL);
CREATE INDEX conversation_visitor ON conversation (visitor, place);
CREATE TABLE turn (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE, number INTEGER NOT NULL, question TEXT NOT NULL,
    reply TEXT NOT NULL, documents TEXT, asked_at TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (conversation, number));
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY, given TEXT NOT NULL, kind TEXT NOT NULL, quote INTEGER, text TEXT NOT NULL, question TEXT NOT NULL,
    history TEXT NOT NULL, reply TEXT NOT NULL, documents TEXT, record TEXT NOT NULL);
""",
    # Whether a person gave the conversation its title.
    "ALTER TABLE conversation ADD COLUMN named INTEGER NOT NULL DEFAULT 0;",
)
"""What brings a file from each version to the next; they are never changed, only added to."""
VERSION = len(_STEPS)


class Database:
    """One connection to the file, used by one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, notice: str | None = None) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self.notice = notice
        """What the keeper of the server should know of the file: that a damaged one was set aside, and where."""

    @classmethod
    def open(cls, desk: Path) -> Database:
        """Open the file in the folder ``desk``, which is made where it is not there; nobody else on the computer may read it.

        A file that is no database any more is set aside under another name, and a new one begun; ``notice`` says so.

        Raises:
            DeskError: the folder cannot be used, or the file is of a newer version of carecite.
        """
        path = desk / FILE
        try:
            desk.mkdir(parents=True, exist_ok=True)
            desk.chmod(0o700)
            try:
                return cls(_connected(path))
            except sqlite3.OperationalError:
                # The file is well: another program holds it, or it may not be written.
                raise
            except sqlite3.DatabaseError:
                aside = _set_aside(path)
            notice = f"{path} cannot be read and was set aside as {aside.name}; conversations begin anew"
            return cls(_connected(path), notice)
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise DeskError(f"conversations cannot be kept in {desk} ({reason}): name another folder with --desk") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for what must be done whole or not at all.

        Raises:
            DeskError: the file cannot be read or written (the disk is full, say); nothing of the transaction is kept.
        """
        with self._lock:
            try:
                with self._connection:
                    self._connection.execute("BEGIN IMMEDIATE")
                    yield self._connection
            except sqlite3.Error as error:
                raise DeskError(f"what was said could not be kept ({error}): see whether the disk is full") from error

    def close(self) -> None:
        """Close the file; what was written is there."""
        with self._lock:
            self._connection.close()


def now() -> str:
    """Return this moment as it is kept: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """Return text as the file can hold it: halves of characters and NUL become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        path.chmod(0o600)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise DeskError(f"{path} is of a newer version of carecite: use that version, or name another folder with --desk")
        # What is deleted is overwritten, and no second file keeps it.
        for pragma in ("journal_mode = DELETE", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if version and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the file is damaged")
        if version < VERSION:
            connection.executescript(f"BEGIN IMMEDIATE; {' '.join(_STEPS[version:])} PRAGMA user_version = {VERSION}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    path.replace(aside)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    return aside
