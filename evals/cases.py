"""The known questions: what is asked, and what must be on screen for a person to call it answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from evals.errors import QuestionSetError
from ingest.document import Document

Voice = Literal["practitioner", "researcher", "policy", "public"]
Overlap = Literal["low", "normal"]
Split = Literal["tune", "gate"]
Kind = Literal[
    "fact", "number", "definition", "list", "reason", "view", "comparison", "several", "other-subject", "not-in-documents", "false-premise"
]
UNANSWERABLE: tuple[Kind, ...] = ("other-subject", "not-in-documents", "false-premise")
"""The kinds of question that the documents do not answer."""

_STRICT = {"extra": "forbid", "strict": True}


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A verbatim piece of a document that shows a fact."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    doc_id: str
    text: str

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

    ``turns`` is empty for a single question; for a conversation it holds every question in order, ``question`` last.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    id: str
    question: str
    turns: tuple[str, ...]
    voice: Voice
    kind: Kind
    overlap: Overlap
    answerable: bool
    facts: tuple[Fact, ...]
    note: str
    split: Split

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.question.strip():
            raise ValueError("id and question are never blank")
        if self.turns and (len(self.turns) < 2 or self.turns[-1] != self.question):
            raise ValueError("turns is empty, or at least two questions of which the last is the question itself")
        if self.answerable != (self.kind not in UNANSWERABLE):
            raise ValueError(f"kind {self.kind!r} does not go with answerable {self.answerable}")
        if self.answerable != bool(self.facts):
            raise ValueError("an answerable case has facts, an unanswerable one has none")

    @property
    def history(self) -> tuple[str, ...]:
        """The questions asked before this one, oldest first."""
        return self.turns[:-1]

    @property
    def form(self) -> str:
        """``conversation`` or ``single question``."""
        return "conversation" if self.turns else "single question"


def load_cases(path: Path, documents: Mapping[str, Document]) -> tuple[Case, ...]:
    """Read a question set and check that every gold quote stands verbatim in its document.

    Raises:
        QuestionSetError: naming the file, the line and the field of the first thing that is wrong.
    """
    numbered = _numbered_cases(path)
    for line, case in numbered:
        for f, fact in enumerate(case.facts):
            for q, gold in enumerate(fact.quotes):
                field = f"facts.{f}.quotes.{q}"
                document = documents.get(gold.doc_id)
                if document is None:
                    raise _wrong(path, line, f"{field}.doc_id", f"no document {gold.doc_id!r} is indexed; correct it, or build the index again")
                if gold.text not in document.text:
                    raise _wrong(path, line, f"{field}.text", f"{gold.text[:60]!r} does not stand in {gold.doc_id}; copy it from there")
    return tuple(case for _, case in numbered)


def parse_cases(path: Path) -> tuple[Case, ...]:
    """Read a question set without looking at the documents (for listing the questions before an index is there).

    Raises:
        QuestionSetError: naming the file, the line and the field of the first thing that is wrong.
    """
    return tuple(case for _, case in _numbered_cases(path))


def of_split(cases: Sequence[Case], split: Literal["tune", "gate", "all"]) -> tuple[Case, ...]:
    """Return the cases of one half, or all of them, in the order of the file.

    Raises:
        QuestionSetError: if the half has no case.
    """
    chosen = tuple(case for case in cases if split in ("all", case.split))
    if not chosen:
        raise QuestionSetError(f"the question set has no case of the half {split!r}; choose another with --split")
    return chosen


def _numbered_cases(path: Path) -> list[tuple[int, Case]]:
    """Return (1-based line number, case) for each line that is not blank."""
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise QuestionSetError(f"cannot read the question set {path} ({error.strerror}); name another with --set") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"the question set {path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    adapter = TypeAdapter(Case)
    cases: list[tuple[int, Case]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append((number, adapter.validate_json(line)))
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            field = ".".join(str(step) for step in problem["loc"]) or "the line"
            raise _wrong(path, number, field, f"{problem['msg'].removeprefix('Value error, ')}; correct it as docs/evals.md shows") from error
    if not cases:
        raise QuestionSetError(f"the question set {path} holds no question; add lines as docs/evals.md shows")
    counts = Counter(case.id for _, case in cases)
    for number, case in cases:
        if counts[case.id] > 1:
            raise _wrong(path, number, "id", f"{case.id!r} is used {counts[case.id]} times; give each question its own")
    return cases


def _wrong(path: Path, line: int, field: str, problem: str) -> QuestionSetError:
    return QuestionSetError(f"{path.name} line {line}, {field}: {problem}")
