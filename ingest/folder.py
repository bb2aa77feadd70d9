"""A folder of documents, read in a fixed order; what cannot be read is reported and skipped, never silently."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Block, BlockKind, Document, Source
from ingest.errors import FolderError, UnreadableDocument
from ingest.segment import clean
from ingest.sources import FILE_NAME, read_sources
from ingest.structure import find_blocks
from ingest.text_file import MOST_BYTES, TEXT_SUFFIXES, read_text

_TITLE_WITHIN = 4
"""Blocks of the body among which a heading counts as the document's title."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why, in one line."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, ordered by doc_id, and the files that were skipped."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


def read_folder(folder: Path, most_bytes: int = MOST_BYTES) -> Corpus:
    """Read every document below ``folder``; hidden files and ``sources.toml`` are passed over.

    Raises:
        FolderError: the folder is missing, is no folder, cannot be read, or holds no document that can be read.
        SourcesError: ``sources.toml`` is not valid.
    """
    sources = read_sources(_checked(folder))
    documents: dict[str, Document] = {}
    skipped: list[Skipped] = []
    others: list[str] = []
    for path in _files(folder, skipped):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in TEXT_SUFFIXES:
            others.append(name)
            continue
        try:
            document = read_document(path, sources.get(path.stem, Source()), most_bytes)
        except UnreadableDocument as error:
            skipped.append(Skipped(name, str(error)))
            continue
        if document.doc_id in documents:
            skipped.append(Skipped(name, f"{name} has the same name as another document ({document.doc_id}): rename one of them"))
            continue
        documents[document.doc_id] = document
    skipped += [Skipped(name, f"{name} is of a kind that is not read yet: use {', '.join(sorted(TEXT_SUFFIXES))}") for name in others]
    if not documents:
        detail = f" ({skipped[0].reason})" if skipped else ""
        raise FolderError(f"{folder} holds no document that can be read{detail}: put UTF-8 .txt or .md files there")
    return Corpus(tuple(documents[doc_id] for doc_id in sorted(documents)), tuple(skipped))


def read_document(path: Path, source: Source | None = None, most_bytes: int = MOST_BYTES) -> Document:
    """Read one text or Markdown file; its title is the first heading where ``source`` states none.

    Raises:
        UnreadableDocument: the file cannot be read as UTF-8 text, or its name cannot be a doc_id.
    """
    doc_id = path.stem
    if not doc_id.strip() or any(not character.isprintable() for character in doc_id):
        raise UnreadableDocument(f"{path.name!r} has control characters in its name: rename the file")
    text = read_text(path, most_bytes)
    blocks = find_blocks(text)
    known = source or Source()
    if known.title is None and known.kind is None:
        known = replace(known, title=_title(text, blocks))
    return Document(doc_id, text, known, blocks)


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    body = [block for block in blocks if block.kind is not BlockKind.BOILERPLATE][:_TITLE_WITHIN]
    for block in body:
        if block.kind is BlockKind.HEADING:
            return clean(block.span.of(text)) or None
        if block.quotable:
            return None
    return None


def _checked(folder: Path) -> Path:
    if not folder.exists():
        raise FolderError(f"{folder} does not exist: name the folder that holds your documents")
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file, not a folder: name the folder that holds your documents")
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError as error:
        raise FolderError(f"{folder} cannot be read ({error.strerror}): check that you may read it") from error
    return folder


def _files(folder: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Yield the regular files below ``folder`` in name order; links that leave the folder and special files are skipped with a reason."""
    root = folder.resolve()
    for current, names, files in os.walk(folder, onerror=lambda error: skipped.append(_unlisted(folder, error))):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(current) / name
            if name.startswith(".") or name == FILE_NAME:
                continue
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                skipped.append(Skipped(shown, f"{shown} is a link that leaves the folder: copy the file into it"))
            elif not path.is_file():
                skipped.append(Skipped(shown, f"{shown} is not a regular file: remove it or replace it by a copy"))
            else:
                yield path


def _unlisted(folder: Path, error: OSError) -> Skipped:
    name = Path(str(error.filename)).relative_to(folder).as_posix() if error.filename else str(folder)
    return Skipped(name, f"{name} cannot be listed ({error.strerror}): check that you may read it")
