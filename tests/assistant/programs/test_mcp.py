"""MCP's official client finds the tools and uses them, over HTTP and over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.programs import replies
from assistant.programs.access import Access
from assistant.programs.rate_limit import RateLimit
from assistant.programs.sign_in import Door
from tests.assistant.programs.conftest import PASSWORD, TEXTS, Clock, Serve, TableAssistant, serving_programs
from tests.assistant.programs.test_api import strict

mcp = pytest.importorskip("mcp")
LOANS = "How many loans?"
ROOT = Path(__file__).parents[3]


def use(target: object, calls: list[tuple[str, dict[str, object]]], mode: str = "auto"):
    """Return the tools that the client finds, and the results of some calls."""

    async def run():
        async with mcp.Client(target, mode=mode) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    return in_a_thread(run())


def in_a_thread(work: Coroutine[Any, Any, Any]) -> Any:
    """Run ``work`` in a thread of its own: an event loop that something left in this one must not be lost."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.fixture
def plain(asker: TableAssistant):
    with serving_programs(Access(), lambda visitor: asker) as address:
        yield f"{address}mcp"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http(plain: str, asker: TableAssistant, mode: str) -> None:
    calls = [
        ("ask", {"question": LOANS, "history": ["before"], "words": 60, "documents": ["loans"]}),
        ("search", {"q": "loans", "k": 1}),
        ("read_source", {"doc_id": "loans", "start": 34, "end": 60}),
        ("ask", {"question": ""}),
        ("ask", {"questoin": LOANS}),
        ("read_source", {"doc_id": "../etc/passwd"}),
        ("erase", {}),
    ]
    tools, (asked, found, read, *wrong) = use(plain, calls, mode)
    assert [tool.name for tool in tools] == ["ask", "search", "read_source"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert asked.structured_content | {"seconds": 0} == asker.ask(LOANS).to_dict() | {"seconds": 0}
    assert json.loads(asked.content[0].text) == asked.structured_content
    assert asker.asked[0] == (LOANS, ("before",), 60, {"loans"})
    strict(replies.ReplyObject, asked.structured_content)
    strict(replies.PassagesObject, found.structured_content)
    strict(replies.SourceObject, read.structured_content)
    assert read.structured_content["text"] == TEXTS["loans"][34:60]
    assert all(result.is_error for result in wrong)
    lines = [result.content[0].text for result in wrong]
    for line, words in zip(lines, ["question is empty", "'question' is missing", "no document '../etc/passwd'", "no tool of this name"], strict=True):
        assert words in line
        assert "\n" not in line


def test_over_http_somebody_has_to_sign_in_and_has_a_limit(door: Door) -> None:
    httpx = pytest.importorskip("httpx2")
    transport = pytest.importorskip("mcp.client.streamable_http")

    async def run(address: str):
        async with (
            httpx.AsyncClient(auth=("ann", PASSWORD)) as http,
            mcp.Client(transport.streamable_http_client(address, http_client=http)) as client,
        ):
            return [await client.call_tool("read_source", {"doc_id": "loans"}) for _ in range(2)]

    def askers(visitor: str) -> TableAssistant:
        return TableAssistant("loans" if visitor.startswith("user-") else "fines")

    with serving_programs(Access(door=door, limit=RateLimit(1, Clock())), askers) as address:
        first, second = in_a_thread(run(f"{address}mcp"))
        assert first.structured_content["text"] == TEXTS["loans"]
        assert second.is_error
        assert "The limit is 1 question a minute" in second.content[0].text
        assert httpx.post(f"{address}mcp", json={}).status_code == 401


def test_over_http_other_sites_and_large_bodies_are_refused(serve: Serve) -> None:
    client = serve()
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"accept": "application/json, text/event-stream"}
    assert client.post("/mcp", json=message, headers=headers).status_code == 200
    assert client.post("/mcp", json=message, headers=headers | {"origin": "http://elsewhere.example"}).status_code == 403
    assert client.post("/mcp", json=message, headers=headers | {"host": "elsewhere.example"}).status_code == 403
    assert client.post("/mcp", content=b"x" * 300_000, headers=headers | {"content-type": "application/json"}).status_code == 413
    assert client.post("/mcp", content=b"{", headers=headers | {"content-type": "application/json"}).status_code == 400
    assert client.post("/mcp", content=json.dumps(message).encode(), headers=headers | {"content-type": "text/plain"}).status_code in (400, 415)
    assert client.get("/mcp/", headers=headers).status_code == 404


def test_over_standard_input_and_output(seed_index: Path) -> None:
    parameters = mcp.StdioServerParameters(command=sys.executable, args=["-m", "assistant.cli", "mcp", "--index", str(seed_index)], cwd=ROOT)
    question = "What happened to supervision-order placements?"
    calls = [("ask", {"question": question}), ("search", {"q": "kinship care", "k": 2})]
    tools, (asked, found) = use(mcp.stdio_client(parameters), calls)
    assert [tool.name for tool in tools] == ["ask", "search", "read_source"]
    strict(replies.ReplyObject, asked.structured_content)
    strict(replies.PassagesObject, found.structured_content)
    assert asked.structured_content["status"] == "answered"
    for quote in [*asked.structured_content["quotes"], *found.structured_content["passages"]]:
        text = (ROOT / "seeds" / f"{quote['doc_id']}.txt").read_bytes().decode()
        assert text[quote["start"] : quote["end"]] == quote["text"]
