"""The door to every format: a file's ending picks its reader, and whatever goes wrong becomes one line.

Readers are imported when a file of their format is met, so that a folder of text files loads no library.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol

from ingest.errors import UnreadableDocument
from ingest.limits import DEFAULT_LIMITS, Limits, megabytes
from ingest.manuscript import FileContent

_MODULES = {
    "pdf": (".pdf",),
    "plain": (".txt", ".text", ".md", ".markdown"),
    "word": (".docx",),
    "slides": (".pptx",),
    "workbook": (".xlsx",),
    "separated_values": (".csv", ".tsv"),
    "web_page": (".html", ".htm", ".xhtml"),
    "epub": (".epub",),
}
READERS = {suffix: f"ingest.readers.{module}" for module, suffixes in _MODULES.items() for suffix in suffixes}
"""Ending of a file's name, in lower case, to the module whose ``read`` reads it."""
INSTEAD = {
    ".doc": "save it as .docx",
    ".ppt": "save it as .pptx",
    ".xls": "save it as .xlsx",
    ".docm": "it may hold macros: save it as .docx",
    ".dotx": "save it as .docx",
    ".pptm": "it may hold macros: save it as .pptx",
    ".ppsx": "save it as .pptx",
    ".xlsm": "it may hold macros: save it as .xlsx",
    ".xlsb": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".odp": "save it as .pptx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".pages": "export it as .docx or .pdf",
    ".mht": "save it as .html",
    ".eml": "save its text as .txt",
    ".msg": "save its text as .txt",
    ".zip": "unpack it into the folder",
}
"""What to do with files of common kinds that are not read."""


class Reader(Protocol):
    """Reads one file of one format."""

    def __call__(self, path: Path, limits: Limits) -> FileContent:
        """Return what the file holds.

        Raises:
            UnreadableDocument: the file cannot be read; the message says what to do.
        """


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> FileContent:
    """Return what a file of any known format holds.

    Raises:
        UnreadableDocument: the file is of no known format, missing, empty, over a limit, damaged or encrypted.
    """
    module = READERS.get(path.suffix.lower())
    if module is None:
        raise UnreadableDocument(unknown_kind(path))
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableDocument(f"{path.name} cannot be read ({error.strerror or error}): check that it exists and that you may read it") from error
    if size > limits.most_bytes:
        raise UnreadableDocument(
            f"{path.name} has {megabytes(size)}, more than the limit of {megabytes(limits.most_bytes)}: split it, or raise the limit"
        )
    if size == 0:
        raise UnreadableDocument(f"{path.name} is empty: nothing to read")
    read: Reader = importlib.import_module(module).read
    try:
        content = read(path, limits)
    except UnreadableDocument:
        raise
    except MemoryError as error:
        raise UnreadableDocument(f"{path.name} needs more memory than there is: split it into smaller files") from error
    except Exception as error:  # the seam to the formats' libraries, which raise anything on a damaged file
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UnreadableDocument(f"{path.name} is damaged and cannot be read ({detail}): open it in its own program and save it anew") from error
    if len(content.text) > limits.most_characters:
        raise UnreadableDocument(f"{path.name} holds more than {limits.most_characters:,} characters: split it, or raise the limit")
    if not content.text.strip():
        raise UnreadableDocument(f"{path.name} is empty: nothing to read")
    return content


def unknown_kind(path: Path) -> str:
    """Return the line that says why a file of no known format is skipped."""
    suffix = path.suffix.lower()
    advice = INSTEAD.get(suffix, f"use {', '.join(sorted(READERS))}")
    return f"{path.name} is of a kind that is not read: {advice}"
