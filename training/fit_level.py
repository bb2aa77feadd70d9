"""Fit the level of the confidence: ``carecite eval --split tune --json tune.json``, then ``python -m training.fit_level tune.json``.

The confidences of the report are taken back to the product of the two models and fitted anew, so the fit does not depend on the level that is in use.
Questions that were refused for what they take for granted are in it with the confidence that is left of them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from assistant.confidence import LEVEL


def fit(logits: np.ndarray, right: np.ndarray, steps: int = 20000, rate: float = 0.05) -> tuple[float, float]:
    """Return slope and intercept of the logistic model of ``right`` over ``logits``, by gradient descent."""
    slope, intercept = 1.0, 0.0
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(slope * logits + intercept))) - right
        slope -= rate * float((error * logits).mean())
        intercept -= rate * float(error.mean())
    return slope, intercept


def main() -> None:
    """Read the report and the questions, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--questions", type=Path, default=Path("evals/questions.jsonl"))
    args = parser.parse_args()
    cases = [json.loads(line) for line in args.questions.read_text(encoding="utf-8").splitlines()]
    answerable = {case["id"]: case["answerable"] for case in cases}
    questions = json.loads(args.report.read_text(encoding="utf-8"))["systems"][0]["questions"]
    sure = np.clip([one["confidence"] for one in questions], 1e-3, 1 - 1e-3)
    logits = (np.log(sure / (1 - sure)) - LEVEL[1]) / LEVEL[0]
    slope, intercept = fit(logits, np.array([answerable[one["id"]] for one in questions], dtype=float))
    print(f"LEVEL = ({slope:.3f}, {intercept:.3f})")


if __name__ == "__main__":
    main()
