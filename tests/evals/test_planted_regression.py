"""The gate on the real assistant: a weight of the ranking that is changed a little closes it, and nothing changed leaves it open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.settings import DEFAULT_SETTINGS, Settings
from evals.cases import Case, load_cases, of_split
from evals.commands.asking import QUESTIONS
from evals.comparison import compare_runs
from evals.gate import Baseline, baseline_of, compare
from evals.product import Product
from evals.report import to_json
from evals.rerun import rerun
from evals.runner import Run, run_cases
from evals.saved_run import parse_saved_run
from index.weights import SearchWeights

WEIGHT = SearchWeights(late_own=DEFAULT_SETTINGS.weights.late_own * 0.8)
"""A fifth off the weight of late interaction: a few questions of the whole set get worse."""


@pytest.fixture(scope="module")
def product(assistant: Assistant) -> Product:
    return Product(assistant)


@pytest.fixture(scope="module")
def cases(product: Product) -> tuple[Case, ...]:
    """Return a part of the gate half in which one of these few stands, so that the test takes seconds."""
    return of_split(load_cases(QUESTIONS, product.documents), "gate")[60:84]


@pytest.fixture(scope="module")
def before(product: Product, cases: tuple[Case, ...]) -> Run:
    return run_cases("carecite", cases, product, product.documents)


@pytest.fixture(scope="module")
def baseline(before: Run) -> Baseline:
    return baseline_of(before)


def test_a_weight_changed_a_little_closes_the_gate(product: Product, cases: tuple[Case, ...], before: Run, baseline: Baseline) -> None:
    changed = product.with_settings(replace(Settings(), weights=WEIGHT))
    after = run_cases("carecite", cases, changed, product.documents)
    verdict = compare(after, baseline)
    assert 1 <= len(verdict.worse) <= 4, "few questions are meant to get worse; plant another regression"
    assert not verdict.is_open
    lost = compare_runs(parse_saved_run(to_json([before])), parse_saved_run(to_json([after]))).questions
    assert {change.name for change in verdict.worse} <= {change.id for change in lost if change.lost or change.abstained == (False, True)}


def test_nothing_changed_leaves_it_open_with_the_same_replies(product: Product, cases: tuple[Case, ...], baseline: Baseline) -> None:
    again = rerun(product, cases, product.documents, baseline, 1)
    assert again.is_steady
