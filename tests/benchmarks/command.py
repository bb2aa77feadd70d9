"""What the three commands share: their options, and how an error ends them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from ingest.errors import CareciteError
from tests.benchmarks.blocks import QUESTIONS

INDEX = Path(".carecite/index")


def new_parser(name: str, about: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows the index and the file of questions."""
    about = (about or "").replace("``", "")
    parser = argparse.ArgumentParser(
        prog=f"python -m tests.benchmarks.{name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--index", type=Path, default=INDEX, metavar="DIR", help="the index that the server answers from (%(default)s)")
    parser.add_argument("--file", type=Path, default=QUESTIONS, metavar="FILE", help="the questions, one JSON object a line (those of evals/)")
    return parser


def measured(work: Callable[[], bool]) -> int:
    """Do the work and return the exit code: 0 all was well, 1 something was not, 2 it could not be measured, which one line says."""
    try:
        return 0 if work() else 1
    except CareciteError as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted before there was anything to show", file=sys.stderr)
        return 130
