"""Fit how sure the assistant is that documents answer a question at all: ``python -m training.calibrate --data FOLDER``.

Each corpus (the seeds with the tune half of the question set; samples of public sets in FOLDER, of SQuAD 2.0 only the articles that neither embedder
nor cross-encoder was trained on) is asked its own questions, which it answers, those of the other corpora, and those on its own subject that it does
not answer. Two logistic models of the best sentences' scores are fitted: on the subject or not, and answered there or not. It prints what models
fitted without a corpus refuse of it, how many are refused at the threshold, how often the assistant is right when it is so sure, and the numbers for
``assistant/confidence.py``, of the cross-encoder that is installed.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.confidence import THRESHOLD, features
from assistant.query import check_question, understand
from assistant.reader import read
from index.builder import build_index
from training.held_back import held_of

PUBLIC = {"squad2_dev": 160, "policyqa": 200, "clapnq_dev": 160}
"""Documents sampled of each public set."""
QUESTIONS = 120
Model = tuple[NDArray[np.float64], float]
"""Weights and intercept of a logistic model."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Features of one question put to one corpus: ``kind`` is "own" for one that it answers, "foreign" or "near" for others."""

    corpus: str
    features: tuple[float, ...]
    kind: str

    @property
    def answered(self) -> bool:
        """Say whether the corpus answers the question."""
        return self.kind == "own"


