"""What decided a run's figures: the program, the libraries, the machine, the settings, the index and the questions.

What this module does not do: judge. Two records are held against each other in ``evals.comparison``.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Case
from evals.gate import digest
from ingest.errors import CareciteError

if TYPE_CHECKING:
    from assistant.settings import Settings

LIBRARIES = ("onnxruntime", "numpy", "faiss-cpu", "bm25s", "tokenizers")
"""Those whose version can move a figure; another encoder, another sum or another split into tokens gives other scores."""

_PROGRAM = Path(__file__).resolve().parent.parent
_PATIENCE = 20.0
"""Seconds that git may take."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What an index is made of: its format, its embedder, what read the files, and the SHA-256 of each document's text by doc_id."""

    format: int
    embedder: str
    embedder_sha256: str
    readers: str
    documents_sha256: str
    """Of all documents together: ids and texts."""
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run was made with; a part that cannot be known is ``None``."""

    carecite: str | None
    commit: str | None
    """Of the program, where it runs from a git checkout of its own."""
    uncommitted: bool | None
    """Whether the checkout holds changes that are in no commit."""
    python: str
    libraries: Mapping[str, str | None]
    platform: str
    processors: int
    settings: Mapping[str, float | bool] | None
    """The assistant's, nested names joined by dots; ``None`` for a system that has none that we know."""
    changed_settings: Mapping[str, float | bool] | None
    """Those that are not the defaults."""
    index: IndexRecord | None
    questions: int
    questions_sha256: str
    time: str
    """When the record was made, UTC, ISO 8601, to the second."""
    command: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the record as a JSON object."""
        return asdict(self) | {"command": list(self.command)}


def record_run(cases: Sequence[Case], settings: Settings | None = None, index_dir: Path | None = None) -> RunRecord:
    """Record what a run of these cases is made with; it never fails, what cannot be known is left open."""
    commit, uncommitted = _checkout(_PROGRAM)
    return RunRecord(
        carecite=_version("carecite"),
        commit=commit,
        uncommitted=uncommitted,
        python=platform.python_version(),
        libraries={name: _version(name) for name in LIBRARIES},
        platform=platform.platform(),
        processors=os.cpu_count() or 1,
        settings=None if settings is None else _flat(asdict(settings)),
        changed_settings=None if settings is None else _changed(settings),
        index=None if index_dir is None else _index(index_dir),
        questions=len(cases),
        questions_sha256=digest(cases),
        time=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        command=tuple(sys.argv),
    )


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _checkout(folder: Path) -> tuple[str | None, bool | None]:
    """Return the commit of the checkout whose root is ``folder``, and whether it holds uncommitted changes."""
    root = _git(folder, "rev-parse", "--show-toplevel")
    # A program installed inside somebody's repository has not that repository's commit.
    if root is None or Path(root).resolve() != folder:
        return None, None
    commit, changes = _git(folder, "rev-parse", "HEAD"), _git(folder, "status", "--porcelain")
    return commit or None, None if changes is None else bool(changes)


def _git(folder: Path, *arguments: str) -> str | None:
    program = shutil.which("git")
    if program is None:
        return None
    # A hook of git sets these, and they would lead to its repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [program, "--no-optional-locks", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE, env=environment)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return nested values under their names joined by dots."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, Mapping) else {before + name: value}
    return flat


def _changed(settings: Settings) -> dict[str, Any]:
    defaults = _flat(asdict(type(settings)()))
    return {name: value for name, value in _flat(asdict(settings)).items() if value != defaults[name]}


def _index(folder: Path) -> IndexRecord | None:
    from index.manifest import read_manifest

    try:
        manifest = read_manifest(folder, verify=False)
    except CareciteError:
        return None
    documents = {document.doc_id: document.text_sha256 for document in sorted(manifest.documents, key=lambda document: document.doc_id)}
    together = hashlib.sha256("\n".join(f"{doc_id} {sha256}" for doc_id, sha256 in documents.items()).encode()).hexdigest()
    return IndexRecord(manifest.format_version, manifest.embedder, manifest.embedder_sha256, manifest.readers, together, documents)
