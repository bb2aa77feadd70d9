"""What a measured system replied, read from the JSON object of the contract, and nothing taken on trust."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from evals.errors import ResponseError
from ingest.document import Document

_WORD = re.compile(r"\S+")


class Task(Protocol):
    """A system that can be measured: this project's assistant, or any other."""

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the reply as the JSON object of the contract.

        ``history`` holds the questions asked before, oldest first; ``words`` is the reading budget in words of quotes.
        """
        ...


@dataclass(frozen=True, slots=True)
class Extract:
    """Text that a system says stands at ``[start, end)`` of a document; it may be wrong, and the measures find out."""

    doc_id: str
    start: int
    end: int
    text: str
    answer_span: tuple[int, int] | None = None
    """Where the exact answer is said to stand in the document."""

    @property
    def words(self) -> int:
        """Number of white-space separated words."""
        return len(self.text.split())

    def source(self, documents: Mapping[str, Document]) -> str | None:
        """Return what really stands at the place; ``None`` where there is no such document or place."""
        document = documents.get(self.doc_id)
        if document is None or not 0 <= self.start <= self.end <= len(document.text):
            return None
        return document.text[self.start : self.end]

    def is_exact(self, documents: Mapping[str, Document]) -> bool:
        """Say whether the text is, character for character, what stands at the place."""
        return self.text == self.source(documents)


@dataclass(frozen=True, slots=True)
class Response:
    """One reply: quotes best first, and everything else that is shown as standing in a document."""

    abstained: bool
    quotes: tuple[Extract, ...]
    others: tuple[Extract, ...] = ()
    """The nearest passages of an abstention, and the other places of the quotes."""
    confidence: float | None = None
    """How likely the system says it is that the documents answer, where it says so."""
    answer: str | None = None
    """The text for a person with markers ``[1]``, ``[2]`` that number the quotes, where the system gives one."""
    reason: str | None = None
    """Why the system abstains, where it says so."""


def first_words(text: str, words: int) -> str:
    """Return ``text`` up to the end of its word number ``words``, words being separated by white space."""
    end = 0
    for count, match in enumerate(_WORD.finditer(text)):
        if count == words:
            return text[:end]
        end = match.end()
    return text


def cut_to_words(quotes: Sequence[Extract], words: int) -> tuple[Extract, ...]:
    """Return the quotes in order, as far as the first ``words`` words; the last one may be cut in its middle, its place is kept."""
    shown: list[Extract] = []
    left = words
    for quote in quotes:
        if left <= 0:
            break
        shown.append(quote if quote.words <= left else replace(quote, text=first_words(quote.text, left)))
        left -= quote.words
    return tuple(shown)


def read_response(reply: Mapping[str, Any]) -> Response:
    """Read the JSON object of the contract.

    Raises:
        ResponseError: naming the first key that is missing or of the wrong type.
    """
    status = reply.get("status")
    if status not in ("answered", "abstained"):
        raise ResponseError(f"the reply's status is {status!r}; the contract knows 'answered' and 'abstained'")
    quotes = _extracts(reply, "quotes")
    if (status == "abstained") == bool(quotes):
        raise ResponseError(f"the reply is {status} with {len(quotes)} quotes; an answer has quotes and an abstention has none")
    places = [place for quote in reply["quotes"] for place in _extracts({"also_in": quote.get("also_in", [])}, "also_in")]
    reason = reply.get("reason")
    told = reason if isinstance(reason, str) else None
    return Response(status == "abstained", quotes, (*_extracts(reply, "related"), *places), _confidence(reply), _answer(reply), told)


def _answer(reply: Mapping[str, Any]) -> str | None:
    value = reply.get("answer")
    if value is not None and not isinstance(value, str):
        raise ResponseError(f"the reply's answer is {type(value).__name__}; it is a text, or left out")
    return value


def _confidence(reply: Mapping[str, Any]) -> float | None:
    value = reply.get("confidence")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ResponseError(f"the reply's confidence is {value!r}; it is a number from 0 to 1, or left out")
    return float(value)


def _extracts(reply: Mapping[str, Any], key: str) -> tuple[Extract, ...]:
    items = reply.get(key)
    if not isinstance(items, list):
        raise ResponseError(f"the reply's {key} is not a list; follow the contract")
    return tuple(_extract(item, f"{key}.{number}") for number, item in enumerate(items))


def _extract(item: object, where: str) -> Extract:
    if not isinstance(item, Mapping):
        raise ResponseError(f"the reply's {where} is not an object; follow the contract")
    for key, kind in (("doc_id", str), ("start", int), ("end", int), ("text", str)):
        if not isinstance(item.get(key), kind):
            raise ResponseError(f"the reply's {where}.{key} is missing or not {kind.__name__}; follow the contract")
    answer = item.get("answer_span")
    if answer is not None and not (isinstance(answer, list) and len(answer) == 2 and all(isinstance(place, int) for place in answer)):
        raise ResponseError(f"the reply's {where}.answer_span is neither null nor two places; follow the contract")
    return Extract(item["doc_id"], item["start"], item["end"], item["text"], (answer[0], answer[1]) if answer is not None else None)
