"""Signing in: by a form in a browser, which leaves a signed cookie, or by HTTP Basic (RFC 7617) for programs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from pathlib import Path
from typing import Literal

from assistant.programs.session import Sessions, key_of
from assistant.programs.tries import Tries
from assistant.programs.user_file import MOST_NAME, UserFile, same_name

_MOST_REMEMBERED = 256


class Door:
    """Lets in those of a file of users."""

    def __init__(self, users: UserFile, key: bytes, tries: Tries | None = None, sessions: Sessions | None = None) -> None:
        """Let in ``users``; cookies are signed with ``key``."""
        self.users = users
        self.tries = tries or Tries()
        self.sessions = sessions or Sessions(key, users)
        self._key = key
        self._right: dict[bytes, str] = {}
        self._lock = threading.Lock()

    @classmethod
    def open(cls, users: Path, desk: Path) -> Door:
        """Return the door for the file ``users``, with the key in the folder ``desk``.

        Raises:
            SignInError: one of them cannot be used.
        """
        return cls(UserFile(users), key_of(desk))

    def check(self, name: str, password: str, address: str) -> Literal["right", "wrong"] | float:
        """Say whether a password is right, or return the seconds to wait before it may be looked at. Takes about a tenth of a second."""
        name = same_name(name)
        wait = self.tries.wait(name, address)
        if wait > 0:
            return wait
        # Counted before the slow look, so that many tries at once do not all count as the first.
        self.tries.failed(name, address)
        if len(name) > MOST_NAME or not self.users.check(name, password):
            return "wrong"
        self.tries.succeeded(name, address)
        return "right"

    def basic(self, header: str, address: str) -> str | float | None:
        """Return the user of an ``Authorization`` header; the seconds to wait where there were too many tries; nothing where it is wrong.

        What was right is remembered in memory, as a keyed digest, so that a program pays for the slow hash once.
        """
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic" or len(encoded) > 8192:
            return None
        try:
            name, colon, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        except ValueError:
            return None
        name = same_name(name)
        hashed = self.users.hash_of(name)
        if not colon:
            return None
        digest = hmac.digest(self._key, f"basic {hashed} {name}:{password}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        if hashed is not None and digest in self._right:
            return name
        outcome = self.check(name, password, address)
        if outcome == "wrong":
            return None
        if outcome == "right":
            with self._lock:
                if len(self._right) >= _MOST_REMEMBERED:
                    self._right.pop(next(iter(self._right)))
                self._right[digest] = name
            return name
        return outcome
