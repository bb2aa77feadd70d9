"""Sentences, the units that are quoted, and passages, the units that are retrieved."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of a document, with its exact place.

    ``text`` is the source, character for character. ``clean`` is what is searched: white space folded, markup and holes left out.
    ``block`` and ``position`` (within the block) are 0-based; sentences of a document are numbered by ``number``.
    """

    doc_id: str
    number: int
    span: Span
    text: str
    clean: str
    kind: BlockKind
    headings: tuple[str, ...]
    block: int
    position: int
    lead_in: str | None = None

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError("a sentence's text has the length of its span")

    @property
    def words(self) -> int:
        """Number of white-space separated words of the source text."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of neighbouring sentences under one heading path."""

    doc_id: str
    number: int
    span: Span
    text: str
    headings: tuple[str, ...]
    sentences: tuple[int, ...]
    """Numbers of the sentences that the passage is made of."""

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError("a passage's text has the length of its span")
        if not self.sentences:
            raise ValueError("a passage holds at least one sentence")
