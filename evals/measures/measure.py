"""What a measure is: a ratio for each case, summed over cases before it is divided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from evals.cases import Case
from evals.response import Response
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` of ``whole``; a whole of 0 says that the measure does not apply."""

    part: float
    whole: int

    def __post_init__(self) -> None:
        if not 0.0 <= self.part <= self.whole:
            raise ValueError(f"not a ratio: {self.part} of {self.whole}")

    @property
    def value(self) -> float | None:
        """The quotient, 0 to 1; ``None`` where the measure does not apply."""
        return self.part / self.whole if self.whole else None


NOT_APPLICABLE = Ratio(0.0, 0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure and the function that gives a case's share of it.

    ``score`` takes the case, the response and the documents by doc_id.
    """

    name: str
    meaning: str
    score: Callable[[Case, Response, Mapping[str, Document]], Ratio]
    higher_is_better: bool = True

    def is_worse(self, after: float, before: float) -> bool:
        """Say whether ``after`` is a step back from ``before``."""
        return after < before if self.higher_is_better else after > before


def total(ratios: Iterable[Ratio]) -> Ratio:
    """Return the ratio of the sums, so that a question with two facts weighs as two."""
    parts, wholes = 0.0, 0
    for ratio in ratios:
        parts += ratio.part
        wholes += ratio.whole
    return Ratio(min(parts, wholes), wholes)
