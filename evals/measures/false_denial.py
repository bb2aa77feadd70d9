"""False denial: how often the system abstains although the documents hold the answer. Lower is better."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Response
from ingest.document import Document


def _score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    return Ratio(float(response.abstained), 1) if case.answerable else NOT_APPLICABLE


FALSE_DENIAL = Measure("false denial", "share of answerable questions that are abstained from (lower is better)", _score, higher_is_better=False)
