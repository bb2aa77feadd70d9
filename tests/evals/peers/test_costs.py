"""What each system costs: the steps in processes of their own, and what is made of a step that breaks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.peers import costs
from evals.peers.cost import Workplace, peak_mib
from evals.peers.costs import Cost, NotMeasured, measure_costs, spread
from evals.peers.registry import SYSTEMS
from tests.evals.peers.test_systems import installed
from tests.evals.samples import ANSWERABLE, DOCUMENTS, TWO_FACTS, case

BM25 = next(system for system in SYSTEMS if system.name == "BM25 sentences")


def test_questions_are_spread_over_the_set() -> None:
    cases = [case(str(number), kind="false-premise") for number in range(10)]
    assert [one.id for one in spread(cases, 5)] == ["0", "2", "4", "6", "8"]
    assert spread(cases[:3], 5) == cases[:3]


def test_peak_memory_is_that_of_the_process_itself() -> None:
    block = bytearray(64 * 1024 * 1024)
    block[::4096] = b"x" * len(block[::4096])
    ours = peak_mib()
    assert ours > 64
    code = "from evals.peers.cost import peak_mib; print(peak_mib())"
    theirs = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert 10 < theirs < ours


def test_a_cost_below_zero_cannot_be() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Cost("one", 1.0, 1.0, 1.0, -0.1, 1.0, 1.0)


@pytest.fixture
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "open_embedder", lambda folder: None)


@pytest.mark.usefixtures("_no_model")
def test_each_system_is_built_saved_opened_and_asked_in_processes_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(BM25)
    steps: list[str] = []
    commands: list[list[str]] = []
    real = subprocess.run

    def watched(command: list[str], **options: object) -> object:
        commands.append(command)
        # BM25 needs no model, so that its processes are told to open none.
        code = "import sys; from evals.peers import cost; cost.reopen_embedder = lambda folder: None; sys.exit(cost.main(sys.argv[1:]))"
        return real([command[0], "-c", code, *command[3:]], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    [(cost, index), *rest] = _measured(tmp_path, steps)
    assert isinstance(cost, Cost)
    assert (cost.system, rest) == (BM25.name, [])
    assert min(cost.index_seconds, cost.start_seconds, cost.median, cost.index_mib, cost.answer_mib) > 0
    assert index == ["bm25", "sentences.json"]
    assert steps == ["BM25 sentences: index", "BM25 sentences: answers"]
    assert [command[:4] for command in commands] == [[sys.executable, "-m", "evals.peers.cost", step] for step in ("index", "answer")]


def _measured(folder: Path, steps: list[str]) -> list[tuple[Cost | NotMeasured, list[str]]]:
    found = measure_costs([BM25.name], DOCUMENTS, folder, [ANSWERABLE, TWO_FACTS], folder, steps.append)
    return [(cost, sorted(path.name for path in index.iterdir())) for cost, index in found]


@pytest.mark.usefixtures("_no_model")
def test_a_step_that_breaks_is_told_with_its_last_line_and_the_next_system_goes_on(tmp_path: Path) -> None:
    found = [cost for cost, _ in measure_costs(["Nothing", "Nobody"], DOCUMENTS, tmp_path, [ANSWERABLE], tmp_path)]
    assert [type(one) for one in found] == [NotMeasured, NotMeasured]
    assert all(isinstance(one, NotMeasured) and one.reason.startswith(f"index of {one.system} ended with code 1: ") for one in found)


@pytest.mark.usefixtures("_no_model")
def test_the_processes_are_given_texts_and_questions_with_their_histories(tmp_path: Path) -> None:
    list(measure_costs([], DOCUMENTS, tmp_path, [ANSWERABLE, case("q9", kind="false-premise", turns=("first?", "then?"))], tmp_path))
    given = json.loads(Workplace(tmp_path).given.read_text(encoding="utf-8"))
    assert given["texts"] == {doc_id: document.text for doc_id, document in DOCUMENTS.items()}
    assert given["questions"] == [["question q1?", [], 300], ["then?", ["first?"], 300]]
