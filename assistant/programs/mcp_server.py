"""The tools over the Model Context Protocol, by streamable HTTP or standard input and output. The only module that imports mcp."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib import metadata
from typing import Any

import anyio
import anyio.to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams, TextContent, ToolAnnotations
from mcp_types import Tool as ToolObject
from starlette.requests import Request
from starlette.types import ASGIApp

from assistant.chat.asker import Asker
from assistant.errors import NoSuchDocument, QuestionError
from assistant.programs.person import person_of
from assistant.programs.service import Askers
from assistant.programs.tools import INSTRUCTIONS, TOOLS, call

AT_ONCE = 8
Context = ServerRequestContext[Any]
Found = Callable[[Context], Asker]


def mcp_over_http(askers: Askers) -> tuple[ASGIApp, Callable[[], AbstractAsyncContextManager[None]]]:
    """Return the application for ``/mcp``, and what must be entered while it runs. No request needs one before it (stateless)."""

    def asker_of(context: Context) -> Asker:
        request = context.request
        if not isinstance(request, Request):
            raise LookupError("a request over HTTP brings itself")
        person = person_of(request.scope)
        line = person.must_wait()
        if line is not None:
            raise QuestionError(line)
        return askers(person.visitor)

    # Hosts and origins are looked at by the guard around the whole server.
    manager = StreamableHTTPSessionManager(new_server(asker_of), json_response=True, stateless=True)
    return manager.handle_request, manager.run


def serve_stdio(asker: Asker) -> None:
    """Serve the tools on standard input and output until the input ends."""

    async def serve() -> None:
        server = new_server(lambda context: asker)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(serve)


def new_server(asker_of: Found) -> Server[Any]:
    """Return a server of the tools; ``asker_of`` gives what a request may ask."""
    limiter: list[anyio.CapacityLimiter] = []

    async def list_tools(context: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=_tools())

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        if not limiter:
            limiter.append(anyio.CapacityLimiter(AT_ONCE))
        try:
            asker = asker_of(context)
            found = await anyio.to_thread.run_sync(lambda: call(asker, params.name, dict(params.arguments or {})), limiter=limiter[0])
        except (QuestionError, NoSuchDocument) as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        # As text too, for programs that know no structured results; half a character has an escape in ASCII and none in UTF-8.
        text = json.dumps(found, ensure_ascii=True)
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=found)

    return Server("carecite", version=_version(), title="carecite", instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool)


def _tools() -> list[ToolObject]:
    unchanging = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    return [
        ToolObject(
            name=tool.name,
            title=tool.title,
            description=tool.about,
            input_schema=tool.takes.model_json_schema(),
            output_schema=tool.gives.model_json_schema(),
            annotations=unchanging,
        )
        for tool in TOOLS
    ]


def _version() -> str:
    try:
        return metadata.version("carecite")
    except metadata.PackageNotFoundError:
        return "0"
