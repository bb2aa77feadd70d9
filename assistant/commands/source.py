"""``carecite source``: the text that quotes point into."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable

from assistant.assistant import Assistant
from assistant.commands.arguments import Commands, new_parser
from assistant.errors import AssistantError
from assistant.output import write_bytes

_ABOUT = """\
Print the canonical text of a document, exactly: nothing is added, no line break is
translated. A quote's start and end count its characters (Unicode code points) from 0,
so that text[start:end] is the quote.
"""
_EXAMPLES = """\
examples:
  carecite source 000_0c9db5fcd1af256f | less
  carecite source 000_0c9db5fcd1af256f > letter.txt
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "source", "print the text of a document", _ABOUT, _EXAMPLES)
    parser.add_argument("doc_id", metavar="DOC_ID", help="the document: its file's name without the ending, as replies give it")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the text of one document."""
    documents = Assistant.open(options.index).documents
    document = documents.get(options.doc_id)
    if document is None:
        raise AssistantError(f"there is no document {options.doc_id!r} in {options.index}: use {' or '.join(nearest(options.doc_id, documents))}")
    write_bytes(document.text.encode("utf-8"))
    return 0


def nearest(doc_id: str, known: Iterable[str]) -> list[str]:
    """Return the (at most three) known ids that look most like ``doc_id``; the first ones where none does."""
    ids = sorted(known)
    same_start = [name for name in ids if doc_id and name.lower().startswith(doc_id.lower())]
    alike = difflib.get_close_matches(doc_id, ids, n=3, cutoff=0.4)
    return list(dict.fromkeys([*same_start, *alike]))[:3] or ids[:3]
