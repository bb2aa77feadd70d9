"""``carecite user``: the file of those who may sign in to the chat page."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from assistant.commands.arguments import Commands
from assistant.errors import SignInError
from assistant.output import write_text
from assistant.programs.user_file import add_user, check_name, read_users, remove_user

_ABOUT = """\
Keep the file that `carecite chat --auth FILE` lets people in by. It holds names and
slow hashes of their passwords, never a password, and only you may read it.
"""
_EXAMPLES = """\
examples:
  carecite user add users.txt ann         asks for the password twice; again to change it
  carecite user list users.txt
  carecite user remove users.txt ann      at once, without a new start of the server
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser("user", help="keep the file of those who may sign in", description=_ABOUT, epilog=_EXAMPLES, formatter_class=raw)
    parts = parser.add_subparsers(title="what to do", metavar="WHAT", required=True)
    for name, about, work in (
        ("add", "add somebody, or change a password", _add),
        ("remove", "let somebody in no more", _remove),
        ("list", "list the names", _list),
    ):
        part = parts.add_parser(name, help=about, description=about)
        part.add_argument("file", type=Path, metavar="FILE", help="the file of users")
        if work is not _list:
            part.add_argument("name", metavar="NAME", help="the name to sign in with")
        part.set_defaults(run=work)


def _add(options: argparse.Namespace) -> int:
    name = check_name(options.name)
    password = _ask_twice(name)
    is_new = add_user(options.file, name, password)
    write_text(f"{name} {'may sign in now' if is_new else 'has a new password'}: start the page with --auth {options.file}\n")
    return 0


def _remove(options: argparse.Namespace) -> int:
    remove_user(options.file, options.name)
    write_text(f"{options.name} may sign in no more\n")
    return 0


def _list(options: argparse.Namespace) -> int:
    write_text("".join(f"{name}\n" for name in read_users(options.file)))
    return 0


def _ask_twice(name: str) -> str:
    """Return the password that was typed twice, or the first line of the input where that is no terminal.

    Raises:
        SignInError: the two differ, or there is none.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    try:
        first = getpass.getpass(f"Password for {name}: ")
        if first != getpass.getpass("The same again: "):
            raise SignInError("the two passwords differ: nothing was changed, try again")
    except EOFError as error:
        raise SignInError("no password was typed: nothing was changed") from error
    return first
