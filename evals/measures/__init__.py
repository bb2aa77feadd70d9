"""The measures, one small module each; exactly one is primary."""

from __future__ import annotations

from evals.measures.answer_span import answer_span
from evals.measures.exactness import EXACTNESS
from evals.measures.facts_within import facts_within
from evals.measures.false_denial import FALSE_DENIAL
from evals.measures.hits import hits
from evals.measures.measure import Measure, Ratio, total
from evals.measures.reciprocal_rank import RECIPROCAL_RANK
from evals.measures.refusal import REFUSAL

PRIMARY_WORDS = 150
"""Words of quotes within which the primary figure looks for facts."""

PRIMARY = facts_within(PRIMARY_WORDS)
"""The one figure that decides between two versions."""

MEASURES: tuple[Measure, ...] = (
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

BUDGET = 300
"""Words of quotes to ask for: the largest reading budget that is measured; a larger budget only adds quotes behind."""

__all__ = ["BUDGET", "EXACTNESS", "FALSE_DENIAL", "MEASURES", "PRIMARY", "PRIMARY_WORDS", "REFUSAL", "Measure", "Ratio", "total"]
