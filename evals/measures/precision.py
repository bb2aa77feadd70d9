"""Precision within N words: what share of the quotes on screen show a required fact (precision of the set, van Rijsbergen, 1979, chapter 7).

Only required facts are judged, so a quote that bears on the question without being required counts against it: read it as a lower bound, and compare
systems with it, not with 1. Two quotes that show the same fact both count; repeats are what nDCG is for.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response, cut_to_words
from evals.shown import count_shown
from ingest.document import Document


def precision_within(words: int) -> Measure:
    """Return the measure for a budget of ``words`` words; an abstention has no quotes, and so no part in it."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        quotes = cut_to_words(response.quotes, words)
        return Ratio(sum(count_shown(case.facts, [quote], documents) > 0 for quote in quotes), len(quotes))

    return Measure(f"precision within {words} words", f"share of quotes in the first {words} words that show a required fact (a lower bound)", score)
