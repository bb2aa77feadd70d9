"""What the commands of the evaluation print and write: tables and lines on standard output, one line for what is wrong on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.errors import ReportError

_MOST_LISTED = 5


def console() -> Console:
    """Return the console that tables go to."""
    # Where the output is no terminal rich assumes 80 columns, too few for the tables.
    return Console(width=None if sys.stdout.isatty() else 150)


def say(lines: Iterable[str]) -> None:
    """Print lines as they are, never broken."""
    out = console()
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def complain(message: str, command: str = "carecite eval") -> None:
    """Print one line on standard error."""
    Console(stderr=True, soft_wrap=True).print(f"{command}: {message}", markup=False, highlight=False)


def complain_of(messages: Sequence[str], command: str = "carecite eval") -> None:
    """Print the first few messages on standard error, one a line, and how many more there are."""
    for message in messages[:_MOST_LISTED]:
        complain(message, command)
    if len(messages) > _MOST_LISTED:
        complain(f"and {len(messages) - _MOST_LISTED} more", command)


def progress() -> Progress:
    """Return a progress bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def write(path: Path, text: str) -> None:
    """Write a report as UTF-8; halves of characters become question marks.

    Raises:
        ReportError: if the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise ReportError(f"cannot write {path} ({error.strerror}); name a file in a folder that exists") from error


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or the plural."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
