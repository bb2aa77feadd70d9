"""Public question-answering sets as cases: a folder with ``docs.jsonl`` and ``questions.jsonl``, read, checked and written out as files to index.

Each document becomes one text file: its title as a heading, then its text as it is. Without the title the assistant would take the file's name for
one and encode it with every sentence; with it, the assistant and the systems it is compared with read the same file.

What this module does not do: judge a question. Overlap and half of these cases are nobody's judgement, so no figure may be divided by them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from evals.cases import Case, Fact, GoldQuote
from evals.errors import PublicSetError
from evals.peers import sentences_of
from ingest.document import Document
from ingest.span import Span

DOCUMENTS = "docs.jsonl"
QUESTIONS = "questions.jsonl"
SEED = 20211
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LIST_MARK = re.compile(r"(?:[-–—*•·▪◦‣]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document of a set: one line of ``docs.jsonl``."""

    id: str
    title: str
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a document's text is never blank")

    @property
    def doc_id(self) -> str:
        """A name for the file that any file system takes: the id's letters and digits, and a hash of the id that keeps alike ids apart."""
        readable = _UNSAFE.sub("-", self.id).strip("-")[:_MOST_NAME].strip("-")
        return f"{readable or 'document'}-{hashlib.sha256(self.id.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"

    @property
    def content(self) -> str:
        """What stands in the document's file."""
        title = " ".join(self.title.split())
        return f"# {title}\n\n{self.text}" if title else self.text


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """Where an answer, or a sentence that supports one, stands: ``start`` counts characters of the document's text."""

    doc_id: str
    text: str
    start: int

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an answer is never blank")


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question of a set: one line of ``questions.jsonl``, whose further keys are passed over."""

    id: str
    question: str
    answers: tuple[PublicAnswer, ...]
    answerable: bool
    answers_mode: Literal["alternatives", "evidence"]

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.question.strip():
            raise ValueError("id and question are never blank")
        if self.answers and not self.answerable:
            raise ValueError("a question that is not answerable has no answers")

    @property
    def usable(self) -> bool:
        """Say whether a reply can be marked: an answerable question without answers cannot."""
        return bool(self.answers) == self.answerable


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set that was read and checked: every answer stands where it is said to."""

    name: str
    documents: tuple[PublicDocument, ...]
    questions: tuple[PublicQuestion, ...]

    def write(self, folder: Path) -> None:
        """Write every document as a text file named by its ``doc_id`` into ``folder``, which is made."""
        folder.mkdir(parents=True)
        for document in self.documents:
            (folder / f"{document.doc_id}.txt").write_bytes(document.content.encode("utf-8"))

    def without(self, ids: Collection[str]) -> PublicSet:
        """Return the set without some questions, such as those that something was fitted on; their documents stay."""
        return replace(self, questions=tuple(question for question in self.questions if question.id not in ids))

    def reduced(self, sample: int, documents: int) -> PublicSet:
        """Return the set with the questions of ``cases(sample)`` alone, and with ``documents`` documents or those that answer them, if they are more.

        The others that fill up the number are drawn by lot, the same every time.
        """
        chosen = {question.id for question in self._drawn(sample)}
        needed = {answer.doc_id for question in self.questions if question.id in chosen for answer in question.answers}
        others = sorted((one.id for one in self.documents if one.id not in needed), key=_lot)
        kept = needed | set(others[: max(0, documents - len(needed))])
        return replace(
            self,
            documents=tuple(one for one in self.documents if one.id in kept),
            questions=tuple(question for question in self.questions if question.id in chosen),
        )

    def cases(self, sample: int) -> tuple[Case, ...]:
        """Return a sample of at most ``sample`` usable questions as cases, in the order of the file; the same sample every time.

        Raises:
            PublicSetError: no question can be used.
        """
        documents = {document.id: document for document in self.documents}
        return tuple(_case(question, documents) for question in self._drawn(sample))

    def _drawn(self, sample: int) -> list[PublicQuestion]:
        usable = [question for question in self.questions if question.usable]
        if not usable:
            raise PublicSetError(f"{self.name}: {QUESTIONS} holds no question that can be marked; add questions with answers, or unanswerable ones")
        if len(usable) > sample:
            drawn = {question.id for question in sorted(usable, key=lambda question: _lot(question.id))[:sample]}
            usable = [question for question in usable if question.id in drawn]
        return usable


