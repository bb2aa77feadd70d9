"""The folder of one visitor's documents: the files as they were sent, and the index of them.

The index says what is there. It takes the place of the one before in one step, and only then is a file that was removed deleted, so that work which
was cut off leaves the state before it: a file that the index does not know is deleted when the folder is opened the next time.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from assistant.desk.collection.file_name import free_name
from index import layout
from index.builder import Progress, build_index
from index.errors import DamagedIndex, IndexMismatch, MissingIndex
from index.search import Index
from ingest.document import Document
from ingest.known_file import KnownFile, file_sha256
from ingest.limits import Limits

_FILES, _INDEX = "files", "index"
_LEAVING = ".leaving-"
_ARRIVING = ".arriving"
GONE = ".gone-"
"""Before the name of a folder that is being removed."""


class Shelf:
    """A folder of files with an index beside it; whoever uses one sees to it that nobody else does meanwhile."""

    def __init__(self, folder: Path, base: Index, limits: Limits) -> None:
        self.folder = folder
        self._base = base
        self._limits = limits
        self._files, self._index = folder / _FILES, folder / _INDEX

    def open(self) -> Index | None:
        """Return the index of the files with the models of the base, ``None`` where there are none, after tidying up what was cut off.

        A damaged index, or one of another version or embedder, is made anew from the files. A file gets another name where its document has the id of
        one of the base's.
        """
        if not self.folder.is_dir():
            return None
        self._sweep()
        try:
            index = Index.open(self._index, models_of=self._base)
        except MissingIndex:
            shutil.rmtree(self._files, ignore_errors=True)
            return None
        except (DamagedIndex, IndexMismatch):
            shutil.rmtree(self._index)
            index = self._build()
        self._agree(index.documents.values())
        taken = [document for document in index.documents.values() if document.doc_id in self._base.documents]
        for document in taken:
            name = free_name(document.file, {*self._base.documents, *index.documents})
            (self._files / document.file).rename(self._files / name)
        return self._build() if taken else index

    def arrive(self, source: Path, name: str) -> Path:
        """Copy a file that was sent into the folder, not yet among the others, and return where it lies for now.

        Raises:
            OSError: it cannot be read or written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._files.mkdir(exist_ok=True)
        (self.folder / _ARRIVING).mkdir(exist_ok=True)
        arrived = self.folder / _ARRIVING / name
        shutil.copyfile(source, arrived)
        arrived.chmod(0o600)
        return arrived

    def add(self, arrived: Path, known: KnownFile, progress: Progress | None = None) -> Index:
        """Take in a file that has arrived and was read, and return the new index; where that fails, all is as it was before.

        Raises:
            OSError, IndexFolderError: it cannot be written.
        """
        place = self._files / known.document.file
        arrived.rename(place)
        try:
            return self._build([known], progress)
        except BaseException:
            place.unlink(missing_ok=True)
            raise

    def remove(self, file: str, left: int) -> Index | None:
        """Remove a file and all that was made of it, and return the index of those that are ``left``."""
        leaving = self._files / f"{_LEAVING}{file}"
        (self._files / file).rename(leaving)
        if left:
            index = self._build()
            leaving.unlink()
            return index
        self.clear()
        return None

    def clear(self) -> None:
        """Remove all files and all that was made of them."""
        if self.folder.is_dir():
            gone = self.folder.with_name(f"{GONE}{self.folder.name}")
            shutil.rmtree(gone, ignore_errors=True)
            self.folder.rename(gone)
            shutil.rmtree(gone)

    def drop_arrived(self) -> None:
        """Remove a file that has arrived and was not taken in."""
        shutil.rmtree(self.folder / _ARRIVING, ignore_errors=True)

    def size(self, documents: Mapping[str, Document]) -> int:
        """Return the bytes of the files of some documents."""
        return sum((self._files / document.file).stat().st_size for document in documents.values())

    def same_file(self, arrived: Path, documents: Mapping[str, Document]) -> Document | None:
        """Return the document whose file has the same bytes as one that has arrived."""
        size, sha256 = arrived.stat().st_size, file_sha256(arrived)
        alike = (document for document in documents.values() if (self._files / document.file).stat().st_size == size)
        return next((document for document in alike if file_sha256(self._files / document.file) == sha256), None)

    def _build(self, known: Sequence[KnownFile] = (), progress: Progress | None = None) -> Index:
        build_index(self._files, self._index, limits=self._limits, known=known, encoder=self._base.encoder, progress=progress)
        return Index.open(self._index, models_of=self._base)

    def _sweep(self) -> None:
        """Delete what work that was cut off has left behind."""
        layout.recover(self._index)
        shutil.rmtree(self.folder.with_name(f"{GONE}{self.folder.name}"), ignore_errors=True)
        for path in sorted(self.folder.iterdir()):
            if path not in (self._files, self._index):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _agree(self, documents: Collection[Document]) -> None:
        """Make the files those that the index knows."""
        names = {document.file for document in documents}
        for path in sorted(self._files.iterdir()):
            name = path.name.removeprefix(_LEAVING)
            if name not in names:
                path.unlink()
            elif name != path.name:
                path.rename(self._files / name)
