"""Short ways for tests to say what was read of a text."""

from __future__ import annotations

from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences
from ingest.structure import find_blocks


def document(text: str) -> Document:
    """Return ``text`` as a document with its blocks."""
    return Document("doc", text, blocks=find_blocks(text))


def of_kind(text: str, kind: BlockKind) -> list[str]:
    """Return the blocks of one kind, white space folded."""
    return [" ".join(block.span.of(text).split()) for block in find_blocks(text) if block.kind is kind]


def headings(text: str) -> list[str]:
    """Return the headings."""
    return of_kind(text, BlockKind.HEADING)


def kind_of(text: str, piece: str) -> BlockKind:
    """Return the kind of the innermost block that holds ``piece``."""
    holders = [block for block in find_blocks(text) if piece in block.span.of(text) and not any(piece in hole.of(text) for hole in block.holes)]
    return min(holders, key=lambda block: len(block.span)).kind


def path_of(text: str, piece: str) -> tuple[str, ...]:
    """Return the heading path of the first sentence with ``piece`` in it."""
    return next(sentence.headings for sentence in cut_sentences(document(text)) if piece in sentence.clean)


def quotable(text: str) -> list[str]:
    """Return the quotable sentences in reading order, as they are searched."""
    return [sentence.clean for sentence in cut_sentences(document(text))]
