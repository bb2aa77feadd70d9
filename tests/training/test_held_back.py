"""What is held back from training."""

from __future__ import annotations

import json
from pathlib import Path

from training.held_back import held_articles, is_held_back
from training.passages import read_own


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
