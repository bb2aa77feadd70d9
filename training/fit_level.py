"""Fit the level of the confidence, the level of a ``Fit`` in ``assistant/confidence.py``: ``python -m training.fit_level``.

The tune half of the question set is put to an index of the seeds, which is built first; a logistic curve is fitted that takes the product of the two
models' probabilities to the share of questions that the documents answer. What a question takes for granted plays no part in it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.confidence import fit_of
from index.builder import build_index
from training.calibrate import Asked, features_of, probability


def fit(logits: NDArray[np.float64], right: NDArray[np.float64], steps: int = 20000, rate: float = 0.05) -> tuple[float, float]:
    """Return slope and intercept of the logistic model of ``right`` over ``logits``, by gradient descent."""
    slope, intercept = 1.0, 0.0
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(slope * logits + intercept))) - right
        slope -= rate * float((error * logits).mean())
        intercept -= rate * float(error.mean())
    return slope, intercept


def main() -> None:
    """Read the command line, ask, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--questions", type=Path, default=Path("evals/questions.jsonl"))
    args = parser.parse_args()
    cases = [case for case in map(json.loads, args.questions.read_text(encoding="utf-8").splitlines()) if case["split"] == "tune"]
    with tempfile.TemporaryDirectory() as scratch:
        build_index(args.seeds, Path(scratch) / "index")
        assistant = Assistant.open(Path(scratch) / "index")
        turns = [tuple(case["turns"]) or (case["question"],) for case in cases]
        rows = [Asked("seeds", features_of(assistant, one), "own" if case["answerable"] else "near") for one, case in zip(turns, cases, strict=True)]
        cross_encoder = assistant.index.encoder.cross_encoder
    subject, answer = ((np.array(weights), intercept) for weights, intercept in (fit_of(cross_encoder).subject, fit_of(cross_encoder).answer))
    sure = np.clip(probability(rows, subject, answer), 1e-3, 1 - 1e-3)
    slope, intercept = fit(np.log(sure / (1 - sure)), np.array([row.answered for row in rows], dtype=float))
    print(f"{cross_encoder}: level = ({slope:.3f}, {intercept:.3f})")


if __name__ == "__main__":
    main()
