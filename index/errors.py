"""Errors of building and opening an index.

The branch of the tree that ``ingest/errors.py`` draws::

    IndexFolderError
    ├── MissingIndex        there is no index where one was looked for
    ├── DamagedIndex        a file of the index is missing, cut short or changed
    ├── IndexMismatch       the index has another format version, or was made with another embedder
    ├── IndexWriteError     the index could not be written
    └── EmbedderError       the embedding model cannot be found, verified or used
"""

from __future__ import annotations

from ingest.errors import CareciteError


class IndexFolderError(CareciteError):
    """An index folder cannot be built or used."""


class MissingIndex(IndexFolderError):
    """There is no index where one was looked for."""


class DamagedIndex(IndexFolderError):
    """A file of the index is missing, cut short or changed."""


class IndexMismatch(IndexFolderError):
    """The index has another format version, or was made with another embedder."""


class IndexWriteError(IndexFolderError):
    """The index could not be written."""


class EmbedderError(IndexFolderError):
    """The embedding model cannot be found, verified or used."""
