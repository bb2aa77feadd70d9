"""Progress of a long piece of work, shown on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Advance(Protocol):
    """Takes how much is done, and how much there is to do."""

    def __call__(self, done: int, total: int) -> None:
        """Show the state of the work."""


@contextmanager
def progress_bar(task: str, notice: str) -> Iterator[Advance]:
    """Show a bar named ``task`` while the block runs; where standard error is no terminal, only the line ``notice`` before it starts."""
    with progress_bars([task], notice) as (advance,):
        yield advance


@contextmanager
def progress_bars(tasks: Sequence[str], notice: str) -> Iterator[tuple[Advance, ...]]:
    """Show a bar for each of several tasks that follow each other, each from when it begins; the rest as for one."""
    if not sys.stderr.isatty():
        sys.stderr.write(f"carecite: {notice}\n")
        sys.stderr.flush()
        yield tuple(_ignore for _ in tasks)
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        # Without a total the bar moves to and fro: something goes on, nobody knows yet how much there is to do.
        bars = [progress.add_task(task, total=None, visible=number == 0) for number, task in enumerate(tasks)]
        yield tuple(_moving(progress, bar) for bar in bars)


def _moving(progress: Progress, bar: TaskID) -> Advance:
    return lambda done, total: progress.update(bar, completed=done, total=total, visible=True)


def _ignore(done: int, total: int) -> None:
    """Show nothing."""
