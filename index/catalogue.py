"""The list of what an index holds: its documents and the files that were skipped, without opening it for search."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import layout
from index.duplicates import Duplicates, Repeat
from index.manifest import read_manifest
from index.records import read_documents
from index.times import read_times
from ingest.document import Document
from ingest.listing import Skipped


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A document of an index: how many passages and sentences it has, when it was last read or embedded (ISO 8601), and what it repeats."""

    document: Document
    passages: int
    sentences: int
    indexed: str | None
    repeats: tuple[Repeat, ...]

    @property
    def pages(self) -> int | None:
        """Number of pages; ``None`` for a format without pages."""
        return len(self.document.page_starts) or None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of an index, ordered by doc_id, and the files that the build skipped."""

    documents: tuple[CatalogueEntry, ...]
    skipped: tuple[Skipped, ...]


def read_catalogue(folder: Path) -> Catalogue:
    """Return what the index at ``folder`` holds.

    Raises:
        MissingIndex, DamagedIndex, IndexMismatch: the index cannot be used.
    """
    layout.recover(folder)
    manifest = read_manifest(folder)
    times = read_times(folder)
    repeats = Duplicates.open(folder / layout.DUPLICATES).repeats
    entries = [
        CatalogueEntry(
            document,
            indexed.passages,
            indexed.sentences,
            times.get(document.doc_id),
            tuple(repeat for repeat in repeats if repeat.doc_id == document.doc_id),
        )
        for document, indexed in zip(read_documents(folder / layout.DOCUMENTS), manifest.documents, strict=True)
    ]
    return Catalogue(tuple(entries), tuple(manifest.skipped))
