"""A folder of documents, read in a fixed order; what cannot be read is reported and skipped, never silently."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from ingest.document import Document, Source
from ingest.errors import FolderError, UnreadableDocument
from ingest.identity import identify, tidied
from ingest.known_file import FileFacts, KnownFile, KnownFiles, file_sha256
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.listing import Skipped, is_plain, list_files, shown
from ingest.readers.reader import READERS, read_file, unknown_kind
from ingest.sources import FILE_NAME, read_sources
from ingest.structure import blocks_of


class ReadProgress(Protocol):
    """Is told how many files have been read, of how many."""

    def __call__(self, done: int, total: int) -> None:
        """Take the state of the work."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The file of a document: what is to be remembered of it, and the doc_id under which it was known before, where it was not read again."""

    facts: FileFacts
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, ordered by doc_id, the file of each, and the files that were skipped."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    files: tuple[ReadFile, ...] = ()


def read_folder(folder: Path, limits: Limits = DEFAULT_LIMITS, progress: ReadProgress | None = None, known: KnownFiles | None = None) -> Corpus:
    """Read every document below ``folder``; hidden files and ``sources.toml`` are passed over.

    The document of a file that is ``known`` by its bytes is taken over instead of reading it, with what ``sources.toml`` states now.

    Raises:
        FolderError: the folder is missing, is no folder, cannot be read, or holds no document that can be read.
        SourcesError: ``sources.toml`` is not valid.
    """
    sources = read_sources(_checked(folder))
    listing = list_files(folder)
    found: list[tuple[Document, ReadFile]] = []
    skipped = list(listing.skipped)
    readable = [name for name, path in listing.files.items() if path.suffix.lower() in READERS]
    ids = doc_ids(readable)
    for done, name in enumerate(readable, start=1):
        try:
            found.append(_read(listing.files[name], name, ids[name], sources, limits, known or KnownFiles()))
        except UnreadableDocument as error:
            skipped.append(Skipped(name, shown(str(error))))
        if progress is not None:
            progress(done, len(readable))
    skipped += [Skipped(name, unknown_kind(path)) for name, path in listing.files.items() if path.suffix.lower() not in READERS]
    skipped += [Skipped(FILE_NAME, _no_document(doc_id)) for doc_id in sources.keys() - set(ids.values())]
    skipped.sort(key=lambda file: (file.name, file.reason))
    if not found:
        detail = f" ({skipped[0].reason})" if skipped else ""
        raise FolderError(f"{folder} holds no document that can be read{detail}: put documents there ({', '.join(sorted(READERS))})")
    found.sort(key=lambda pair: pair[0].doc_id)
    return Corpus(tuple(document for document, _ in found), tuple(skipped), tuple(file for _, file in found))


def doc_ids(names: Sequence[str]) -> dict[str, str]:
    """Return the doc_id of each file of a folder: its name without the ending.

    Files that share it are told apart by their folder ("2021/report"), and by the ending where they share that too ("report.docx").
    """
    stem_of = {name: PurePosixPath(name).stem for name in names}
    path_of = {name: PurePosixPath(name).with_suffix("").as_posix() for name in names}
    stems, paths = Counter(stem_of.values()), Counter(path_of.values())
    ids = {name: stem_of[name] if stems[stem_of[name]] == 1 else path_of[name] if paths[path_of[name]] == 1 else name for name in names}
    # "a.txt" is the whole name of one file and may be the name of "a.txt.md" without its ending.
    while twice := {doc_id for doc_id, times in Counter(ids.values()).items() if times > 1}:
        ids = {name: name if doc_id in twice else doc_id for name, doc_id in ids.items()}
    return ids


def read_document(path: Path, source: Source | None = None, limits: Limits = DEFAULT_LIMITS, *, doc_id: str | None = None) -> Document:
    """Read one file of any known format; ``doc_id`` is its name without the ending where none is given.

    What ``source`` states wins over what the file says of itself, and that over its first page (``ingest.identity``).

    Raises:
        UnreadableDocument: the file cannot be read, or its name cannot be a doc_id.
    """
    return _read_anew(path, path.name, doc_id or path.stem, source, limits)[0]


def read_new_file(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> KnownFile:
    """Read one file that is to stand as ``name`` in a folder, so that reading the folder need not read it again.

    Raises:
        UnreadableDocument: the file cannot be read.
    """
    document, facts = _read(path, name, PurePosixPath(name).stem, {}, limits, KnownFiles())
    return KnownFile(facts.facts, document)


def _read(path: Path, name: str, doc_id: str, sources: Mapping[str, Source], limits: Limits, known: KnownFiles) -> tuple[Document, ReadFile]:
    """Take the document of a file over where its bytes are known, else read it."""
    source = sources.get(doc_id)
    try:
        size = path.stat().st_size
        # Before it is read: a file that changes meanwhile is read again the next time. One over the limit is refused without a look at its bytes.
        sha256 = file_sha256(path) if size <= limits.most_bytes else ""
    except OSError as error:
        raise UnreadableDocument(f"{path.name} cannot be read ({error.strerror or error}): check that it exists and that you may read it") from error
    before = known.find(name, sha256)
    if before is None:
        document, found = _read_anew(path, name, doc_id, source, limits)
        return document, ReadFile(FileFacts(sha256, size, found))
    old, facts = before.document, before.facts
    stated = identify(source or Source(), facts.found, old.text, old.blocks, old.page_starts)
    return replace(old, doc_id=doc_id, source=stated, file=name), ReadFile(facts, old.doc_id)


def _read_anew(path: Path, name: str, doc_id: str, source: Source | None, limits: Limits) -> tuple[Document, Source]:
    """Read a file; return its document, and what the file says of its source itself."""
    if not is_plain(doc_id):
        raise UnreadableDocument(f"{shown(path.name)} has control characters in its name: rename the file")
    content = read_file(path, limits)
    blocks = blocks_of(content.text, content.raw, marked=content.marked)
    found = tidied(content.source)
    stated = identify(source or Source(), found, content.text, blocks, content.page_starts)
    return Document(doc_id, content.text, stated, blocks, content.page_starts, name, content.warnings), found


def _no_document(doc_id: str) -> str:
    return f"{FILE_NAME} describes {shown(doc_id)}, which is not in the folder: give the entry the name of the document, or remove it"


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
