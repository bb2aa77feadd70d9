"""What programs may send, checked: the same over HTTP and MCP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.query import MOST_CHARACTERS
from assistant.selection import DEFAULT_WORDS

MOST_WORDS = 2000
MOST_TURNS = 20
MOST_PASSAGES = 50
# A little more than a question may have, so that the assistant's own, clearer line tells that it is too long.
Question = Annotated[str, Field(max_length=10 * MOST_CHARACTERS)]
Turn = Annotated[str, Field(max_length=MOST_CHARACTERS)]
DocId = Annotated[str, Field(max_length=1000)]


class _Request(BaseModel):
    # A key that is misspelt must not be passed over.
    model_config = ConfigDict(extra="forbid")


class AskRequest(_Request):
    """A question to the documents."""

    question: Question = Field(
        description="The question, in plain words, at most 2,000 characters.", examples=["What happened to supervision-order placements?"]
    )
    history: list[Turn] = Field(
        default=[], max_length=MOST_TURNS, description="The questions asked before in the same conversation, oldest first, for a follow-up."
    )
    words: int = Field(
        default=DEFAULT_WORDS, ge=1, le=MOST_WORDS, description="Reading budget: the most words of quotes. The best quote always comes."
    )
    documents: list[DocId] | None = Field(
        default=None, min_length=1, max_length=10_000, description="Only these documents are read, by doc_id; null: all that you may see."
    )


class SearchRequest(_Request):
    """A search for passages."""

    q: Question = Field(description="What to look for: words or a question.", examples=["supervision orders"])
    k: int = Field(default=8, ge=1, le=MOST_PASSAGES, description="How many passages, best first.")


class SourceRequest(_Request):
    """A part of a document's text."""

    doc_id: DocId = Field(description="The document, as quotes and the list of documents name it.")
    start: int | None = Field(default=None, ge=0, description="First character, counted in Unicode code points from 0; the beginning where left out.")
    end: int | None = Field(default=None, ge=0, description="The character behind the last; the end of the text where left out.")


def line_of(error: ValidationError | Iterable[Any]) -> str:
    """Return one line that names the first thing wrong with a request, and says how it should be; what was sent is not repeated."""
    first = next(iter(error.errors() if isinstance(error, ValidationError) else error))
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path") and first["type"] != "json_invalid")
    if first["type"] == "json_invalid":
        return 'The body is not JSON that can be read: send an object such as {"question": "..."}, with Content-Type: application/json.'
    if first["type"] == "extra_forbidden":
        return f"There is no field {place[:80]!r}: see /api for those that there are."
    if first["type"] == "missing":
        return f"The field {place!r} is missing: send it." if place else 'The body is missing: send a JSON object such as {"question": "..."}.'
    if not place:
        return 'The body is not a JSON object: send one such as {"question": "..."}, with Content-Type: application/json.'
    message = str(first["msg"])
    return f"The field {place[:80]!r} will not do: {message[:1].lower()}{message[1:]}."
