"""The measures, one small module each; exactly one is primary.

hit@k is recall of facts at k, so there is no recall@k beside it.
"""

from __future__ import annotations

from evals.measures.answer_span import answer_span
from evals.measures.citations import CITATION_PRECISION, CITATION_RECALL
from evals.measures.discounted_gain import discounted_gain
from evals.measures.exactness import EXACTNESS
from evals.measures.facts_within import facts_within
from evals.measures.false_denial import FALSE_DENIAL
from evals.measures.hits import hits
from evals.measures.measure import Measure, Ratio, total
from evals.measures.precision import word_precision_within
from evals.measures.reciprocal_rank import RECIPROCAL_RANK
from evals.measures.refusal import REFUSAL
from evals.measures.section_coverage import section_coverage
from evals.measures.success import success

PRIMARY_WORDS = 150
"""Words of quotes within which the primary figure looks for facts."""

PRIMARY = facts_within(PRIMARY_WORDS)
"""The one figure that decides between two versions."""

GATED: tuple[Measure, ...] = (
    facts_within(60),
    PRIMARY,
    facts_within(300),
    hits(1),
    hits(3),
    hits(10),
    RECIPROCAL_RANK,
    answer_span(150, shown_only=True),
    answer_span(150, shown_only=False),
    EXACTNESS,
    REFUSAL,
    FALSE_DENIAL,
)
"""Those that the gate watches. The others follow from the same quotes, or (precision, sections) may fall while a person is served better."""

_FURTHER = (discounted_gain(10), section_coverage(150), CITATION_RECALL, CITATION_PRECISION)
_DETAILS = (success(1), success(3), success(10), word_precision_within(150))

MEASURES: tuple[Measure, ...] = (*GATED, *_FURTHER, *_DETAILS)
"""All of them."""

TABLED: tuple[Measure, ...] = (*GATED, *_FURTHER)
"""Those in the main table; the JSON report has all."""

BUDGET = 300
"""Words of quotes to ask for: the largest reading budget that is measured; a larger budget only adds quotes behind."""

__all__ = ["BUDGET", "EXACTNESS", "FALSE_DENIAL", "GATED", "MEASURES", "PRIMARY", "PRIMARY_WORDS", "REFUSAL", "TABLED", "Measure", "Ratio", "total"]
