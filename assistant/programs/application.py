"""The application that programs speak to; the chat page is mounted into it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.programs.access import Access
from assistant.programs.api import api_router, other_paths
from assistant.programs.api_page import POLICY, api_page
from assistant.programs.problem import problem
from assistant.programs.replies import ProblemObject
from assistant.programs.service import Askers
from assistant.programs.sign_in_page import sign_in_routes

_ABOUT = """\
Ask a folder of documents: verbatim quotes, each with its exact place and its citation, or the statement that the documents do not answer.
Nothing leaves the computer that the server runs on. Places are Unicode code points from 0 of the text that /api/source gives.
"""


def new_application(askers: Askers, access: Access) -> FastAPI:
    """Return the application with the routes for programs and for signing in; ``askers`` gives what a visitor may ask.

    Put it behind ``assistant.programs.front``, without which no request has a person.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as running:
            for enter in app.state.running:
                await running.enter_async_context(enter())
            yield

    app = FastAPI(title="carecite", version="1", description=_ABOUT, openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.running = []
    app.include_router(api_router(askers))

    @app.get("/api", include_in_schema=False)
    async def page(request: Request) -> Response:
        return HTMLResponse(api_page(openapi_of(app)), headers={"Content-Security-Policy": POLICY})

    @app.get("/api/openapi.json", include_in_schema=False)
    async def openapi(request: Request) -> Response:
        return JSONResponse(openapi_of(app))

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        return problem(500, "The server could not do this; whoever runs it finds the reason where it was started.")

    try:
        from assistant.programs.mcp_server import mcp_over_http
    except ModuleNotFoundError as error:
        # The page works without the package.
        if error.name not in ("mcp", "mcp_types"):
            raise
    else:
        handle, running = mcp_over_http(askers)
        app.state.running.append(running)
        app.router.routes.append(Route("/mcp", _Endpoint(handle)))
    app.include_router(other_paths())
    app.router.routes.extend(sign_in_routes(access))
    return app


class _Endpoint:
    """An ASGI application as a route of every method, which a function could not be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document, with the object of an error in the place of the one that the framework would give."""
    document = app.openapi()
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["ProblemObject"] = ProblemObject.model_json_schema()
    return document
