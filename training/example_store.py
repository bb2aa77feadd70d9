"""Examples for the cross-encoder in one file: a question, the sentences that the search brings for it, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.cross_encoder import Pair, pair_of

DEPTH = 20
"""Candidates that a question keeps at most."""


@dataclass(frozen=True, slots=True)
class CrossExample:
    """A question with its candidates, best first by the search: token ids, the search's scores, and which of them answer.

    ``before`` holds the token ids of what stands before each sentence, ``weights`` are the inverse document frequencies of the question's tokens,
    ``group`` names the kind of data, and ``aside`` says that the question's document is held back from training.
    """

    asked: tuple[int, ...]
    weights: tuple[float, ...]
    sentences: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, ...], ...]
    scores: tuple[float, ...]
    gold: tuple[bool, ...]
    group: str
    aside: bool = False

    @property
    def answered(self) -> bool:
        """Say whether one of the candidates answers."""
        return any(self.gold)

    def pair(self, position: int) -> Pair:
        """Return the sequence of question and candidate that the cross-encoder reads."""
        return pair_of(self.asked, self.sentences[position], self.before[position])


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: their values one after the other, and where each row starts and the last one ends."""

    values: NDArray[Any]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]], kind: type) -> Ragged:
        """Put rows behind each other."""
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        return cls(np.array([value for row in rows for value in row], dtype=kind), starts)

    def row(self, position: int) -> tuple[Any, ...]:
        """Return one row."""
        return tuple(self.values[self.starts[position] : self.starts[position + 1]].tolist())


@dataclass(frozen=True, slots=True)
class ExampleStore:
    """Many examples; a sentence that is a candidate of several questions is kept once. ``rows`` is -1 behind a question's last candidate."""

    asked: Ragged
    weights: Ragged
    sentences: Ragged
    before: Ragged
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    gold: NDArray[np.bool_]
    groups: NDArray[np.str_]
    aside: NDArray[np.bool_]

    @classmethod
    def of(cls, examples: Iterable[CrossExample]) -> ExampleStore:
        """Keep the examples."""
        kept = list(examples)
        known: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        shape = (len(kept), DEPTH)
        rows, scores, gold = np.full(shape, -1, np.int32), np.zeros(shape, np.float32), np.zeros(shape, bool)
        for number, one in enumerate(kept):
            count = len(one.sentences)
            texts = zip(one.sentences, one.before, strict=True)
            rows[number, :count] = [known.setdefault(text, len(known)) for text in texts]
            scores[number, :count], gold[number, :count] = one.scores, one.gold
        return cls(
            Ragged.of([one.asked for one in kept], np.uint16),
            Ragged.of([one.weights for one in kept], np.float16),
            Ragged.of([sentence for sentence, _ in known], np.uint16),
            Ragged.of([before for _, before in known], np.uint16),
            rows,
            scores,
            gold,
            np.array([one.group for one in kept], dtype=str),
            np.array([one.aside for one in kept], dtype=bool),
        )

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.rows)

    def __getitem__(self, number: int) -> CrossExample:
        """Return one example."""
        rows = [int(row) for row in self.rows[number] if row >= 0]
        return CrossExample(
            self.asked.row(number),
            self.weights.row(number),
            tuple(self.sentences.row(row) for row in rows),
            tuple(self.before.row(row) for row in rows),
            tuple(self.scores[number, : len(rows)].tolist()),
            tuple(self.gold[number, : len(rows)].tolist()),
            str(self.groups[number]),
            bool(self.aside[number]),
        )

    def save(self, path: Path) -> None:
        """Write the examples as an ``.npz`` file."""
        arrays: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Ragged):
                arrays |= {f"{field.name}.values": value.values, f"{field.name}.starts": value.starts}
            else:
                arrays[field.name] = value
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> ExampleStore:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        whole = {name: arrays[name] for name in arrays if "." not in name}
        ragged = {name: Ragged(arrays[f"{name}.values"], arrays[f"{name}.starts"]) for name in ("asked", "weights", "sentences", "before")}
        return cls(**ragged, **whole)
