"""A run as ``carecite eval --json`` wrote it, read back so that it can be held against another; nothing in the file is taken on trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.errors import SavedRunError
from evals.measures.measure import NOT_APPLICABLE, Ratio


@dataclass(frozen=True, slots=True)
class SavedFact:
    """A required fact: its first gold text, whether the primary budget showed it, and the rank of the first quote that shows it."""

    gold: str
    shown: bool
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class SavedPlace:
    """Where a quote stood: characters of the document's text."""

    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question and what came of it; files of older versions lack what has a default."""

    id: str
    question: str
    score: float
    abstained: bool
    measures: Mapping[str, tuple[float, int]]
    kind: str = ""
    digest: str = ""
    """SHA-256 of the question and its gold."""
    facts: tuple[SavedFact, ...] = ()
    quotes: tuple[SavedPlace, ...] = ()

    def __post_init__(self) -> None:
        for part, whole in self.measures.values():
            Ratio(part, whole)

    def ratio(self, measure: str) -> Ratio:
        """Return the question's share of a measure."""
        return Ratio(*self.measures[measure]) if measure in self.measures else NOT_APPLICABLE

    @property
    def rank(self) -> int | None:
        """Rank of the first quote that shows a required fact; ``None`` without one."""
        return min((fact.rank for fact in self.facts if fact.rank is not None), default=None)


@dataclass(frozen=True, slots=True)
class SavedFailure:
    """A question that broke."""

    id: str
    error: str


@dataclass(frozen=True, slots=True)
class SavedSystem:
    """All questions put to one system."""

    system: str
    questions: tuple[SavedQuestion, ...]
    failures: tuple[SavedFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedRun:
    """All systems of a run, what it was made with, and which of its figures are better low."""

    systems: tuple[SavedSystem, ...]
    lower_is_better: tuple[str, ...] = ("false denial",)
    record: Mapping[str, Any] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    """What each measure means, by name, in the order in which they are told."""

    def system(self, name: str | None = None) -> SavedSystem:
        """Return a system by its name, or the first.

        Raises:
            SavedRunError: if the run has no such system.
        """
        for one in self.systems:
            if name in (None, one.system):
                return one
        names = ", ".join(one.system for one in self.systems) or "none"
        raise SavedRunError(f"the run has no system {name!r}; name one of: {names}" if name else "the run has no system; write it again with --json")


def load_saved_run(path: Path) -> SavedRun:
    """Read what ``--json`` wrote.

    Raises:
        SavedRunError: if the file is missing, unreadable, or not what ``--json`` writes.
    """
    try:
        return parse_saved_run(json.loads(path.read_text(encoding="utf-8")), str(path))
    except OSError as error:
        raise SavedRunError(f"cannot read the run {path} ({error.strerror}); write one with: carecite eval --json FILE") from error
    except (ValueError, RecursionError) as error:
        raise SavedRunError(f"the run {path} is not JSON; write it again with: carecite eval --json FILE") from error


def parse_saved_run(report: object, name: str = "the run") -> SavedRun:
    """Read the JSON object of a report.

    Raises:
        SavedRunError: naming the first field that is missing or wrong.
    """
    again = "write it again with: carecite eval --json FILE"
    if not isinstance(report, dict):
        raise SavedRunError(f"{name} is not a run of carecite eval; {again}")
    try:
        run = TypeAdapter(SavedRun).validate_python(report)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in problem["loc"]) or "the file"
        raise SavedRunError(f"{name} is not a run of carecite eval ({where}: {problem['msg'].removeprefix('Value error, ')}); {again}") from error
    for system in run.systems:
        ids = [question.id for question in system.questions]
        if len(ids) > len(set(ids)):
            raise SavedRunError(f"{name} holds a question of {system.system} twice; {again}")
    return run
