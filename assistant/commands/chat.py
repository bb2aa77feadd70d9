"""``carecite chat``: the chat page in a browser."""

from __future__ import annotations

import argparse

from assistant.assistant import Assistant
from assistant.chat.examples import SEED_EXAMPLES
from assistant.chat.port import open_port
from assistant.commands.arguments import Commands, new_parser
from assistant.errors import MissingExtra
from assistant.output import complain, write_text

_EXTRA = frozenset({"gradio", "gradio_client", "uvicorn", "fastapi", "starlette"})
_SEEDS = frozenset({"000_0c9db5fcd1af256f", "001_c3792c89e949016c", "002_1022f57260ee5f99", "003_4e5b3cfc428fe7ea", "004_8b56d492caef6a64"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_ABOUT = """\
Serve a page on this computer to ask the documents in a browser: a conversation, an
evidence card for each quote, and the whole source opened at the quote. Nothing leaves
the computer. Ctrl+C stops it.
"""
_EXAMPLES = """\
examples:
  carecite chat                               then open http://127.0.0.1:7860
  carecite chat --port 8000                   where another program has the port
  carecite chat --host 0.0.0.0                for everybody on the network: no password
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "chat", "ask in a browser", _ABOUT, _EXAMPLES)
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (%(default)s: this computer alone)")
    parser.add_argument("--port", type=int, default=7860, metavar="N", help="port to listen on; 0 takes a free one (%(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the page until it is interrupted."""
    # A port that is taken shows at once, before the index and gradio are loaded, which takes seconds.
    open_port(options.host, options.port).close()
    assistant = Assistant.open(options.index)
    complain("opening the chat page")
    try:
        from assistant.chat.page import serve
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise MissingExtra(
            f"the chat page needs the package {error.name}: run `make setup`, or `pip install '.[chat]'` in the folder of carecite's source"
        ) from error
    if options.host not in _LOOPBACK:
        complain("everybody on the network around this computer can ask; leave --host out to keep the page to this computer")
    examples = SEED_EXAMPLES if assistant.documents.keys() >= _SEEDS else ()
    serve(assistant, options.host, options.port, examples, ready=_announce)
    return 0


def _announce(address: str) -> None:
    write_text(f"The chat page is ready: {address} (Ctrl+C stops it)\n")