def read_public_set(folder: Path) -> PublicSet:
    """Read and check the set in ``folder``.

    Raises:
        PublicSetError: naming the folder, or the file and the line, of the first thing that is wrong.
    """
    if not folder.is_dir():
        raise PublicSetError(f"{folder} is not a folder; name one that holds {DOCUMENTS} and {QUESTIONS} with --public")
    documents = _lines(folder / DOCUMENTS, TypeAdapter(PublicDocument))
    texts = {document.id: document.text for _, document in documents}
    questions = _lines(folder / QUESTIONS, TypeAdapter(PublicQuestion))
    for what, ids in ((DOCUMENTS, [(line, one.id) for line, one in documents]), (QUESTIONS, [(line, one.id) for line, one in questions])):
        _check_once(folder / what, ids)
    for line, question in questions:
        for number, answer in enumerate(question.answers):
            text, end = texts.get(answer.doc_id), answer.start + len(answer.text)
            if text is None:
                raise _wrong(folder / QUESTIONS, line, f"answers.{number}.doc_id", f"{answer.doc_id!r} is not in {DOCUMENTS}; correct it")
            if answer.start < 0 or text[answer.start : end] != answer.text:
                raise _wrong(folder / QUESTIONS, line, f"answers.{number}.start", f"{answer.text[:60]!r} does not stand there; correct it")
    return PublicSet(folder.resolve().name, tuple(one for _, one in documents), tuple(one for _, one in questions))


def gold_sentence(text: str, answer: Span) -> str:
    """Return the sentence of ``text`` that holds the characters of ``answer``, without a list mark before it.

    An answer that runs over the end of a sentence gives both sentences; one that holds a whole sentence and more gives the first it touches.
    """
    touched = [Span(one.start, one.end) for one in sentences_of(Document("text", text)) if Span(one.start, one.end).overlaps(answer)]
    if len(touched) > 1 and any(answer.contains(span) for span in touched):
        touched = touched[:1]
    found = text[touched[0].start : touched[-1].end] if touched else answer.of(text)
    mark = _LIST_MARK.match(found)
    return found[mark.end() :] if mark and found[mark.end() :].strip() else found


def _case(question: PublicQuestion, documents: Mapping[str, PublicDocument]) -> Case:
    """Return a question as a case.

    Answers of several documents that are evidence together give a fact for each document; any other answers are alternatives of one fact.
    """
    golds: dict[str, dict[GoldQuote, None]] = {}
    apart = question.answers_mode == "evidence"
    for answer in question.answers:
        document = documents[answer.doc_id]
        sentence = gold_sentence(document.text, Span(answer.start, answer.start + len(answer.text)))
        golds.setdefault(document.doc_id if apart else "", {})[GoldQuote(document.doc_id, sentence)] = None
    facts = tuple(Fact(tuple(quotes)) for quotes in golds.values())
    return Case(
        id=question.id,
        question=question.question,
        turns=(),
        voice="public",
        kind="several" if len(facts) > 1 else "fact" if facts else "not-in-documents",
        overlap="normal",
        answerable=question.answerable,
        facts=facts,
        note="",
        split="gate",
    )


def _lot(id: str) -> str:
    """Return what a question is drawn by: it looks random, and does not depend on the other questions or on a library's generator."""
    return hashlib.sha256(f"{SEED} {id}".encode("utf-8", "surrogatepass")).hexdigest()


_Line = TypeVar("_Line")


def _lines(path: Path, adapter: TypeAdapter[_Line]) -> list[tuple[int, _Line]]:
    """Return (1-based line number, what it holds) for each line that is not blank."""
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise PublicSetError(f"cannot read {path} ({error.strerror}); a public set is a folder with {DOCUMENTS} and {QUESTIONS}") from error
    except UnicodeDecodeError as error:
        raise PublicSetError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append((number, adapter.validate_json(line, strict=True)))
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            field = ".".join(str(step) for step in problem["loc"]) or "the line"
            raise _wrong(path, number, field, f"{problem['msg'].removeprefix('Value error, ')}; correct it as docs/evals.md shows") from error
    if not found:
        raise PublicSetError(f"{path} holds no line; add some as docs/evals.md shows")
    return found


def _check_once(path: Path, ids: Sequence[tuple[int, str]]) -> None:
    seen: dict[str, int] = {}
    for line, id in ids:
        if id in seen:
            raise _wrong(path, line, "id", f"{id!r} stands on line {seen[id]} already; give each its own")
        seen[id] = line


def _wrong(path: Path, line: int, field: str, problem: str) -> PublicSetError:
    return PublicSetError(f"{path} line {line}, {field}: {problem}")
