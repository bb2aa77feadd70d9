"""``carecite build``: make the index of a folder, or bring it up to date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.commands.arguments import Commands, new_parser
from assistant.output import complain, write_text
from assistant.progress import progress_bar
from ingest.listing import Skipped

_MOST_WARNINGS = 20

_ABOUT = """\
Read the UTF-8 .txt and .md files below FOLDER, cut them into sentences and store
them for searching. Building again embeds only what is new or changed, and drops what
is gone. Files that cannot be read are named and skipped. A file sources.toml in the
folder may say for each document what its title, author, publisher, date and kind are.
"""
_EXAMPLES = """\
examples:
  carecite build                                      the documents in seeds/
  carecite build policies --index policies.index      an index of its own
  carecite build policies --embedder models/mine      another model of
                                                      sentence-transformers
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "build", "read a folder of documents", _ABOUT, _EXAMPLES)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), metavar="FOLDER", help="the documents (%(default)s)")
    parser.add_argument(
        "--embedder", metavar="NAME_OR_FOLDER", help="embedding model (the one the index has; a new index takes the one that comes with carecite)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the index and say what was done."""
    from index.builder import build_index

    with progress_bar(f"Indexing {options.folder}", f"indexing {options.folder}; this may take a minute") as advance:
        report = build_index(options.folder, options.index, embedder=options.embedder, progress=advance)
    _warn(report.skipped)
    done = f"({report.embedded:,} embedded, {len(report.removed):,} removed) in {report.seconds:.0f} s: {options.index}"
    write_text(f"Indexed {_counted(report.documents, 'document')}, {_counted(report.sentences, 'sentence')} {done}\n")
    return 0


def _warn(skipped: Sequence[Skipped]) -> None:
    for file in skipped[:_MOST_WARNINGS]:
        complain(f"skipped: {file.reason}")
    more = len(skipped) - _MOST_WARNINGS
    if more > 0:
        complain(f"skipped: {_counted(more, 'other file')}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
