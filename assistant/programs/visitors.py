"""ASGI middleware that finds out whose a request is, before anything else sees it; where there is a sign-in, nobody else comes through."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.desk.visitor import COOKIE, is_visitor, new_visitor, visitor_of_user
from assistant.programs.access import Access
from assistant.programs.person import Person, put_person
from assistant.programs.problem import problem
from assistant.programs.session import COOKIE as SESSION_COOKIE

YEAR = 365 * 24 * 60 * 60
OPEN_PATHS = frozenset({"/sign-in", "/api/health"})
"""What somebody who has not signed in may have."""
OF_USERS = "user-"
_OF_NOBODY = ("/assets/", "/static/", "/favicon.ico", "/theme.css", "/manifest.json")
"""What comes with the page and may be asked for without its cookie, which another must not replace."""


class Visitors:
    """Puts the person into the state of each request, and gives who is new a cookie."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Wrap ``app``."""
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its person, or ask for a sign-in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        address = scope["client"][0] if scope.get("client") else ""
        door = self.access.door
        if door is None:
            known = _visitor(cookies(headers).get(COOKIE, ""))
            visitor = known or new_visitor_id()
            passed = put_person(scope, Person(visitor, None, f"address {address}", self.access.limit))
            # Who follows a link from another site has a cookie that the browser keeps back this once; a new one would take its place.
            gives = not known and not scope["path"].startswith(_OF_NOBODY) and headers.get("sec-fetch-site") != "cross-site"
            await self.app(passed, receive, _giving(send, visitor, secure=scope.get("scheme") == "https") if gives else send)
            return
        user = door.sessions.user(cookies(headers).get(SESSION_COOKIE, ""))
        if user is None and "authorization" in headers:
            found = await anyio.to_thread.run_sync(door.basic, headers["authorization"], address)
            if isinstance(found, float):
                await too_many_tries(found)(scope, receive, send)
                return
            user = found
        if user is None:
            if scope["path"] in OPEN_PATHS:
                await self.app(scope, receive, send)
            else:
                await _refusal(scope, headers)(scope, receive, send)
            return
        visitor = visitor_of_user(user)
        await self.app(put_person(scope, Person(visitor, user, visitor, self.access.limit)), receive, send)


def new_visitor_id() -> str:
    """Return the id of somebody new, which is no user's."""
    while True:
        made = new_visitor()
        if _visitor(made):
            return made


def cookies(headers: Headers) -> dict[str, str]:
    """Return the cookies of a request by name; those that cannot be read are left out."""
    found: dict[str, str] = {}
    for part in headers.get("cookie", "")[:16384].split(";"):
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(part.strip())
        except CookieError:
            continue
        for name, morsel in jar.items():
            found.setdefault(name, morsel.value)
    return found


def cookie(name: str, value: str, seconds: int, *, secure: bool) -> str:
    """Return the header that sets a cookie which no script can read and no other site can use."""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"


def too_many_tries(seconds: float) -> Response:
    """Return the response to somebody who has tried too many passwords."""
    whole = max(1, round(seconds + 0.5))
    unit = "second" if whole == 1 else "seconds"
    return problem(429, f"Too many failed tries to sign in: try again in {whole} {unit}.", {"Retry-After": str(whole)})


def _visitor(text: str) -> str | None:
    """Return the id that a cookie holds, unless it is a user's: those can be worked out from a name, so only a sign-in gives them."""
    return text if is_visitor(text) and not text.lower().startswith(OF_USERS) else None


def _refusal(scope: Scope, headers: Headers) -> Response:
    is_page = scope["method"] == "GET" and "text/html" in headers.get("accept", "") and not scope["path"].startswith(("/api/", "/mcp"))
    if is_page:
        asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"/sign-in?next={quote(asked, safe='')}", 303, {"Cache-Control": "no-store"})
    # A browser would open a window of its own for this header; only programs get it.
    challenge = {} if "sec-fetch-mode" in headers else {"WWW-Authenticate": 'Basic realm="carecite", charset="UTF-8"'}
    return problem(401, "Sign in first: on the page /sign-in, or with a name and password by HTTP Basic.", challenge)


def _giving(send: Send, visitor: str, *, secure: bool) -> Send:
    async def give(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"]).append("Set-Cookie", cookie(COOKIE, visitor, YEAR, secure=secure))
        await send(message)

    return give
