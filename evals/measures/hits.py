"""hit@k: what share of the required facts the first k quotes show (recall at k, as trec_eval and ir_measures have it; not success at k).

It is the field's recall@k with facts in the place of relevant documents, under an older name; there is no second figure of that name.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response
from evals.shown import count_shown
from ingest.document import Document


def hits(k: int) -> Measure:
    """Return the measure for the first ``k`` quotes, each taken whole however long it is."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        return Ratio(count_shown(case.facts, response.quotes[:k], documents), len(case.facts))

    return Measure(f"hit@{k}", f"share of required facts shown by the first {k} quote{'s' if k > 1 else ''}", score)
