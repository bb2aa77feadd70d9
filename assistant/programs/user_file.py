"""The file of those who may sign in, one ``name:scrypt$...`` a line, which only its owner may read."""

from __future__ import annotations

import os
import stat
import tempfile
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import SignInError
from assistant.programs.password import NOBODY, Hash

MOST_NAME = 64
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each check takes 32 MiB while it runs; many at once must not fill the memory."""


class UserFile:
    """The users of one file; a change of the file counts at once, without a new start of the server."""

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``.

        Raises:
            SignInError: the file cannot be read, others may read it, a line of it is none, or it names nobody.
        """
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._users: Mapping[str, Hash] = {}
        if not self.users():
            raise SignInError(f"{path} names nobody: add somebody with `carecite user add {path} NAME`")

    def users(self) -> Mapping[str, Hash]:
        """Return the hash of each user's password, by name.

        Raises:
            SignInError: the file can no longer be used.
        """
        try:
            found = self.path.stat()
        except OSError as error:
            raise _unreadable(self.path, error) from error
        seen = (found.st_ino, found.st_mtime_ns, found.st_size)
        if seen != self._seen:
            self._users, self._seen = read_users(self.path), seen
        return self._users

    def hash_of(self, name: str) -> Hash | None:
        """Return the hash of a user's password, nothing for a name that is not there or a file that can no longer be used."""
        try:
            return self.users().get(same_name(name))
        except SignInError:
            return None

    def check(self, name: str, password: str) -> bool:
        """Say whether the password is that of the user; an unknown name takes as long as a wrong password."""
        known = self.hash_of(name)
        with _AT_ONCE:
            right = (known or NOBODY).is_of(password)
        return right and known is not None


def read_users(path: Path) -> dict[str, Hash]:
    """Return the hash of each user's password, by name, in the order of the file; none where there is no line.

    Raises:
        SignInError: the file cannot be read, others than its owner may read it, or a line of it is none.
    """
    try:
        with path.open(encoding="utf-8") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise SignInError(f"others than you may read or change {path}: run `chmod 600 {path}` and start again")
            lines = stream.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    users: dict[str, Hash] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, text = line.rpartition(":")
        try:
            hashed = Hash.read(text.strip())
        except ValueError as error:
            raise SignInError(f"{path} line {number} is not a user: take the line out and make it with `carecite user add`") from error
        users[check_name(name)] = hashed
    return users


def add_user(path: Path, name: str, password: str) -> bool:
    """Add a user to the file at ``path``, which is made where it is missing, or change the user's password; say whether the name is new.

    Raises:
        SignInError: the name or the password will not do, or the file cannot be used.
    """
    users = read_users(path) if path.exists() else {}
    name = check_name(name)
    is_new = name not in users
    _write(path, users | {name: Hash.of(password)})
    return is_new


def remove_user(path: Path, name: str) -> None:
    """Take a user out of the file at ``path``.

    Raises:
        SignInError: there is no such user, or the file cannot be used.
    """
    users = read_users(path)
    if users.pop(same_name(name), None) is None:
        raise SignInError(f"{path} has no user {name!r}: see `carecite user list {path}`")
    _write(path, users)


def check_name(name: str) -> str:
    """Return the name of a user in the one way in which it is kept.

    Raises:
        SignInError: it cannot be one.
    """
    same = same_name(name)
    if not same or len(same) > MOST_NAME or ":" in same or same.startswith("#") or not same.isprintable():
        raise SignInError(f"{name!r} cannot be a name: take 1 to {MOST_NAME} letters, digits or signs, without a colon")
    return same


def same_name(name: str) -> str:
    """Return a name in the one way in which it is kept, however it was typed."""
    return unicodedata.normalize("NFC", name).strip()


def _write(path: Path, users: Mapping[str, Hash]) -> None:
    """Put a whole new file in the place of the old one."""
    text = "".join(f"{name}:{hashed}\n" for name, hashed in users.items())
    try:
        # A temporary file of this kind may be read by its owner alone.
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".users-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(made).replace(path)
    except OSError as error:
        raise SignInError(f"{path} cannot be written ({error.strerror}): choose another place for the file of users") from error


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> SignInError:
    reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
    return SignInError(f"the file of users {path} cannot be read ({reason}): make it with `carecite user add {path} NAME`")
