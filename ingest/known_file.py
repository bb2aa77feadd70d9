"""What is remembered of a file that was read, so that it need not be read again while its bytes stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.document import Document, Source


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it was read: SHA-256 of its bytes, how many they are, and what it says of its source itself."""

    sha256: str
    size: int
    found: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was read before, and the document that came of it."""

    facts: FileFacts
    document: Document


class KnownFiles:
    """Files that were read before, found by their bytes, wherever they lie now and whatever they are called."""

    def __init__(self, files: Iterable[KnownFile] = ()) -> None:
        self._by_bytes: dict[tuple[str, str], list[KnownFile]] = {}
        for known in files:
            self._by_bytes.setdefault((known.facts.sha256, _ending(known.document.file)), []).append(known)

    def find(self, name: str, sha256: str) -> KnownFile | None:
        """Return the file of these bytes that reads as ``name`` would: of the same ending, and of the same name where it has warnings."""
        alike = self._by_bytes.get((sha256, _ending(name)), ())
        same_name = next((known for known in alike if known.document.file == name), None)
        return same_name or next((known for known in alike if not known.document.warnings), None)


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
