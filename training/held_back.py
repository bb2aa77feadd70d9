"""What is held back from training: every eighth document of carecite's newest files, and the last articles of SQuAD 2.0 by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

HELD, FIRST_HELD = 8, 5
SQUAD2_SHARE = 0.85
"""Share of SQuAD 2.0's articles that is trained on."""


def is_held_back(file: str, position: int) -> bool:
    """Say whether the document at a position of one of carecite's own files is held back."""
    return file.startswith("z") and position % HELD == FIRST_HELD


def held_articles(names: Iterable[str]) -> frozenset[str]:
    """Return those of SQuAD 2.0's articles that are held back, of all their names."""
    articles = sorted(set(names))
    return frozenset(articles[round(len(articles) * SQUAD2_SHARE) :])


def held_of(folder: Path) -> frozenset[str]:
    """Return the articles of ``docs.jsonl`` that are held back, where the folder is of SQuAD 2.0's development part; none of any other set."""
    if folder.name != "squad2_dev":
        return frozenset()
    lines = (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    return held_articles(json.loads(line)["id"].split("#")[0] for line in lines)
