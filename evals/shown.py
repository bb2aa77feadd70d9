"""When a required fact counts as shown. Folding touches white space and quote marks only: a changed number never matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.cases import Fact
from evals.response import Extract, first_words
from ingest.document import Document

_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_QUOTE_MARKS = str.maketrans({**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"')})


def fold(text: str) -> str:
    """Return ``text`` with each run of white space as one space, none at the ends, and every quote mark in its straight form."""
    return " ".join(text.translate(_QUOTE_MARKS).split())


def is_shown(fact: Fact, extracts: Sequence[Extract], documents: Mapping[str, Document]) -> bool:
    """Say whether any alternative of the fact stands in the text of the extracts, or in the place that one of them points at.

    The second way is for systems that tidy the text they display (a hyphen at a line's end, a page header): the place counts for as many words as
    the displayed text has, so that pointing at a whole document gains nothing.
    """
    displayed = fold(" ".join(extract.text for extract in extracts))
    if any(fold(gold.text) in displayed for gold in fact.quotes):
        return True
    for extract in extracts:
        pointed = first_words(extract.source(documents) or "", extract.words)
        if any(gold.doc_id == extract.doc_id and fold(gold.text) in fold(pointed) for gold in fact.quotes):
            return True
    return False


def rank_of(fact: Fact, extracts: Sequence[Extract], documents: Mapping[str, Document]) -> int | None:
    """Return the rank, from 1, of the first extract that shows the fact by itself; ``None`` where none does."""
    return next((rank for rank, extract in enumerate(extracts, 1) if is_shown(fact, [extract], documents)), None)


def count_shown(facts: Sequence[Fact], extracts: Sequence[Extract], documents: Mapping[str, Document]) -> int:
    """Return how many of the facts the extracts show."""
    return sum(is_shown(fact, extracts, documents) for fact in facts)
