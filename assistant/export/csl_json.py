"""The works that replies quote as CSL-JSON, the input of citation processors (schema: csl-data.json of the Citation Style Language, version 1.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.author import Author, Person
from assistant.citation import date_parts
from assistant.export.asked import Asked
from assistant.export.characters import named
from assistant.export.kind import read_kind
from assistant.export.work import Excerpt, Work, cited_works
from ingest.document import Document


def to_csl_json(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return an array of the works in UTF-8: ``note`` holds the quotes for a person, ``custom`` the same with exact text and place for a program.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    items = [_item(work) for work in cited_works(asked, documents)]
    text = json.dumps(items, ensure_ascii=False, indent=2)
    # Halves of characters are no UTF-8, but JSON has an escape for them.
    return (re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n").encode("utf-8")


def _item(work: Work) -> dict[str, Any]:
    """Return the item of a work; a field whose value is not known is not there."""
    source = work.document.source
    kind = read_kind(source.kind)
    publisher = named(source.publisher or "")
    fields = {
        "id": work.key,
        "type": kind.csl,
        "title": named(work.document.title),
        "author": [_name(author) for author in work.authors],
        "issued": _date(source.published),
        "container-title": publisher if kind.in_periodical else "",
        "publisher": "" if kind.in_periodical else publisher,
        # Where the title is unknown, the kind stands in its place already.
        "genre": named(source.kind or "") if source.title else "",
        "URL": named(source.url or ""),
        "locator": _locator(work.excerpts),
        "note": "\n".join(excerpt.note for excerpt in work.excerpts),
        "custom": {"quotes": [_quote(excerpt) for excerpt in work.excerpts]},
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> dict[str, str]:
    if not isinstance(author, Person):
        return {"literal": named(author.name)}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {part: named(value) for part, value in parts.items() if value}


def _date(published: str | None) -> dict[str, Any]:
    if parts := date_parts(published):
        return {"date-parts": [list(parts)]}
    return {"literal": named(published)} if published else {}


def _locator(excerpts: Sequence[Excerpt]) -> str:
    """Return the page of a single quote, or its innermost heading; several quotes have their places in the notes."""
    if len(excerpts) != 1:
        return ""
    page, section = excerpts[0].page, excerpts[0].section
    if page is not None:
        return str(page)
    return named(section[-1]) if section else ""


def _quote(excerpt: Excerpt) -> dict[str, Any]:
    return {
        "text": excerpt.text,
        "doc_id": excerpt.doc_id,
        "start": excerpt.span.start,
        "end": excerpt.span.end,
        "section": list(excerpt.section),
        "page": excerpt.page,
        "references": [{"in_text": reference.in_text, "entry": reference.entry} for reference in excerpt.references],
    }
