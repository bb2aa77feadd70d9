"""Facts within N words: what share of the required facts is on screen after a reading budget (nugget recall under a budget)."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response, cut_to_words
from evals.shown import count_shown
from ingest.document import Document


def facts_within(words: int) -> Measure:
    """Return the measure for a budget of ``words`` white-space separated words of quotes, taken in order."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        return Ratio(count_shown(case.facts, cut_to_words(response.quotes, words), documents), len(case.facts))

    return Measure(f"facts within {words} words", f"share of required facts shown in the first {words} words of quotes", score)
