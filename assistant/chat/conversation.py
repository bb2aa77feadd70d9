"""The conversation and its evidence, as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.chat.cards import card_id, evidence_card
from assistant.chat.hover import explained
from assistant.chat.markup import escaped, folded, isolated
from assistant.reply import MAY_NOT_ANSWER, Abstention, Answer, Quote, Reply
from ingest.document import Document
from ingest.term import Term

NEAREST = "These do not answer your question; they are the nearest passages"
MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and its reply; ``None`` while the reply is being looked for."""

    question: str
    reply: Reply | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes on show for this turn: the evidence of an answer, or the nearest passages of an abstention."""
        match self.reply:
            case Answer(quotes=quotes):
                return quotes
            case Abstention(related=related):
                return related
        return ()


def conversation_view(turns: Sequence[Turn]) -> str:
    """Return all questions and replies, oldest first, as HTML."""
    if not turns:
        return '<p class="cc-empty">No question has been asked yet.</p>'
    return f'<ol class="cc-turns">{"".join(_turn(turn, number) for number, turn in enumerate(turns, 1))}</ol>'


def evidence_view(turns: Sequence[Turn], documents: Mapping[str, Document]) -> str:
    """Return the evidence of every reply as HTML: the newest first and open, the others folded."""
    shown = [(number, turn) for number, turn in enumerate(turns, 1) if turn.quotes]
    if not shown:
        return '<p class="cc-empty">The quotes behind an answer appear here, each with its source.</p>'
    newest = shown[-1][0]
    return "".join(_evidence(turn, number, documents, is_open=number == newest) for number, turn in reversed(shown))


def announcement(turn: Turn) -> str:
    """Return what a screen reader says, once, when a reply is there: the reply's text, as HTML."""
    if turn.reply is None:
        return ""
    kind = "No answer." if isinstance(turn.reply, Abstention) else "Answer."
    return f"{kind} {isolated(turn.reply.text)}"


def linked_markers(text: str, quotes: Sequence[Quote], turn: int) -> str:
    """Return an answer's text as HTML, its markers ``[1]`` to ``[n]`` linked to the evidence cards.

    A bracketed number that stands inside a quoted sentence is the document's own and is left alone.
    """
    paragraphs = [folded(paragraph) for paragraph in text.splitlines() if paragraph.strip()]
    terms: dict[str, tuple[Term, ...]] = {}
    for quote in quotes:
        terms.setdefault(folded(quote.text), quote.terms)
    own = sorted(terms, key=lambda words: (-len(words), words))
    quoted = re.compile("|".join(re.escape(words) for words in own)) if own else re.compile(r"(?!)")
    return "".join(f"<p>{_paragraph(paragraph, quoted, terms, len(quotes), turn)}</p>" for paragraph in paragraphs)


def _paragraph(text: str, quoted: re.Pattern[str], terms: Mapping[str, tuple[Term, ...]], count: int, turn: int) -> str:
    pieces, end = [], 0
    for quote in quoted.finditer(text):
        words = explained(quote.group(), terms[quote.group()])
        pieces += [_with_links(text[end : quote.start()], count, turn), f'<bdi class="cc-quoted">{words}</bdi>']
        end = quote.end()
    return "".join([*pieces, _with_links(text[end:], count, turn)])


def _with_links(text: str, count: int, turn: int) -> str:
    pieces, end = [], 0
    for marker in MARKER.finditer(text):
        number = int(marker.group(1))
        if not 1 <= number <= count:
            continue
        target = card_id(turn, number)
        link = f'<a class="cc-marker" href="#{target}" data-jump="{target}" aria-label="Go to quote {number}">[{number}]</a>'
        pieces += [_isolated_part(text[end : marker.start()]), link]
        end = marker.end()
    return "".join([*pieces, _isolated_part(text[end:])])


def _isolated_part(text: str) -> str:
    # The spaces at the ends stay: the part stands between a quote and a marker.
    return f"<bdi>{escaped(text)}</bdi>" if text else ""


def _turn(turn: Turn, number: int) -> str:
    resolved = turn.reply.resolved_question if turn.reply else None
    understood = f'<p class="cc-resolved"><span class="cc-label">Understood as:</span> {isolated(resolved)}</p>' if resolved else ""
    return "".join(
        [
            f'<li class="cc-turn" id="carecite-{number}" tabindex="-1">',
            f'<h3 class="cc-question"><span class="cc-unseen">You asked: </span>{isolated(turn.question)}</h3>',
            understood,
            _reply(turn, number),
            "</li>",
        ]
    )


def _reply(turn: Turn, number: int) -> str:
    match turn.reply:
        case Answer(quotes=quotes, text=text) as answer:
            hedge = f'<p class="cc-warning">{MAY_NOT_ANSWER}.</p>' if answer.is_unsure else ""
            return f'<div class="cc-answer">{hedge}{linked_markers(text, quotes, number)}</div>'
        case Abstention(reason=reason, related=related):
            target = f"carecite-{number}-evidence"
            nearest = f'<p><a href="#{target}" class="cc-jump" data-jump="{target}">Show the nearest passages</a></p>' if related else ""
            heading = "The documents do not answer this."
            return f'<div class="cc-abstention"><p class="cc-verdict">{heading}</p><p>{isolated(reason)}</p>{nearest}</div>'
    return '<p class="cc-waiting">Reading the documents …</p>'


def _evidence(turn: Turn, number: int, documents: Mapping[str, Document], *, is_open: bool) -> str:
    cards = "".join(evidence_card(quote, documents, number, place) for place, quote in enumerate(turn.quotes, 1))
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
