"""The known questions: what is asked, and what must be on screen for a person to call it answered.

Every set has this shape, the one that comes with carecite and anybody's own; what a person seldom needs to say has a default.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from evals.errors import QuestionSetError
from ingest.document import Document

Overlap = Literal["low", "normal"]
Split = Literal["tune", "gate"]
ANSWERABLE = ("fact", "number", "definition", "list", "reason", "view", "comparison", "several")
"""The known kinds of question that the documents answer. A set may have words of its own for further kinds, answered or not."""
UNANSWERABLE = ("other-subject", "not-in-documents", "false-premise")
"""The known kinds of question that the documents do not answer."""
UNSTATED = "not stated"
"""The voice of a question whose line names none."""
DRAFT = "draft"
"""The key that marks a line which a person has still to write; it holds what is to be done."""

_STRICT = {"extra": "forbid", "strict": True}


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A verbatim piece of a document that shows a fact.

    ``sha256`` is the hash of the document's canonical text (``Document.sha256``) when the question was written; it tells a changed document.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    doc_id: str
    text: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a gold quote is never blank")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the answer must show; ``quotes`` are alternatives, any one of which shows it.

    ``answers`` are the acceptable exact answers inside the quotes ("about a quarter", "a quarter"), where the question asks for a number, a name, a
    date, a place or a duration; else there are none.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    quotes: tuple[GoldQuote, ...]
    answers: Annotated[tuple[str, ...], Field(min_length=1)] = ()

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("a fact has at least one gold quote")
        texts = [" ".join(quote.text.split()) for quote in self.quotes]
        for answer in self.answers:
            folded = " ".join(answer.split())
            if not folded or not any(folded in text for text in texts):
                raise ValueError(f"the answer {answer[:60]!r} stands in none of the fact's quotes")


@dataclass(frozen=True, slots=True)
class Case:
    """One question of the set: one line of the file.

    ``turns`` is empty for a single question; for a conversation it holds every question in order, ``question`` last. ``kind`` is ``fact`` where it is
    not given, or ``not-in-documents`` where the documents do not answer.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    id: str
    question: str
    turns: tuple[str, ...] = ()
    voice: str = UNSTATED
    kind: str = ""
    overlap: Overlap = "normal"
    answerable: bool = True
    facts: tuple[Fact, ...] = ()
    note: str = ""
    split: Split = "gate"

    def __post_init__(self) -> None:
        if not self.kind:
            object.__setattr__(self, "kind", ANSWERABLE[0] if self.answerable else "not-in-documents")
        if not self.id.strip() or not self.question.strip():
            raise ValueError("id and question are never blank")
        if self.turns and (len(self.turns) < 2 or self.turns[-1] != self.question):
            raise ValueError("turns is empty, or at least two questions of which the last is the question itself")
        if not self.voice.strip() or not self.kind.strip():
            raise ValueError("voice and kind are never blank; leave out what you do not use")
        if self.kind in (UNANSWERABLE if self.answerable else ANSWERABLE):
            raise ValueError(f"kind {self.kind!r} does not go with answerable {self.answerable}")
        if self.answerable != bool(self.facts):
            raise ValueError("an answerable case has facts, an unanswerable one has none and says answerable: false")

    @property
    def history(self) -> tuple[str, ...]:
        """The questions asked before this one, oldest first."""
        return self.turns[:-1]

    @property
    def form(self) -> str:
        """``conversation`` or ``single question``."""
        return "conversation" if self.turns else "single question"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of a question set: the line from 1, the field ("the line" where it is the whole of it), and what to do."""

    line: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a question set: the cases with their lines, and everything that is wrong, in the order of the lines."""

    cases: tuple[tuple[int, Case], ...]
    problems: tuple[Problem, ...]


def load_cases(path: Path, documents: Mapping[str, Document]) -> tuple[Case, ...]:
    """Read a question set and check that every gold quote stands verbatim in its document.

    Raises:
        QuestionSetError: naming the file, the line and the field of the first thing that is wrong.
    """
    return _cases(path, read_set(path, documents))


