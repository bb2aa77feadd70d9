"""The evidence of a conversation, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.chat.cards import evidence_card
from assistant.chat.markup import isolated
from assistant.chat.turn import Turn
from assistant.reply import Abstention
from ingest.document import Document

NEAREST = "These do not answer your question; they are the nearest passages"


def evidence_view(turns: Sequence[Turn], documents: Mapping[str, Document]) -> str:
    """Return the evidence of every reply as HTML: the newest first and open, the others folded."""
    shown = [(number, turn) for number, turn in enumerate(turns, 1) if turn.quotes]
    if not shown:
        return '<p class="cc-empty">The quotes behind an answer appear here, each with its source.</p>'
    newest = shown[-1][0]
    return "".join(_evidence(turn, number, documents, is_open=number == newest) for number, turn in reversed(shown))


def _evidence(turn: Turn, number: int, documents: Mapping[str, Document], *, is_open: bool) -> str:
    cards = "".join(evidence_card(quote, documents, number, place, turn.question) for place, quote in enumerate(turn.quotes, 1))
    abstained = isinstance(turn.reply, Abstention)
    kind, label = ("cc-nearest", "Nearest passages") if abstained else ("cc-cited", "Evidence")
    warning = f'<p class="cc-warning">{NEAREST}.</p>' if abstained else ""
    return "".join(
        [
            f'<details class="cc-evidence {kind}" id="carecite-{number}-evidence"{" open" if is_open else ""}>',
            f"<summary>{label} for question {number}: {isolated(turn.question)}</summary>",
            f"{warning}{cards}</details>",
        ]
    )
