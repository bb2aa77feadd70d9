"""``carecite build``: make the index of a folder, or bring it up to date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.catalogue_table import counted
from assistant.commands.arguments import Commands, count, new_parser
from assistant.output import complain, write_text
from assistant.progress import progress_bars
from ingest.limits import NAMES
from ingest.listing import Skipped

_MOST_WARNINGS = 20

_ABOUT = """\
Read the documents below FOLDER (.pdf .docx .html .epub .pptx .xlsx .csv .txt .md), cut
them into sentences and store them for searching.
Building again reads only files that are new or changed, embeds only what is new, and
drops what is gone; a renamed file is known by its bytes. Files that cannot be read are
named and skipped. A file sources.toml in the folder may say for each document what its
title, author, publisher, date and kind are.
"""
_EXAMPLES = """\
examples:
  carecite build                                      the documents in seeds/
  carecite build policies --index policies.index      an index of its own
  carecite build policies --limit megabytes=200 --limit pages=10000
  carecite build policies --embedder models/mine      another model of
                                                      sentence-transformers

limits, for each file: megabytes, pages (slides, chapters), rows (of tables) and
characters (of the text that comes out); for packed files (.docx, .xlsx, .epub ...)
also unpacked-megabytes and files (inside). An index keeps its limits.
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "build", "read a folder of documents", _ABOUT, _EXAMPLES)
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=Path("seeds"), metavar="FOLDER", help="the documents (%(default)s)")
    add("--embedder", metavar="NAME_OR_FOLDER", help="embedding model (the one the index has; a new index takes the one that comes with carecite)")
    add("--limit", type=limit, action="append", default=[], metavar="NAME=N", help="the most that a file may hold and still be read; see below")
    add("--read-again", action="store_true", help="read unchanged files again too, such as after installing what reads scans")
    parser.set_defaults(run=run)


def limit(text: str) -> tuple[str, int]:
    """Return the name and the number of a limit that is written ``name=number``.

    Raises:
        argparse.ArgumentTypeError: there is no such limit, or no whole number of 1 or more.
    """
    name, equals, number = text.partition("=")
    if not equals or name not in NAMES:
        raise argparse.ArgumentTypeError(f"{text!r} is no limit: write NAME=NUMBER with one of {', '.join(NAMES)}")
    return name, count(number)


def run(options: argparse.Namespace) -> int:
    """Build the index and say what was done."""
    from index.builder import build_index
    from index.manifest import limits_of
    from ingest.limits import with_limits

    limits = with_limits(limits_of(options.index), dict(options.limit)) if options.limit else None
    tasks = (f"Reading {options.folder}", f"Indexing {options.folder}")
    with progress_bars(tasks, f"indexing {options.folder}; this may take a minute") as (reading, advance):
        report = build_index(
            options.folder,
            options.index,
            embedder=options.embedder,
            progress=advance,
            reading=reading,
            limits=limits,
            read_again=options.read_again,
        )
    _warn(report.skipped)
    done = f"({report.changes}; {report.read:,} read, {report.embedded:,} embedded) in {report.seconds:.0f} s: {options.index}"
    write_text(f"Indexed {counted(report.documents, 'document')}, {counted(report.sentences, 'sentence')} {done}\n")
    return 0


def _warn(skipped: Sequence[Skipped]) -> None:
    for file in skipped[:_MOST_WARNINGS]:
        complain(f"skipped: {file.reason}")
    more = len(skipped) - _MOST_WARNINGS
    if more > 0:
        complain(f"skipped: {counted(more, 'other file')}; `carecite docs` lists them")