def parse_cases(path: Path) -> tuple[Case, ...]:
    """Read a question set without looking at the documents (for listing the questions before an index is there).

    Raises:
        QuestionSetError: naming the file, the line and the field of the first thing that is wrong.
    """
    return _cases(path, read_set(path))


def of_split(cases: Sequence[Case], split: Literal["tune", "gate", "all"]) -> tuple[Case, ...]:
    """Return the cases of one half, or all of them, in the order of the file.

    Raises:
        QuestionSetError: if the half has no case.
    """
    chosen = tuple(case for case in cases if split in ("all", case.split))
    if not chosen:
        raise QuestionSetError(f"the question set has no case of the half {split!r}; choose another with --split")
    return chosen


def read_set(path: Path, documents: Mapping[str, Document] | None = None) -> Reading:
    """Read every line of a question set and list all that is wrong with it; gold quotes are looked at where there are documents.

    Raises:
        QuestionSetError: if the file cannot be read, or holds no line.
    """
    cases: list[tuple[int, Case]] = []
    problems: list[Problem] = []
    for number, line in read_lines(path):
        try:
            cases.append((number, _ADAPTER.validate_json(line)))
        except ValidationError as error:
            problems += _problems(number, line, error)
    counts = Counter(case.id for _, case in cases)
    for number, case in cases:
        if counts[case.id] > 1:
            problems.append(Problem(number, "id", f"{case.id!r} is used {counts[case.id]} times; give each question its own"))
        problems += gold_problems(number, case, documents) if documents is not None else []
    # Python's sort keeps the order of those of one line.
    return Reading(tuple(cases), tuple(sorted(problems, key=lambda problem: problem.line)))


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return (1-based line number, line) for each line of a question set that is not blank.

    Raises:
        QuestionSetError: if the file cannot be read, or holds no line.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise QuestionSetError(f"cannot read the question set {path} ({error.strerror}); name another file") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"the question set {path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    found = [(number, line.removeprefix("\ufeff") if number == 1 else line) for number, line in enumerate(lines, 1)]
    found = [(number, line) for number, line in found if line.strip()]
    if not found:
        raise QuestionSetError(f"the question set {path} holds no question; add lines as docs/evals.md shows")
    return found


def gold_problems(line: int, case: Case, documents: Mapping[str, Document]) -> list[Problem]:
    """Return what is wrong with the gold quotes of a case: a document that is not there, or a text that does not stand in it."""
    problems = []
    for f, fact in enumerate(case.facts):
        for q, gold in enumerate(fact.quotes):
            field = f"facts.{f}.quotes.{q}"
            document = documents.get(gold.doc_id)
            if document is None:
                problems.append(Problem(line, f"{field}.doc_id", f"no document {gold.doc_id!r} is indexed; correct it, or build the index again"))
            elif gold.text not in document.text:
                problems.append(Problem(line, f"{field}.text", _lost(gold, document)))
    return problems


_ADAPTER = TypeAdapter(Case)


def _lost(gold: GoldQuote, document: Document) -> str:
    said = f"{gold.text[:60]!r} does not stand in {gold.doc_id}"
    if gold.sha256 is not None and gold.sha256 != document.sha256:
        return f"{said}, which has changed since the question was written; copy the quote from there anew, or take the question out"
    return f"{said}; copy it from there"


def _problems(number: int, line: str, error: ValidationError) -> list[Problem]:
    """Return what is wrong with the shape of a line; a draft is told apart, whatever else it lacks."""
    if _is_draft(line):
        return [Problem(number, DRAFT, f"the line is a draft; write its question and take out the key {DRAFT!r}, or delete the line")]
    problems = []
    for one in error.errors(include_url=False):
        field = ".".join(str(step) for step in one["loc"]) or "the line"
        problems.append(Problem(number, field, f"{one['msg'].removeprefix('Value error, ')}; correct it as docs/evals.md shows"))
    return problems


def _is_draft(line: str) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and DRAFT in row


def _cases(path: Path, reading: Reading) -> tuple[Case, ...]:
    if reading.problems:
        first = reading.problems[0]
        raise QuestionSetError(f"{path.name} line {first.line}, {first.field}: {first.text}")
    return tuple(case for _, case in reading.cases)
