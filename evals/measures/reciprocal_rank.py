"""Mean reciprocal rank of the first quote that shows a required fact (Voorhees, TREC-8 question answering track, 1999)."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response
from evals.shown import count_shown
from ingest.document import Document


def _score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    if not case.answerable:
        return NOT_APPLICABLE
    for rank, quote in enumerate(response.quotes, 1):
        if count_shown(case.facts, [quote], documents):
            return Ratio(1.0 / rank, 1)
    return Ratio(0.0, 1)


RECIPROCAL_RANK = Measure("MRR", "mean of 1 / rank of the first quote that shows a required fact", _score)
