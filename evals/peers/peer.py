"""What a system to compare with is: it is built from texts or loaded from a folder, and asked. And the reply that all of them give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from evals.errors import PeerError
from evals.response import Extract

FETCHED = 50
"""Candidates that a peer ranks; at least ten quotes are given, so that hit@10 can be measured."""

UNKNOWN = -1
"""Where a quote starts when the library could not tell: no place of any document, so that exactness counts it as wrong."""


class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text."""
        ...


class Peer(Protocol):
    """A system to compare with: a task that can be kept on disk as its library keeps it."""

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the reply as the JSON object of the contract."""
        ...

    def save(self, folder: Path) -> None:
        """Write the index into a folder that is there and empty."""
        ...


def reply_of(question: str, ranked: Sequence[Extract], words: int) -> dict[str, Any]:
    """Return ranked extracts as the JSON object of the contract: as many as reach ``words`` words, and at least ten."""
    quotes: list[dict[str, Any]] = []
    used = 0
    for extract in ranked:
        if used >= words and len(quotes) >= 10:
            break
        quotes.append({"text": extract.text, "doc_id": extract.doc_id, "start": extract.start, "end": extract.end})
        used += extract.words
    return {"question": question, "status": "answered", "reason": None, "quotes": quotes, "related": []}


def placed(doc_id: str, text: str, start: int | None) -> Extract:
    """Return an extract at the start that a library gives, or nowhere where it gives none; the end is as far off as the text is long."""
    first = UNKNOWN if start is None else start
    return Extract(doc_id, first, first + len(text), text)


def missing(error: ImportError, extra: str) -> PeerError:
    """Return the error that says which package is not installed and how to install it."""
    return PeerError(f"the comparison needs the package {error.name}; install it with: pip install 'carecite[{extra}]'")
