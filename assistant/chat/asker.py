"""What the chat page needs from an assistant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from assistant.reply import Reply
from ingest.document import Document


class Asker(Protocol):
    """Anything that answers questions from documents; the real assistant is one."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that may be asked, by doc_id."""
        ...

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Answer a question, or abstain; ``history`` holds the earlier questions of the conversation, oldest first.

        With ``documents``, doc_ids, only these are read.
        """
        ...
