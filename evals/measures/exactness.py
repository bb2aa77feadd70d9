"""Exactness: everything that is shown as a quotation is, character for character, what stands at its place."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.measures.measure import Measure, Ratio
from evals.response import Response
from ingest.document import Document


def _score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
    extracts = (*response.quotes, *response.others)
    return Ratio(sum(extract.is_exact(documents) for extract in extracts), len(extracts))


EXACTNESS = Measure("exactness", "share of quotes, related passages and other places with text == source[start:end]", _score)
