"""What the server lets out and in: nothing from elsewhere, and only the routes that the page and programs need.

Gradio serves far more than one page needs (uploads, files, a proxy, an editor), and its page names other hosts. This ASGI middleware answers
404 to every other route, 403 to requests that another site sent, and gives each page a Content-Security-Policy under which the browser loads
from this server alone and runs no script but those that came with the page.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.programs.problem import problem

PAGES = frozenset({"/", "/config", "/theme.css", "/manifest.json", "/favicon.ico", "/take", "/own", "/sign-in", "/sign-out", "/api"})
FOLDERS = ("/assets/", "/static/", "/gradio_api/queue/", "/gradio_api/heartbeat/", "/api/")
CALLS = frozenset(
    {"/gradio_api/startup-events", "/gradio_api/app_id", "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/info", "/mcp"},
)
OTHER_HOSTS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^"]*"\s+content="[^"]*"\s*/?>', re.IGNORECASE)
SCRIPT = re.compile(rb"<script\b")
STRANGE_PATH = re.compile(r"(?:^|/)\.\.?(?:/|$)|//|[\\\x00-\x1f\x7f]")
"""A path that could climb out of a folder, whatever reads it behind this."""

_WHY = {
    403: "The request names another host, or another site sent it: use the address that the server was started with.",
    404: "There is no such path: see /api for those that there are.",
}


class Guard:
    """ASGI middleware around the whole chat server."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | Callable[[str | None], bool] = ()) -> None:
        """Wrap ``app``; requests that name another host than ``hosts`` are refused (a page elsewhere may point its name here).

        ``hosts`` are the names (none: any), or a function that knows them.
        """
        self.app = app
        names = frozenset() if callable(hosts) else frozenset(hosts)
        self.knows_host = hosts if callable(hosts) else lambda host: not names or host in names

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
            is_program = scope["path"].startswith(("/api/", "/mcp"))
            response = problem(status, _WHY[status]) if is_program else PlainTextResponse("Not available.\n", status_code=status)
            await response(scope, receive, send)
            return
        if scope["path"] == "/":
            # The page must come uncompressed to be edited.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self.app(scope, receive, _Outgoing(send))

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.knows_host(_hostname(host)):
            return 403
        origin = headers.get("origin")
        if origin is not None and _netloc(origin) != host:
            return 403
        # Another site may link to a page here; it may not use one as a part of its own, nor send anything.
        is_link = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not is_link:
            return 403
        path = scope["path"]
        if STRANGE_PATH.search(path):
            return 404
        return None if path in PAGES or path in CALLS or path.startswith(FOLDERS) else 404


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


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
            # A page of our own may have brought a stricter one.
            headers.setdefault("Content-Security-Policy", content_security_policy(self.nonce))
            # Not even no-referrer: with that, browsers send forms without saying that they come from here.
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
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
