"""The manifest of an index: its format, its embedder, its settings, its documents, and a checksum of every file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.checksum import sha256_of
from index.errors import DamagedIndex, IndexMismatch, MissingIndex
from index.layout import MANIFEST

FORMAT_VERSION = 5


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What the index remembers of one document: the hash of its text, and of all that was embedded of it."""

    doc_id: str
    text_sha256: str
    fingerprint: str
    sentences: int


class Manifest(BaseModel):
    """The manifest as it stands in ``manifest.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: int
    embedder: str
    embedder_sha256: str
    settings: dict[str, float]
    documents: list[IndexedDocument]
    files: dict[str, str]

    def fingerprints(self) -> dict[str, tuple[int, int]]:
        """Return the rows (first, behind the last) of the sentences of each document, by the document's fingerprint."""
        rows: dict[str, tuple[int, int]] = {}
        first = 0
        for document in self.documents:
            rows[document.fingerprint] = (first, first + document.sentences)
            first += document.sentences
        return rows


def write_manifest(folder: Path, embedder: str, embedder_sha256: str, settings: dict[str, float], documents: list[IndexedDocument]) -> None:
    """Write the manifest of a finished folder, with the checksum of every other file in it."""
    files = {path.relative_to(folder).as_posix(): sha256_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        embedder=embedder,
        embedder_sha256=embedder_sha256,
        settings=settings,
        documents=documents,
        files=files,
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path, *, verify: bool = True) -> Manifest:
    """Read and check the manifest of an index folder; ``verify`` compares the checksum of every file.

    Raises:
        MissingIndex: there is no index in ``folder``.
        DamagedIndex: the manifest or a file it names is missing, cut short or changed.
        IndexMismatch: the index has another format version.
    """
    path = folder / MANIFEST
    try:
        missing = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise DamagedIndex(f"the index at {folder} cannot be read ({error.strerror}): check that you may read it") from error
    if missing:
        raise MissingIndex(f"there is no index at {folder}: run `carecite build FOLDER` with the folder of your documents first")
    if not path.is_file():
        raise DamagedIndex(f"{folder} is not a whole index (no {MANIFEST}): run `carecite build` again")
    again = f"remove {folder} and run `carecite build` again"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DamagedIndex(f"the index at {folder} is damaged ({MANIFEST} cannot be read): {again}") from error
    version = content.get("format_version") if isinstance(content, dict) else None
    if version != FORMAT_VERSION:
        advice = f"build it again with `carecite build FOLDER --index {folder}`"
        raise IndexMismatch(f"the index at {folder} has format version {version}, this program reads {FORMAT_VERSION}: {advice}")
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        raise DamagedIndex(f"the index at {folder} is damaged ({MANIFEST} does not hold what it should): {again}") from error
    for name, expected in manifest.files.items() if verify else ():
        file = folder / name
        if not file.is_file():
            raise DamagedIndex(f"the index at {folder} is damaged ({name} is missing): {again}")
        if sha256_of(file) != expected:
            raise DamagedIndex(f"the index at {folder} is damaged ({name} has changed): {again}")
    return manifest
