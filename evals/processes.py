"""Several processes that answer a run's questions at once: the same replies, sooner."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Case
from evals.runner import Run

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

    from evals.product import Product

Asked = tuple[str, tuple[str, ...], int]
"""A question, those asked before it, and the reading budget in words."""
Answered = tuple[Mapping[str, Any], float]
"""A reply, and the seconds that it took in its process."""

AHEAD = 2
"""Questions for each process that wait for it, so that none waits for a question."""

_opened: list[Product] = []


@dataclass(slots=True)
class Processes:
    """The assistant in several processes, as a task that is asked the questions of a run in their order."""

    _pool: ProcessPoolExecutor
    _coming: Iterator[Asked]
    _width: int
    _ahead: deque[tuple[Asked, Future[Answered]]] = field(default_factory=deque)
    _seconds: dict[Asked, float] = field(default_factory=dict)

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the reply to a question; those that come after it are answered meanwhile.

        Raises:
            ValueError: if another question was to come first, or none.
            Exception: what the assistant raised, or ``BrokenProcessPool`` where a process ended.
        """
        while len(self._ahead) < self._width and (asked := next(self._coming, None)) is not None:
            self._ahead.append((asked, self._pool.submit(_ask, *asked)))
        if not self._ahead or self._ahead[0][0] != (question, tuple(history), words):
            raise ValueError(f"the question to come was {self._ahead[0][0][0]!r}" if self._ahead else "all questions have been asked")
        asked, future = self._ahead.popleft()
        reply, self._seconds[asked] = future.result()
        return reply

    def timed(self, run: Run, words: int) -> Run:
        """Return the run with the seconds that each reply took in its process, in place of those that were waited for it."""
        keys = [(one.case.question, tuple(one.case.history), words) for one in run.scored]
        return replace(run, scored=tuple(replace(one, seconds=self._seconds[key]) for one, key in zip(run.scored, keys, strict=True)))


@contextmanager
def processes(index_dir: Path, cases: Sequence[Case], words: int, number: int, times: int = 1) -> Iterator[Processes]:
    """Open the assistant in ``number`` processes, each with its share of the processors, to be asked the cases ``times`` times."""
    context = get_context("spawn")
    shares: SimpleQueue[list[int]] = context.SimpleQueue()
    for share in _shares(number):
        shares.put(share)
    coming = chain.from_iterable(repeat([(case.question, tuple(case.history), words) for case in cases], times))
    pool = ProcessPoolExecutor(number, context, _open, (index_dir, shares))
    try:
        yield Processes(pool, coming, AHEAD * number)
    finally:
        pool.shutdown(cancel_futures=True)


def _shares(number: int) -> list[list[int]]:
    """Deal the processors that this process may use to ``number`` others; none at all where they are fewer, or cannot be dealt on this system."""
    mine = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [mine[k::number] if len(mine) >= number else [] for k in range(number)]


def _open(index_dir: Path, shares: SimpleQueue[list[int]]) -> None:
    from evals.product import open_product

    # Ctrl+C is told to every process of a terminal; the one that asks ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if share := shares.get():
        os.sched_setaffinity(0, share)
    _opened.append(open_product(index_dir))


def _ask(question: str, history: Sequence[str], words: int) -> Answered:
    started = time.perf_counter()
    reply = _opened[-1].ask(question, history, words)
    return reply, time.perf_counter() - started
