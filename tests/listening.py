"""A server for tests, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from starlette.types import ASGIApp

from assistant.chat.port import open_port

_SETTINGS: dict[str, Any] = {"log_level": "critical", "timeout_graceful_shutdown": 1, "ws": "none"}


@contextmanager
def listening(build: Callable[[], ASGIApp]) -> Iterator[str]:
    """Serve what ``build`` makes for a while, on a free port; gives its address.

    It is made inside the server's event loop: outside of any, gradio begins loops of its own and leaves them open. It is waited for, since gradio
    cannot make two pages at once.
    """
    import uvicorn

    made: Future[ASGIApp] = Future()

    def make() -> ASGIApp:
        try:
            made.set_result(build())
        except BaseException as error:  # noqa: BLE001  # raised again where it is waited for
            made.set_exception(error)
        return made.result()

    listener = open_port("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(make, factory=True, **_SETTINGS))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        made.result()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()
