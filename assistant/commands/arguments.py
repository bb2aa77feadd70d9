"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from assistant.assistant import DEFAULT_INDEX

# In quotation marks, because argparse's class takes its parameter only from type checkers.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Parser(argparse.ArgumentParser):
    """A parser that tells a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where to read more, and exit with code 2."""
        self.exit(2, f"{self.prog}: {message}: see `{self.prog} --help`\n")


def new_parser(commands: Commands, name: str, short: str, about: str, examples: str) -> argparse.ArgumentParser:
    """Return the parser of a new command with ``--index``, its help set as it is written."""
    parser = commands.add_parser(name, help=short, description=about, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, default=DEFAULT_INDEX, metavar="DIR", help="folder of the index (%(default)s)")
    return parser


def count(text: str) -> int:
    """Return a whole number of 1 or more.

    Raises:
        argparse.ArgumentTypeError: ``text`` is none.
    """
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)
