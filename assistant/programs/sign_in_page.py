"""The page for signing in and the routes behind it: plain HTML that needs no script."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.programs.access import Access
from assistant.programs.problem import problem
from assistant.programs.session import COOKIE, LASTS
from assistant.programs.visitors import cookie, cookies, too_many_tries

_MOST_BYTES = 16_384
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #6b7480; --link: #0b4f9e; --on-link: #ffffff;
  --warn: #7a3b00; --tint: #fff4e5; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceff3; --paper: #15181c; --line: #7d8894; --link: #8fc1ff; --on-link: #10141a; --warn: #ffc98a; --tint: #33240f; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 26rem; margin: 0 auto; padding: 2rem 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1.5px solid var(--line); border-radius: .4rem;
  padding: .55rem .7rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; margin-top: 1.25rem; padding: .5rem 1.1rem; border: 0; border-radius: .4rem;
  color: var(--on-link); background: var(--link); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.error { color: var(--warn); background: var(--tint); border-left: 6px solid var(--warn); padding: .6rem .8rem; margin: 0; }
"""


def sign_in_routes(access: Access) -> list[Route]:
    """Return the routes ``/sign-in`` and ``/sign-out``; none where nobody signs in."""
    door = access.door
    if door is None:
        return []

    async def show(request: Request) -> Response:
        return _page(local(request.query_params.get("next", "")))

    async def sign_in(request: Request) -> Response:
        fields = await _fields(request)
        if fields is None:
            return problem(400, "The form cannot be read: open /sign-in and send it from there.")
        name, password, after = fields.get("name", ""), fields.get("password", ""), local(fields.get("next", ""))
        address = request.client.host if request.client else ""
        outcome = await anyio.to_thread.run_sync(door.check, name, password, address)
        if isinstance(outcome, float):
            slow = too_many_tries(outcome)
            line = f"Too many failed tries. Wait {slow.headers['retry-after']} seconds, then try again."
            return _page(after, name, line, 429, {"Retry-After": slow.headers["retry-after"]})
        if outcome == "wrong":
            return _page(after, name, "The name and the password do not belong together. Check both and try again.", 403)
        token = door.sessions.begin(name)
        return _to(after, cookie(COOKIE, token, LASTS, secure=request.url.scheme == "https"))

    async def sign_out(request: Request) -> Response:
        door.sessions.end(cookies(request.headers).get(COOKIE, ""))
        return _to("/sign-in", cookie(COOKIE, "", 0, secure=request.url.scheme == "https"))

    return [
        Route("/sign-in", show, methods=["GET"]),
        Route("/sign-in", sign_in, methods=["POST"]),
        Route("/sign-out", sign_out, methods=["POST"]),
    ]


def local(target: str) -> str:
    """Return a path of this server to go on to; the start page for everything else."""
    return target if _LOCAL.fullmatch(target) and len(target) <= 4096 and not target.startswith("/sign-") else "/"


async def _fields(request: Request) -> dict[str, str] | None:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError:
        return None
    return {key: values[0] for key, values in fields.items()}


def _to(target: str, set_cookie: str) -> Response:
    return RedirectResponse(quote(target, safe="/?&=%+:;,@!$'()*~#[]"), 303, {"Set-Cookie": set_cookie, "Cache-Control": "no-store"})


def _page(after: str, name: str = "", error: str = "", status: int = 200, headers: dict[str, str] | None = None) -> HTMLResponse:
    told = f'<p class="error" role="alert" id="error">{escape(error)}</p>' if error else ""
    wrong = ' aria-invalid="true" aria-describedby="error"' if error else ""
    focus = {"name": "" if name else " autofocus", "password": " autofocus" if name else ""}
    html = f"""<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{"Error: sign in" if error else "Sign in"} - carecite</title><style>{_STYLE}</style></head>
<body><main>
<h1>Sign in to carecite</h1>
{told}
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="{escape(after)}">
<label for="name">Name</label>
<input id="name" name="name" value="{escape(name[:64])}" autocomplete="username" autocapitalize="none" spellcheck="false"
 required{wrong}{focus["name"]}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{wrong}{focus["password"]}>
<button type="submit">Sign in</button>
</form>
<p>If you signed in a short while ago and came here by a link, <a href="{escape(after)}">open the page</a>.</p>
</main></body>
</html>
"""
    return HTMLResponse(html, status, {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", **(headers or {})})
