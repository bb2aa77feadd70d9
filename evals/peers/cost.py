"""One step of one system in this process: ``python -m evals.peers.cost index|answer NAME FOLDER SPAWNED``, as ``evals.peers.costs`` starts it.

Libraries blur each other's memory and start-up, so that each system has two processes of its own. ``index`` goes from texts to an index on disk,
``answer`` from the start of the process to the last question. The figures are written into the folder, since libraries print what they like.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.peers.registry import SYSTEMS
from evals.product import ensure_index, open_product, reopen_embedder
from evals.response import Task
from ingest.document import Document

OURS = "carecite"
_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder in which a system is measured: what it is given, where its index goes, and what came out."""

    folder: Path

    @property
    def given(self) -> Path:
        """The texts by doc_id, the questions with their histories, and the folder of documents, as JSON."""
        return self.folder / "given.json"

    @property
    def model(self) -> Path:
        """The exported plain model, for the systems to compare with."""
        return self.folder / "model"

    @property
    def index(self) -> Path:
        """Where the system's index goes."""
        return self.folder / "index"

    @property
    def figures(self) -> Path:
        """What the last step measured."""
        return self.folder / "figures.json"


def index(name: str, place: Workplace) -> dict[str, float]:
    """Build the system's index and save it; seconds with all imports and models, and peak memory in MiB.

    For carecite this is its whole build, from files on disk; the others are given the texts, and a model that is exported already.
    """
    given = _read(place)
    started = time.perf_counter()
    if name == OURS:
        ensure_index(place.index, Path(given["documents"]))
    else:
        system = next(one for one in SYSTEMS if one.name == name)
        documents = {doc_id: Document(doc_id, text) for doc_id, text in given["texts"].items()}
        peer = system.build(documents, reopen_embedder(place.model))
        place.index.mkdir(parents=True)
        peer.save(place.index)
    return {"index_seconds": time.perf_counter() - started, "index_mib": peak_mib()}


def answer(name: str, place: Workplace, spawned: float) -> dict[str, Any]:
    """Open the system's index and ask every question; seconds to the first answer since ``spawned`` (Unix time), of the others, and peak memory."""
    task = _open(name, place)
    first, *others = _read(place)["questions"]
    task.ask(*first)
    start_seconds = time.time() - spawned
    seconds = []
    for question in others:
        started = time.perf_counter()
        task.ask(*question)
        seconds.append(time.perf_counter() - started)
    return {"start_seconds": start_seconds, "seconds": seconds, "answer_mib": peak_mib()}


def peak_mib() -> float:
    """Return the most memory that this process has held at a time, in MiB (resident set).

    Linux's own count is read where there is one: what ``getrusage`` says there may be that of the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        # macOS counts bytes, other systems KiB.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (_BYTES if sys.platform == "darwin" else 1024)
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def _open(name: str, place: Workplace) -> Task:
    if name == OURS:
        return open_product(place.index)
    system = next(one for one in SYSTEMS if one.name == name)
    return system.load(place.index, reopen_embedder(place.model))


def _read(place: Workplace) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(place.given.read_text(encoding="utf-8"))
    return given


def main(arguments: list[str]) -> int:
    """Measure the step that the command line names and write its figures."""
    step, name, folder, spawned = arguments
    place = Workplace(Path(folder))
    figures = index(name, place) if step == "index" else answer(name, place, float(spawned))
    place.figures.write_text(json.dumps(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
