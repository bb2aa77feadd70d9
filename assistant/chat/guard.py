"""What the server lets out and in: nothing from elsewhere, and only the routes that the page needs.

Gradio serves far more than one page needs (uploads, files, a proxy, an editor), and its page names other hosts. This ASGI middleware answers
404 to every other route, 403 to requests that another site sent, and gives each page a Content-Security-Policy under which the browser loads
from this server alone and runs no script but those that came with the page.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = frozenset({"/", "/take", "/own", "/config", "/theme.css", "/manifest.json", "/favicon.ico"})
FOLDERS = ("/assets/", "/static/", "/gradio_api/queue/", "/gradio_api/heartbeat/")
CALLS = frozenset({"/gradio_api/startup-events", "/gradio_api/app_id", "/gradio_api/cancel", "/gradio_api/reset"})
OTHER_HOSTS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^"]*"\s+content="[^"]*"\s*/?>', re.IGNORECASE)
SCRIPT = re.compile(rb"<script\b")


class Guard:
    """ASGI middleware around the whole chat server."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        """Wrap ``app``; where ``hosts`` are given, requests that name any other host are refused (a page elsewhere may point its name here)."""
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; edit the response on its way out."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        status = self._refusal(scope)
        if status:
            await PlainTextResponse("Not available.\n", status_code=status)(scope, receive, send)
            return
        if scope["path"] == "/":
            # The page must come uncompressed to be edited.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self.app(scope, receive, _Outgoing(send))

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts and urlsplit(f"//{host}").hostname not in self.hosts:
            return 403
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return 403
        path = scope["path"]
        return None if path in PAGES or path in CALLS or path.startswith(FOLDERS) else 404


class _Outgoing:
    """One response on its way out: adds the headers, and edits the body where it is a page."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.nonce = secrets.token_urlsafe(16)
        self.start: Message = {}
        self.page = False
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            headers = MutableHeaders(raw=message["headers"])
            self.page = headers.get("content-type", "").startswith("text/html")
            headers["Content-Security-Policy"] = content_security_policy(self.nonce)
            headers["Referrer-Policy"] = "no-referrer"
            headers["X-Content-Type-Options"] = "nosniff"
            if not self.page:
                await self.send(message)
        elif not self.page:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                body = own_page(self.body, self.nonce)
                headers = MutableHeaders(raw=self.start["headers"])
                headers["Content-Length"] = str(len(body))
                await self.send(self.start)
                await self.send({"type": "http.response.body", "body": body})


def content_security_policy(nonce: str) -> str:
    """Return the policy for one page: this server only, and scripts only with the page's nonce.

    ``unsafe-eval`` stays because gradio's HTML component compiles its (constant) template that way; inline styles because its components use them.
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def own_page(page: bytes, nonce: str) -> bytes:
    """Return gradio's page without its links to other hosts, in British English, its own scripts marked with the nonce."""
    page = OTHER_HOSTS.sub(b"", page).replace(b'lang="en"', b'lang="en-GB"', 1)
    return SCRIPT.sub(f'<script nonce="{nonce}"'.encode(), page)
