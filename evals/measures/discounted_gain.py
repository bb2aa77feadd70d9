"""nDCG@k over facts: what is needed should come early, and a repeat is worth nothing.

Discounted cumulative gain (Järvelin and Kekäläinen, ACM Transactions on Information Systems 20(4), 2002) with the discount 1 / log2(1 + rank).
What gains is the fact and not the quote, as in alpha-nDCG (Clarke and others, SIGIR 2008) at alpha = 1: each required fact gains once, at the first
quote with which it is shown, however many quotes show it again; a repeat only pushes what follows down.

The ideal is one fact a quote, best first: the sum of 1 / log2(1 + i) for i from 1 to the number of facts, or to k. A quote that shows two facts may
not be paid more than that, so the j-th fact found counts at rank j at the earliest: two facts in the first quote are as good as one in each of the
first two, which is the ideal, and no reply is above 1. Where each quote shows at most one fact and none twice, this is the nDCG of the field
(``ir_measures.nDCG``) with one relevant quote for each fact.

Not taken: a gain for each quote that shows a fact, which pays repeats; the ideal of alpha-nDCG, the best order of all sentences there are, of which
only those that show a required fact are judged, and which one sentence with two facts would put out of reach for short quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

from evals.cases import Case, Fact
from evals.measures.measure import NOT_APPLICABLE, Measure, Ratio
from evals.response import Extract, Response
from evals.shown import is_shown
from ingest.document import Document


def discounted_gain(k: int) -> Measure:
    """Return the measure for the first ``k`` quotes, each taken whole however long it is."""

    def score(case: Case, response: Response, documents: Mapping[str, Document]) -> Ratio:
        if not case.answerable:
            return NOT_APPLICABLE
        ranks = sorted(rank for fact in case.facts if (rank := _first_rank(fact, response.quotes[:k], documents)) is not None)
        gained = _gain([max(rank, place) for place, rank in enumerate(ranks, 1)], k)
        return Ratio(min(gained / _gain(range(1, len(case.facts) + 1), k), 1.0), 1)

    return Measure(f"nDCG@{k}", f"required facts shown by the first {k} quotes, each once, the earlier the more, over the best possible", score)


def _gain(ranks: Sequence[int], k: int) -> float:
    return sum(1 / log2(1 + rank) for rank in ranks if rank <= k)


def _first_rank(fact: Fact, quotes: Sequence[Extract], documents: Mapping[str, Document]) -> int | None:
    """Return how many quotes, from the first, it takes to show the fact; ``None`` where they do not."""
    return next((rank for rank in range(1, len(quotes) + 1) if is_shown(fact, quotes[:rank], documents)), None)
