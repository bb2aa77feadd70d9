"""success@k: whether the first k quotes show any required fact at all (Success@k of ir_measures; "a@n" of the TREC question answering tracks).

It says how often a reader finds something, hit@k how much of what is needed. The two are the same for questions that need one fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response
from evals.shown import count_shown
from ingest.document import Document


def success(k: int) -> Measure:
    """Return the measure for the first ``k`` quotes, each taken whole however long it is."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        return Ratio(float(count_shown(case.facts, response.quotes[:k], documents) > 0), 1)

    return Measure(f"success@{k}", f"share of questions of which the first {k} quote{'s' if k > 1 else ''} show a required fact", score)
