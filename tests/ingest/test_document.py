"""Documents and blocks: impossible values cannot be built; titles, pages and hashes."""

from __future__ import annotations

import hashlib

import pytest

from ingest.document import QUOTABLE, Block, BlockKind, Document, Source
from ingest.span import Span


def test_a_block_is_never_empty() -> None:
    """An empty block would give an empty quote."""
    with pytest.raises(ValueError, match="never empty"):
        Block(BlockKind.PARAGRAPH, Span(3, 3))


def test_a_hole_lies_inside_its_block() -> None:
    """A hole is cut out of the block's own text."""
    with pytest.raises(ValueError, match="hole"):
        Block(BlockKind.PARAGRAPH, Span(3, 9), holes=(Span(8, 10),))


def test_a_block_lies_inside_its_document() -> None:
    """Five characters end at 5."""
    block = Block(BlockKind.PARAGRAPH, Span(0, 6))
    with pytest.raises(ValueError, match="outside"):
        Document("d", "Hello", blocks=(block,))


def test_a_document_has_a_doc_id() -> None:
    """Citations name it."""
    with pytest.raises(ValueError, match="doc_id"):
        Document("", "Hello")


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (Source(title="A plan", kind="report"), "A plan"),
        (Source(kind="press article on it"), "[Press article on it]"),
        (Source(kind="x"), "[X]"),
        (Source(), "d7"),
    ],
)
def test_title(source: Source, title: str) -> None:
    """The source's title, else its kind in brackets, else the doc_id."""
    assert Document("d7", "text", source).title == title


def test_sha256_is_of_the_utf8_bytes() -> None:
    """The standard library's own hash of the same bytes."""
    assert Document("d", "né").sha256 == hashlib.sha256(b"n\xc3\xa9").hexdigest()


def test_pages_count_from_one() -> None:
    """Pages start at 0, 10 and 20; a document without pages has none to name."""
    paged = Document("d", "x" * 30, page_starts=(0, 10, 20))
    assert [paged.page(offset) for offset in (0, 9, 10, 29)] == [1, 1, 2, 3]
    assert Document("d", "x").page(0) is None


def test_what_is_never_quoted() -> None:
    """Headings, questions to readers, bibliography, bylines, captions and boilerplate."""
    never = set(BlockKind) - QUOTABLE
    assert never == {
        BlockKind.HEADING,
        BlockKind.CAPTION,
        BlockKind.READER_QUESTION,
        BlockKind.BIBLIOGRAPHY_ENTRY,
        BlockKind.FRONT_MATTER,
        BlockKind.BOILERPLATE,
    }
    assert not any(Block(kind, Span(0, 1)).quotable for kind in never)