def collect(data: Path, seeds: Path, questions: Path) -> tuple[list[Asked], list[str]]:
    """Ask every corpus its own and the others' questions; return the answers' features, and the ids of the public questions drawn from."""
    rng = random.Random(7)
    corpora: dict[str, Path] = {"seeds": seeds}
    asked: dict[str, list[tuple[str, ...]]] = {"seeds": []}
    foreign: list[tuple[str, ...]] = []
    near: dict[str, list[tuple[str, ...]]] = {"seeds": []}
    seen: list[str] = []
    for line in questions.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["split"] != "tune":
            continue
        turns = tuple(case["turns"]) or (case["question"],)
        if case["answerable"]:
            asked["seeds"].append(turns)
        else:
            (foreign if case["kind"] == "other-subject" else near["seeds"]).append(turns)
    with tempfile.TemporaryDirectory() as scratch:
        for name, count in PUBLIC.items():
            corpora[name], asked[name], near[name], ids = _public(data / name, Path(scratch) / name, count, rng)
            seen += ids
        rows = []
        for name, folder in corpora.items():
            target = Path(scratch) / f"{name}-index"
            build_index(folder, target)
            assistant = Assistant.open(target)
            others = [turns for other, list_ in asked.items() if other != name for turns in rng.sample(list_, min(QUESTIONS // 3, len(list_)))]
            own = asked[name] if len(asked[name]) <= QUESTIONS else rng.sample(asked[name], QUESTIONS)
            rows += [Asked(name, features_of(assistant, turns), "own") for turns in own]
            rows += [Asked(name, features_of(assistant, turns), "foreign") for turns in others + (foreign if name == "seeds" else [])]
            rows += [Asked(name, features_of(assistant, turns), "near") for turns in near[name][:QUESTIONS]]
    return rows, seen


def _public(source: Path, folder: Path, count: int, rng: random.Random) -> tuple[Path, list[tuple[str, ...]], list[tuple[str, ...]], list[str]]:
    folder.mkdir()
    documents = [json.loads(line) for line in (source / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    if held := held_of(source):
        documents = [document for document in documents if document["id"].split("#")[0] in held]
    chosen = {document["id"]: f"doc{k}" for k, document in enumerate(rng.sample(documents, min(count, len(documents))))}
    for document in documents:
        if document["id"] in chosen:
            (folder / f"{chosen[document['id']]}.md").write_text(f"# {document['title']}\n\n{document['text']}\n", encoding="utf-8")
    questions = [json.loads(line) for line in (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answered = [q for q in questions if q["answerable"] and all(a["doc_id"] in chosen for a in q["answers"])]
    refused = [q for q in questions if not q["answerable"] and q.get("source_doc") in chosen]
    own: list[tuple[str, ...]] = [(q["question"],) for q in answered]
    near: list[tuple[str, ...]] = [(q["question"],) for q in refused]
    rng.shuffle(near)
    return folder, own, near, [q["id"] for q in (*answered, *refused)]


def features_of(assistant: Assistant, turns: tuple[str, ...]) -> tuple[float, ...]:
    """Return what the confidence rests on for the last of some turns."""
    *history, question = turns
    query = understand(check_question(question), history, assistant.documents, assistant.vocabulary)
    return features(read(query, assistant.index))


def fit(rows: list[Asked], right: list[bool], steps: int = 6000, rate: float = 0.5) -> Model:
    """Fit a logistic model of ``right`` by gradient descent on standardised features, each corpus and each side weighing the same.

    Return weights and intercept in the features' own units.
    """
    x = np.array([row.features for row in rows])
    y = np.array(right, dtype=float)
    groups = list(zip((row.corpus for row in rows), right, strict=True))
    weight = np.array([1.0 / groups.count(group) for group in groups])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = weight * (1 / (1 + np.exp(-(z @ w + b))) - y)
        w -= rate * (z.T @ error / weight.sum() + 0.002 * w)
        b -= rate * float(error.sum() / weight.sum())
    return w / spread, b - float((w * mean / spread).sum())


def fit_both(rows: list[Asked]) -> tuple[Model, Model]:
    """Fit the model that a question is on the corpus's subject, and the one that it is answered there."""
    subject = fit([replace(row, features=row.features[:5]) for row in rows], [row.kind != "foreign" for row in rows])
    near = [row for row in rows if row.kind != "foreign"]
    return subject, fit(near, [row.answered for row in near])


def tell_left_out(rows: list[Asked]) -> None:
    """Print what is refused of each corpus at some thresholds by models that were fitted without it; the threshold was chosen by these lines."""
    corpora = list(dict.fromkeys(row.corpus for row in rows))
    sure = {}
    for corpus in corpora:
        models = fit_both([row for row in rows if row.corpus != corpus])
        for kind in ("own", "near", "foreign"):
            group = [row for row in rows if row.corpus == corpus and row.kind == kind]
            if group:
                sure[corpus, kind] = probability(group, *models)
    for threshold in (0.05, 0.07, 0.1, 0.12, 0.15, 0.2, 0.25):
        refused = {key: float(np.mean(values < threshold)) for key, values in sure.items()}
        told = "  ".join(f"{corpus} {kind} {share:.2f}" for (corpus, kind), share in refused.items())
        print(f"left out, threshold {threshold}: own {np.mean([refused[corpus, 'own'] for corpus in corpora]):.3f} on average;  {told}")


def probability(rows: list[Asked], subject: Model, answer: Model) -> NDArray[np.float64]:
    """Return how sure the assistant is that each question is answered: that it is on the subject, times that it is answered there."""
    x = np.array([row.features for row in rows])
    return _logistic(x[:, :5], subject) * _logistic(x, answer)


def _logistic(x: NDArray[np.float64], model: Model) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-(x @ model[0] + model[1])))
    return result


def main() -> None:
    """Read the command line, collect, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--questions", type=Path, default=Path("evals/questions.jsonl"))
    parser.add_argument(
        "--seen", type=Path, help="file to write the ids of the public questions to that were drawn from, for carecite eval --leave-out"
    )
    args = parser.parse_args()
    rows, seen = collect(args.data, args.seeds, args.questions)
    if args.seen:
        args.seen.write_text("".join(f"{one}\n" for one in seen), encoding="utf-8")
    subject, answer = fit_both(rows)
    tell_left_out(rows)
    for corpus in dict.fromkeys(row.corpus for row in rows):
        for kind in ("own", "foreign", "near"):
            group = [row for row in rows if row.corpus == corpus and row.kind == kind]
            if group:
                sure = probability(group, subject, answer)
                print(f"{corpus:12} {kind:8}: {len(group):4} questions, {float(np.mean(sure < THRESHOLD)):.3f} refused, mean {sure.mean():.3f}")
    sure, right = probability(rows, subject, answer), np.array([row.answered for row in rows])
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (sure >= low) & (sure < low + 0.1 + 1e-9)
        if inside.any():
            print(f"sure {low:.1f} to {low + 0.1:.1f}: {int(inside.sum()):4} questions, answered {float(right[inside].mean()):.3f}")
    for name, (weights, intercept) in (("subject", subject), ("answer", answer)):
        print(name, "=", (tuple(round(float(weight), 3) for weight in weights), round(intercept, 3)))


if __name__ == "__main__":
    main()
