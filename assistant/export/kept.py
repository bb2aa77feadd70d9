"""Conversations that were kept may quote documents that are gone; what their quotes know of them stands in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.reply import Answer, Reply
from ingest.document import Document, Source


def documents_of(replies: Iterable[Reply | None], documents: Mapping[str, Document]) -> dict[str, Document]:
    """Return ``documents``, and for each further one that a reply quotes an empty document with the title, author and date of the quote."""
    found = dict(documents)
    shown = [quote for reply in replies if reply for quote in (reply.quotes if isinstance(reply, Answer) else reply.related)]
    for quote in shown:
        if quote.doc_id not in found:
            found[quote.doc_id] = Document(quote.doc_id, "", Source(title=quote.title, author=quote.author, published=quote.published))
    for place in (place for quote in shown for place in quote.also_in):
        if place.doc_id not in found:
            found[place.doc_id] = Document(place.doc_id, "", Source(title=place.title))
    return found
