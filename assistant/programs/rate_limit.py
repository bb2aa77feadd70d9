"""How often one person may ask: a token bucket for each (https://en.wikipedia.org/wiki/Token_bucket)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

_MOST_KEPT = 10_000


class RateLimit:
    """Lets each person ask so often a minute, all at once or one after the other."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow ``per_minute`` questions; ``clock`` gives seconds.

        Raises:
            ValueError: that is not one or more.
        """
        if per_minute < 1:
            raise ValueError("a limit lets at least one question through")
        self.per_minute = per_minute
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, person: str) -> int:
        """Take one question of a person's share and return 0, or take none and return the whole seconds until there is one again."""
        now = self._clock()
        each = 60 / self.per_minute
        with self._lock:
            tokens, last = self._left.pop(person, (float(self.per_minute), now))
            tokens = min(float(self.per_minute), tokens + (now - last) / each)
            if len(self._left) >= _MOST_KEPT:
                # Whoever has not asked for a minute has a full share, as somebody new has.
                self._left = {name: entry for name, entry in self._left.items() if entry[1] > now - 60}
            # What is a hair below one is one: the sum of many small parts is not exact.
            allowed = tokens >= 1 - 1e-9
            self._left[person] = (tokens - 1 if allowed else tokens, now)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * each - 1e-6))

    def line(self, seconds: int) -> str:
        """Return what to tell a person who has to wait."""
        asked, wait = _number(self.per_minute, "question"), _number(seconds, "second")
        return f"The limit is {asked} a minute: ask again in {wait}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
