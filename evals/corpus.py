"""The documents that a question set is about, without an assistant: read from their folder, or from an index of it.

Both give the same documents, and so do ``carecite build`` and ``carecite source``: the same doc_id, the same canonical text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.folder import read_folder

_UNSAFE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents by doc_id, and the files that were skipped, a line each."""

    by_id: Mapping[str, Document]
    skipped: tuple[str, ...] = ()


def folder_documents(folder: Path) -> Documents:
    """Read the documents of a folder.

    Raises:
        CareciteError: if the folder is missing or holds no document that can be read.
    """
    corpus = read_folder(folder)
    return Documents({document.doc_id: document for document in corpus.documents}, tuple(f"skipped: {file.reason}" for file in corpus.skipped))


def index_documents(index_dir: Path) -> Documents:
    """Read the documents that an index holds.

    Raises:
        CareciteError: if the index is missing, damaged or of another format.
    """
    from index.layout import DOCUMENTS
    from index.manifest import read_manifest
    from index.records import read_documents

    read_manifest(index_dir)
    return Documents({document.doc_id: document for document in read_documents(index_dir / DOCUMENTS)})


def index_beside(default: Path, corpus: Path) -> Path:
    """Return where the index of a corpus is kept when no place is named: beside the default index, by the folder's name and a hash of its path."""
    where = corpus.resolve()
    name = _UNSAFE.sub("-", where.name).strip("-") or "corpus"
    return default.parent / f"eval-{name[:40]}-{hashlib.sha256(str(where).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
