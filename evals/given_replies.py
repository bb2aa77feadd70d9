"""Replies that a system gave before they are scored, as a task: all in one go by a program, or read from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evals.errors import TaskError
from evals.runner import Run

Asked = tuple[str, tuple[str, ...]]
"""A question, and those asked before it."""


@dataclass(frozen=True, slots=True)
class GivenReplies:
    """A reply for each question, or the reason why there is none.

    ``seconds`` is what a reply took on average; ``notes`` tell of what was given and belongs to no question.
    """

    replies: Mapping[Asked, Mapping[str, Any] | str]
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the reply that was given; the budget was set when it was.

        Raises:
            TaskError: if there is none.
        """
        reply = self.replies.get((question, tuple(history)), "it was not asked")
        if isinstance(reply, str):
            raise TaskError(reply)
        return reply

    def timed(self, run: Run) -> Run:
        """Return the run with the seconds that the system took, since looking a reply up takes none."""
        return replace(run, scored=tuple(replace(one, seconds=self.seconds) for one in run.scored))
