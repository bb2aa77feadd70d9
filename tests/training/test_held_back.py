"""What is held back from training."""

from __future__ import annotations

import json
import random
from pathlib import Path

from training.held_back import held_articles, held_of, is_held_back
from training.passages import TrainingPassage, TrainingQuestion, epoch, read_own, read_squad


def test_every_eighth_document_of_the_newest_files_and_the_last_articles() -> None:
    assert [position for position in range(20) if is_held_back("za.jsonl", position)] == [5, 13]
    assert not any(is_held_back("a.jsonl", position) for position in range(20))
    assert held_articles("abcdefghijklmnopqrst" * 2) == {"r", "s", "t"}


def test_passages_know_that_they_are_held_back_and_what_answers_elsewhere(tmp_path: Path) -> None:
    sections = [{"heading": "A", "sentences": ["One.", "Two."]}, {"heading": "B", "sentences": ["Three."]}]
    row = {"title": "Homes", "sections": sections, "questions": [{"q": "what", "gold": [[0, 1], [1, 0]]}, {"q": "why", "gold": []}]}
    (tmp_path / "za.jsonl").write_text(f"{json.dumps(row)}\n" * 6, encoding="utf-8")
    passages = read_own(tmp_path)
    assert [passage.held_back for passage in passages] == [False] * 10 + [True] * 2
    assert [(one.gold, one.elsewhere) for passage in passages[:2] for one in passage.questions] == [((1,), ("Three.",)), ((0,), ("Two.",))]


def test_articles_are_held_back_of_squad2_alone(tmp_path: Path) -> None:
    for name in ("squad2_dev", "other"):
        (tmp_path / name).mkdir()
        docs = [{"id": f"{article}#1", "title": article, "text": "It is one. It is two."} for article in "abcdefghij"]
        (tmp_path / name / "docs.jsonl").write_text("".join(f"{json.dumps(doc)}\n" for doc in docs), encoding="utf-8")
        asked = [{"answerable": True, "question": "which", "answers": [{"doc_id": doc["id"], "text": "one", "start": 6}]} for doc in docs]
        (tmp_path / name / "questions.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in asked), encoding="utf-8")
    assert held_of(tmp_path / "squad2_dev") == {"i", "j"}
    assert held_of(tmp_path / "other") == frozenset()
    assert [passage.heading for passage in read_squad(tmp_path / "squad2_dev", {"i", "j"})] == list("abcdefgh")


def test_sections_of_one_document_stand_in_one_batch_and_batches_fill_up() -> None:
    asked = (TrainingQuestion("what", (0,)),)
    own = [TrainingPassage("A", ("One.",), asked, document=f"d{number}") for number in range(6) for _ in range(8)]
    batches = epoch(own, [], 1, 0, 16, random.Random(0))
    assert sorted(len(batch) for batch in batches) == [16, 16, 16]
    assert all(len({passage.document for passage in batch}) == 2 for batch in batches)
