"""The server for programs, without the page, in front of an assistant with a fixed table of answers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.chat.asker import Asker
from assistant.chat.desk import Desk
from assistant.desk.collection.upload import Progress, Upload
from assistant.programs.access import Access
from assistant.programs.application import new_application
from assistant.programs.front import behind_front
from assistant.programs.sign_in import Door
from assistant.programs.user_file import add_user
from assistant.query import check_question
from assistant.reply import Abstention, Answer, Quote, Reply
from index.search import ScoredPassage
from ingest.document import Document, Source
from ingest.sentence import Passage
from ingest.span import Span
from tests.listening import listening

TEXTS = {
    "loans": "Loans\nA card allows twelve loans. \U0001f4d8 Each lasts three weeks.\n",
    "fines": "<script>alert(1)</script> A late book costs ten pence.",
}
PASSWORD = "four quiet grey herons"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class TableAssistant:
    """Answers one question, and abstains from the others."""

    def __init__(self, *names: str) -> None:
        self.asked: list[tuple[str, tuple[str, ...], int, Collection[str] | None]] = []
        self._documents = {name: Document(name, TEXTS[name], Source(title=name.title())) for name in names or tuple(TEXTS)}

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._documents

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        self.asked.append((question, tuple(history), words, documents))
        check_question(question)
        if question == "break":
            raise RuntimeError("a secret of the server")
        if "loans" not in question:
            return Abstention(question, "No document speaks of this.", (), 0.1)
        text = "A card allows twelve loans."
        start = TEXTS["loans"].index(text)
        quote = Quote("loans", Span(start, start + len(text)), text, "Loans", None, None, (), "Loans (n.d.).", 2.5)
        return Answer(question, (quote,), f"“{text}” [1]", 0.9)

    def search_passages(self, question: str, limit: int = 8) -> list[ScoredPassage]:
        found = []
        for name, document in self._documents.items():
            end = len(document.text.rstrip())
            found.append(ScoredPassage(Passage(name, 0, Span(0, end), document.text[:end], ("Heading",), (0,)), 1.0 + len(name)))
        return found[:limit]


@pytest.fixture
def asker() -> TableAssistant:
    return TableAssistant()


Serve = Callable[..., TestClient]


@pytest.fixture
def serve(asker: TableAssistant) -> Iterator[Serve]:
    """Return a function that gives a client of the server with an access."""
    clients: list[TestClient] = []

    def make(access: Access | None = None, askers: Callable[[str], Asker] | None = None) -> TestClient:
        access = access or Access()
        app = behind_front(new_application(askers or (lambda visitor: asker), access), access)
        client = TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False, follow_redirects=False)
        client.__enter__()
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two users, Ann and Zoë."""
    path = tmp_path_factory.mktemp("users") / "users.txt"
    add_user(path, "ann", PASSWORD)
    add_user(path, "Zoë", PASSWORD + "!")
    return path


@pytest.fixture
def door(users: Path, tmp_path: Path) -> Door:
    return Door.open(users, tmp_path / "desk")


def serving_programs(access: Access, askers: Callable[[str], Asker]) -> AbstractContextManager[str]:
    """Serve programs, without the page."""
    return listening(lambda: behind_front(new_application(askers, access), access))


class TableLibrary:
    """Gives each visitor what a function says, and no documents of their own."""

    def __init__(self, askers: Callable[[str], Asker]) -> None:
        self.of = askers

    def documents(self, visitor: str) -> Mapping[str, Document]:
        return {}

    def add(self, visitor: str, files: Sequence[Upload]) -> Iterator[Progress]:
        return iter(())

    def remove(self, visitor: str, doc_id: str) -> None:
        return None


@contextmanager
def serving_page(asker: Asker, access: Access | None = None, askers: Callable[[str], Asker] | None = None) -> Iterator[str]:
    """Serve the whole server with its page."""
    page = pytest.importorskip("assistant.chat.page")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(asker, Path(folder), (), TableLibrary(askers) if askers else None)
        with listening(lambda: page.build_app(desk, access)) as address:
            yield address
        desk.store.database.close()
