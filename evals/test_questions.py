"""The known questions of the gate half as tests, one a question: ``pytest evals``. Skipped, with the reason, where no index can be built.

Each test asserts that every quote is exact, and that a question which the baseline records as fully answered (or rightly refused) still is. Set
CARECITE_INDEX to ask another index than the one in the repository.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.cases import Case, load_cases, of_split, parse_cases
from evals.commands.asking import BASELINE, QUESTIONS
from evals.gate import Baseline, load_baseline
from evals.measures import EXACTNESS
from evals.product import Product, ensure_index, open_product
from evals.runner import Failure, score_case
from ingest.errors import CareciteError

ROOT = Path(__file__).parent.parent
CASES = parse_cases(QUESTIONS) if QUESTIONS.exists() else ()


@pytest.fixture(scope="session")
def product() -> Product:
    """Return the assistant on the seeds' index, built when it is missing."""
    index = Path(os.environ.get("CARECITE_INDEX", ROOT / ".carecite" / "index"))
    try:
        ensure_index(index, ROOT / "seeds")
        return open_product(index)
    except CareciteError as error:
        pytest.skip(f"no index of the seeds can be built or opened: {error}")


@pytest.fixture(scope="session")
def baseline() -> Baseline | None:
    """Return the stored baseline; ``None`` before the first one is written."""
    return load_baseline(BASELINE) if BASELINE.exists() else None


@pytest.mark.skipif(not CASES, reason="evals/questions.jsonl is not there")
def test_every_gold_quote_stands_in_its_document(product: Product) -> None:
    """The set is valid against the indexed documents."""
    assert len(load_cases(QUESTIONS, product.documents)) == len(CASES)


@pytest.mark.parametrize("case", of_split(CASES, "gate") if CASES else (), ids=lambda case: case.id)
def test_question(case: Case, product: Product, baseline: Baseline | None) -> None:
    """Every quote is exact, and what the baseline answered is still answered."""
    result = score_case(case, product, product.documents)
    if isinstance(result, Failure):
        pytest.fail(result.error)
    exactness = result.ratios[EXACTNESS.name]
    assert exactness.part == exactness.whole, "a quote does not stand at its place"
    if baseline is not None and baseline.scores.get(case.id) == 1.0:
        assert result.passed, f"the baseline answers this question fully, now its mark is {result.score:.2f}: {case.question}"
