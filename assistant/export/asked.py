"""What is exported: a question that was asked, and its reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.reply import Reply
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply, and the caller's own name for its question where it has one."""

    reply: Reply
    id: str | int | None = None


class Exporter(Protocol):
    """Writes replies in one format."""

    def __call__(self, asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
        """Return the file that holds the replies, in their order; ``documents`` hold the quotes, by doc_id."""
        ...
