"""What the chat page works with: who answers, what is kept, and what each visitor has."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.chat.asker import Asker, OwnDocuments
from assistant.chat.turn import Turn
from assistant.desk.starters import suggested
from assistant.desk.store.feedback import Feedback
from assistant.desk.store.store import Store
from assistant.desk.tried import Tried
from ingest.document import Document

REMEMBERED_STOPS = 1000


class Desk:
    """One server's desk; every method that takes a visitor can reach what is that visitor's and nothing else."""

    def __init__(
        self, asker: Asker, store: Store, feedback: Feedback | None = None, library: OwnDocuments | None = None, starters: Sequence[str] = ()
    ) -> None:
        """``asker`` answers from the server's documents, ``library`` (where visitors may add their own) from theirs too."""
        self._asker = asker
        self.store = store
        self.feedback = feedback or Feedback(store.database, {})
        self.library = library
        self.tried = Tried(asker)
        self.starters = tuple(starters)
        """Questions to start with; they may come later than the first visitor."""
        self._stopped: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        asker: Asker,
        folder: Path,
        starters: Sequence[str] = (),
        library: OwnDocuments | None = None,
        record: Mapping[str, Any] | None = None,
    ) -> Desk:
        """Open the desk that keeps conversations in ``folder``; ``record`` says what answers, and is kept beside feedback.

        Raises:
            DeskError: the folder cannot be used.
        """
        store = Store.open(folder)
        return cls(asker, store, Feedback(store.database, record or {}), library, starters)

    def asker(self, visitor: str) -> Asker:
        """Return what answers a visitor (``""``: somebody of whom nothing is known yet)."""
        return self.library.of(visitor) if self.library and visitor else self._asker

    def documents(self, visitor: str) -> Mapping[str, Document]:
        """Return all documents that a visitor may ask."""
        return self.asker(visitor).documents

    def own(self, visitor: str) -> Mapping[str, Document]:
        """Return those documents that the visitor added."""
        return self.library.documents(visitor) if self.library and visitor else {}

    def turns(self, visitor: str, conversation: str) -> tuple[Turn, ...]:
        """Return the turns of a conversation (``""``: one that is not begun yet), oldest first.

        Raises:
            DeskError: the visitor has no such conversation.
        """
        if not conversation:
            return ()
        kept = self.store.turns(visitor, conversation)
        return tuple(Turn(turn.question, turn.reply, turn.documents, turn.unreadable) for turn in kept)

    def suggestions(self, visitor: str, turns: Sequence[Turn]) -> tuple[str, ...]:
        """Return questions that could follow the last reply; only such as were tried and are surely answered."""
        if not turns or turns[-1].reply is None:
            return ()
        return suggested(turns[-1].reply, self.documents(visitor), [turn.question for turn in turns], self.tried.answers)

    def stop(self, asking: str) -> None:
        """Remember that somebody wants no reply any more to the asking of that name."""
        with self._lock:
            self._stopped[asking] = None
            while len(self._stopped) > REMEMBERED_STOPS:
                self._stopped.popitem(last=False)

    def is_stopped(self, asking: str) -> bool:
        """Say whether ``stop`` was called for an asking."""
        with self._lock:
            return asking in self._stopped
