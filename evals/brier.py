"""The Brier score of a confidence: mean squared distance to what is so (Brier, Monthly Weather Review 78, 1950, in its form for two outcomes).

As in ``evals.reliability`` a confidence is the probability that the documents answer the question. 0 is perfect. The score alone says little: it
depends on how many questions have an answer. Always naming that share scores share * (1 - share), and ``skill`` is what is gained on that (1 perfect,
0 no better, below 0 worse), with the share taken from the same questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.runner import Scored


@dataclass(frozen=True, slots=True)
class Brier:
    """The score, 0 to 1, over ``questions`` questions, and the score of always naming the share that has an answer."""

    questions: int
    score: float
    reference: float

    @property
    def skill(self) -> float | None:
        """What is gained on the reference, at most 1; ``None`` where all questions have an answer or none has."""
        return 1.0 - self.score / self.reference if self.reference else None


def brier_of(scored: Sequence[Scored]) -> Brier | None:
    """Return the score over the replies with a confidence; ``None`` where none has one."""
    sure = [(one.response.confidence, one.case.answerable) for one in scored if one.response.confidence is not None]
    if not sure:
        return None
    share = sum(answerable for _, answerable in sure) / len(sure)
    return Brier(len(sure), sum((confidence - answerable) ** 2 for confidence, answerable in sure) / len(sure), share * (1.0 - share))
