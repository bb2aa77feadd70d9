"""What the page shows after each thing that a person does, worked out without a browser."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.chat.conversation import conversation_view
from assistant.chat.desk import Desk
from assistant.chat.document_pane import document_pane
from assistant.chat.evidence import evidence_view
from assistant.chat.history import history_list
from assistant.chat.markup import escaped
from assistant.chat.permalink import placed, read_link
from assistant.chat.source_view import source_at
from assistant.chat.take_away import take_away
from assistant.chat.turn import Turn
from assistant.errors import DeskError


@dataclass(frozen=True, slots=True)
class Screen:
    """The changing parts of the page; ``None`` leaves a part as it is.

    ``question`` is text, ``asking``, ``chat`` and ``changing`` say what goes on, the other parts are HTML.
    """

    question: str | None = None
    notice: str | None = ""
    conversation: str | None = None
    evidence: str | None = None
    documents: str | None = None
    history: str | None = None
    announcement: str | None = None
    source: str | None = None
    asking: tuple[str, str] | None = None
    """The name of the asking that goes on and its question; empty strings where none does."""
    chat: str | None = None
    """The id of the conversation on show; ``""`` before its first reply."""
    changing: int | None = None
    """The number of the question that the next one takes the place of; 0 where it takes none."""


def shown(desk: Desk, visitor: str, chat: str, turns: Sequence[Turn]) -> tuple[str, str]:
    """Return the HTML of a conversation and of its evidence."""
    documents = desk.documents(visitor)
    view = conversation_view(turns, desk.starters, desk.suggestions(visitor, turns), documents)
    conversation = f'<div data-conversation="{escaped(chat)}">{view}</div>'
    return conversation, f'<div data-conversation="{escaped(chat)}">{take_away(chat, turns)}{evidence_view(turns, documents)}</div>'


def shelf(desk: Desk, visitor: str, chosen: Collection[str] | None = None) -> str:
    """Return the HTML of the pane of documents."""
    return document_pane(desk.documents(visitor), desk.own(visitor).keys(), chosen)


def kept(desk: Desk, visitor: str, chat: str, search: str = "") -> str:
    """Return the HTML of the list of conversations; the one on show is marked."""
    return history_list(desk.store.conversations(visitor, search), chat, search)


def first_screen(desk: Desk) -> Screen:
    """Return the page as it comes, before it is known who looks at it."""
    conversation, evidence = shown(desk, "", "", ())
    return Screen("", "", conversation, evidence, shelf(desk, ""), history_list((), ""), "", "", ("", ""), "", 0)


def screen_of(desk: Desk, visitor: str, chat: str, announcement: str | None = None) -> Screen:
    """Return the page with one of the visitor's conversations (``""``: a new one) and all that is the visitor's.

    A conversation that the visitor does not have gives the first page, and a line says so.
    """
    try:
        turns, notice = desk.turns(visitor, chat), ""
    except DeskError as error:
        turns, notice, chat = (), f"<p>{escaped(str(error)).capitalize()}.</p>", ""
    conversation, evidence = shown(desk, visitor, chat, turns)
    chosen = turns[-1].documents if turns else None
    said = "" if announcement is None else announcement
    return Screen("", notice, conversation, evidence, shelf(desk, visitor, chosen), kept(desk, visitor, chat), said, None, ("", ""), chat, 0)


def screen_of_address(desk: Desk, visitor: str, search: str, *, has_begun: bool = False) -> Screen:
    """Return the page that an address asks for by its query: a conversation, or a question in the box with a source opened at a place.

    An address that asks for nothing leaves the conversation alone, for somebody may type and ask before this comes; so does any address where it is
    known that somebody has (``has_begun``).
    """
    link = read_link(search)
    if has_begun or not (link.conversation or link.question or link.doc_id):
        return Screen(notice=None, documents=shelf(desk, visitor), history=kept(desk, visitor, ""))
    screen = screen_of(desk, visitor, link.conversation)
    if not link.question and not link.doc_id:
        return replace(screen, question=None)
    document = desk.documents(visitor).get(link.doc_id)
    source = source_at(document, placed(link, {link.doc_id: document}), 0) if document else None
    lines = [] if document or not link.doc_id else ["The document of this link is not here."]
    lines += ["The link brought this question along: press Ask to ask it."] if link.question else []
    notice = f"<p>{escaped(' '.join(lines))}</p>" if lines else ""
    return replace(screen, question=link.question, notice=notice, source=source)
