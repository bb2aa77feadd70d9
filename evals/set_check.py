"""Everything that is wrong with a question set, and what a person should look at again although it is not wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import Case, GoldQuote, Problem, read_set
from evals.units import is_covered, places, units_of
from ingest.document import Document

LONG = 60
"""Words of a gold quote beyond which it is called long: the smallest reading budget that is measured cannot show it."""

Numbered = Sequence[tuple[int, Case]]


@dataclass(frozen=True, slots=True)
class SetCheck:
    """What was found: the cases that could be read with their lines, what is wrong, and what to look at again."""

    cases: tuple[tuple[int, Case], ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """The lines with nothing wrong in figures, one line."""
        wrong = {error.line for error in self.errors}
        cases = [case for line, case in self.cases if line not in wrong]
        answerable = sum(case.answerable for case in cases)
        halves = f"{sum(case.split == 'gate' for case in cases)} in the gate half"
        facts = sum(len(case.facts) for case in cases)
        return f"{len(cases)} valid: {answerable} answerable with {facts} facts, {len(cases) - answerable} unanswerable; {halves}"


def check_set(path: Path, documents: Mapping[str, Document] | None) -> SetCheck:
    """Check a question set; without documents, its shape alone.

    Raises:
        QuestionSetError: if the file cannot be read, or holds no line.
    """
    reading = read_set(path, documents)
    warnings = [*_doubled(reading.cases), *_long(reading.cases)]
    if documents is not None:
        warnings += [*_repeated(reading.cases, documents), *_unquotable(reading.cases, documents), *changed(reading.cases, documents)]
    return SetCheck(reading.cases, reading.problems, tuple(sorted(warnings, key=lambda warning: warning.line)))


def changed(cases: Numbered, documents: Mapping[str, Document]) -> list[Problem]:
    """Return a warning for each gold quote that still stands in its document although the document has changed."""
    hashes = {doc_id: document.sha256 for doc_id, document in documents.items()}
    return [
        Problem(line, f"{field}.sha256", f"{gold.doc_id} has changed since; read the question beside it again, then renew the hash (--add-hashes)")
        for line, field, gold in _golds(cases)
        if gold.sha256 is not None and gold.doc_id in documents and gold.sha256 != hashes[gold.doc_id] and gold.text in documents[gold.doc_id].text
    ]


def changed_documents(cases: Sequence[Case], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return the doc_ids of the documents that have changed under the questions, in alphabetical order."""
    golds = {(gold.doc_id, gold.sha256) for case in cases for fact in case.facts for gold in fact.quotes if gold.sha256}
    return tuple(sorted({doc_id for doc_id, sha256 in golds if doc_id in documents and documents[doc_id].sha256 != sha256}))


def _doubled(cases: Numbered) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line, case in cases:
        asked = tuple(" ".join(turn.casefold().split()).rstrip("?!. ") for turn in case.turns or (case.question,))
        if asked in first:
            yield Problem(line, "question", f"it is asked on line {first[asked]} already; it counts twice unless you take one out")
        else:
            first[asked] = line


def _long(cases: Numbered) -> Iterator[Problem]:
    for line, field, gold in _golds(cases):
        words = len(gold.text.split())
        if words > LONG:
            yield Problem(line, f"{field}.text", f"{words} words are much to ask for; take the shortest piece that shows the fact")


def _repeated(cases: Numbered, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for line, field, gold in _golds(cases):
        document = documents.get(gold.doc_id)
        times = document.text.count(gold.text) if document else 0
        if times > 1:
            yield Problem(line, f"{field}.text", f"it stands {times} times in {gold.doc_id}, and any place counts; make it longer if only one should")


def _unquotable(cases: Numbered, documents: Mapping[str, Document]) -> Iterator[Problem]:
    named = {gold.doc_id for _, _, gold in _golds(cases) if gold.doc_id in documents}
    units = units_of({doc_id: documents[doc_id] for doc_id in named}, "sentence")
    for line, field, gold in _golds(cases):
        text = documents[gold.doc_id].text if gold.doc_id in documents else ""
        found = places(gold.text, text)
        if found and units[gold.doc_id] and not any(is_covered(place, text, units[gold.doc_id]) for place in found):
            yield Problem(line, f"{field}.text", "no sentence that can be quoted holds it (a heading, a caption, page furniture?); take another")


def _golds(cases: Numbered) -> Iterator[tuple[int, str, GoldQuote]]:
    """Yield each gold quote with its line and field."""
    for line, case in cases:
        for f, fact in enumerate(case.facts):
            for q, gold in enumerate(fact.quotes):
                yield line, f"facts.{f}.quotes.{q}", gold
