"""What a document is: what ``sources.toml`` states, then what the file says of itself, then its first page; never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from ingest.document import Block, BlockKind, Source
from ingest.first_page import source_of_first_page
from ingest.manuscript import tidy
from ingest.segment import clean

_TITLE_WITHIN = 4
"""Blocks of the body among which a heading counts as the document's title."""


def identify(stated: Source, found: Source, text: str, blocks: Sequence[Block], page_starts: Sequence[int] = ()) -> Source:
    """Return the source of a document: ``stated`` with its gaps filled by what the file says (``found``), then by its first page.

    The title is the first heading where neither states one and no kind of document is stated.
    """
    known = _filled(stated, found)
    if known.title is None and known.kind is None:
        known = replace(known, title=_title(text, blocks))
    return _filled(known, source_of_first_page(text, blocks, page_starts))


def tidied(source: Source) -> Source:
    """Return a source whose values stand in one line each, without invisible characters; an empty value is none."""
    return Source(**{field.name: tidy(getattr(source, field.name) or "") or None for field in fields(Source)})


def _filled(stated: Source, found: Source) -> Source:
    gaps = {field.name: getattr(found, field.name) for field in fields(Source) if getattr(stated, field.name) is None}
    return replace(stated, **gaps)


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    body = [block for block in blocks if block.kind is not BlockKind.BOILERPLATE][:_TITLE_WITHIN]
    for block in body:
        if block.kind is BlockKind.HEADING:
            return clean(block.span.of(text)) or None
        if block.quotable:
            return None
    return None
