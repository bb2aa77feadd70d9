"""Somebody who asks: through the page's own protocol, as a browser does, or as a program."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

import httpx

from tests.benchmarks.seen import Asked, Fault, Seen, fault_of_page, lasting

TIMEOUT = 60.0
"""Seconds after which somebody gives up."""


class Person(Protocol):
    """Somebody with a cookie of their own."""

    async def begin(self) -> None:
        """Begin a conversation."""
        ...

    async def ask(self, question: str) -> Seen:
        """Ask the next question of the conversation."""
        ...

    async def leave(self) -> None:
        """Close the window."""
        ...


class ProgramUser:
    """Asks through ``/api/ask``, with the questions before as history."""

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        self._client = httpx.AsyncClient(base_url=address, timeout=timeout)
        self._timeout = timeout
        self._asked: Asked = ()

    async def begin(self) -> None:
        """Forget the history."""
        self._asked = ()

    async def ask(self, question: str) -> Seen:
        """Ask, and see whether the reply is to this question."""
        history, self._asked = self._asked, (*self._asked, question)
        return await _timed(self._asked, lambda: self._reply(question, history), self._timeout)

    async def leave(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def _reply(self, question: str, history: Asked) -> tuple[str, str | None]:
        response = await self._client.post("/api/ask", json={"question": question, "history": list(history)})
        reply = _object(response)
        # Time is the one thing that differs between two replies to the same question.
        shown = json.dumps({**reply, "seconds": 0}, sort_keys=True, ensure_ascii=False)
        return shown, None if reply.get("question") == question else f"the reply is to {reply.get('question')!r}"


class PageUser:
    """Does what the page's scripts do: the cookie, the queue, the stream of what is shown, and the connection that keeps a window alive."""

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        self._client = httpx.AsyncClient(base_url=address, timeout=timeout)
        self._timeout = timeout
        self._window = secrets.token_hex(6)
        self._acts: dict[str, tuple[int, list[Any]]] = {}
        self._asked: Asked = ()
        self._titles: list[str] = []
        self._alive: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Open the page, or press "New conversation" where it is open."""
        if not self._acts:
            (await self._client.get("/")).raise_for_status()
            self._acts = acts_of(_object(await self._client.get("/config")))
            self._alive = asyncio.create_task(self._stay())
            await self._do("arrive")
        else:
            await self._do("begin")
        self._asked = ()

    async def ask(self, question: str) -> Seen:
        """Type a question, press Enter, wait for the reply, and see whether all on the page is one's own."""
        if not self._asked:
            self._titles.append(question)
        self._asked = (*self._asked, question)
        return await _timed(self._asked, lambda: self._reply(question), self._timeout)

    async def leave(self) -> None:
        """Close the window."""
        if self._alive is not None:
            self._alive.cancel()
            with suppress(asyncio.CancelledError, httpx.HTTPError):
                await self._alive
        await self._client.aclose()

    async def _reply(self, question: str) -> tuple[str, str | None]:
        shown = [part for part in await self._do("ask", question) if isinstance(part, str)]
        views = [part for part in shown if part.startswith("<div data-conversation=")]
        if len(views) != 2:
            lines = [part for part in shown if part.startswith("<p>")]
            raise httpx.DecodingError(f"the page shows no conversation with its evidence but {lines}")
        history = next((part for part in shown if part.startswith('<ul class="cc-history">')), "")
        return "\n".join(map(lasting, views)), fault_of_page(self._asked, views[0], history, self._titles)

    async def _do(self, act: str, first: str | None = None) -> list[Any]:
        """Send what a press of a button sends and return what all parts of the page show in the end."""
        number, inputs = self._acts[act]
        sent = {"data": [first, *inputs[1:]] if first is not None else inputs, "event_data": None, "fn_index": number, "session_hash": self._window}
        event = _object(await self._client.post("/gradio_api/queue/join", json=sent))["event_id"]
        ended: dict[str, Any] = {}
        async with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._window}) as stream:
            # Read to its end, as browsers do: where somebody hangs up, gradio throws away what they ask next.
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("event_id") == event and message.get("msg") == "process_completed":
                    ended = message
        if not ended:
            raise httpx.RemoteProtocolError("the page's stream ended before the reply")
        if not ended["success"]:
            raise httpx.DecodingError(f"the page failed: {ended.get('output')}")
        return list(ended["output"]["data"])

    async def _stay(self) -> None:
        async with self._client.stream("GET", f"/gradio_api/heartbeat/{self._window}", timeout=None) as stream:
            async for _ in stream.aiter_lines():
                pass


def acts_of(config: dict[str, Any]) -> dict[str, tuple[int, list[Any]]]:
    """Return what can be done on the page: its number for the queue, and what is sent with it where nothing is said.

    Buttons are found by what stands on them, as people find them.
    """
    parts = {part["id"]: part for part in config["components"]}
    box = next(part["id"] for part in parts.values() if part["props"].get("label") == "Your question")
    new = next(part["id"] for part in parts.values() if part["props"].get("value") == "New conversation")
    wanted = {"ask": (box, "submit"), "begin": (new, "click")}
    acts: dict[str, tuple[int, list[Any]]] = {}
    for one in config["dependencies"]:
        targets = [tuple(target) for target in one["targets"]]
        # What the server keeps for a window is sent as nothing; a hidden box is empty: all documents, no link.
        inputs = [None if parts[part]["type"] == "state" else "" for part in one["inputs"]]
        for act, target in wanted.items():
            if target in targets and one["inputs"]:
                acts[act] = (one["id"], inputs)
        if any(event == "load" for _, event in targets):
            acts["arrive"] = (one["id"], inputs)
    return acts


async def _timed(asked: Asked, reply: Callable[[], Awaitable[tuple[str, str | None]]], timeout: float) -> Seen:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(timeout):
            shown, fault = await reply()
    except (TimeoutError, httpx.TimeoutException):
        return Seen(asked, time.perf_counter() - started, "", Fault.TIMEOUT, f"no reply after {timeout:.0f} seconds")
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return Seen(asked, time.perf_counter() - started, "", Fault.ERROR, f"{type(error).__name__}: {error}")
    return Seen(asked, time.perf_counter() - started, shown, Fault.OTHERS if fault else None, fault or "")


def _object(response: httpx.Response) -> dict[str, Any]:
    if response.is_error:
        raise httpx.DecodingError(f"status {response.status_code}: {response.text[:200]}")
    value: dict[str, Any] = response.json()
    return value
