"""``carecite eval``: handed to whatever is installed under the name ``eval`` in the entry-point group ``carecite.commands``.

The evaluation stands above the assistant and imports it; through the entry point the assistant can start it without knowing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points

from assistant.commands.arguments import Commands
from assistant.errors import MissingExtra

NAME = "eval"
GROUP = "carecite.commands"


def add_parser(commands: Commands) -> None:
    """Add the command to the parser, for its line in the help; its arguments are its own."""
    commands.add_parser(NAME, help="measure the answers to the known questions", add_help=False)


def run(arguments: Sequence[str]) -> int:
    """Run the evaluation with the arguments behind ``eval`` and return its exit code.

    Raises:
        MissingExtra: carecite is not installed, so that nothing stands under the name.
    """
    found = tuple(entry_points(group=GROUP, name=NAME))
    if not found:
        raise MissingExtra(
            "the command eval is there only where carecite is installed: run `make setup`, or `pip install -e .` in the folder of carecite's source"
        )
    main: Callable[[list[str]], int] = found[0].load()
    return main(list(arguments))
