"""Questions that ask what a term means ("what does SGO stand for?", "define care proceedings"), and the sentences that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.search import ScoredSentence
from ingest.term import Term

_ASKS = re.compile(
    r"\W*(?:(?:please|so|and|ok|sorry)\W+)*(?:(?:can|could) you\s+)?(?:(?:tell me|explain)\s+)?(?:"
    r"what\s+(?:do|does|did)\s+(?P<a>.{2,90}?)\s+(?:stand\s+for|mean|refer\s+to)(?:\s+in\s+this\b.*)?"
    r"|what\s+(?:is|are|['’]?s)\s+(?:the\s+)?(?:meaning|definition)\s+of\s+(?P<b>.{2,90})"
    r"|(?:the\s+)?(?:meaning|definition)\s+of\s+(?P<c>.{2,90})"
    r"|what\s+is\s+meant\s+by\s+(?P<d>.{2,90})"
    r"|wh(?:at|o)(?:\s+(?:is|are)|['’]?s|['’]?re)\s+(?P<e>.{2,90})"
    r"|define\s+(?P<f>.{2,90})"
    r"|(?P<g>.{2,90}?)\s+(?:meaning|definition))[\s?.!]*",
    re.I,
)
_LEAD = re.compile(r"(?:(?:the|an?|by)\s+)?(?:(?:letters|term|word|abbreviation|acronym|initials|phrase)\s+)?", re.I)
_MOST_WORDS = 8
MOST_FIRST = 2
"""Defining sentences that are put first; two documents may mean different things."""


def asked_term(question: str) -> str | None:
    """Return the term whose meaning a question asks for, as typed, without article and quotation marks; ``None`` where it asks something else.

    "What is the share of ..." has the same form: whether the answer is a term is for the documents to say.
    """
    match = _ASKS.fullmatch(question)
    if match is None:
        return None
    term = next(group for group in match.groups() if group is not None).strip(" \t\n\"“”'‘’?.!")
    term = term[_end(term) :].strip(" \"“”'‘’")
    return term if term and len(term.split()) <= _MOST_WORDS else None


def defining_first(ranking: Sequence[ScoredSentence], terms: Sequence[Term]) -> tuple[ScoredSentence, ...]:
    """Return a ranking with the sentences in front that define ``terms``, at most ``MOST_FIRST``, in the order of the terms.

    Of a definition that has several sentences the first is meant.
    """
    first: list[ScoredSentence] = []
    for term in terms:
        inside = [found for found in ranking if found.sentence.doc_id == term.doc_id and found.sentence.span.overlaps(term.span)]
        if inside and len(first) < MOST_FIRST:
            begins = min(inside, key=lambda found: found.sentence.span)
            first += [begins] if begins not in first else []
    return (*first, *(found for found in ranking if found not in first))


def is_defined(ranking: Sequence[ScoredSentence], terms: Sequence[Term]) -> bool:
    """Say whether the first sentence of a ranking defines one of ``terms``."""
    first = ranking[0].sentence if ranking else None
    return first is not None and any(first.doc_id == term.doc_id and first.span.overlaps(term.span) for term in terms)


def _end(term: str) -> int:
    match = _LEAD.match(term)
    return match.end() if match else 0
