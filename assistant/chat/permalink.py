"""A link that reopens a question and a place in a document, on the same server."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from assistant.reply import Quote
from ingest.document import Document
from ingest.span import Span

LONGEST = 8_000
"""Characters of a link's question; longer ones get a link to the place alone."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the address of the page asks for: a kept conversation, a question, a place in a document (with the first digits of its words' digest)."""

    conversation: str = ""
    question: str = ""
    doc_id: str = ""
    start: int = 0
    end: int = 0
    digest: str = ""


def permalink(question: str, quote: Quote) -> str:
    """Return the address, below the server's own, that reopens a question and the place of a quote."""
    asked = {"question": question} if len(question) <= LONGEST else {}
    place = {"document": quote.doc_id, "start": quote.span.start, "end": quote.span.end, "words": digest(quote.text)}
    return f"/?{urlencode({**asked, **place}, errors='replace')}"


def read_link(search: str) -> Link:
    """Return what the query of an address (``?question=...``) asks for; what it does not say, or says badly, is left empty."""
    values = {key: found[-1] for key, found in parse_qs(search.removeprefix("?"), max_num_fields=None).items()}
    start, end = (_number(values.get(key, "")) for key in ("start", "end"))
    return Link(values.get("conversation", ""), values.get("question", ""), values.get("document", ""), start, end, values.get("words", ""))


def placed(link: Link, documents: Mapping[str, Document]) -> Span | None:
    """Return the place that a link names; ``None`` where its document does not hold the same words there (any more)."""
    document = documents.get(link.doc_id)
    if document is None or not 0 <= link.start < link.end <= len(document.text):
        return None
    span = Span(link.start, link.end)
    return span if digest(span.of(document.text)) == link.digest else None


def digest(text: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
