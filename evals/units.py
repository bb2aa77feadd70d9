"""The units that a system is said to find: sentences, or whole documents. Measures of retrieval count units; quotes have to be turned into them.

A gold quote makes every unit relevant that it touches, wherever it stands in its document. All alternatives of all facts of a question are relevant
alike: qrels know no "any one of these", so that recall over them asks for more than the question does. A quote that was found stands for the
sentences of which it holds half the characters or more; one that holds half of none stands for the one it shares most with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evals.cases import Case
from evals.response import Extract, Response
from ingest.document import Document
from ingest.segment import cut_sentences
from ingest.span import Span

Size = Literal["sentence", "document"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a document that can be relevant, with a name that holds no white space."""

    name: str
    doc_id: str
    span: Span
    text: str


def units_of(documents: Mapping[str, Document], size: Size) -> dict[str, tuple[Unit, ...]]:
    """Return the units of each document in the order of its text.

    A sentence's name is that of its document with its place, ``report:120-185``, so that it can be looked up with ``carecite source``.
    """
    return {doc_id: tuple(_sentences(document) if size == "sentence" else _whole(document)) for doc_id, document in sorted(documents.items())}


def relevant(case: Case, units: Mapping[str, tuple[Unit, ...]], documents: Mapping[str, Document]) -> dict[str, int]:
    """Return the names of the units that the gold quotes of a case touch, each with the relevance 1."""
    names: dict[str, int] = {}
    for gold in (gold for fact in case.facts for gold in fact.quotes):
        for place in places(gold.text, documents[gold.doc_id].text):
            names |= {unit.name: 1 for unit in units[gold.doc_id] if unit.span.overlaps(place)}
    return names


def found(response: Response, units: Mapping[str, tuple[Unit, ...]]) -> tuple[str, ...]:
    """Return the names of the units that the quotes of a reply stand for, best first, each once; a quote without a place is passed over."""
    names: dict[str, None] = {}
    for quote in response.quotes:
        names |= dict.fromkeys(unit.name for unit in _held(quote, units.get(quote.doc_id, ())))
    return tuple(names)


def places(text: str, source: str) -> list[Span]:
    """Return every place where a text stands in a source, overlapping ones too."""
    found = []
    start = source.find(text)
    while start >= 0:
        found.append(Span(start, start + len(text)))
        start = source.find(text, start + 1)
    return found


def is_covered(place: Span, source: str, units: tuple[Unit, ...]) -> bool:
    """Say whether every character of a place that is no white space stands in a unit."""
    touched = [unit.span for unit in units if unit.span.overlaps(place)]
    return all(source[at].isspace() or any(span.start <= at < span.end for span in touched) for at in range(place.start, place.end))


def escaped(name: str) -> str:
    """Return a name in which each character that TREC or BEIR files cannot hold, and each ``%``, stands as ``%`` with the bytes of its UTF-8."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass")) if char == "%" or char.isspace() or not char.isprintable() else char
        for char in name
    )


def _sentences(document: Document) -> Iterator[Unit]:
    for sentence in sorted(cut_sentences(document), key=lambda sentence: sentence.span):
        place = f"{sentence.span.start}-{sentence.span.end}"
        yield Unit(f"{escaped(document.doc_id)}:{place}", document.doc_id, sentence.span, sentence.text)


def _whole(document: Document) -> Iterator[Unit]:
    yield Unit(escaped(document.doc_id), document.doc_id, Span(0, len(document.text)), document.text)


def _held(quote: Extract, units: tuple[Unit, ...]) -> list[Unit]:
    if not 0 <= quote.start < quote.end:
        return []
    shared = [(min(quote.end, unit.span.end) - max(quote.start, unit.span.start), unit) for unit in units]
    touched = [(length, unit) for length, unit in shared if length > 0]
    # A document is found by any quote of it.
    halves = [unit for length, unit in touched if 2 * length >= len(unit.span)]
    return halves or [unit for _, unit in sorted(touched, key=lambda pair: (-pair[0], pair[1].span))[:1]]
