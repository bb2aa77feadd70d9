"""The HTTP interface for programs, below ``/api``; its OpenAPI document describes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.json_line import json_line
from assistant.programs import service
from assistant.programs.person import person_of
from assistant.programs.problem import MEDIA_TYPE, problem
from assistant.programs.problem_route import ProblemRoute
from assistant.programs.replies import DocumentsObject, HealthObject, PassagesObject, ReplyObject
from assistant.programs.requests import AskRequest, DocId, SearchRequest, SourceRequest
from assistant.programs.service import Askers

AT_ONCE = 8
"""Requests that are worked on or stand in line for their answer (`assistant.turnstile`) at the same time, each in a thread."""
METHODS = {"/api/ask": "POST", "/api/search": "GET", "/api/documents": "GET", "/api/health": "GET", "/api/openapi.json": "GET"}

_WHEN = {
    401: "Nobody has signed in. Only where the server asks for it: send a name and password by HTTP Basic.",
    403: "The request names another host, or another site sent it.",
    404: "There is no such document.",
    413: "The request is too large.",
    415: "The body is not JSON.",
    422: "The request cannot be used; detail says what to mend.",
    429: "You have asked too often, or tried too many passwords: wait as many seconds as Retry-After says.",
}


def api_router(askers: Askers) -> APIRouter:
    """Return the routes below ``/api``; ``askers`` gives what a visitor may ask."""
    router = APIRouter(prefix="/api", route_class=ProblemRoute, tags=["carecite"])
    limiter: list[anyio.CapacityLimiter] = []

    async def work(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if not limiter:
            limiter.append(anyio.CapacityLimiter(AT_ONCE))
        return await anyio.to_thread.run_sync(call, limiter=limiter[0])

    @router.post("/ask", summary="Ask a question", response_model=None, responses=_responses(ReplyObject, 401, 403, 413, 415, 422, 429))
    async def ask(request: Request, body: AskRequest) -> Response:
        """Answer from the documents with verbatim quotes, or say that they do not answer, which is status 200 too."""
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type != "application/json":
            return problem(415, "The body is not marked as JSON: send it with the header Content-Type: application/json.")
        return _too_often(request) or _json(await work(lambda: service.ask(askers(person_of(request.scope).visitor), body)))

    @router.get("/search", summary="Find passages", response_model=None, responses=_responses(PassagesObject, 401, 403, 422, 429))
    async def search(request: Request, query: Annotated[SearchRequest, Query()]) -> Response:
        """Find the passages that are nearest to some words or a question, whether or not they answer it."""
        return _too_often(request) or _json(await work(lambda: service.search(askers(person_of(request.scope).visitor), query)))

    @router.get("/source/{doc_id:path}", summary="Read a document", response_class=PlainTextResponse, responses=_text_responses())
    async def source(
        request: Request,
        doc_id: DocId,
        start: Annotated[int | None, Query(ge=0, description="First character, counted in Unicode code points from 0.")] = None,
        end: Annotated[int | None, Query(ge=0, description="The character behind the last.")] = None,
    ) -> Response:
        """Give the canonical text that the places of quotes count in, exactly, or a part of it."""
        asked = SourceRequest(doc_id=doc_id, start=start, end=end)
        found = await work(lambda: service.source(askers(person_of(request.scope).visitor), asked))
        # Half a character, which UTF-8 cannot hold, becomes a question mark: one for one, so that places still count.
        body = found["text"].encode("utf-8", "replace")
        # Never a page, whatever a document holds.
        return Response(body, media_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store", "Content-Disposition": "inline"})

    @router.get("/documents", summary="List the documents", response_model=None, responses=_responses(DocumentsObject, 401, 403))
    async def documents(request: Request) -> Response:
        """List the documents that you may ask: those of the server, and your own."""
        return _json(await work(lambda: service.documents(askers(person_of(request.scope).visitor))))

    @router.get("/health", summary="See whether the server works", response_model=None, responses=_responses(HealthObject, 403))
    async def health(request: Request) -> Response:
        """Say that the server works; anybody may ask, without signing in."""
        if "person" not in request.scope.get("state", {}):
            return _json({"status": "ok", "documents": None})
        count = await work(lambda: {"documents": len(askers(person_of(request.scope).visitor).documents)})
        return _json({"status": "ok", **count})

    return router


def other_paths() -> APIRouter:
    """Return the route that answers for all else below ``/api``; it comes behind every other."""
    router = APIRouter(include_in_schema=False)
    every = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    @router.api_route("/api/{rest:path}", methods=every)
    async def nothing(request: Request, rest: str) -> Response:
        allowed = "GET" if rest.startswith("source/") else METHODS.get(f"/api/{rest}")
        if allowed is not None:
            return problem(405, f"This path takes {allowed} only.", {"Allow": allowed})
        return problem(404, "There is no such path: see /api for those that there are.")

    return router


def _json(value: dict[str, Any]) -> Response:
    return Response(json_line(value).encode("utf-8"), media_type="application/json", headers={"Cache-Control": "no-store"})


def _too_often(request: Request) -> Response | None:
    person = person_of(request.scope)
    seconds = person.seconds_to_wait()
    return problem(429, person.limit.line(seconds), {"Retry-After": str(seconds)}) if seconds and person.limit is not None else None


def _responses(model: type[Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    done: dict[int | str, dict[str, Any]] = {200: {"model": model, "description": "Done."}}
    return done | {status: _problem(status) for status in statuses}


def _problem(status: int) -> dict[str, Any]:
    return {"description": _WHEN[status], "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemObject"}}}}


def _text_responses() -> dict[int | str, dict[str, Any]]:
    text: dict[int | str, dict[str, Any]] = {200: {"description": "The text.", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    return text | {status: _problem(status) for status in (401, 403, 404, 422)}
