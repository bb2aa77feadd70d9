"""Plain text and Markdown: the canonical text is the file, character for character."""

from __future__ import annotations

from pathlib import Path

from ingest.front_matter import find_front_matter
from ingest.limits import Limits
from ingest.line import lines
from ingest.manuscript import FileContent
from ingest.paragraph import Mark, RawBlock, raw_blocks
from ingest.text_file import read_text

MARKDOWN = frozenset({".md", ".markdown"})


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a UTF-8 text or Markdown file.

    Raises:
        UnreadableDocument: the file is empty, binary or in another encoding.
    """
    text = read_text(path, limits.most_bytes)
    head = find_front_matter(text) if path.suffix.lower() in MARKDOWN else None
    if head is None:
        return FileContent(text, tuple(raw_blocks(text, lines(text))))
    body = raw_blocks(text, (line for line in lines(text) if line.span.start >= head.span.end))
    return FileContent(text, (RawBlock(Mark.CODE, head.span, head.span.of(text), 0), *body), source=head.source)
