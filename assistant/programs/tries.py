"""Slowing down who guesses passwords: after a few failed tries each further one has to wait, twice as long each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FREE = {"both": 5, "address": 20, "name": 50}
"""Failed tries that cost no waiting: of one name from one address, from one address, and of one name from anywhere."""
LONGEST = 15 * 60
FORGOTTEN = 60 * 60
_MOST_KEPT = 10_000

Key = tuple[str, str]


class Tries:
    """Counts failed tries to sign in, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count by ``clock``, in seconds."""
        self._clock = clock
        self._failed: dict[Key, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> float:
        """Return the seconds to wait before the next try of this name from this address may be looked at; 0 where it may be at once."""
        now = self._clock()
        with self._lock:
            return max(0.0, *(self._until(key) - now for key in _keys(name, address)))

    def failed(self, name: str, address: str) -> None:
        """Count a failed try."""
        now = self._clock()
        with self._lock:
            if len(self._failed) > _MOST_KEPT:
                self._failed = {key: entry for key, entry in self._failed.items() if entry[1] > now - LONGEST}
            for key in _keys(name, address):
                count, last = self._failed.pop(key, (0, now))
                self._failed[key] = (count + 1 if last > now - FORGOTTEN else 1, now)

    def succeeded(self, name: str, address: str) -> None:
        """Take back one failed try, and forget all of this name from this address; those from elsewhere, and of other names, still count."""
        both, *others = _keys(name, address)
        with self._lock:
            self._failed.pop(both, None)
            for key in others:
                count, last = self._failed.pop(key, (1, 0.0))
                if count > 1:
                    self._failed[key] = (count - 1, last)

    def _until(self, key: Key) -> float:
        count, last = self._failed.get(key, (0, 0.0))
        over = count - FREE[key[0]]
        return last + min(LONGEST, 2.0 ** min(over, 30)) if over >= 0 else last - FORGOTTEN


def _keys(name: str, address: str) -> tuple[Key, Key, Key]:
    # A name that is a megabyte long must not be kept.
    short = name[:64]
    return ("both", f"{address} {short}"), ("address", address), ("name", short)
