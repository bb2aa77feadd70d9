"""Is a run the same every time? The same questions are put to the same system again and again, and each run passes through the gate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.cases import Case
from evals.gate import Baseline, compare, gate_half
from evals.response import Task
from evals.runner import run_cases
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Reruns:
    """What came of asking again: how often, how often the gate was open, and the ids of questions whose reply was not the same every time."""

    times: int
    open: int
    questions: int
    varying: tuple[str, ...]

    @property
    def is_steady(self) -> bool:
        """Say whether the gate was open every time; a reply may vary as long as it is."""
        return self.open == self.times

    def line(self) -> str:
        """Return what was found in one line."""
        few = ", ".join(self.varying[:5]) + (", ..." if len(self.varying) > 5 else "")
        varied = f"{len(self.varying)} of {self.questions} replies varied: {few}"
        same = varied if self.varying else f"all {self.questions} replies byte for byte the same but for their seconds"
        return f"asked again: gate open {self.open} of {self.times} times; {same}"


@dataclass(slots=True)
class _Recorder:
    """A system whose replies are remembered, each as a hash of its JSON without the seconds."""

    task: Task
    hashes: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Pass the question on and the reply back."""
        reply = self.task.ask(question, history, words)
        untimed = {name: value for name, value in reply.items() if name != "seconds"}
        text = json.dumps(untimed, ensure_ascii=False, default=repr)
        self.hashes.setdefault((*history, question), set()).add(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        return reply


def rerun(
    task: Task,
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    baseline: Baseline,
    times: int,
    significance: float | None = None,
    on_case: Callable[[], None] = lambda: None,
) -> Reruns:
    """Put the cases to the system ``times`` times, in one process, and each run of the gate half through the gate.

    Raises:
        BaselineError: if the baseline was made with other questions.
    """
    recorder = _Recorder(task)
    verdicts = [compare(gate_half(run_cases("", cases, recorder, documents, on_case)), baseline, significance) for _ in range(times)]
    varying = tuple(case.id for case in cases if len(recorder.hashes.get((*case.history, case.question), ())) > 1)
    return Reruns(times, sum(verdict.is_open for verdict in verdicts), len(cases), varying)
