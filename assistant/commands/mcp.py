"""``carecite mcp``: the tools for programs that speak the Model Context Protocol, on standard input and output."""

from __future__ import annotations

import argparse

from assistant.assistant import Assistant
from assistant.commands.arguments import Commands, new_parser
from assistant.errors import MissingExtra

_EXTRA = frozenset({"mcp", "mcp_types", "anyio", "starlette"})
_ABOUT = """\
Serve the tools ask, search and read_source to a program that speaks MCP, such as an
assistant on this computer, which starts this command by itself. The page of `carecite
chat` serves the same tools at /mcp.
"""
_EXAMPLES = """\
examples:
  carecite mcp --index /home/ann/policies/index
as a program is told of it:
  {"mcpServers": {"carecite": {"command": "carecite", "args": ["mcp", "--index", "/home/ann/policies/index"]}}}
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    new_parser(commands, "mcp", "serve tools to programs that speak MCP", _ABOUT, _EXAMPLES).set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until the input ends."""
    try:
        from assistant.programs.mcp_server import serve_stdio
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise MissingExtra(
            f"MCP needs the package {error.name}: run `make setup`, or `pip install '.[mcp]'` in the folder of carecite's source"
        ) from error
    serve_stdio(Assistant.open(options.index))
    return 0
