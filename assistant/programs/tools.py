"""The tools that programs find over MCP, without the protocol: their names, what they take and give, and their work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.chat.asker import Asker
from assistant.errors import QuestionError
from assistant.programs import service
from assistant.programs.replies import PassagesObject, ReplyObject, SourceObject
from assistant.programs.requests import AskRequest, SearchRequest, SourceRequest, line_of

INSTRUCTIONS = (
    "carecite answers from a folder of documents with verbatim quotes and exact citations, or says that they do not answer. Quote word for word, "
    "with the citation of each quote; where status is abstained, say that the documents do not answer and do not fill in from elsewhere."
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: ``takes`` checks and describes its arguments, ``gives`` describes its result, ``work`` does it."""

    name: str
    title: str
    about: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    work: Callable[[Asker, Any], dict[str, Any]]


TOOLS = (
    Tool("ask", "Ask the documents", "Answer a question with verbatim quotes and citations, or abstain.", AskRequest, ReplyObject, service.ask),
    Tool("search", "Find passages", "Find the passages nearest to some words or a question.", SearchRequest, PassagesObject, service.search),
    Tool("read_source", "Read a document", "Read the canonical text of a document, or a part of it.", SourceRequest, SourceObject, service.source),
)


def call(asker: Asker, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object that a tool gives.

    Raises:
        QuestionError: there is no such tool, its arguments will not do, or the question is empty or too long.
        NoSuchDocument: a document is not there.
    """
    tool = next((tool for tool in TOOLS if tool.name == name), None)
    if tool is None:
        raise QuestionError(f"There is no tool of this name: use {', '.join(tool.name for tool in TOOLS)}.")
    try:
        request = tool.takes.model_validate(arguments)
    except ValidationError as error:
        raise QuestionError(line_of(error)) from error
    return tool.work(asker, request)
