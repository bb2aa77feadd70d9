"""A folder of documents, read in a fixed order; what cannot be read is reported and skipped, never silently."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from ingest.document import Block, BlockKind, Document, Source
from ingest.errors import FolderError, UnreadableDocument
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.readers.reader import READERS, read_file, unknown_kind
from ingest.segment import clean
from ingest.sources import FILE_NAME, read_sources
from ingest.structure import blocks_of

_TITLE_WITHIN = 4
"""Blocks of the body among which a heading counts as the document's title."""


class ReadProgress(Protocol):
    """Is told how many files have been read, of how many."""

    def __call__(self, done: int, total: int) -> None:
        """Take the state of the work."""


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


def read_folder(folder: Path, limits: Limits = DEFAULT_LIMITS, progress: ReadProgress | None = None) -> Corpus:
    """Read every document below ``folder``; hidden files and ``sources.toml`` are passed over.

    Raises:
        FolderError: the folder is missing, is no folder, cannot be read, or holds no document that can be read.
        SourcesError: ``sources.toml`` is not valid.
    """
    sources = read_sources(_checked(folder))
    documents: list[Document] = []
    skipped: list[Skipped] = []
    paths = list(_files(folder, skipped))
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    known = [path for path in paths if path.suffix.lower() in READERS]
    ids = doc_ids([names[path] for path in known])
    for done, path in enumerate(known, start=1):
        doc_id = ids[names[path]]
        try:
            documents.append(replace(read_document(path, sources.get(doc_id), limits, doc_id=doc_id), file=names[path]))
        except UnreadableDocument as error:
            skipped.append(Skipped(names[path], str(error)))
        if progress is not None:
            progress(done, len(known))
    skipped += [Skipped(name, unknown_kind(path)) for path, name in names.items() if path.suffix.lower() not in READERS]
    if not documents:
        detail = f" ({skipped[0].reason})" if skipped else ""
        raise FolderError(f"{folder} holds no document that can be read{detail}: put documents there ({', '.join(sorted(READERS))})")
    return Corpus(tuple(sorted(documents, key=lambda document: document.doc_id)), tuple(skipped))


def doc_ids(names: Sequence[str]) -> dict[str, str]:
    """Return the doc_id of each file of a folder: its name without the ending.

    Files that share it are told apart by their folder ("2021/report"), and by the ending where they share that too ("report.docx").
    """
    stem_of = {name: PurePosixPath(name).stem for name in names}
    path_of = {name: PurePosixPath(name).with_suffix("").as_posix() for name in names}
    stems, paths = Counter(stem_of.values()), Counter(path_of.values())
    return {name: stem_of[name] if stems[stem_of[name]] == 1 else path_of[name] if paths[path_of[name]] == 1 else name for name in names}


def read_document(path: Path, source: Source | None = None, limits: Limits = DEFAULT_LIMITS, *, doc_id: str | None = None) -> Document:
    """Read one file of any known format; ``doc_id`` is its name without the ending where none is given.

    What ``source`` states wins over what the file says of itself; the title is the first heading where neither states one.

    Raises:
        UnreadableDocument: the file cannot be read, or its name cannot be a doc_id.
    """
    chosen = doc_id or path.stem
    if not chosen.strip() or any(not character.isprintable() for character in chosen):
        raise UnreadableDocument(f"{path.name!r} has control characters in its name: rename the file")
    content = read_file(path, limits)
    blocks = blocks_of(content.text, content.raw)
    known = _filled(source or Source(), content.source)
    if known.title is None and known.kind is None:
        known = replace(known, title=_title(content.text, blocks))
    return Document(chosen, content.text, known, blocks, content.page_starts, path.name, content.warnings)


def _filled(stated: Source, found: Source) -> Source:
    """Return the stated source with its gaps filled by what the file says of itself."""
    gaps = {field.name: getattr(found, field.name) for field in fields(Source) if getattr(stated, field.name) is None}
    return replace(stated, **gaps)


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
