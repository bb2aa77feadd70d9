"""Documents, and the blocks that their text is made of."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field

from ingest.span import Span


class BlockKind(enum.StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    TABLE_ROW = "table row"
    FOOTNOTE = "footnote"
    GLOSSARY_ENTRY = "glossary entry"
    CAPTION = "caption"
    READER_QUESTION = "question to readers"
    BIBLIOGRAPHY_ENTRY = "bibliography entry"
    FRONT_MATTER = "front matter"
    BOILERPLATE = "boilerplate"


QUOTABLE = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTATION,
        BlockKind.TABLE_ROW,
        BlockKind.FOOTNOTE,
        BlockKind.GLOSSARY_ENTRY,
    }
)
"""The kinds of block whose sentences may be quoted as evidence."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about where a document comes from; unknown is ``None``, never guessed."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """Date as ISO 8601: ``2021-03-30``, ``2021-06`` or ``2021``."""
    kind: str | None = None
    """Kind of document, in words: report, press article, blog post."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One structural unit of a document.

    ``holes`` are stretches inside ``span`` that belong to something else (a running header, a footnote between two pages): they are
    never searched, but a quote that runs across a page break contains them, because a quote is one unbroken stretch of the source.
    ``headings`` is the path of headings above the block, outermost first. ``lead_in`` is the sentence that introduces a list item.
    """

    kind: BlockKind
    span: Span
    headings: tuple[str, ...] = ()
    holes: tuple[Span, ...] = ()
    lead_in: Span | None = None

    def __post_init__(self) -> None:
        if len(self.span) == 0:
            raise ValueError("a block is never empty")
        if any(not self.span.contains(hole) for hole in self.holes):
            raise ValueError("a hole lies outside its block")

    @property
    def quotable(self) -> bool:
        """Say whether sentences of this block may be quoted as evidence."""
        return self.kind in QUOTABLE


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its identity, its source, the canonical text and the blocks of it.

    ``text`` is the one string that every span points into. For .txt and .md it is the file decoded as UTF-8 with no newline translation, for other
    formats what their reader wrote (``ingest.manuscript``).
    """

    doc_id: str
    text: str
    source: Source = field(default_factory=Source)
    blocks: tuple[Block, ...] = ()
    page_starts: tuple[int, ...] = ()
    """Offset of the first character of each page, for formats that have pages; empty otherwise."""
    file: str = ""
    """Name of the file below the folder of documents, with ``/`` between folders."""
    warnings: tuple[str, ...] = ()
    """What could not be read well, one line each."""

    def __post_init__(self) -> None:
        if not self.doc_id:
            raise ValueError("a document has a non-empty doc_id")
        if list(self.page_starts) != sorted(self.page_starts):
            raise ValueError("pages come in the order of the text")
        if any(block.span.end > len(self.text) for block in self.blocks):
            raise ValueError("a block lies outside its document")

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the canonical text, encoded as UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def title(self) -> str:
        """The title of the source; the kind of document in brackets where it has none; the doc_id where neither is known."""
        if self.source.title:
            return self.source.title
        return f"[{self.source.kind[:1].upper()}{self.source.kind[1:]}]" if self.source.kind else self.doc_id

    def page(self, offset: int) -> int | None:
        """Return the 1-based page that holds the character at ``offset``; ``None`` for documents without pages."""
        if not self.page_starts:
            return None
        return sum(start <= offset for start in self.page_starts)
