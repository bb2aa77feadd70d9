"""Sentences made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import BlockKind
from ingest.sentence import Sentence
from ingest.span import Span


def sentence(
    number: int, text: str, *headings: str, doc_id: str = "doc", lead_in: str | None = None, kind: BlockKind = BlockKind.PARAGRAPH
) -> Sentence:
    """Return a sentence whose place is of no matter."""
    return Sentence(doc_id, number, Span(0, len(text)), text, text, kind, headings, 0, number, lead_in)


def sentences(*texts: str) -> list[Sentence]:
    """Return sentences of one section."""
    return [sentence(i, text) for i, text in enumerate(texts)]


def count_words(texts: Sequence[str]) -> list[int]:
    """Count words where a model would count tokens."""
    return [len(text.split()) for text in texts]
