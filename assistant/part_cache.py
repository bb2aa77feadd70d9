"""Choosing some of the documents to ask, and keeping what was made for a choice ready for the next question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from assistant.errors import ChoiceError

_SHOWN = 60
Made = TypeVar("Made")


class PartCache(Generic[Made]):
    """What was made for the last few choices of documents, from many threads; the one used longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[frozenset[str], Made] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, chosen: frozenset[str], make: Callable[[], Made]) -> Made:
        """Return what was made for a choice, or make it now; two that ask for it at the same time may both make it."""
        with self._lock:
            if chosen in self._made:
                self._made.move_to_end(chosen)
                return self._made[chosen]
        made = make()
        with self._lock:
            made = self._made.setdefault(chosen, made)
            self._made.move_to_end(chosen)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


def chosen_documents(documents: Collection[str], known: Collection[str]) -> frozenset[str]:
    """Return the choice of documents, all of which must be ``known``.

    Raises:
        ChoiceError: one is not known, or none is chosen.
    """
    if isinstance(documents, str):
        documents = (documents,)
    if not documents:
        raise ChoiceError("no document is chosen: choose at least one, or none of them to ask all")
    unknown = next((doc_id for doc_id in documents if doc_id not in known), None)
    if unknown is not None:
        raise ChoiceError(f"there is no document {unknown[:_SHOWN]!r}: choose one of those that `carecite docs` lists")
    return frozenset(documents)
