"""Several processes answer a run's questions: the same replies as one, in the order of the run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from evals.cases import Case
from evals.processes import processes
from evals.product import Product
from evals.runner import Scored, run_cases, score_case
from tests.evals.samples import case

TURNS = (
    ("How many loans?",),
    ("What happened to supervision-order placements?",),
    ("Who wrote the letter?",),
    ("What is meant by kinship care?",),
    ("What happened to supervision-order placements?", "and fathers?"),
)


def asking(id: str, *turns: str) -> Case:
    return replace(case(id, kind="false-premise", turns=turns if len(turns) > 1 else ()), question=turns[-1])


CASES = [asking(f"q{number}", *turns) for number, turns in enumerate(TURNS)]


def untimed(reply: Mapping[str, Any]) -> str:
    return json.dumps({**reply, "seconds": 0}, ensure_ascii=False)


def test_the_replies_are_those_of_one_process(seed_index: Path, assistant: Assistant) -> None:
    """To the byte, and asked again in the same processes."""
    product = Product(assistant)
    alone = [untimed(product.ask(case.question, case.history, 300)) for case in CASES]
    with processes(seed_index, CASES, 300, 2, 2) as many:
        for _ in range(2):
            assert [untimed(many.ask(case.question, case.history, 300)) for case in CASES] == alone
        with pytest.raises(ValueError, match="all questions"):
            many.ask("one more?", (), 300)


def test_a_broken_case_is_a_failure_and_a_reply_has_its_own_seconds(seed_index: Path, assistant: Assistant) -> None:
    long = asking("long", "why " * 1000)
    cases: list[Case] = [CASES[0], long, CASES[1]]
    with processes(seed_index, cases, 300, 1) as one:
        run = one.timed(run_cases("carecite", cases, one, assistant.documents), 300)
    alone = score_case(long, Product(assistant), assistant.documents)
    assert not isinstance(alone, Scored)
    assert [(failure.case.id, failure.error) for failure in run.failures] == [("long", alone.error)]
    assert [one.case.id for one in run.scored] == ["q0", "q1"]
    assert all(0 < one.seconds < 60 for one in run.scored)


def test_questions_come_in_the_order_of_the_run(seed_index: Path) -> None:
    with processes(seed_index, CASES, 300, 1) as one, pytest.raises(ValueError, match="the question to come was 'How many loans\\?'"):
        one.ask("another?", (), 300)
