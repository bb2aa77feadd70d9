"""Refusal: how often the system abstains where the documents hold no answer."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response
from ingest.document import Document


def _score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    return NOT_APPLICABLE if case.answerable else Ratio(float(response.abstained), 1)


REFUSAL = Measure("refusal", "share of unanswerable questions that are abstained from", _score)
