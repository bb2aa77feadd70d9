"""The exact answer: whether the piece that is marked inside a quote is what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evals.cases import Case, Fact
from evals.measures.measure import Measure, Ratio
from evals.response import Extract, Response, cut_to_words
from evals.shown import fold, is_shown
from ingest.document import Document

_OUTER = re.compile(r"^[^\w£$€%]+|[^\w£$€%]+$")
_NUMBER_WORD = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|bn|dozen|half|halves|thirds?|quarters?|fifths?|tenths?)$",
    re.I,
)
_MOST_MORE = 3
"""Words by which a marked piece may be longer than an acceptable answer that it contains."""


def is_right(marked: str, answers: Sequence[str]) -> bool:
    """Say whether a marked piece of text is one of the acceptable answers.

    Both are compared as words, case and outer punctuation off. The piece is right when it equals an answer, contains one and is at most three words
    longer, or is contained in one of which it leaves out neither a number nor a name.
    """
    piece = [word.lower() for word in _words(marked)]
    return bool(piece) and any(_matches(piece, _words(answer)) for answer in answers)


def answer_span(words: int, shown_only: bool) -> Measure:
    """Return the measure for the quotes within a budget of words, over all facts with acceptable answers or those of them that are shown."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        quotes = cut_to_words(response.quotes, words)
        facts = [fact for fact in case.facts if fact.answers and (not shown_only or is_shown(fact, quotes, documents))]
        return Ratio(sum(_is_marked(fact, quotes, documents) for fact in facts), len(facts))

    if shown_only:
        return Measure("exact answer", f"share of facts with an exact answer, of those shown within {words} words, whose answer is marked", score)
    return Measure("exact answer, of all", f"share of facts with an exact answer that are shown within {words} words with the answer marked", score)


def _is_marked(fact: Fact, quotes: Sequence[Extract], documents: Mapping[str, Document]) -> bool:
    """Say whether a quote that shows the fact has a right mark."""
    for quote in quotes:
        marked = _marked(quote, documents)
        if marked is not None and is_shown(fact, [quote], documents) and is_right(marked, fact.answers):
            return True
    return False


def _marked(quote: Extract, documents: Mapping[str, Document]) -> str | None:
    """Return the marked piece; ``None`` without a mark, or where it lies outside the quote."""
    place = quote.answer_span
    document = documents.get(quote.doc_id)
    if place is None or document is None or not quote.start <= place[0] < place[1] <= quote.end:
        return None
    return document.text[place[0] : place[1]]


def _words(text: str) -> list[str]:
    return [word for piece in fold(text).split() if (word := _OUTER.sub("", piece))]


def _matches(piece: Sequence[str], answer: Sequence[str]) -> bool:
    lower = [word.lower() for word in answer]
    if _places(lower, piece):
        return len(piece) <= len(lower) + _MOST_MORE
    for start in _places(piece, lower):
        left_out = [*answer[:start], *answer[start + len(piece) :]]
        if not any(_NUMBER_WORD.search(word) or word[:1].isupper() for word in left_out):
            return True
    return False


def _places(inner: Sequence[str], outer: Sequence[str]) -> list[int]:
    """Return where a run of words stands in another."""
    return [start for start in range(len(outer) - len(inner) + 1) if list(outer[start : start + len(inner)]) == list(inner)]
