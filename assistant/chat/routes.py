"""The routes of the page beside gradio's: files to take away, and files of one's own brought in."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from assistant.chat.desk import Desk
from assistant.chat.files import file_of
from assistant.desk.collection.upload import Progress, Upload
from assistant.programs.person import person_of
from ingest.errors import CareciteError

LARGEST_UPLOAD = 100 * 1024 * 1024
"""Bytes of one file; the library may allow fewer."""
NO_STORE = {"Cache-Control": "no-store"}


def desk_routes(desk: Desk) -> APIRouter:
    """Return the routes: ``GET /take`` gives a file of a conversation, ``POST /own`` takes one file into the visitor's own documents."""
    router = APIRouter()

    @router.get("/take", include_in_schema=False)
    async def take(request: Request, conversation: str = "", format: str = "", quotes: str = "") -> Response:
        try:
            content, kind, name = await run_in_threadpool(file_of, desk, visitor_of_request(request), conversation, format, quotes)
        except CareciteError as error:
            return PlainTextResponse(f"{error}\n", 404, NO_STORE)
        return Response(content, media_type=kind, headers={**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'})

    @router.post("/own", include_in_schema=False)
    async def own(request: Request, name: str = "") -> Response:
        library = desk.library
        if library is None or request.headers.get("x-carecite") != "own":
            return PlainTextResponse("Not available.\n", 404)
        visitor = visitor_of_request(request)
        folder = tempfile.TemporaryDirectory(prefix="carecite-")
        path = Path(folder.name) / "file"
        size = 0
        with path.open("wb") as file:
            async for part in request.stream():
                size += len(part)
                if size > LARGEST_UPLOAD:
                    folder.cleanup()
                    return PlainTextResponse("The file is larger than 100 MB: add a smaller one.\n", 413)
                file.write(part)

        def lines() -> Iterator[str]:
            with folder:
                yield from _progress(desk, visitor, name, path)

        return StreamingResponse(iterate_in_threadpool(lines()), media_type="application/x-ndjson", headers=NO_STORE)

    return router


def _progress(desk: Desk, visitor: str, name: str, path: Path) -> Iterator[str]:
    assert desk.library is not None
    try:
        for step in desk.library.add(visitor, [Upload(path, name)]):
            yield _told(step.state, told(step))
    except CareciteError as error:
        yield _told("refused", str(error))


def told(step: Progress) -> str:
    """Return how far a file has come, in one line for a person."""
    detail = f": {step.detail}" if step.detail else ""
    match step.state:
        case "refused":
            return f"Refused{detail}"
        case "ready":
            return f"Ready to ask{detail}"
        case "indexing":
            return f"Preparing{detail}"
    return "Reading" if step.state == "reading" else "Waiting"


def _told(state: str, line: str) -> str:
    return f"{json.dumps({'state': state, 'detail': line})}\n"


def visitor_of_request(request: Request) -> str:
    """Return the visitor that a request comes from."""
    return person_of(request.scope).visitor
