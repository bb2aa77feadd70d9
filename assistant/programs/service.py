"""What programs can have of an assistant, as JSON objects: the same over HTTP, MCP and gradio's client."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

from assistant.chat.asker import Asker
from assistant.errors import NoSuchDocument
from assistant.programs.requests import AskRequest, SearchRequest, SourceRequest
from assistant.query import check_question
from index.search import ScoredPassage
from ingest.document import Document

Askers: TypeAlias = Callable[[str], Asker]
"""From a visitor to what that visitor may ask."""


@runtime_checkable
class Searcher(Protocol):
    """Anything that finds passages; an index is one."""

    def search_passages(self, question: str, limit: int = ...) -> Sequence[ScoredPassage]:
        """Return the ``limit`` best passages for a question, best first."""
        ...


def ask(asker: Asker, request: AskRequest) -> dict[str, Any]:
    """Return the reply to a question as the JSON object of the contract.

    Raises:
        QuestionError: the question is empty or too long.
        NoSuchDocument: one of the documents is not there.
    """
    only: dict[str, Any] = {}
    if request.documents is not None:
        for doc_id in request.documents:
            _document(asker, doc_id)
        only["documents"] = frozenset(request.documents)
    return asker.ask(request.question, tuple(request.history), request.words, **only).to_dict()


def search(asker: Asker, request: SearchRequest) -> dict[str, Any]:
    """Return the best passages for a question, best first.

    Raises:
        QuestionError: there is nothing to look for, or too much.
        TypeError: what is asked cannot be searched.
    """
    searcher = asker if isinstance(asker, Searcher) else getattr(asker, "index", None)
    if not isinstance(searcher, Searcher):
        raise TypeError(f"{type(asker).__name__} cannot be searched")
    found = searcher.search_passages(check_question(request.q), request.k)
    return {"passages": [_passage(asker.documents[one.passage.doc_id], one) for one in found]}


def source(asker: Asker, request: SourceRequest) -> dict[str, Any]:
    """Return a part of a document's canonical text, exactly; a place behind the end of the text is its end.

    Raises:
        NoSuchDocument: the document is not there.
    """
    document = _document(asker, request.doc_id)
    length = len(document.text)
    start = min(request.start or 0, length)
    end = max(start, min(length if request.end is None else request.end, length))
    text = document.text[start:end]
    return {"doc_id": document.doc_id, "title": document.title, "start": start, "end": end, "length": length, "text": text}


def documents(asker: Asker) -> dict[str, Any]:
    """Return the documents that may be asked, in their order."""
    return {"documents": [_object(document) for document in asker.documents.values()]}


def _document(asker: Asker, doc_id: str) -> Document:
    found = asker.documents.get(doc_id)
    if found is None:
        # Not repr: a line may hold what a person typed, but nothing that breaks it.
        name = "".join(character if character.isprintable() else "?" for character in doc_id[:80])
        raise NoSuchDocument(f"There is no document {name!r} among those that you may ask: see the list of documents for their doc_id.")
    return found


def _passage(document: Document, found: ScoredPassage) -> dict[str, Any]:
    passage = found.passage
    return {
        "text": passage.text,
        "doc_id": passage.doc_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "score": found.score,
        "section": list(passage.headings),
        "page": document.page(passage.span.start),
        "title": document.title,
    }


def _object(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "author": source.author,
        "publisher": source.publisher,
        "published": source.published,
        "kind": source.kind,
        "url": source.url,
        "pages": len(document.page_starts) or None,
        "characters": len(document.text),
        "warnings": list(document.warnings),
    }
