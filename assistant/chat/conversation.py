"""The conversation, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.chat.answer_text import linked_markers
from assistant.chat.markup import escaped, isolated, titled
from assistant.chat.sureness import sureness
from assistant.chat.turn import Turn
from assistant.reply import Abstention, Answer, Reply
from ingest.document import Document


def conversation_view(
    turns: Sequence[Turn], starters: Sequence[str] = (), suggestions: Sequence[str] = (), documents: Mapping[str, Document] | None = None
) -> str:
    """Return all questions and replies, oldest first, as HTML.

    ``starters`` are offered where nothing was asked yet, ``suggestions`` after the last reply; ``documents`` give titles to those that were asked.
    """
    if not turns:
        return f'<p class="cc-empty">No question has been asked yet.</p>{_offered("Questions to start with", starters)}'
    last = len(turns)
    rows = "".join(_turn(turn, number, last, documents or {}) for number, turn in enumerate(turns, 1))
    return f'<ol class="cc-turns">{rows}</ol>{_offered("You could ask next", suggestions)}'


def announcement(turn: Turn) -> str:
    """Return what a screen reader says, once, when a reply is there: the reply's text, as HTML."""
    if turn.reply is None:
        return ""
    kind = "No answer." if isinstance(turn.reply, Abstention) else "Answer."
    return f"{kind} {isolated(turn.reply.text)}"


def _offered(heading: str, questions: Sequence[str]) -> str:
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="cc-question-button" data-ask="{escaped(one)}">{isolated(one)}</button></li>' for one in questions
    )
    return f'<div class="cc-offered"><h3>{heading}</h3><ul>{rows}</ul></div>'


def _turn(turn: Turn, number: int, last: int, documents: Mapping[str, Document]) -> str:
    resolved = turn.reply.resolved_question if turn.reply else None
    understood = f'<p class="cc-resolved"><span class="cc-label">Understood as:</span> {isolated(resolved)}</p>' if resolved else ""
    return "".join(
        [
            f'<li class="cc-turn" id="carecite-{number}" tabindex="-1">',
            f'<h3 class="cc-question"><span class="cc-unseen">You asked: </span>{isolated(turn.question)}</h3>',
            understood,
            _asked_of(turn, documents),
            _reply(turn, number),
            _tools(number, last, turn.reply) if turn.reply or turn.unreadable else "",
            "</li>",
        ]
    )


def _asked_of(turn: Turn, documents: Mapping[str, Document]) -> str:
    if turn.documents is None:
        return ""
    names = [titled(documents[doc_id].title if doc_id in documents else "a document that is not here any more") for doc_id in turn.documents]
    listed = "; ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f'<p class="cc-resolved"><span class="cc-label">Asked of:</span> {listed}</p>'


def _reply(turn: Turn, number: int) -> str:
    match turn.reply:
        case Answer(quotes=quotes, text=text) as answer:
            kind = "cc-warning" if answer.is_unsure else "cc-sure"
            return f'<div class="cc-answer">{linked_markers(text, quotes, number)}<p class="{kind}">{sureness(answer)}.</p></div>'
        case Abstention(reason=reason, related=related) as abstention:
            target = f"carecite-{number}-evidence"
            nearest = f'<p><a href="#{target}" class="cc-jump" data-jump="{target}">Show the nearest passages</a></p>' if related else ""
            sure = f'<p class="cc-sure">{sureness(abstention)}.</p>' if related else ""
            heading = "The documents do not answer this."
            return f'<div class="cc-abstention"><p class="cc-verdict">{heading}</p><p>{isolated(reason)}</p>{sure}{nearest}</div>'
    if turn.unreadable:
        return f'<div class="cc-abstention"><p>{isolated(turn.unreadable)}</p></div>'
    return '<p class="cc-waiting">Reading the documents …</p>'


def _tools(number: int, last: int, reply: Reply | None) -> str:
    about = f'<span class="cc-unseen"> question {number}</span>'
    retry = f'<button type="button" class="cc-plain" data-do="retry">Ask again{about}</button>'
    edit = f'<button type="button" class="cc-plain" data-do="edit" data-turn="{number}">Change{about}</button>'
    abstains = " data-abstains" if isinstance(reply, Abstention) else ""
    spoken = f'<span class="cc-unseen"> on question {number}</span>'
    wrong = f'<button type="button" class="cc-plain" data-feedback="{number}"{abstains}>Give feedback{spoken}</button>'
    return f'<div class="cc-tools">{retry if number == last else ""}{edit}{wrong}</div>'
