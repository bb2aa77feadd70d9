"""``carecite docs``: the documents of an index, and the files that were skipped."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import asdict
from typing import Any

from assistant.catalogue_table import plain_catalogue, terminal_catalogue
from assistant.commands.arguments import Commands, new_parser
from assistant.json_line import json_line
from assistant.output import write_bytes, write_text
from index.catalogue import CatalogueEntry, read_catalogue
from ingest.listing import Skipped

_ABOUT = """\
List the documents of an index: id, title, author, date, pages, passages, sentences,
when each was last read or embedded, what could not be read well in it, and which
document it repeats; then the files that were skipped, with the reason.
"""
_EXAMPLES = """\
examples:
  carecite docs
  carecite docs --json | grep '"skipped"'     one JSON object a line, for programs
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "docs", "list the documents", _ABOUT, _EXAMPLES)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line: the documents, then the skipped files")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the documents."""
    catalogue = read_catalogue(options.index)
    if options.json:
        lines = [document_object(entry) for entry in catalogue.documents] + [skipped_object(file) for file in catalogue.skipped]
        write_bytes("".join(json_line(line) for line in lines).encode("utf-8"))
    elif sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        write_text(terminal_catalogue(catalogue, shutil.get_terminal_size().columns))
    else:
        write_text(plain_catalogue(catalogue))
    return 0


def document_object(entry: CatalogueEntry) -> dict[str, Any]:
    """Return the JSON object of a document."""
    document = entry.document
    return {
        "status": "indexed",
        "doc_id": document.doc_id,
        "file": document.file,
        **asdict(document.source),
        "title": document.title,
        "pages": entry.pages,
        "passages": entry.passages,
        "sentences": entry.sentences,
        "indexed": entry.indexed,
        "warnings": list(document.warnings),
        "repeats": [{"doc_id": repeat.original, "share": repeat.share, "share_of_original": repeat.back} for repeat in entry.repeats],
    }


def skipped_object(file: Skipped) -> dict[str, Any]:
    """Return the JSON object of a file that was skipped."""
    return {"status": "skipped", "file": file.name, "reason": file.reason}
