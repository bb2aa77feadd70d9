"""One question of a conversation with its reply, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reply import Abstention, Answer, Quote, Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and its reply; ``None`` while the reply is being looked for, or where ``unreadable`` says why it is not shown.

    ``documents`` are those that were asked (``None``: all).
    """

    question: str
    reply: Reply | None = None
    documents: tuple[str, ...] | None = None
    unreadable: str | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes on show for this turn: the evidence of an answer, or the nearest passages of an abstention."""
        match self.reply:
            case Answer(quotes=quotes):
                return quotes
            case Abstention(related=related):
                return related
        return ()
