"""What the page answers to gradio's client: its named endpoint ``/ask``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from assistant.errors import QuestionError
from assistant.programs import service
from assistant.programs.person import Person
from assistant.programs.requests import AskRequest, line_of
from assistant.programs.service import Askers


def ask_for_client(
    askers: Askers, person: Person, question: str, history: Sequence[str] | None, words: int, documents: Sequence[str] | None
) -> dict[str, Any]:
    """Return the JSON object of the reply to a question.

    Raises:
        QuestionError: the request cannot be used, or the person has asked too often.
        NoSuchDocument: one of the documents is not there.
    """
    line = person.must_wait()
    if line is not None:
        raise QuestionError(line)
    sent: dict[str, Any] = {"question": question, "history": history or [], "words": words, "documents": documents}
    try:
        request = AskRequest.model_validate(sent)
    except ValidationError as error:
        raise QuestionError(line_of(error)) from error
    return service.ask(askers(person.visitor), request)
