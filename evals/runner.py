"""Put every question to a system and score what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.measures import BUDGET, MEASURES, PRIMARY, PRIMARY_WORDS, REFUSAL, Ratio
from evals.response import Response, Task, cut_to_words, read_response
from evals.shown import is_shown, rank_of
from ingest.document import Document
from ingest.errors import CareciteError

# A broken case must not stop the run, so nearly anything that a system can raise is caught; running out of memory and Ctrl-C do stop it.
BROKEN = (CareciteError, ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class FoundFact:
    """What came of one required fact: whether the primary budget shows it, and the rank of the first quote that shows it by itself."""

    shown: bool
    rank: int | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with its reply and its ratio for each measure, by the measure's name; ``seconds`` is the wall-clock time of the reply."""

    case: Case
    response: Response
    ratios: Mapping[str, Ratio]
    seconds: float
    facts: tuple[FoundFact, ...] = ()
    """In the order of the case's facts."""

    @property
    def score(self) -> float:
        """The case's own mark, 0 to 1: facts shown within the primary budget, or for an unanswerable question 1 for abstaining."""
        ratio = self.ratios[PRIMARY.name if self.case.answerable else REFUSAL.name]
        return ratio.part / ratio.whole

    @property
    def passed(self) -> bool:
        """Say whether the mark is full."""
        return self.score == 1.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that broke: what was raised, in one line. It has no figures, and is never counted as a zero without being named."""

    case: Case
    error: str


@dataclass(frozen=True, slots=True)
class Run:
    """All cases put to one system, in the order of the question set."""

    system: str
    scored: tuple[Scored, ...]
    failures: tuple[Failure, ...] = ()


def score_case(case: Case, task: Task, documents: Mapping[str, Document]) -> Scored | Failure:
    """Put one case to the system and score the reply on every measure."""
    started = time.perf_counter()
    try:
        response = read_response(task.ask(case.question, case.history, BUDGET))
        seconds = time.perf_counter() - started
    except BROKEN as error:
        return Failure(case, " ".join(f"{type(error).__name__}: {error}".split()))
    within = cut_to_words(response.quotes, PRIMARY_WORDS)
    facts = tuple(FoundFact(is_shown(fact, within, documents), rank_of(fact, response.quotes, documents)) for fact in case.facts)
    return Scored(case, response, {measure.name: measure.score(case, response, documents) for measure in MEASURES}, seconds, facts)


def run_cases(
    system: str,
    cases: Sequence[Case],
    task: Task,
    documents: Mapping[str, Document],
    on_case: Callable[[], None] = lambda: None,
) -> Run:
    """Put every case to the system; ``on_case`` is called after each."""
    scored: list[Scored] = []
    failures: list[Failure] = []
    for case in cases:
        result = score_case(case, task, documents)
        if isinstance(result, Scored):
            scored.append(result)
        else:
            failures.append(result)
        on_case()
    return Run(system, tuple(scored), tuple(failures))
