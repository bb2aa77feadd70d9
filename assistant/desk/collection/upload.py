"""A file on its way into a collection, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["waiting", "reading", "indexing", "ready", "refused"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent: where it lies, and what it was called there."""

    path: Path
    name: str

    @classmethod
    def of(cls, file: Path | str | Upload) -> Upload:
        """Return a file as an upload; its name is that which it has where it lies."""
        return file if isinstance(file, Upload) else cls(Path(file), Path(file).name)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come: ``detail`` says it in words, why where it is refused; ``doc_id`` is its document once it can be asked."""

    file: str
    state: State
    detail: str = ""
    doc_id: str | None = None
