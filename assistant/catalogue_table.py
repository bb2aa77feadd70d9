"""The list of the documents set for a person: a table that fits the terminal, elsewhere one line a document.

Nothing in a document or a file's name is ever taken for markup or for a command to the terminal.
"""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.citation import spoken_date
from assistant.terminal import printable
from index.catalogue import Catalogue, CatalogueEntry
from index.duplicates import Repeat

_LEAST_COLUMNS = 24
_MOST_COLUMNS = 160
_NARROW = 90
"""Below so many columns a table would cut most words: each document gets lines of its own."""
_AS_A_WHOLE = 0.5
"""A document that holds so much of an original is called a repeat of it; one that holds less is said to draw on it."""


def plain_catalogue(catalogue: Catalogue) -> str:
    """Return the documents one a line, each followed by its remarks, and then the skipped files."""
    lines = []
    for entry in catalogue.documents:
        lines.append(" | ".join([printable(entry.document.doc_id), *_facts(entry)]))
        lines += [f"    {remark}" for remark in remarks(entry)]
    return "".join(f"{line}\n" for line in [*lines, *_skipped(catalogue)])


def terminal_catalogue(catalogue: Catalogue, columns: int) -> str:
    """Return the documents as a table of at most ``columns`` characters, with the terminal's codes for bold and dim."""
    width = max(min(columns, _MOST_COLUMNS), _LEAST_COLUMNS)
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=width, legacy_windows=False)
    if width >= _NARROW:
        console.print(_table(catalogue))
    else:
        for entry in catalogue.documents:
            console.print(Text(printable(entry.document.doc_id), "bold", overflow="fold"))
            for line in (" | ".join(_facts(entry)), *remarks(entry)):
                console.print(Text(f"  {line}", overflow="fold"))
    for line in _skipped(catalogue):
        console.print(Text(line, "dim", overflow="fold"))
    return stream.getvalue()


def remarks(entry: CatalogueEntry) -> list[str]:
    """Return what to know of a document: what it repeats, and what could not be read well."""
    return [_repeats(repeat) for repeat in entry.repeats] + [printable(warning) for warning in entry.document.warnings]


def _repeats(repeat: Repeat) -> str:
    original = printable(repeat.original)
    if repeat.back >= _AS_A_WHOLE:
        return f"repeats {_percent(repeat.back)} of {original}"
    return f"{_percent(repeat.share)} of it stands in {original}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _table(catalogue: Catalogue) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, header_style="bold")
    for name, numeric in (
        ("id", False),
        ("title", False),
        ("author", False),
        ("date", False),
        ("pages", True),
        ("passages", True),
        ("sentences", True),
    ):
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    table.add_column("indexed (UTC)", overflow="fold", no_wrap=True)
    for entry in catalogue.documents:
        source = entry.document.source
        title = Text(printable(entry.document.title))
        for remark in remarks(entry):
            title.append(f"\n{remark}", "italic")
        table.add_row(
            Text(printable(entry.document.doc_id)),
            title,
            Text(printable(source.author or "")),
            Text(printable(spoken_date(source.published) or "")),
            f"{entry.pages:,}" if entry.pages else "",
            f"{entry.passages:,}",
            f"{entry.sentences:,}",
            _day(entry.indexed),
        )
    return table


def _facts(entry: CatalogueEntry) -> list[str]:
    source = entry.document.source
    facts = [printable(entry.document.title), printable(source.author or ""), printable(spoken_date(source.published) or "")]
    facts += [counted(entry.pages, "page") if entry.pages else "", counted(entry.passages, "passage"), counted(entry.sentences, "sentence")]
    facts.append(f"indexed {_day(entry.indexed)} UTC" if entry.indexed else "")
    return [fact for fact in facts if fact]


def _day(indexed: str | None) -> str:
    """Return an ISO time to the minute, as a column holds it."""
    return printable(indexed[:16].replace("T", " ")) if indexed else ""


def _skipped(catalogue: Catalogue) -> list[str]:
    return [f"skipped: {printable(file.reason)}" for file in catalogue.skipped]
