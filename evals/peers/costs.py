"""What each system costs: index time, start-up, answer time and memory, each system measured in processes of its own, one after the other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.cases import Case
from evals.errors import PeerError
from evals.measures import BUDGET
from evals.peers.cost import Workplace
from evals.product import open_embedder
from ingest.document import Document

TIMED = 61
"""Questions that are asked for the times, spread over the whole set: one for the start-up, the others for the median."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and MiB of one system.

    ``index_seconds`` from the texts to an index on disk; ``start_seconds`` from the start of a process to its first answer; ``median`` and ``p95``
    of the answers after that; ``index_mib`` and ``answer_mib`` the peak memory of the two processes.
    """

    system: str
    index_seconds: float
    index_mib: float
    start_seconds: float
    median: float
    p95: float
    answer_mib: float

    def __post_init__(self) -> None:
        if min(self.index_seconds, self.index_mib, self.start_seconds, self.median, self.p95, self.answer_mib) < 0:
            raise ValueError(f"a cost below zero: {self}")


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A system whose costs could not be measured, and why, in one line."""

    system: str
    reason: str


def measure_costs(
    names: Sequence[str],
    documents: Mapping[str, Document],
    source: Path,
    cases: Sequence[Case],
    folder: Path,
    watch: Callable[[str], None] = lambda step: None,
) -> Iterator[tuple[Cost | NotMeasured, Path]]:
    """Measure each system; yield its cost and where its index stands until the next one is asked for. ``watch`` is told what begins.

    ``source`` is the folder that ``documents`` were read from, ``folder`` an empty one for what is needed on the way.

    Raises:
        CareciteError: if the model of the systems to compare with cannot be exported.
    """
    place = Workplace(folder)
    place.model.mkdir()
    open_embedder(place.model)
    given = {
        "texts": {doc_id: documents[doc_id].text for doc_id in sorted(documents)},
        "documents": str(source.resolve()),
        "questions": [(case.question, case.history, BUDGET) for case in spread(cases, TIMED)],
    }
    place.given.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    for name in names:
        try:
            watch(f"{name}: index")
            built = _step("index", name, place)
            watch(f"{name}: answers")
            asked = _step("answer", name, place)
        except PeerError as error:
            yield NotMeasured(name, str(error)), place.index
        else:
            yield _cost(name, built, asked), place.index
        shutil.rmtree(place.index, ignore_errors=True)


def spread(cases: Sequence[Case], count: int) -> list[Case]:
    """Return ``count`` of the cases, or all where there are fewer, at even distances."""
    if len(cases) <= count:
        return list(cases)
    return [cases[number * len(cases) // count] for number in range(count)]


def _cost(name: str, built: Mapping[str, Any], asked: Mapping[str, Any]) -> Cost:
    # A set of one question has only the first answer to time.
    median, p95 = np.quantile(asked["seconds"] or [asked["start_seconds"]], [0.5, 0.95])
    return Cost(name, built["index_seconds"], built["index_mib"], asked["start_seconds"], float(median), float(p95), asked["answer_mib"])


def _step(step: str, name: str, place: Workplace) -> dict[str, Any]:
    place.figures.unlink(missing_ok=True)
    command = [sys.executable, "-m", "evals.peers.cost", step, name, str(place.folder), repr(time.time())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (this program itself)
    if done.returncode or not place.figures.exists():
        said = done.stderr.strip().splitlines()
        raise PeerError(f"{step} of {name} ended with code {done.returncode}: {said[-1] if said else 'it said nothing'}")
    figures: dict[str, Any] = json.loads(place.figures.read_text(encoding="utf-8"))
    return figures
