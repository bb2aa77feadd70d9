"""What no training sees: every eighth document of carecite's newest files, and the last articles of SQuAD 2.0 by name."""

from __future__ import annotations

from collections.abc import Iterable

HELD, FIRST_HELD = 8, 5
SQUAD2_SHARE = 0.85
"""Share of SQuAD 2.0's articles that is trained on."""


def is_held_back(file: str, position: int) -> bool:
    """Say whether the document at a position of one of carecite's own files is held back."""
    return file.startswith("z") and position % HELD == FIRST_HELD


def held_articles(names: Iterable[str]) -> frozenset[str]:
    """Return those of SQuAD 2.0's articles that are held back."""
    articles = sorted(set(names))
    return frozenset(articles[round(len(articles) * SQUAD2_SHARE) :])
