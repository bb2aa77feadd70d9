"""``carecite chat``: the chat page in a browser."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from assistant.assistant import Assistant
from assistant.chat.desk import Desk
from assistant.chat.port import open_port
from assistant.commands.arguments import Commands, count, new_parser
from assistant.commands.heap import keep_one_heap
from assistant.desk.collection.library import Library
from assistant.desk.store.record import record_of
from assistant.errors import MissingExtra
from assistant.output import complain, write_text
from assistant.programs.access import Access, access_for, is_loopback
from index.blas_threads import one_blas_thread

_EXTRA = frozenset({"gradio", "gradio_client", "uvicorn", "fastapi", "starlette"})
DEFAULT_DESK = Path(".carecite/desk")
COLLECTIONS = "collections"

_ABOUT = """\
Serve a page on this computer to ask the documents in a browser: a conversation, an
evidence card for each quote, and the whole source opened at the quote. Nothing leaves
the computer. Programs ask the same server: see /api there. Ctrl+C stops it.
"""
_EXAMPLES = """\
examples:
  carecite chat                               then open http://127.0.0.1:7860
  carecite chat --port 8000                   where another program has the port
  carecite user add users.txt ann             somebody who may sign in
  carecite chat --host 0.0.0.0 --auth users.txt    for a team on the network
"""


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = new_parser(commands, "chat", "ask in a browser", _ABOUT, _EXAMPLES)
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (%(default)s: this computer alone)")
    parser.add_argument("--port", type=int, default=7860, metavar="N", help="port to listen on; 0 takes a free one (%(default)s)")
    parser.add_argument("--auth", type=Path, metavar="FILE", help="file of those who may sign in (see `carecite user`); needed on a network")
    parser.add_argument("--name", action="append", default=[], metavar="HOST", help="a further name under which people reach the page, as by a proxy")
    parser.add_argument("--per-minute", type=_times, metavar="N", help="questions that one person may ask a minute; 0: any (30 on a network, else 0)")
    parser.add_argument("--desk", type=Path, default=DEFAULT_DESK, metavar="DIR", help="folder of what people keep on the server (%(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the page until it is interrupted."""
    keep_one_heap()
    one_blas_thread()
    access = _access(options)
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
    if access.door is not None and not is_loopback(options.host):
        complain("names and passwords go over the network as they are: put a proxy with HTTPS before the page where others can listen")
    library = Library(assistant, options.desk / COLLECTIONS)
    desk = Desk.open(assistant, options.desk, library=library, record=record_of(assistant.settings, options.index))
    if desk.store.database.notice:
        complain(desk.store.database.notice)
    # Each is tried on the assistant, which takes seconds: the page is there before them.
    threading.Thread(target=_find_questions, args=(desk,), daemon=True).start()
    serve(desk, options.host, options.port, ready=_announce, access=access)
    return 0


def _find_questions(desk: Desk) -> None:
    desk.starters = desk.tried.starters()
    desk.tried.work()


def _access(options: argparse.Namespace) -> Access:
    return access_for(options.host, options.desk, options.auth, options.per_minute, options.name)


def _times(text: str) -> int:
    return 0 if text == "0" else count(text)


def _announce(address: str) -> None:
    write_text(f"The chat page is ready: {address} (Ctrl+C stops it)\n")
