"""Risk against coverage: if only the questions that a system is surest of were answered, how much would be wrong with the answers?

The curve is that of Geifman and El-Yaniv (NeurIPS 2017, arXiv:1705.08500); the area under it (AURC) and its excess over the best order (E-AURC) are
those of Geifman, Uziel and El-Yaniv (ICLR 2019, arXiv:1805.08206). Coverage is the share of questions that are answered, risk their mean loss.

The loss of a question is the share of its required facts that the first 150 words of quotes do not show. A question that the documents do not answer
cannot be answered well: its loss is 1, so a good confidence puts it last. So is that of an abstention, which shows nothing; the system's own choice
to abstain is no other part of the curve. Equal confidences are one step: within it the risk is the mean over all orders, so that the order of the
questions changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from evals.runner import Scored


@dataclass(frozen=True, slots=True)
class Point:
    """All questions of which the system is at least so sure: how many, their share of all (coverage), their mean loss (risk)."""

    confidence: float
    questions: int
    coverage: float
    risk: float

    def __post_init__(self) -> None:
        if self.questions < 1 or not 0.0 < self.coverage <= 1.0 or not 0.0 <= self.risk <= 1.0:
            raise ValueError(f"not a point of a risk-coverage curve: {self}")


def loss_of(one: Scored) -> float:
    """Return the loss of one question, 0 to 1."""
    return 1.0 - one.score if one.case.answerable else 1.0


def curve_of(scored: Sequence[Scored]) -> tuple[Point, ...]:
    """Return the curve, a point for each confidence that occurs, surest first; replies without a confidence are left out."""
    return _curve([(one.response.confidence, loss_of(one)) for one in scored if one.response.confidence is not None])


def best_curve_of(scored: Sequence[Scored]) -> tuple[Point, ...]:
    """Return the curve of the same questions in the best order, least loss first; its confidences are 1 minus the loss."""
    return _curve([(1.0 - loss_of(one), loss_of(one)) for one in scored if one.response.confidence is not None])


def area(curve: Sequence[Point]) -> float | None:
    """Return the area under the curve, 0 to 1, lower is better: the mean risk over 1, 2, ... all questions; ``None`` without a point."""
    return sum(_risks(curve)) / curve[-1].questions if curve else None


def excess_area(scored: Sequence[Scored]) -> float | None:
    """Return the area under the curve minus that of the best order: what a better confidence could gain with the same answers."""
    reached, best = area(curve_of(scored)), area(best_curve_of(scored))
    return None if reached is None or best is None else max(reached - best, 0.0)


def _curve(pairs: Sequence[tuple[float, float]]) -> tuple[Point, ...]:
    points: list[Point] = []
    questions, lost = 0, 0.0
    for confidence, group in groupby(sorted(pairs, key=lambda pair: (-pair[0], pair[1])), key=lambda pair: pair[0]):
        losses = [loss for _, loss in group]
        questions, lost = questions + len(losses), lost + sum(losses)
        points.append(Point(confidence, questions, questions / len(pairs), min(lost / questions, 1.0)))
    return tuple(points)


def _risks(curve: Sequence[Point]) -> Iterator[float]:
    """Yield the risk at each number of questions, 1 to all; between two points the loss grows evenly."""
    before, lost = 0, 0.0
    for point in curve:
        each = (point.risk * point.questions - lost) / (point.questions - before)
        for more in range(1, point.questions - before + 1):
            yield (lost + each * more) / (before + more)
        before, lost = point.questions, point.risk * point.questions
