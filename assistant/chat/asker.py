"""What the chat page needs from an assistant, and from what keeps visitors' own documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from assistant.desk.collection.upload import Progress, Upload
from assistant.reply import Reply
from ingest.document import Document


class Asker(Protocol):
    """Anything that answers questions from documents; the real assistant is one."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that may be asked, by doc_id."""
        ...

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Answer a question, or abstain.

        ``history`` holds the earlier questions of the conversation, oldest first; only ``documents`` are read (``None``: all).
        """
        ...


class OwnDocuments(Protocol):
    """What keeps the documents that visitors add for themselves."""

    def of(self, visitor: str) -> Asker:
        """Return what answers this visitor: from the documents of the server, and from the visitor's own."""
        ...

    def documents(self, visitor: str) -> Mapping[str, Document]:
        """Return the visitor's own documents, by doc_id."""
        ...

    def add(self, visitor: str, files: Sequence[Upload]) -> Iterator[Progress]:
        """Read files and keep them, saying how far each is."""
        ...

    def remove(self, visitor: str, doc_id: str) -> None:
        """Delete one of the visitor's own documents."""
        ...
