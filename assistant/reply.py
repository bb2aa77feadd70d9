"""What the assistant gives back: quotes, and an answer made of them or an abstention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.footnote import Footnote
from ingest.span import Span
from ingest.term import Term

Status = Literal["resolved", "ambiguous", "absent"]
"""What became of an in-text reference in the bibliography of its document."""
UNRESOLVED: Mapping[Status, str] = {
    "ambiguous": "the bibliography does not say which entry is meant",
    "absent": "no entry in this document",
}
"""Why a reference has no entry, for a person."""

UNSURE = 0.75
"""Below this confidence an answer may be none, and says so wherever a person reads it."""
MAY_NOT_ANSWER = "It is not certain that these passages answer the question"


@dataclass(frozen=True, slots=True)
class Place:
    """Another place that says the same as a quote."""

    doc_id: str
    span: Span
    text: str
    title: str
    section: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the place."""
        return {
            "doc_id": self.doc_id,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "title": self.title,
            "section": list(self.section),
        }


@dataclass(frozen=True, slots=True)
class Reference:
    """An in-text reference inside a quote, and the entry of the document's own bibliography that it stands for, with the entry's place.

    Without an entry, ``status`` says why: "ambiguous" (it may mean more than one, or one that is not quite what it says) or "absent" (there is
    none).
    """

    in_text: str
    entry: str | None = None
    span: Span | None = None
    status: Status = "absent"

    def __post_init__(self) -> None:
        resolved = self.status == "resolved"
        if (self.entry is not None) is not resolved or (self.span is not None) is not resolved:
            raise ValueError("a resolved reference, and no other, has an entry and its place")
        if self.entry is not None and self.span is not None and len(self.entry) != len(self.span):
            raise ValueError("an entry has the length of its span")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the contract."""
        start, end = (self.span.start, self.span.end) if self.span else (None, None)
        return {"in_text": self.in_text, "entry": self.entry, "start": start, "end": end, "status": self.status}


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim evidence: ``text`` is exactly the characters ``span`` of the document's canonical text.

    ``context`` is the sentence before the quote where the quote leans on it ("These responses ..."), or the lead-in of a list item, or the row
    that names a table's columns; it is shown beside the quote and is no part of it. ``answer_span`` is the answer's own place in the document,
    inside ``span``.
    """

    doc_id: str
    span: Span
    text: str
    title: str
    author: str | None
    published: str | None
    section: tuple[str, ...]
    citation: str
    score: float
    page: int | None = None
    context: str | None = None
    context_span: Span | None = None
    answer_span: Span | None = None
    references: tuple[Reference, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    """The footnotes that marks in the quote lead to; what they refer to stands among ``references``."""
    also_in: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    """What the abbreviations of the quote and its context mean to its document."""

    def __post_init__(self) -> None:
        if not self.text or len(self.text) != len(self.span):
            raise ValueError("a quote's text has the length of its span and is never empty")
        if self.answer_span is not None and not self.span.contains(self.answer_span):
            raise ValueError("the answer lies inside its quote")

    @property
    def is_row(self) -> bool:
        """Say whether the quote is a row of a table, whose context is the row that names the columns."""
        return self.text.startswith("| ")

    @property
    def words(self) -> int:
        """Number of white-space separated words; the rules between the cells of a table are none."""
        return sum(word != "|" for word in self.text.split())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the contract."""
        return {
            "text": self.text,
            "doc_id": self.doc_id,
            "start": self.span.start,
            "end": self.span.end,
            "title": self.title,
            "author": self.author,
            "published": self.published,
            "section": list(self.section),
            "page": self.page,
            "citation": self.citation,
            "score": self.score,
            "answer_span": [self.answer_span.start, self.answer_span.end] if self.answer_span else None,
            "references": [reference.to_dict() for reference in self.references],
            "footnotes": [{"mark": f.mark, "text": f.text, "start": f.span.start, "end": f.span.end} for f in self.footnotes],
            "context": self.context,
            "also_in": [place.to_dict() for place in self.also_in],
        }


def terms_dict(quotes: Sequence[Quote]) -> list[dict[str, str | None]]:
    """Return the JSON objects of the abbreviations in some quotes, each meaning once, in the order of the quotes."""
    terms = dict.fromkeys((term.short, term.long, term.definition) for quote in quotes for term in quote.terms)
    return [{"short": short, "long": long, "definition": definition} for short, long, definition in terms]


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock time of the steps of one reply, in seconds; never part of what two equal replies compare."""

    retrieve: float = 0.0
    read: float = 0.0
    total: float = 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the JSON object of the contract."""
        return {"retrieve": round(self.retrieve, 4), "read": round(self.read, 4), "total": round(self.total, 4)}


@dataclass(frozen=True, slots=True)
class Remark:
    """What two quotes of one reply, by their 0-based positions, have to do with each other, in one sentence for a person."""

    quotes: tuple[int, int]
    note: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the contract."""
        return {"quotes": list(self.quotes), "note": self.note}


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents answer the question: the quotes, best first, and a note for a person made of them."""

    question: str
    quotes: tuple[Quote, ...]
    text: str
    confidence: float
    resolved_question: str | None = None
    """The question as it was understood, where it leaned on the turns before it."""
    seconds: Seconds = field(default=Seconds(), compare=False)
    differences: tuple[Remark, ...] = ()
    """The pairs of quotes that differ on one thing; none does not mean that they agree."""

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("an answer has at least one quote")
        if any(not 0 <= position < len(self.quotes) for remark in self.differences for position in remark.quotes):
            raise ValueError("a difference lies between quotes of the answer")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("confidence is a probability")

    @property
    def is_unsure(self) -> bool:
        """Say whether the passages may well not answer the question."""
        return self.confidence < UNSURE

    def to_dict(self, id: str | None = None) -> dict[str, Any]:
        """Return the JSON object of the contract; ``id`` is the caller's own name for the question."""
        return {
            "id": id,
            "question": self.question,
            "status": "answered",
            "reason": None,
            "confidence": self.confidence,
            "answer": self.text,
            "quotes": [quote.to_dict() for quote in self.quotes],
            "related": [],
            "differences": [remark.to_dict() for remark in self.differences],
            "terms": terms_dict(self.quotes),
            "resolved_question": self.resolved_question,
            "seconds": self.seconds.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Abstention:
    """The documents do not answer the question: why, and the nearest passages, which are no answer."""

    question: str
    reason: str
    related: tuple[Quote, ...]
    confidence: float
    """Probability that the documents answer the question (low, since the assistant abstains)."""
    resolved_question: str | None = None
    seconds: Seconds = field(default=Seconds(), compare=False)

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError("an abstention says why")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("confidence is a probability")

    @property
    def text(self) -> str:
        """The reply as a person reads it."""
        return f"The documents do not say. {self.reason}"

    def to_dict(self, id: str | None = None) -> dict[str, Any]:
        """Return the JSON object of the contract; ``id`` is the caller's own name for the question."""
        return {
            "id": id,
            "question": self.question,
            "status": "abstained",
            "reason": self.reason,
            "confidence": self.confidence,
            "answer": self.text,
            "quotes": [],
            "related": [quote.to_dict() for quote in self.related],
            "differences": [],
            "terms": terms_dict(self.related),
            "resolved_question": self.resolved_question,
            "seconds": self.seconds.to_dict(),
        }


Reply = Answer | Abstention
