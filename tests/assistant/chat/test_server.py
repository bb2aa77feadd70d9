"""The port and the guard around the server."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.chat.guard import Guard, own_page
from assistant.chat.port import open_port
from assistant.errors import AssistantError, PortInUse

PAGE = b"""<html lang="en"><meta property="og:image"
 content="https://elsewhere.example/x.jpg"
/><script>1</script><script type="module"></script></html>"""


def test_port_in_use_is_named() -> None:
    """A second page on the same port gets one clear line."""
    with open_port("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortInUse, match=f"Port {port} on 127.0.0.1 is taken"):
            open_port("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("127.0.0.1", -1), ("192.0.2.1", 0), ("not..a name", 0)])
def test_address_that_cannot_be_used(host: str, port: int) -> None:
    """The line says which option to change."""
    with pytest.raises(AssistantError, match="choose"):
        open_port(host, port)


def test_serve_checks_the_port_before_all_else() -> None:
    """The page is not even built."""
    page = pytest.importorskip("assistant.chat.page")
    with open_port("127.0.0.1", 0) as first, pytest.raises(PortInUse):
        page.serve(None, "127.0.0.1", first.getsockname()[1])


def request(path: str, headers: dict[str, str], hosts: tuple[str, ...] = ("127.0.0.1",)) -> tuple[int, dict[str, str], bytes]:
    """Send one request through the guard to a server that answers every path with a page."""
    sent: list[Message] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        assert path != "/" or b"accept-encoding" not in dict(scope["headers"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html"), (b"content-length", b"9")]})
        await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[20:]})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw}
    asyncio.run(Guard(inner, hosts)(scope, receive, send))
    out = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], out, b"".join(message.get("body", b"") for message in sent[1:])


def test_page_names_no_other_host_and_its_scripts_carry_the_nonce() -> None:
    """The policy lets the browser load from this server only."""
    status, headers, body = request("/", {"host": "127.0.0.1:7860", "accept-encoding": "br"})
    assert status == 200
    assert b"elsewhere" not in body
    assert int(headers["content-length"]) == len(body)
    policy = headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert body.count(f'<script nonce="{nonce}"'.encode()) == 2
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_each_page_has_its_own_nonce() -> None:
    """A nonce that can be guessed protects nothing."""
    policies = {request("/", {"host": "127.0.0.1"})[1]["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/gradio_api/upload", {"host": "127.0.0.1"}, 404),
        ("/gradio_api/file=/etc/passwd", {"host": "127.0.0.1"}, 404),
        ("/gradio_api/proxy=http://elsewhere.example", {"host": "127.0.0.1"}, 404),
        ("/take/../etc/passwd", {"host": "127.0.0.1"}, 404),
        ("/own", {"host": "127.0.0.1:7860", "origin": "http://elsewhere.example"}, 403),
        ("/take", {"host": "127.0.0.1", "sec-fetch-site": "cross-site"}, 403),
        ("/gradio_api/info", {"host": "127.0.0.1"}, 200),
        ("/gradio_api/call/ask", {"host": "127.0.0.1"}, 404),
        ("/assets/../config", {"host": "127.0.0.1"}, 404),
        ("/assets/..", {"host": "127.0.0.1"}, 404),
        ("/static/.\\..\\x", {"host": "127.0.0.1"}, 404),
        ("/assets//etc/passwd", {"host": "127.0.0.1"}, 404),
        ("/assets/x\x00", {"host": "127.0.0.1"}, 404),
        ("/monitoring", {"host": "127.0.0.1"}, 404),
        ("/", {"host": "elsewhere.example"}, 403),
        ("/", {}, 403),
        ("/gradio_api/queue/join", {"host": "127.0.0.1:7860", "origin": "http://elsewhere.example"}, 403),
        ("/gradio_api/queue/join", {"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:9999"}, 403),
        ("/gradio_api/queue/join", {"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:7860"}, 200),
    ],
)
def test_only_the_routes_of_the_page_and_only_from_the_page(path: str, headers: dict[str, str], status: int) -> None:
    """Uploads, files, proxies and other sites are refused."""
    assert request(path, headers)[0] == status


def test_own_page_is_british() -> None:
    """Screen readers choose their voice by it."""
    assert own_page(b'<html lang="en">', "n") == b'<html lang="en-GB">'


def test_importing_the_chat_parts_loads_no_gradio() -> None:
    """Only ``page`` pays for gradio."""
    code = "import sys, assistant.chat.screen, assistant.chat.guard, assistant.chat.port; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
