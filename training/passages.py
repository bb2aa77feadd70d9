"""Training passages: sentences under a heading, and questions with the sentences that answer them."""

from __future__ import annotations

import json
import random
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.sentences import split_sentences
from training.held_back import is_held_back

MOST_SQUAD_CHARACTERS = 2200
MOST_SQUAD_QUESTIONS = 6
TOGETHER = 8
"""Sections of one document that stand in one batch."""


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question, the 0-based positions of the sentences that answer it, and sentences under other headings that answer it too."""

    text: str
    gold: tuple[int, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingPassage:
    """Consecutive sentences under one heading, with their answerable questions; ``document`` tells sections of one document from others.

    ``held_back`` says that it is not to be trained on.
    """

    heading: str
    sentences: tuple[str, ...]
    questions: tuple[TrainingQuestion, ...]
    document: str = ""
    held_back: bool = False


def read_own(folder: Path) -> list[TrainingPassage]:
    """Read carecite's own passages from the JSON lines of ``folder``; questions that no sentence answers are left out.

    A line holds one passage, or a document of several sections; a question on a document belongs to each section that answers it.
    """
    passages: list[TrainingPassage] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(_rows(path)):
            if "sections" in row:
                passages += _sections(row, f"{path.stem}-{number}", is_held_back(path.name, number))
                continue
            questions = tuple(TrainingQuestion(q["q"], tuple(q["gold"])) for q in row["questions"] if q["gold"])
            passages.append(TrainingPassage(row["heading"], tuple(row["sentences"]), questions))
    return passages


def _sections(row: dict[str, Any], document: str, held_back: bool) -> Iterator[TrainingPassage]:
    for number, section in enumerate(row["sections"]):
        questions = []
        for question in row["questions"]:
            gold = tuple(position for place, position in question["gold"] if place == number)
            if gold:
                elsewhere = tuple(row["sections"][place]["sentences"][position] for place, position in question["gold"] if place != number)
                questions.append(TrainingQuestion(question["q"], gold, elsewhere))
        yield TrainingPassage(section["heading"], tuple(section["sentences"]), tuple(questions), document, held_back)


def read_squad(folder: Path, left_out: Container[str] = ()) -> list[TrainingPassage]:
    """Read SQuAD paragraphs from ``folder`` (``docs.jsonl`` and ``questions.jsonl``), cut into sentences.

    An answer's sentence is the one it starts in. Articles of ``left_out`` are passed over.
    """
    asked: dict[str, dict[str, int]] = {}
    for row in _rows(folder / "questions.jsonl"):
        if row["answerable"]:
            answer = row["answers"][0]
            asked.setdefault(answer["doc_id"], {})[row["question"]] = answer["start"]
    passages = []
    for row in _rows(folder / "docs.jsonl"):
        spans = split_sentences(row["text"])
        if len(spans) < 2 or len(row["text"]) > MOST_SQUAD_CHARACTERS or row["id"].split("#")[0] in left_out:
            continue
        questions = []
        for text, start in asked.get(row["id"], {}).items():
            gold = tuple(k for k, span in enumerate(spans) if span.start <= start < span.end)
            if gold:
                questions.append(TrainingQuestion(text, gold))
        if questions:
            sentences = tuple(span.of(row["text"]) for span in spans)
            passages.append(TrainingPassage(row["title"].replace("_", " "), sentences, tuple(questions[:MOST_SQUAD_QUESTIONS])))
    return passages


def epoch(
    own: Sequence[TrainingPassage], squad: Sequence[TrainingPassage], repeats: int, squad_batches: int, size: int, rng: random.Random
) -> list[list[TrainingPassage]]:
    """Return the batches of one epoch, shuffled.

    Every own passage ``repeats`` times, and ``squad_batches`` batches of SQuAD. Sections of one document stand together, and so do
    neighbours of one article of SQuAD: the hardest negatives are those on the same subject.
    """
    batches: list[list[TrainingPassage]] = []
    for _ in range(repeats):
        shuffled = [passage for passage in own if not passage.document]
        rng.shuffle(shuffled)
        batches += [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
        together: list[list[TrainingPassage]] = []
        for document in sorted({passage.document for passage in own if passage.document}):
            sections = [passage for passage in own if passage.document == document]
            rng.shuffle(sections)
            together += [sections[i : i + TOGETHER] for i in range(0, len(sections), TOGETHER)]
        rng.shuffle(together)
        each = max(1, size // TOGETHER)
        batches += [[passage for group in together[i : i + each] for passage in group] for i in range(0, len(together), each)]
        batches = [batch for batch in batches if any(passage.questions for passage in batch)]
    half = max(1, size // 2)
    starts = list(range(0, len(squad), half))
    rng.shuffle(starts)
    groups = [list(squad[i : i + half]) for i in starts]
    batches += [one + other for one, other in zip(groups[::2], groups[1::2], strict=False)][:squad_batches]
    rng.shuffle(batches)
    return batches


def all_sentences(passages: Iterable[TrainingPassage]) -> Iterator[str]:
    """Yield every sentence of the passages."""
    for passage in passages:
        yield from passage.sentences


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
