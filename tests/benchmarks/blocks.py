"""The questions, in conversations that no two people have at the same time."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.server import NotMeasured

QUESTIONS = Path(__file__).parents[2] / "evals" / "questions.jsonl"
LONGEST = 6
"""Questions of one conversation."""

Block = tuple[str, ...]
"""The questions of one conversation, in order."""


class Blocks:
    """Gives out conversations; one that is given out is nobody else's until it comes back."""

    def __init__(self, questions: Sequence[str], people: int) -> None:
        """Cut ``questions`` into conversations, at least one for each of ``people``.

        Raises:
            NotMeasured: there are fewer questions than people.
        """
        different = list(dict.fromkeys(questions))
        length = min(LONGEST, len(different) // people)
        if not length:
            raise NotMeasured(f"{len(different)} different questions are too few for {people} users: give more with --file, or fewer --users")
        self.all: tuple[Block, ...] = tuple(tuple(different[start : start + length]) for start in range(0, len(different), length))
        self._free = deque(self.all)

    @contextmanager
    def take(self) -> Iterator[Block]:
        """Give out the conversation that was longest left alone."""
        block = self._free.popleft()
        try:
            yield block
        finally:
            self._free.append(block)


def read_questions(path: Path) -> list[str]:
    """Return the questions of a file of known questions.

    Raises:
        NotMeasured: the file cannot be read.
    """
    try:
        found = [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotMeasured(f"{path} holds no questions that can be read ({error}): see docs/evaluating.md") from error
    if not found:
        raise NotMeasured(f"{path} holds no question")
    return found


def endless(questions: Sequence[str]) -> Iterator[str]:
    """Yield questions without end, no two the same: first each as it is, then each with another after it, at a distance that grows."""
    different = list(dict.fromkeys(questions))
    yield from different
    for distance in range(1, len(different)):
        for place, question in enumerate(different):
            yield f"{question} {different[(place + distance) % len(different)]}"
