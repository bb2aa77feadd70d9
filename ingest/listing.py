"""The files below a folder of documents, in name order; whatever is no plain file under a plain name is told in one line."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers.reader import INSTEAD, READERS
from ingest.sources import FILE_NAME

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that no name of a document may hold: they break a line of output, or show other letters than there are."""
_JOINERS = "\u200c\u200d"
"""Characters of category Cf that words of some scripts, and emoji, are spelt with."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why, in one line."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The regular files below a folder by their name below it, with ``/`` between folders, in name order; and what was skipped."""

    files: Mapping[str, Path]
    skipped: tuple[Skipped, ...] = ()


def list_files(folder: Path) -> Listing:
    """Return the files below ``folder``; hidden ones and ``sources.toml`` are passed over, links to folders are not followed."""
    lister = _Lister(folder, os.path.realpath(folder))
    lister.walk()
    return Listing(dict(sorted(lister.files.items())), tuple(lister.skipped))


def is_plain(name: str) -> bool:
    """Say whether a name can be shown in a line as it is: no control character, no change of direction, no half of a character."""
    return bool(name.strip()) and not any(_is_refused(character) for character in name)


def shown(text: str) -> str:
    """Return text in one line with each character that must not be shown written as its code."""
    return "".join(character.encode("unicode_escape").decode("ascii") if _is_refused(character) else character for character in text)


def _is_refused(character: str) -> bool:
    return not character.isprintable() and unicodedata.category(character) in _REFUSED and character not in _JOINERS


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a path that is too long; listing it tells so
        return False


@dataclass(slots=True)
class _Lister:
    folder: Path
    root: str
    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def walk(self) -> None:
        for current, folders, files in os.walk(self.folder, onerror=self._unlisted):
            below = Path(current).relative_to(self.folder)
            folders[:] = sorted(name for name in folders if not name.startswith(".") and self._enters((below / name).as_posix()))
            for name in sorted(files):
                if not name.startswith((".", "~$")) and name != FILE_NAME:
                    self._take((below / name).as_posix())

    def _enters(self, name: str) -> bool:
        """Say whether the walk goes into a folder."""
        if not is_plain(name):
            self._skip(name, _MISNAMED.format("folder"))
            return False
        if _is_link(self._path(name)):
            self._skip(name, "is a link to a folder, which is not followed: put the folder itself there")
            return False
        if self._path(name).suffix.lower() in READERS.keys() | INSTEAD.keys():
            self._skip(name, "is a folder, not a document: the files in it are read each on its own")
        return True

    def _take(self, name: str) -> None:
        path = self._path(name)
        if not is_plain(name):
            self._skip(name, _MISNAMED.format("file"))
            return
        try:
            is_file = path.is_file()
            leaves = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(self.root)
        except OSError as error:
            self._skip(name, f"cannot be read ({error.strerror}): give it a shorter name and check that you may read it")
            return
        if leaves:
            self._skip(name, "is a link that leaves the folder: copy the file into it")
        elif path.is_symlink() and not is_file:
            self._skip(name, "is a link that leads to no file: remove it")
        elif not is_file:
            self._skip(name, "is not a regular file: remove it or replace it by a copy")
        else:
            self.files[name] = path

    def _path(self, name: str) -> Path:
        return self.folder / name

    def _skip(self, name: str, what: str) -> None:
        self.skipped.append(Skipped(shown(name), f"{shown(name)} {what}"))

    def _unlisted(self, error: OSError) -> None:
        name = Path(os.fsdecode(error.filename)).relative_to(self.folder).as_posix() if error.filename else str(self.folder)
        self._skip(name, f"cannot be listed ({error.strerror}): check that you may read it")


_MISNAMED = "has characters in its name that cannot be shown: rename the {}"
