"""A small shelf of documents, quotes of them, and replies made of the quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from assistant.export.asked import Asked
from assistant.reply import Abstention, Answer, Place, Quote
from ingest.document import Document, Source
from ingest.span import Span

HOSTILE = (
    'A & B_{c} % $x$ \\input{x} ~^#| <b onclick=x>"q"</b> &lt [l](http://e.example) ![i](//x) `c` **b** @{k, 1} }{ ]]'
    " 😀 \u200f\u05e9\u05dc\u05d5\u05dd\u200f \u202eevil\n"
    "\n# new\u2028- line\x00\x1b[31m\ud800 www.e.example a@e.example -- ... == :x: \\"
)


@dataclass
class Shelf:
    """Documents by id, and quotes of their own words."""

    documents: dict[str, Document] = field(default_factory=dict)

    def add(self, doc_id: str, text: str = "A quarter broke down. Nobody knows why.", pages: tuple[int, ...] = (), **source: str) -> Document:
        self.documents[doc_id] = Document(doc_id, text, Source(**source), (), pages)
        return self.documents[doc_id]

    def quote(self, doc_id: str, words: str = "A quarter broke down.", **changes: object) -> Quote:
        document = self.documents[doc_id]
        start = document.text.index(words)
        source = document.source
        values: dict[str, object] = {
            "doc_id": doc_id,
            "span": Span(start, start + len(words)),
            "text": words,
            "title": document.title,
            "author": source.author,
            "published": source.published,
            "section": ("Findings", "Later"),
            "citation": "as it was",
            "score": 1.0,
            "page": document.page(start),
        }
        return Quote(**(values | changes))  # type: ignore[arg-type]

    def place(self, doc_id: str, words: str = "A quarter broke down.") -> Place:
        start = self.documents[doc_id].text.index(words)
        return Place(doc_id, Span(start, start + len(words)), words, self.documents[doc_id].title, ("Views",))


@pytest.fixture
def shelf() -> Shelf:
    made = Shelf()
    made.add("report", title="The report", author="Department for Education", publisher="HMSO", published="2021-06", kind="report", pages=(0, 22))
    made.add("letter", author="Jane Smith and John Jones", published="2021-03-30", kind="submission to the board")
    made.add(
        "blog",
        title="Thinking",
        author="Ann Author",
        publisher="The Board",
        published="2020",
        kind="blog post",
        url="https://e.example/a_b?c=1%20&d#e",
    )
    made.add("press", title="Care in crisis", publisher="The Daily", published="2022-08-30", kind="press article on care")
    made.add("note")
    same = dict.fromkeys(("title", "author", "publisher", "kind"), HOSTILE)
    made.add("hostile", text=HOSTILE, published="spring", url=f"http://e.example/{HOSTILE}", **same)
    return made


@pytest.fixture
def answer() -> Callable[..., Asked]:
    def make(*quotes: Quote, id: str | None = None, question: str = "What broke down?", **changes: object) -> Asked:
        return Asked(Answer(question, quotes, "note", 0.9, **changes), id)  # type: ignore[arg-type]

    return make


@pytest.fixture
def abstention() -> Callable[..., Asked]:
    def make(*related: Quote) -> Asked:
        return Asked(Abstention("Who won?", "Nothing is said of it.", related, 0.1))

    return make
