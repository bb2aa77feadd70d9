"""Whether in-text references are resolved to the right entry, measured against a list that a person made.

``references.jsonl`` holds every in-text reference of a document, footnotes and captions too: where it stands, and where the entry that it means
begins in the bibliography; ``null`` with a reason where a reader cannot tell, or where there is no such entry. Each is looked for in the sentence
that would be quoted, so that a sentence cut in the wrong place counts as a miss.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.apparatus import Apparatus
from assistant.reply import Reference
from assistant.works_cited import WorksCited
from evals.errors import QuestionSetError
from ingest.bibliography_entry import read_entries
from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences
from ingest.span import Span

EXPECTED = Path(__file__).parent / "references.jsonl"
LEAST_RESOLVED = 0.97
"""The share of the references with an entry that has to be resolved to it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of the list: the reference, its place, and where its entry begins; ``None`` and why where it has none."""

    doc_id: str
    span: Span
    entry: int | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of the references of the list, and what was taken for one besides.

    ``replaced`` lists the references that got another entry when theirs was taken out of the bibliography, of ``taken_out`` different ones.
    """

    right: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    wrong: tuple[Expected, ...]
    left_open: tuple[Expected, ...]
    others: tuple[str, ...]
    taken_out: int
    replaced: tuple[str, ...]

    @property
    def resolved(self) -> float:
        """The share of the references with an entry that were resolved to it."""
        return len(self.right) / max(1, len(self.right) + len(self.missed) + sum(one.entry is not None for one in self.wrong))

    @property
    def is_good(self) -> bool:
        """Say whether enough are resolved, and none to a wrong entry."""
        return self.resolved >= LEAST_RESOLVED and not self.wrong


def load_expected(path: Path, documents: Mapping[str, Document]) -> tuple[Expected, ...]:
    """Return the list at ``path``, checked against the documents.

    Raises:
        QuestionSetError: it is missing, or a line of it does not fit its document.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise QuestionSetError(f"cannot read {path} ({error}); it holds one JSON object a line") from error
    starts = {document.doc_id: {entry.span.start for entry in read_entries(document)} for document in documents.values()}
    found = []
    for number, row in enumerate(rows, start=1):
        document = documents.get(row.get("doc_id", ""))
        if document is None:
            raise QuestionSetError(f"{path}, line {number}: there is no document {row.get('doc_id')}; name the folder that holds it with --seeds")
        one = Expected(row["doc_id"], Span(row["start"], row["end"]), row["entry"], row["why"])
        if one.span.of(document.text) != row["in_text"] or (one.entry is None) is not bool(one.why):
            raise QuestionSetError(
                f"{path}, line {number}: the document does not read {row['in_text']!r} there, or the entry or the reason is missing"
            )
        if one.entry is not None and one.entry not in starts[one.doc_id]:
            raise QuestionSetError(f"{path}, line {number}: no bibliography entry begins at {one.entry}")
        found.append(one)
    return tuple(found)


def measure(expected: Sequence[Expected], documents: Mapping[str, Document]) -> Outcome:
    """Resolve every reference of the documents that the list names, and compare."""
    sorts: dict[str, list[Expected]] = {"right": [], "missed": [], "wrong": [], "left_open": []}
    others: list[str] = []
    replaced: list[str] = []
    taken_out = 0
    for doc_id in dict.fromkeys(one.doc_id for one in expected):
        document = documents[doc_id]
        listed = {one.span.end: one for one in expected if one.doc_id == doc_id}
        found = _found(document)
        for end, one in listed.items():
            sorts[_sort(one, found.get(end))].append(one)
        others += (reference.in_text for end, reference in found.items() if end not in listed)
        tried, gone_wrong = _without_their_entries(document, {end: one for end, one in listed.items() if one.entry is not None})
        taken_out += tried
        replaced += gone_wrong
    return Outcome(**{name: tuple(ones) for name, ones in sorts.items()}, others=tuple(others), taken_out=taken_out, replaced=tuple(replaced))


def lines(outcome: Outcome, documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield the figures, and each reference that went wrong."""
    with_entry = len(outcome.right) + len(outcome.missed) + sum(one.entry is not None for one in outcome.wrong)
    yield f"in-text references with an entry: {with_entry}"
    yield f"  resolved to it: {len(outcome.right)} ({outcome.resolved:.1%}; at least {LEAST_RESOLVED:.0%} wanted)"
    yield f"  left unresolved: {len(outcome.missed)}"
    yield f"references that nobody can resolve: {len(outcome.left_open) + sum(one.entry is None for one in outcome.wrong)}"
    yield f"resolved to a wrong entry: {len(outcome.wrong)} (none wanted)"
    yield f"taken for references besides: {len(outcome.others)}"
    kept = outcome.taken_out - len(outcome.replaced)
    yield f"their entry taken out of the bibliography: {kept} of {outcome.taken_out} different references are then unresolved"
    for name, ones in (("left unresolved", outcome.missed), ("wrong", outcome.wrong)):
        for one in ones:
            yield f"{name}: {' '.join(one.span.of(documents[one.doc_id].text).split())} ({one.doc_id} {one.span.start}-{one.span.end})"
    yield from (f"besides: {text}" for text in outcome.others)
    yield from (f"replaced: {text}" for text in outcome.replaced)


def _sort(one: Expected, reference: Reference | None) -> str:
    start = reference.span.start if reference and reference.span else None
    if start is None:
        return "left_open" if one.entry is None else "missed"
    return "right" if start == one.entry else "wrong"


def _found(document: Document) -> dict[int, Reference]:
    """Return the references of a document by the offset behind them, found sentence by sentence, and in blocks that are not quoted as a whole."""
    apparatus = Apparatus(document)
    spans = [sentence.span for sentence in cut_sentences(document)]
    spans += [block.span for block in document.blocks if not block.quotable and block.kind is not BlockKind.BIBLIOGRAPHY_ENTRY]
    return {span.start + mention.span.end: reference for span in spans for mention, reference in apparatus.cited(span)}


def _without_their_entries(document: Document, listed: Mapping[int, Expected]) -> tuple[int, list[str]]:
    """Return how many different references were tried with their entry taken out, and those that were then resolved to another."""
    entries = read_entries(document)
    apparatus = Apparatus(document)
    bodies = [block.span for block in document.blocks if block.kind is not BlockKind.BIBLIOGRAPHY_ENTRY]
    tried: set[tuple[str, str, str]] = set()
    replaced = []
    for span in bodies:
        for mention, reference in apparatus.cited(span):
            known = (mention.label, mention.year, mention.letter)
            one = listed.get(span.start + mention.span.end)
            if one is None or reference.span is None or known in tried:
                continue
            tried.add(known)
            status, other = WorksCited([entry for entry in entries if entry.span.start != one.entry], document.text).find(mention)
            if status == "resolved" and other is not None:
                replaced.append(f"{mention.text}: {' '.join(other.text.split())[:100]}")
    return len(tried), replaced
