"""``carecite eval --forgery``: forged and good quotes put to ``locate``."""

from __future__ import annotations

import argparse
import json

from evals.commands.output import console, write
from ingest.folder import read_folder


def run(options: argparse.Namespace) -> int:
    """Put forged and good quotes of the seed documents to `locate`; 1 where a forged one is accepted or too many good ones are refused."""
    from evals.forgery import report, suite

    found = suite.check(suite.make_cases(read_folder(options.seeds).documents))
    console().print(report.for_terminal(found))
    if options.json:
        write(options.json, json.dumps(report.to_json(found), ensure_ascii=False, indent=1) + "\n")
    return 0 if report.is_proof(found) else 1
