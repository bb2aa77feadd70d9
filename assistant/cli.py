"""The command ``carecite``: its arguments, its exit codes, and one line for whatever goes wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import Any

from assistant.commands import ask, build, chat, docs, evaluate, feedback, mcp, source, user
from assistant.commands.arguments import Parser
from assistant.output import complain, write_text
from ingest.errors import CareciteError

ERROR = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
"""Exit codes beside those of the commands; the last two are what a shell reports for a program ended by those signals."""

_ABOUT = """\
Ask a folder of documents a question. carecite answers with verbatim quotes, each
with its exact place, or says that the documents do not answer. It runs on this
computer alone: no network, no language model.
"""
_EXAMPLES = """\
to begin with:
  carecite build my-documents                 once, and after each change
  carecite ask "who may apply for a loan?"    quotes that answer, and where they stand
  carecite chat                               the same in a browser

`carecite COMMAND --help` explains each command with examples.
"""
_COMMANDS = (build, ask, chat, docs, source, user, feedback, mcp, evaluate)


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``carecite`` with ``argv`` (the process's own arguments where ``None``) and return the exit code.

    0: done, or answered; 3: the documents do not answer; 2: an error, told in one line on standard error.

    Raises:
        SystemExit: help was asked for (code 0), or the arguments are wrong (code 2).
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments[:1] == [evaluate.NAME]:
            return evaluate.run(arguments[1:])
        options = _parser().parse_args(arguments)
        code: int = options.run(options)
        return code
    except CareciteError as error:
        complain(str(error))
        return ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return BROKEN_PIPE
    except OSError as error:
        # What the system refuses and no command expected: still one line, with the file's name where the system tells it.
        complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}: check that the file exists and that you may use it")
        return ERROR


def _let_go_of_stdout() -> None:
    """Point standard output at nothing, so that Python does not complain when it flushes it at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _parser() -> argparse.ArgumentParser:
    parser = Parser("carecite", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_parser(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *ignored: Any) -> None:
        """Print the version of the installed distribution and stop."""
        try:
            version = metadata.version("carecite")
        except metadata.PackageNotFoundError:
            version = "(not installed: running from its source tree)"
        write_text(f"carecite {version}\n")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
