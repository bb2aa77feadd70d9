"""Errors of the whole house, and of reading documents.

The tree (each package adds its branch below the root)::

    CareciteError
    ├── IngestError                 ingest/: documents could not be read
    │   ├── FolderError             the folder is missing, empty, or holds nothing readable
    │   ├── UnreadableDocument      one file cannot be read; the rest of the folder still can
    │   └── SourcesError            sources.toml is not valid
    ├── IndexFolderError            index/: see index/errors.py
    ├── AssistantError              assistant/: see assistant/errors.py
    └── EvaluationError             evals/: see evals/errors.py

Every message is one line that says what to do next.
"""

from __future__ import annotations


class CareciteError(Exception):
    """Root of every error that carecite raises on purpose."""


class IngestError(CareciteError):
    """Documents could not be read."""


class FolderError(IngestError):
    """The folder of documents cannot be used at all."""


class UnreadableDocument(IngestError):
    """One file cannot be read as a document."""


class SourcesError(IngestError):
    """The file ``sources.toml`` beside the documents is not valid."""
