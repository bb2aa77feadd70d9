"""Conversations are kept, each for its visitor alone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.desk.store import database
from assistant.desk.store import store as module
from assistant.desk.store.database import FILE, VERSION, Database
from assistant.desk.store.feedback import Feedback
from assistant.desk.store.store import TITLE_LENGTH, Store
from assistant.errors import DeskError
from assistant.reply import Abstention, Answer, Quote


def test_a_conversation_is_there_when_the_file_is_opened_again(tmp_path: Path, answer: Answer) -> None:
    first = Store.open(tmp_path)
    begun = first.start("ann")
    assert first.add_turn("ann", begun, "How many\nhomes?", answer, ["b", "a"]) == 1
    assert first.add_turn("ann", begun, "And for under tens?", Abstention("x", "No.", (), 0.1)) == 2
    first.database.close()
    again = Store.open(tmp_path)
    (row,) = again.conversations("ann")
    assert (row.id, row.title, row.turns) == (begun, "How many homes?", 2)
    turns = again.turns("ann", begun)
    assert [turn.question for turn in turns] == ["How many\nhomes?", "And for under tens?"]
    assert turns[0].reply == answer
    assert [turn.documents for turn in turns] == [("a", "b"), None]
    again.database.close()


def test_no_visitor_reaches_what_is_anothers(store: Store, answer: Answer) -> None:
    anns = store.start("ann")
    store.add_turn("ann", anns, "mine", answer)
    feedback = Feedback(store.database, {})
    reaching: list[Callable[[], object]] = [
        lambda: store.turns("bob", anns),
        lambda: store.add_turn("bob", anns, "q", answer),
        lambda: store.rename("bob", anns, "t"),
        lambda: store.delete("bob", anns),
        lambda: store.drop_turns_from("bob", anns, 1),
        lambda: feedback.give("bob", anns, 1, "helpful"),
    ]
    for reach in reaching:
        with pytest.raises(DeskError, match="not there any more"):
            reach()
    assert store.conversations("bob") == ()
    assert store.delete_all("bob") == 0
    assert [turn.question for turn in store.turns("ann", anns)] == ["mine"]


def test_the_newest_stands_first_and_going_on_makes_it_the_newest(store: Store, answer: Answer) -> None:
    one, two = store.start("ann", "one"), store.start("ann", "two")
    assert [row.id for row in store.conversations("ann")] == [two, one]
    store.add_turn("ann", one, "more", answer)
    assert [row.id for row in store.conversations("ann")] == [one, two]


@pytest.mark.parametrize(
    ("words", "found"), [("KINSHIP care", True), ("a fiﬅh", False), ("under%", False), ("a letter", True), ("renamed", True), ("x_", False)]
)
def test_search_takes_words_as_they_are(store: Store, answer: Answer, words: str, found: bool) -> None:
    begun = store.start("ann")
    store.add_turn("ann", begun, "How many under tens?", answer)
    store.rename("ann", begun, "Renamed by me")
    store.start("ann", "other")
    assert ([row.id for row in store.conversations("ann", words)] == [begun]) is found


def test_a_question_can_be_taken_back(store: Store, answer: Answer) -> None:
    begun = store.start("ann")
    for question in "abc":
        store.add_turn("ann", begun, question, answer)
    store.drop_turns_from("ann", begun, 2)
    assert store.add_turn("ann", begun, "d", answer) == 2
    assert [turn.question for turn in store.turns("ann", begun)] == ["a", "d"]


def test_a_question_is_asked_otherwise_in_one_go(store: Store, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = store.start("ann")
    for question in "abc":
        store.add_turn("ann", begun, question, answer)
    monkeypatch.setattr(module, "MOST_TURNS", 1)
    with pytest.raises(DeskError, match="begin a new one"):
        store.add_turn("ann", begun, "B", answer, replacing=2)
    assert [turn.question for turn in store.turns("ann", begun)] == ["a", "b", "c"]
    assert store.add_turn("ann", begun, "A", answer, replacing=1) == 1
    assert [turn.question for turn in store.turns("ann", begun)] == ["A"]
    assert store.conversations("ann")[0].title == "A"
    with pytest.raises(DeskError, match="not there any more"):
        store.add_turn("bob", begun, "mine now", answer, replacing=1)
    assert [turn.question for turn in store.turns("ann", begun)] == ["A"]


@pytest.mark.parametrize("named_at_start", [True, False])
def test_a_name_that_a_person_gave_stays(store: Store, answer: Answer, named_at_start: bool) -> None:
    begun = store.start("ann", "Mine" if named_at_start else None)
    store.add_turn("ann", begun, "a", answer)
    if not named_at_start:
        store.rename("ann", begun, "Mine")
    store.add_turn("ann", begun, "b", answer, replacing=1)
    assert store.conversations("ann")[0].title == "Mine"


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path, answer: Answer) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript(
            """CREATE TABLE conversation (
                id TEXT PRIMARY KEY, visitor TEXT NOT NULL, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL,
                place INTEGER NOT NULL);
            CREATE INDEX conversation_visitor ON conversation (visitor, place);
            CREATE TABLE turn (
                conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE, number INTEGER NOT NULL, question TEXT NOT NULL,
                reply TEXT NOT NULL, documents TEXT, asked_at TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (conversation, number));
            CREATE TABLE feedback (
                id INTEGER PRIMARY KEY, given TEXT NOT NULL, kind TEXT NOT NULL, quote INTEGER, text TEXT NOT NULL, question TEXT NOT NULL,
                history TEXT NOT NULL, reply TEXT NOT NULL, documents TEXT, record TEXT NOT NULL);
            INSERT INTO conversation VALUES ('c', 'ann', 'Old', '2026-11-27T10:00:00+00:00', '2026-11-27T10:00:00+00:00', 1);
            PRAGMA user_version = 1;"""
        )
    connection.close()
    for _ in range(2):
        store = Store.open(tmp_path)
        assert store.database.notice is None
        store.add_turn("ann", "c", "a", answer, replacing=1)
        assert [row.title for row in store.conversations("ann")] == ["a"]
        store.database.close()


def test_what_is_deleted_is_nowhere_in_the_folder(tmp_path: Path, make_quote: Callable[..., Quote]) -> None:
    store = Store.open(tmp_path)
    begun = store.start("ann")
    store.add_turn("ann", begun, "xylophone question", Answer("q", (make_quote("A secret sesquipedalian."),), "t", 0.9))
    kept = store.start("ann", "kept")
    store.delete("ann", begun)
    store.database.close()
    data = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"xylophone" not in data
    assert b"sesquipedalian" not in data
    again = Store.open(tmp_path)
    assert [row.id for row in again.conversations("ann")] == [kept]
    again.database.close()


def test_the_oldest_make_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CONVERSATIONS", 2)
    bobs = store.start("bob")
    ids = [store.start("ann") for _ in range(4)]
    assert [row.id for row in store.conversations("ann")] == [ids[3], ids[2]]
    assert [row.id for row in store.conversations("bob")] == [bobs]


def test_a_conversation_has_an_end(store: Store, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TURNS", 1)
    begun = store.start("ann")
    store.add_turn("ann", begun, "a", answer)
    with pytest.raises(DeskError, match="begin a new one"):
        store.add_turn("ann", begun, "b", answer)


@pytest.mark.parametrize("title", ["", " \n\t"])
def test_a_title_is_not_blank(store: Store, title: str) -> None:
    with pytest.raises(DeskError, match="needs a name"):
        store.rename("ann", store.start("ann"), title)


@pytest.mark.parametrize("title", ["word " * 100, "x" * 1_000_000, "a\0b\ud800", "'; DROP TABLE turn; --"])
def test_any_title_is_kept_within_bounds(store: Store, title: str) -> None:
    begun = store.start("ann")
    shown = store.rename("ann", begun, title)
    assert 0 < len(shown) <= TITLE_LENGTH + 2
    assert store.conversations("ann")[0].title == shown


def test_many_threads_write_at_once(store: Store, answer: Answer) -> None:
    begun = [store.start(f"v{number}") for number in range(8)]

    def write(number: int) -> None:
        for question in "abcde":
            store.add_turn(f"v{number}", begun[number], f"{number}{question}", answer)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(8):
        assert [turn.question for turn in store.turns(f"v{number}", begun[number])] == [f"{number}{letter}" for letter in "abcde"]


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 9, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    store = Store.open(tmp_path)
    assert store.database.notice is not None
    assert "set aside as desk-damaged-1.sqlite" in store.database.notice
    assert (tmp_path / "desk-damaged-1.sqlite").read_bytes() == content
    store.start("ann")
    assert len(store.conversations("ann")) == 1
    store.database.close()


def test_a_file_that_another_program_holds_is_not_taken_for_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path).database.close()
    monkeypatch.setattr(database, "PATIENCE", 0.01)
    with sqlite3.connect(tmp_path / FILE) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DeskError, match="locked"):
            Store.open(tmp_path)
    holder.close()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(DeskError, match="newer version"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DeskError, match="name another folder with --desk"):
        Database.open(tmp_path / "file" / "desk")


def test_the_files_are_the_owners_alone(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "desk" / FILE).stat().st_mode & 0o777 == 0o600


def test_a_reply_of_another_version_leaves_the_rest_readable(store: Store, answer: Answer) -> None:
    begun = store.start("ann")
    store.add_turn("ann", begun, "a", answer)
    store.add_turn("ann", begun, "b", answer)
    with store.database.transaction() as connection:
        connection.execute("UPDATE turn SET reply = '{}' WHERE number = 1")
    first, second = store.turns("ann", begun)
    assert first.reply is None
    assert first.unreadable is not None
    assert second.reply == answer
