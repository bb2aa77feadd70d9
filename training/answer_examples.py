"""Examples of questions that a corpus answers, or does not, as the index sees them: made for ``training.train_answerability``."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answerability.network import LOOKED_AT, retrieval_scores
from assistant.reader import is_evidence
from assistant.vocabulary import standard_vocabulary
from index.builder import build_index
from index.matches import Matches
from index.search import Index, ScoredSentence

SQUAD_DOCUMENTS = 250
_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to a corpus, the sentences or pieces of them that answer it (none: it must be refused), and what it belongs to."""

    text: str
    gold: tuple[str, ...]
    group: str
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """The best sentences for a question: how its words match them, their scores, dense scores, and which of them answer."""

    matches: Matches
    scores: NDArray[np.float32]
    dense: NDArray[np.float32]
    gold: NDArray[np.bool_]
    answered: bool
    group: str
    kind: str


def own_examples(folder: Path, names: str) -> Iterator[Example]:
    """Yield the examples of carecite's own data: each file whose name begins with one of the letters ``names`` is a corpus of its own."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.name[0] in names:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            texts = {f"d{number}": _markdown(row) for number, row in enumerate(rows)}
            yield from _examples(texts, [question for number, row in enumerate(rows) for question in _questions(row, f"{path.name[0]}{number}")])


def squad_examples(folder: Path, seed: int = 7) -> Iterator[Example]:
    """Yield the examples of a sample of SQuAD 2.0's paragraphs, with the questions that people wrote to be unanswerable by them."""
    rows = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = {row["id"]: f"d{number}" for number, row in enumerate(random.Random(seed).sample(rows, min(SQUAD_DOCUMENTS, len(rows))))}
    texts = {chosen[row["id"]]: f"# {row['title'].replace('_', ' ')}\n\n{row['text']}\n" for row in rows if row["id"] in chosen}
    questions = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("source_doc") in chosen:
            gold = tuple(answer["text"] for answer in row["answers"]) if row["answerable"] else ()
            questions.append(Question(row["question"], gold, row["source_doc"].split("#")[0], "answered" if gold else "squad"))
    yield from _examples(texts, questions)


def without_gold(example: Example) -> Example | None:
    """Return the example with the sentences that answer taken away, so that the same question must be refused; ``None`` where nothing is left."""
    keep = ~example.gold
    if not example.answered or keep.sum() < 3:
        return None
    matches = replace(
        example.matches, similarity=example.matches.similarity[keep], same=example.matches.same[keep], lengths=example.matches.lengths[keep]
    )
    return replace(
        example, matches=matches, scores=example.scores[keep], dense=example.dense[keep], gold=example.gold[keep], answered=False, kind="taken away"
    )


def _examples(texts: dict[str, str], questions: Sequence[Question]) -> Iterator[Example]:
    expand = standard_vocabulary().expand
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        build_index(folder, Path(scratch) / "index")
        index = Index.open(Path(scratch) / "index")
        for question in questions:
            text = expand(question.text)
            found = [one for one in index.search(text, _DEPTH) if is_evidence(one.sentence)]
            if found:
                yield _example(index, text, question, found)


def _example(index: Index, text: str, question: Question, found: Sequence[ScoredSentence]) -> Example:
    kept = list(found[: LOOKED_AT + 4])
    gold = np.array([any(piece in one.sentence.clean or one.sentence.clean in piece for piece in question.gold) for one in kept])
    matches = index.matches(text, [one.row for one in kept])
    dense = np.array([one.dense for one in kept], np.float32)
    return Example(matches, retrieval_scores(kept), dense, gold, bool(question.gold), question.group, question.kind)


def _markdown(row: dict[str, Any]) -> str:
    sections = (f"## {section['heading']}\n\n{' '.join(section['sentences'])}" for section in row.get("sections", [row]))
    return "\n\n".join([f"# {row.get('title') or 'Report'}", *sections])


def _questions(row: dict[str, Any], group: str) -> Iterator[Question]:
    for question in row["questions"]:
        if "sections" in row:
            gold = tuple(row["sections"][section]["sentences"][position] for section, position in question["gold"])
        else:
            gold = tuple(row["sentences"][position] for position in question["gold"])
        yield Question(question["q"], gold, group, "answered" if gold else question.get("kind") or "refused")
