"""``carecite eval --references``: the in-text references of a hand-checked list, resolved."""

from __future__ import annotations

import argparse

from evals.commands.output import say
from ingest.folder import read_folder


def run(options: argparse.Namespace) -> int:
    """Resolve the in-text references of the listed documents; no index is needed. 1 below the bar."""
    from evals import references

    documents = {document.doc_id: document for document in read_folder(options.seeds).documents}
    outcome = references.measure(references.load_expected(references.EXPECTED, documents), documents)
    say(references.lines(outcome, documents))
    return 0 if outcome.is_good else 1
