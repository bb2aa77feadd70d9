"""Plain text and Markdown: the canonical text is the file, character for character."""

from __future__ import annotations

from pathlib import Path

from ingest.limits import Limits
from ingest.line import lines
from ingest.manuscript import FileContent
from ingest.paragraph import raw_blocks
from ingest.text_file import read_text


def read(path: Path, limits: Limits) -> FileContent:
    """Return the content of a UTF-8 text or Markdown file.

    Raises:
        UnreadableDocument: the file is empty, binary or in another encoding.
    """
    text = read_text(path, limits.most_bytes)
    return FileContent(text, tuple(raw_blocks(text, lines(text))))
