"""A fake assistant made from the seed documents, and the chat page served for a browser."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chat.asker import Asker
from assistant.chat.desk import Desk
from assistant.desk.collection.file_name import safe_name
from assistant.desk.collection.upload import Progress, Upload
from assistant.errors import QuestionError
from assistant.reply import Abstention, Answer, Place, Quote, Reply
from ingest.document import Block, BlockKind, Document, Source
from ingest.span import Span
from tests.listening import listening

STARTERS = ("What happened to supervision-order placements?", "How do I bake bread?")
SEEDS = Path(__file__).parents[3] / "seeds"
LETTER = "000_0c9db5fcd1af256f"
CASE = "001_c3792c89e949016c"
ARTICLE = "003_4e5b3cfc428fe7ea"
SOURCES = {
    LETTER: Source("Response to the call for advice", "Jonathan Dickens", None, "2021-03-30"),
    CASE: Source("The Case for Change", None, "Independent Review of Children's Social Care", "2021-06"),
    ARTICLE: Source("Research helps shape Care Review findings on improving outcomes", "Aoife O'Higgins", "CYP Now", "2022-08-30"),
}


class SeededAssistant:
    """Answers two questions from seed documents, every quote at its true place, and abstains from all others."""

    def __init__(self) -> None:
        """Read three seed documents; each line is one paragraph."""
        self.histories: list[tuple[str, ...]] = []
        self.asked_of: list[tuple[str, ...] | None] = []
        self._documents = {doc_id: _document(doc_id, source) for doc_id, source in SOURCES.items()}

    @property
    def documents(self) -> Mapping[str, Document]:
        """Three of the seed documents."""
        return self._documents

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Answer from a fixed table, and remember the history and the documents that came with the question."""
        self.histories.append(tuple(history))
        self.asked_of.append(None if documents is None else tuple(documents))
        if len(question) > 2000:
            raise QuestionError("The question is too long: ask in at most 2,000 characters.")
        broken = self.quote(
            LETTER, "For the children placed with their parent(s)", "within two years.", ("2. Key findings", "c. Longer-term outcomes")
        )
        if question == "What happened to supervision-order placements?":
            after = self.quote(CASE, "In an evaluation of supervision orders", "(Harwin et al., 2019).", ("Chapter three",))
            kinship = self.quote(ARTICLE, "Our analysis found significant regional variation", "in others.", ("Our approach",))
            place = Place(ARTICLE, kinship.span, kinship.text, kinship.title, kinship.section)
            broken = replace(broken, also_in=(place,), context="Longer-term outcomes of care proceedings.")
            note = f"Jonathan Dickens (30 March 2021) says: “{broken.text}” [1]\n\nThe Case for Change (June 2021) says: “{after.text}” [2]"
            return Answer(question, (broken, after), note, 0.9)
        if question == "and for under tens?" and history:
            under = self.quote(LETTER, "Seventy per cent had two or fewer", "end of the proceedings.", ("c. Longer-term outcomes",))
            return Answer(
                question, (under,), f"Jonathan Dickens (30 March 2021) says: “{under.text}” [1]", 0.8, "How stable are placements for under tens?"
            )
        return Abstention(question, "No document speaks of this.", (broken,), 0.02)

    def quote(self, doc_id: str, first: str, last: str, section: tuple[str, ...]) -> Quote:
        """Return the stretch of a seed document from the words ``first`` to the words ``last``."""
        document = self._documents[doc_id]
        start = document.text.index(first)
        span = Span(start, document.text.index(last, start) + len(last))
        who, when = document.source.author or document.source.publisher, document.source.published or "n.d."
        citation = f"{who} ({when[:4]}) {document.title}."
        return Quote(doc_id, span, span.of(document.text), document.title, who, document.source.published, section, citation, 7.125)


class MemoryLibrary:
    """Keeps visitors' own documents in memory: text files, each named by its file."""

    def __init__(self, base: SeededAssistant) -> None:
        """Keep documents beside those of ``base``."""
        self.base = base
        self.own: dict[str, dict[str, Document]] = {}

    def of(self, visitor: str) -> Asker:
        """Return the base, which knows the visitor's own documents too."""
        asker = copy(self.base)
        asker._documents = {**self.base.documents, **self.documents(visitor)}
        return asker

    def documents(self, visitor: str) -> Mapping[str, Document]:
        """Return the visitor's own."""
        return self.own.get(visitor, {})

    def add(self, visitor: str, files: Sequence[Upload]) -> Iterator[Progress]:
        """Take in text files, refuse all others."""
        for upload in files:
            name = safe_name(upload.name)
            yield Progress(name, "reading")
            if not name.endswith(".txt"):
                yield Progress(name, "refused", f"{name} is of no kind that can be read: save it as text")
                continue
            text = upload.path.read_text(encoding="utf-8")
            document = Document(name, text, Source(name, None, None, None), (), warnings=("No headings were found.",))
            self.own.setdefault(visitor, {})[name] = document
            yield Progress(name, "ready", "", name)

    def remove(self, visitor: str, doc_id: str) -> None:
        """Forget one."""
        del self.own[visitor][doc_id]


def _document(doc_id: str, source: Source) -> Document:
    text = (SEEDS / f"{doc_id}.txt").read_bytes().decode("utf-8")
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 1
    return Document(doc_id, text, source, tuple(blocks))


@pytest.fixture(scope="session")
def assistant() -> Asker:
    """Return the assistant behind the page; the real one can stand here instead."""
    return SeededAssistant()


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., AbstractContextManager[str]]:
    """Return a function that serves the page of an assistant (or of a whole desk) for a while and gives its address."""
    from assistant.chat.page import build_app

    @contextmanager
    def serve_for_a_while(asker: Asker, desk: Desk | None = None) -> Iterator[str]:
        desk = desk or Desk.open(asker, tmp_path_factory.mktemp("desk"), STARTERS)
        with listening(lambda: build_app(desk)) as address:
            yield address
        desk.store.database.close()

    return serve_for_a_while
