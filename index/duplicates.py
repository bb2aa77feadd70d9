"""Documents that repeat each other, and sentences that stand word for word in several of them.

What this module does not do: it compares words, not meaning. A sentence that says the same in other words is found when a question is asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index.shingle import shared_words, words_of
from ingest.document import BlockKind, Document
from ingest.sentence import Sentence

LEAST_SHARE = 0.1
"""Share of either document's words from which one is said to repeat the other."""
LEAST_WORDS = 20
"""Words that they have to share at least, whatever share of a short document these are."""
LEAST_TWIN = 5
"""Words of the shortest sentence that counts as standing in several documents."""
_AS_COMPLETE = 0.9
"""Share of the longest document's words from which another is as complete."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A document repeats an original: ``share`` of its words stand in sentences of the original, and ``back`` of the original's in its own."""

    doc_id: str
    original: str
    share: float
    back: float


@dataclass(frozen=True)
class Duplicates:
    """What stands in several documents; ``twins`` are rows of the index whose sentences are the same, the one to quote first."""

    repeats: tuple[Repeat, ...] = ()
    twins: tuple[tuple[int, ...], ...] = ()

    def twins_of(self, row: int) -> tuple[int, ...]:
        """Return the rows that say the same as a row, itself among them and the one to quote first; none where it stands alone."""
        return self._groups.get(row, ())

    def save(self, path: Path) -> None:
        """Write both to a file."""
        content = {"repeats": [asdict(repeat) for repeat in self.repeats], "twins": self.twins}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def open(cls, path: Path) -> Duplicates:
        """Read what ``save`` wrote."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(Repeat(**repeat) for repeat in content["repeats"]), tuple(tuple(rows) for rows in content["twins"]))

    def among(self, doc_ids: Collection[str], row_of: Mapping[int, int]) -> Duplicates:
        """Return what stands in several of some documents; ``row_of`` gives the new row of each of their sentences by its old one."""
        repeats = tuple(repeat for repeat in self.repeats if repeat.doc_id in doc_ids and repeat.original in doc_ids)
        groups = (tuple(row_of[row] for row in rows if row in row_of) for rows in self.twins)
        return Duplicates(repeats, tuple(sorted(rows for rows in groups if len(rows) > 1)))

    @cached_property
    def _groups(self) -> Mapping[int, tuple[int, ...]]:
        return {row: rows for rows in self.twins for row in rows}


def find_duplicates(documents: Sequence[Document], sentences: Sequence[Sentence]) -> Duplicates:
    """Find the documents that repeat each other, and the sentences that are the same in them but for case and punctuation.

    The original of two is the more complete one; of two as complete, the one dated earlier; then one with pages; then the first by doc_id.
    """
    numbers = {document.doc_id: number for number, document in enumerate(documents)}
    belongs = np.array([numbers[sentence.doc_id] for sentence in sentences], dtype=np.int64)
    words = [words_of(sentence.clean) for sentence in sentences]
    lengths = [0] * len(documents)
    for number, found in zip(belongs.tolist(), words, strict=True):
        lengths[number] += len(found)
    shared = shared_words(words, belongs, len(documents))
    repeats = []
    partners: dict[int, set[int]] = defaultdict(set)
    for one, other in sorted({(min(pair), max(pair)) for pair in shared}):
        there, back = shared.get((one, other), 0), shared.get((other, one), 0)
        if max(there / lengths[one], back / lengths[other]) < LEAST_SHARE or max(there, back) < LEAST_WORDS:
            continue
        original, copy = _primary_first((one, other), documents, lengths)
        share, back = shared.get((copy, original), 0), shared.get((original, copy), 0)
        ids = documents[copy].doc_id, documents[original].doc_id
        repeats.append(Repeat(*ids, round(share / lengths[copy], 3), round(back / lengths[original], 3)))
        partners[one].add(other)
        partners[other].add(one)
    repeats.sort(key=lambda repeat: (repeat.doc_id, repeat.original))
    return Duplicates(tuple(repeats), _twins(documents, sentences, words, lengths, partners))


def _twins(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    words: Sequence[Sequence[str]],
    lengths: Sequence[int],
    partners: Mapping[int, set[int]],
) -> tuple[tuple[int, ...], ...]:
    """Group the rows of sentences of the same words in documents that repeat each other; by chance the same words may stand anywhere."""
    numbers = {document.doc_id: number for number, document in enumerate(documents)}
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, (sentence, found) in enumerate(zip(sentences, words, strict=True)):
        if len(found) >= LEAST_TWIN and numbers[sentence.doc_id] in partners:
            # A row of a table says nothing without the names of its columns.
            header = words_of(sentence.lead_in or "") if sentence.kind is BlockKind.TABLE_ROW else ()
            groups[(*header, *found)].append(row)
    twins = []
    for rows in groups.values():
        holders = {numbers[sentences[row].doc_id] for row in rows}
        holders = {number for number in holders if partners[number] & holders}
        order = {number: place for place, number in enumerate(_primary_first(sorted(holders), documents, lengths))}
        kept = [row for row in rows if numbers[sentences[row].doc_id] in order]
        if kept:
            twins.append(tuple(sorted(kept, key=lambda row: (order[numbers[sentences[row].doc_id]], row))))
    return tuple(sorted(twins))


def _primary_first(holders: Sequence[int], documents: Sequence[Document], lengths: Sequence[int]) -> list[int]:
    """Return documents that say the same, the original first."""
    rest, ordered = list(holders), []
    while rest:
        most = max(lengths[number] for number in rest)
        complete = [number for number in rest if lengths[number] >= _AS_COMPLETE * most]
        dates = [documents[number].source.published for number in complete]
        shown = min((len(date) for date in dates if date), default=0)
        # "2021" is neither earlier nor later than "2021-06": dates are compared as far as all of them go.
        when = {number: (date or "9999")[: shown or 4] for number, date in zip(complete, dates, strict=True)}
        first = min(complete, key=lambda number: (when[number], not documents[number].page_starts, documents[number].doc_id))
        ordered.append(first)
        rest.remove(first)
    return ordered
