"""The library: the documents that all share, and for each visitor those of their own beside them."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from weakref import WeakValueDictionary

from assistant.assistant import Assistant
from assistant.desk.collection.arrival import take_in
from assistant.desk.collection.file_name import safe_name
from assistant.desk.collection.limits import CollectionLimits
from assistant.desk.collection.shelf import GONE, Shelf
from assistant.desk.collection.upload import Progress, Upload
from assistant.desk.visitor import is_visitor
from assistant.errors import DeskError
from index.search import Index
from ingest.document import Document

MOST_OPEN = 16
"""Collections that are kept open; the one used longest ago is closed first."""
IDLE_SECONDS = 1800.0
"""After which a collection that nobody asks is closed."""


@dataclass(slots=True)
class _Opened:
    """A visitor's open collection: who answers, their own documents, and when it was last used."""

    asker: Assistant
    own: Index | None
    used: float

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.own.documents if self.own else {}


@dataclass(eq=False)
class _Door:
    """Lets one piece of work at a time into a visitor's folder."""

    lock: threading.Lock = field(default_factory=threading.Lock)


class Library:
    """Answers each visitor from the shared documents and their own; used from many threads.

    The models are loaded once for all. Documents are taken in one at a time on the whole server, so that those who ask are not kept waiting.
    """

    def __init__(
        self,
        base: Assistant,
        folder: Path,
        limits: CollectionLimits | None = None,
        *,
        most_open: int = MOST_OPEN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the documents of visitors below ``folder``, beside those of ``base``; ``clock`` counts seconds."""
        self.base = base
        self.folder = folder
        self.limits = limits or CollectionLimits()
        self._most_open = most_open
        self._clock = clock
        self._open: OrderedDict[str, _Opened] = OrderedDict()
        self._doors: WeakValueDictionary[str, _Door] = WeakValueDictionary()
        self._lock = threading.Lock()
        self._work = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for gone in sorted(folder.glob(f"{GONE}*")):
            shutil.rmtree(gone, ignore_errors=True)

    def of(self, visitor: str) -> Assistant:
        """Return who answers a visitor: the base alone, or one who knows the visitor's own documents too.

        Raises:
            DeskError: there is no such visitor.
        """
        return self._opened(visitor).asker

    def documents(self, visitor: str) -> Mapping[str, Document]:
        """Return the visitor's own documents by doc_id.

        Raises:
            DeskError: there is no such visitor.
        """
        return self._opened(visitor).documents

    def add(self, visitor: str, files: Iterable[Path | str | Upload]) -> Iterator[Progress]:
        """Take in files one after the other, each on its own, and yield how far each has come; the last of each is "ready" or "refused".

        A file that is being taken in is finished even if nobody listens any more.

        Raises:
            DeskError: there is no such visitor.
        """
        self._shelf(visitor)
        uploads = [Upload.of(file) for file in files]
        for upload in uploads:
            yield Progress(safe_name(upload.name), "waiting")
        for upload in uploads:
            yield from _relayed(partial(self._add, visitor, upload))

    def remove(self, visitor: str, doc_id: str) -> None:
        """Remove a document of the visitor's own: its file, its text and all that was made of it.

        Raises:
            DeskError: the visitor has no such document.
        """
        with self._door(visitor).lock:
            opened = self._opened(visitor, inside=True)
            document = opened.documents.get(doc_id)
            if document is None:
                raise DeskError("that document is not there any more: load the page again")
            shelf = self._shelf(visitor)
            self._forget(visitor)
            self._keep(visitor, shelf.remove(document.file, len(opened.documents) - 1))

    def clear(self, visitor: str) -> None:
        """Remove all documents of the visitor's own.

        Raises:
            DeskError: there is no such visitor.
        """
        with self._door(visitor).lock:
            self._forget(visitor)
            self._shelf(visitor).clear()

    def close_idle(self) -> int:
        """Close the collections that nobody has asked for a while, and return how many; done with every other call as well."""
        with self._lock:
            return self._close_idle()

    def _add(self, visitor: str, upload: Upload, tell: Callable[[Progress], None]) -> None:
        with self._door(visitor).lock, self._work:
            opened = self._opened(visitor, inside=True)
            if opened.own is None:
                self._keep(visitor, None)  # so that the visitor can go on asking meanwhile
            shelf = self._shelf(visitor)
            taken = take_in(upload, shelf, opened.documents, self.base.documents, self.limits, tell)
            if taken is not None:
                own, last = taken
                self._keep(visitor, own)
                tell(last)

    def _opened(self, visitor: str, *, inside: bool = False) -> _Opened:
        """Return a visitor's open collection; ``inside`` says that the caller is in its folder already."""
        with self._lock:
            self._close_idle()
            opened = self._open.get(visitor)
            if opened is not None:
                opened.used = self._clock()
                self._open.move_to_end(visitor)
                return opened
        shelf = self._shelf(visitor)
        if not shelf.folder.is_dir():
            return _Opened(self.base, None, self._clock())
        if inside:
            return self._keep(visitor, shelf.open())
        with self._door(visitor).lock:
            return self._opened(visitor, inside=True)

    def _keep(self, visitor: str, own: Index | None) -> _Opened:
        asker = self.base.beside(own) if own is not None else self.base
        opened = _Opened(asker, own, self._clock())
        with self._lock:
            self._open[visitor] = opened
            self._open.move_to_end(visitor)
            while len(self._open) > self._most_open:
                self._open.popitem(last=False)
        return opened

    def _forget(self, visitor: str) -> None:
        with self._lock:
            self._open.pop(visitor, None)

    def _close_idle(self) -> int:
        before = self._clock() - IDLE_SECONDS
        idle = [visitor for visitor, opened in self._open.items() if opened.used < before]
        for visitor in idle:
            del self._open[visitor]
        return len(idle)

    def _shelf(self, visitor: str) -> Shelf:
        if not is_visitor(visitor):
            raise DeskError("that is no visitor of this server: load the page again")
        return Shelf(self.folder / visitor, self.base.index, self.limits.of_reading())

    def _door(self, visitor: str) -> _Door:
        with self._lock:
            return self._doors.setdefault(visitor, _Door())


def _relayed(work: Callable[[Callable[[Progress], None]], None]) -> Iterator[Progress]:
    """Do a piece of work in a thread of its own and yield what it tells; raise what it raises."""
    told: queue.SimpleQueue[Progress | None] = queue.SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="carecite-add") as worker:
        done = worker.submit(work, told.put)
        done.add_done_callback(lambda _: told.put(None))
        while (progress := told.get()) is not None:
            yield progress
        done.result()
