"""What programs get, as models that describe it in the OpenAPI document and in the tools of MCP.

The objects themselves come from ``Reply.to_dict`` and ``assistant.programs.service``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

START = Field(description="First character in the document's canonical text, counted in Unicode code points from 0.")
END = Field(description="The character behind the last, so that source[start:end] is the text.")


class ReferenceObject(BaseModel):
    """An in-text reference inside a quote, and what it stands for in the document's own bibliography."""

    in_text: str
    entry: str | None
    start: int | None
    end: int | None
    status: Literal["resolved", "ambiguous", "absent"]


class FootnoteObject(BaseModel):
    """A footnote that a mark in the quote leads to."""

    mark: str
    text: str
    start: int
    end: int


class PlaceObject(BaseModel):
    """Another place that says the same as a quote."""

    doc_id: str
    start: int
    end: int
    text: str
    title: str
    section: list[str]


class QuoteObject(BaseModel):
    """Verbatim evidence with its exact place and its citation."""

    text: str = Field(description="The quote, exactly the characters start to end of the source.")
    doc_id: str
    start: int = START
    end: int = END
    title: str
    author: str | None
    published: str | None = Field(description="Date, as far as it is known: 2021, 2021-03 or 2021-03-30.")
    section: list[str] = Field(description="The headings above the quote, outermost first.")
    page: int | None = Field(description="Page, from 1; null for documents without pages.")
    citation: str
    score: float
    answer_span: tuple[int, int] | None = Field(description="Where in the document the answer itself stands, inside the quote.")
    references: list[ReferenceObject]
    footnotes: list[FootnoteObject]
    context: str | None = Field(description="The sentence that the quote leans on; no part of the quote.")
    also_in: list[PlaceObject]


class DifferenceObject(BaseModel):
    """Two quotes, by their positions from 0, that differ on one thing."""

    quotes: tuple[int, int]
    note: str


class TermObject(BaseModel):
    """What an abbreviation in the quotes means."""

    short: str | None
    long: str
    definition: str | None


class SecondsObject(BaseModel):
    """Wall-clock seconds of the steps."""

    retrieve: float
    read: float
    total: float


class ReplyObject(BaseModel):
    """The reply to a question: an answer made of quotes, or an abstention with its reason and the nearest passages."""

    id: str | int | None
    question: str
    status: Literal["answered", "abstained"] = Field(description="abstained: the documents do not answer; not an error.")
    reason: str | None = Field(description="Why there is no answer, in one sentence; null for an answer.")
    confidence: float = Field(ge=0, le=1, description="Probability that the documents answer the question.")
    answer: str = Field(description="Text for a person, made of the quotes with markers [1], [2], ...")
    quotes: list[QuoteObject] = Field(description="Best first; empty for an abstention.")
    related: list[QuoteObject] = Field(description="For an abstention, the nearest passages, which are no answer.")
    differences: list[DifferenceObject]
    terms: list[TermObject]
    resolved_question: str | None = Field(description="The question as it was understood, where it leaned on those before it.")
    seconds: SecondsObject


class PassageObject(BaseModel):
    """A passage of a document."""

    text: str
    doc_id: str
    start: int = START
    end: int = END
    score: float
    section: list[str]
    page: int | None
    title: str


class PassagesObject(BaseModel):
    """The passages that were found, best first."""

    passages: list[PassageObject]


class SourceObject(BaseModel):
    """A part of a document's canonical text."""

    doc_id: str
    title: str
    start: int = START
    end: int = END
    length: int = Field(description="Characters of the whole text.")
    text: str


class DocumentObject(BaseModel):
    """A document that may be asked."""

    doc_id: str
    title: str
    author: str | None
    publisher: str | None
    published: str | None
    kind: str | None
    url: str | None
    pages: int | None = Field(description="Number of pages; null for documents without pages.")
    characters: int
    warnings: list[str] = Field(description="What could not be read well, one line each.")


class DocumentsObject(BaseModel):
    """The documents that you may ask."""

    documents: list[DocumentObject]


class HealthObject(BaseModel):
    """That the server works."""

    status: Literal["ok"]
    documents: int | None = Field(description="How many documents you may ask; null where you have not signed in.")


class ProblemObject(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="One line that says what is wrong and what to do.")
