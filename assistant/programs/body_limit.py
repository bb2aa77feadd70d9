"""ASGI middleware that refuses a request which sends more than its route can need."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.programs.problem import problem

MOST_BYTES = {"/api/": 262_144, "/mcp": 262_144, "/sign-": 16_384, "/gradio_api/": 4_194_304}
"""By the beginning of the path. A question of 2,000 characters with twenty before it fits, each character written as an escape of JSON."""


class BodyLimit:
    """Counts what comes, whatever the request says of its length."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on once all of its body is there, or answer 413."""
        most = next((most for path, most in MOST_BYTES.items() if scope["path"].startswith(path)), None) if scope["type"] == "http" else None
        if most is None or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        messages: list[Message] = []
        held, more = 0, True
        while more and held <= most and not (length.isdecimal() and int(length[:20]) > most):
            message = await receive()
            messages.append(message)
            held += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        if more or held > most:
            text = f"The request is larger than {most:,} bytes: ask a shorter question, with fewer before it."
            await problem(413, text, {"Connection": "close"})(scope, receive, send)
            return

        async def again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self.app(scope, again, send)
