"""Fit how sure the assistant is that documents answer a question at all: ``python -m training.calibrate --data FOLDER``.

Each corpus (the seeds with the tune half of the question set; samples of public sets in FOLDER) is asked its own questions, which it
answers, and those of the other corpora, which it does not. A logistic model of the
best sentences' scores is fitted to both; the last lines are the numbers for ``assistant/confidence.py``, and how many are refused at the threshold.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.confidence import THRESHOLD, features
from assistant.query import check_question, understand
from assistant.reader import read
from index.builder import build_index

PUBLIC = {"squad2_dev": 160, "policyqa": 200, "clapnq_dev": 160}
"""Documents sampled of each public set."""
QUESTIONS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """Features of one question put to one corpus, and whether the corpus answers it."""

    corpus: str
    features: tuple[float, ...]
    answered: bool


def collect(data: Path, seeds: Path, questions: Path) -> list[Asked]:
    """Ask every corpus its own and the others' questions."""
    rng = random.Random(7)
    corpora: dict[str, Path] = {"seeds": seeds}
    asked: dict[str, list[tuple[str, ...]]] = {"seeds": []}
    foreign: list[tuple[str, ...]] = []
    for line in questions.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["split"] != "tune":
            continue
        turns = tuple(case["turns"]) or (case["question"],)
        if case["answerable"]:
            asked["seeds"].append(turns)
        elif case["kind"] == "other-subject":
            foreign.append(turns)
    with tempfile.TemporaryDirectory() as scratch:
        for name, count in PUBLIC.items():
            corpora[name], asked[name] = _public(data / name, Path(scratch) / name, count, rng)
        rows = []
        for name, folder in corpora.items():
            target = Path(scratch) / f"{name}-index"
            build_index(folder, target)
            assistant = Assistant.open(target)
            others = [turns for other, list_ in asked.items() if other != name for turns in rng.sample(list_, min(QUESTIONS // 3, len(list_)))]
            own = asked[name] if len(asked[name]) <= QUESTIONS else rng.sample(asked[name], QUESTIONS)
            rows += [Asked(name, _features(assistant, turns), True) for turns in own]
            rows += [Asked(name, _features(assistant, turns), False) for turns in others + (foreign if name == "seeds" else [])]
    return rows


def _public(source: Path, folder: Path, count: int, rng: random.Random) -> tuple[Path, list[tuple[str, ...]]]:
    folder.mkdir()
    documents = [json.loads(line) for line in (source / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = {document["id"]: f"doc{k}" for k, document in enumerate(rng.sample(documents, min(count, len(documents))))}
    for document in documents:
        if document["id"] in chosen:
            (folder / f"{chosen[document['id']]}.md").write_text(f"# {document['title']}\n\n{document['text']}\n", encoding="utf-8")
    questions = [json.loads(line) for line in (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    return folder, [(q["question"],) for q in questions if q["answerable"] and all(a["doc_id"] in chosen for a in q["answers"])]


def _features(assistant: Assistant, turns: tuple[str, ...]) -> tuple[float, ...]:
    *history, question = turns
    query = understand(check_question(question), history, assistant.documents, assistant.vocabulary)
    return features(read(query, assistant.index))


def fit(rows: list[Asked], steps: int = 6000, rate: float = 0.5) -> tuple[NDArray[np.float64], float]:
    """Fit a logistic model by gradient descent on standardised features, each corpus and answer weighing the same.

    Return weights and intercept in the features' own units.
    """
    x = np.array([row.features for row in rows])
    y = np.array([row.answered for row in rows], dtype=float)
    groups = [(row.corpus, row.answered) for row in rows]
    weight = np.array([1.0 / groups.count(group) for group in groups])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = weight * (1 / (1 + np.exp(-(z @ w + b))) - y)
        w -= rate * (z.T @ error / weight.sum() + 0.002 * w)
        b -= rate * float(error.sum() / weight.sum())
    return w / spread, b - float((w * mean / spread).sum())


def main() -> None:
    """Read the command line, collect, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--questions", type=Path, default=Path("evals/questions.jsonl"))
    args = parser.parse_args()
    rows = collect(args.data, args.seeds, args.questions)
    weights, intercept = fit(rows)
    for corpus in dict.fromkeys(row.corpus for row in rows):
        for answered in (True, False):
            group = [row for row in rows if row.corpus == corpus and row.answered is answered]
            probability = 1 / (1 + np.exp(-(np.array([row.features for row in group]) @ weights + intercept)))
            kind = "its own" if answered else "foreign"
            refused = float(np.mean(probability < THRESHOLD))
            print(f"{corpus:12} {kind}: {len(group):4} questions, {refused:.3f} refused, mean {probability.mean():.3f}")
    print("weights", [round(float(w), 3) for w in weights], "intercept", round(intercept, 3))


if __name__ == "__main__":
    main()
