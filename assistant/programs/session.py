"""Who signed in, as a signed text that the browser keeps in a cookie; nothing of it is kept on the server but the key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from assistant.errors import SignInError
from assistant.programs.user_file import UserFile, same_name

COOKIE = "carecite_session"
LASTS = 12 * 60 * 60
"""Seconds that a person stays signed in: a working day."""
_KEY_BYTES = 32
_MOST_TOKEN = 1024


class Sessions:
    """Makes the signed texts and reads them again."""

    def __init__(self, key: bytes, users: UserFile, clock: Callable[[], float] = time.time) -> None:
        """Sign with ``key``; ``clock`` gives the seconds since 1970."""
        self._key = key
        self._users = users
        self._clock = clock
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, name: str) -> str:
        """Return the signed text of a user whose password was right."""
        name = same_name(name)
        hashed = self._users.hash_of(name)
        expires = int(self._clock()) + LASTS
        content = json.dumps([name, expires, secrets.token_hex(8), self._mark(str(hashed))]).encode()
        return f"{_text(content)}.{_text(self._sign(content))}"

    def user(self, token: str) -> str | None:
        """Return the name that a signed text stands for; nothing where it is forged, too old or ended, or the user or the password has changed."""
        read = self._read(token)
        if read is None or self._digest(token) in self._ended:
            return None
        name, _, mark = read
        hashed = self._users.hash_of(name)
        return name if hashed is not None and hmac.compare_digest(mark, self._mark(str(hashed))) else None

    def end(self, token: str) -> None:
        """Let a signed text count no more, in whatever browser it is."""
        read = self._read(token)
        if read is None:
            return
        now = self._clock()
        with self._lock:
            self._ended = {digest: expires for digest, expires in self._ended.items() if expires > now} | {self._digest(token): read[1]}

    def _read(self, token: str) -> tuple[str, float, str] | None:
        content, _, signature = token.partition(".")
        if len(token) > _MOST_TOKEN:
            return None
        try:
            raw = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))
            signed = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        except ValueError:
            return None
        if not hmac.compare_digest(signed, self._sign(raw)):
            return None
        # What carries the signature was written by ``begin``.
        name, expires, _, mark = json.loads(raw)
        return (name, expires, mark) if expires > self._clock() else None

    def _sign(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")

    def _mark(self, hashed: str) -> str:
        return hmac.digest(self._key, b"password " + hashed.encode(), "sha256").hex()[:32]

    def _digest(self, token: str) -> str:
        # Of what is signed, since the same bytes can be written as text in more than one way.
        return hashlib.sha256(base64.urlsafe_b64decode(token.partition(".")[0] + "==")).hexdigest()


def key_of(desk: Path) -> bytes:
    """Return the key of the desk folder, which is made where there is none.

    Raises:
        SignInError: the key cannot be read or made, or it is not one.
    """
    path = desk / "session.key"
    try:
        desk.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
        else:
            key = secrets.token_bytes(_KEY_BYTES)
            with os.fdopen(handle, "wb") as stream:
                stream.write(key)
    except OSError as error:
        raise SignInError(f"{path} cannot be used ({error.strerror}): choose another folder with --desk") from error
    if len(key) != _KEY_BYTES:
        raise SignInError(f"{path} is damaged: remove it, and everybody signs in again")
    return key


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
