"""Routes whose errors are problem details."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant.errors import NoSuchDocument, QuestionError
from assistant.programs.problem import problem
from assistant.programs.requests import line_of


class ProblemRoute(APIRoute):
    """A route that tells each error which a request can cause in one line."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, with its errors caught."""
        handle = super().get_route_handler()

        async def handle_or_tell(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return problem(422, line_of(error.errors()))
            except QuestionError as error:
                message = str(error)
                return problem(422, f"{message[:1].upper()}{message[1:]}.")
            except NoSuchDocument as error:
                return problem(404 if "doc_id" in request.path_params else 422, str(error))
            except HTTPException as error:
                return problem(error.status_code, "The body cannot be read: send JSON in UTF-8, with Content-Type: application/json.")

        return handle_or_tell
