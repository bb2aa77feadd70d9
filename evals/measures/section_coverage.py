"""Section coverage: whether the quotes come from every section that holds something required.

After ResearchQA (Yifei and others, 2025, arXiv:2509.00496), which takes a question and what its answer must cover from one section of a survey and
measures the share of it that an answer covers. There a judge scores each item; here the items are the facts, which "facts within N words" counts, and
this measure asks the coarser question one level up, without a judge: is the part of the document reached at all? The gap between the two says
whether a system looks in the wrong place or takes the wrong sentence there.

A section is a document and its path of headings; a document without headings is one section. A fact with alternatives in several sections needs any
one of them, and facts of the same sections count once. A section is covered when a quote within the budget touches a block of it, with the words that
it displays, or when the fact itself is shown, wherever that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evals.cases import Case, Fact
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Extract, Response, cut_to_words, first_words
from evals.shown import is_shown
from ingest.document import Document

Section = tuple[str, tuple[str, ...]]
"""A doc_id and a path of headings, outermost first."""


def section_coverage(words: int) -> Measure:
    """Return the measure for a budget of ``words`` words of quotes, taken in order."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        quotes = cut_to_words(response.quotes, words)
        touched = {section for quote in quotes for section in _touched(quote, documents)}
        covered: dict[frozenset[Section], bool] = {}
        for fact in case.facts:
            sections = _sections_of(fact, documents)
            covered[sections] = covered.get(sections, False) or bool(sections & touched) or is_shown(fact, quotes, documents)
        return Ratio(sum(covered.values()), len(covered))

    return Measure("section coverage", f"share of the sections holding required facts that the first {words} words of quotes touch", score)


def _sections_of(fact: Fact, documents: Mapping[str, Document]) -> frozenset[Section]:
    """Return the sections in which an alternative of the fact begins, at every place where it stands."""
    found: set[Section] = set()
    for gold in fact.quotes:
        document = documents.get(gold.doc_id)
        start = document.text.find(gold.text) if document else -1
        while document and start >= 0:
            found.update(_sections_at(document, start, start + 1))
            start = document.text.find(gold.text, start + 1)
    return frozenset(found)


def _touched(quote: Extract, documents: Mapping[str, Document]) -> Sequence[Section]:
    """Return the sections of the quote's place, as far as the number of words that it displays."""
    place = quote.source(documents)
    if not place:
        return ()
    return tuple(_sections_at(documents[quote.doc_id], quote.start, quote.start + len(first_words(place, quote.words))))


def _sections_at(document: Document, start: int, end: int) -> Iterator[Section]:
    """Yield the sections of the blocks that ``[start, end)`` touches; the one without headings where it touches no block."""
    paths = [block.headings for block in document.blocks if block.span.start < end and start < block.span.end]
    yield from ((document.doc_id, path) for path in paths or [()])
