"""How many questions are answered at once: as many as there are processors, in the order in which they came.

More at a time would answer no more of them: each would take longer, hold its memory longer, and keep a server from its other work.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from index.encoder import processors


class Turnstile:
    """Lets so many threads through at once; the others wait, first come first served."""

    def __init__(self, width: int) -> None:
        """Let ``width`` through at once."""
        self._free = width
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait for one's turn, and let the next one through at the end."""
        turn = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                turn.set()
            else:
                self._waiting.append(turn)
        try:
            turn.wait()
            yield
        finally:
            self._leave(turn)

    def _leave(self, turn: threading.Event) -> None:
        with self._lock:
            if not turn.is_set():
                self._waiting.remove(turn)
            elif self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


QUESTIONS = Turnstile(processors())
"""What every question to an assistant of this process passes."""
