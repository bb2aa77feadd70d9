"""The page after a press of a button: sources opened, conversations found, renamed and deleted, feedback given, own documents removed.

What the browser says comes from outside: each act takes it apart, and what fits no act changes nothing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import cast

from assistant.chat.asking import screen_of_changing
from assistant.chat.desk import Desk
from assistant.chat.document_pane import read_choice
from assistant.chat.line import BROKEN, line
from assistant.chat.screen import Screen, kept, screen_of, shelf, shown
from assistant.chat.source_view import source_view
from assistant.desk.store.feedback import Kind
from ingest.errors import CareciteError

LOG = logging.getLogger(__name__)
NOTHING = Screen(notice=None)


def screen_of_act(desk: Desk, visitor: str, chat: str, data: object, choice: str = "", opening: int = 0) -> Screen:
    """Return the page after the act that the browser names (``{"do": "open", "id": ...}``); ``opening`` is a count that differs each time."""
    try:
        return _done(desk, visitor, chat, data, choice, opening)
    except CareciteError as error:
        return Screen(notice=line(str(error)))
    except Exception:  # the seam between a press of a button and all that it may reach: a page that does nothing leaves a person at a loss
        LOG.exception("a press of a button could not be followed")
        return Screen(notice=line(BROKEN))


def _done(desk: Desk, visitor: str, chat: str, data: object, choice: str, opening: int) -> Screen:
    match data:
        case {"do": "source", "turn": int(turn), "number": int(number)}:
            return Screen(notice=None, source=source_of_quote(desk, visitor, chat, turn, number, opening))
        case {"do": "new"}:
            return screen_of(desk, visitor, "", "A new conversation.")
        case {"do": "open", "id": str(identifier)}:
            return screen_of(desk, visitor, identifier, "The conversation is open.")
        case {"do": "find", "search": str(search)}:
            return Screen(notice=None, history=kept(desk, visitor, chat, search[:500]))
        case {"do": "rename", "id": str(identifier), "title": str(title)}:
            desk.store.rename(visitor, identifier, title)
            return Screen(history=kept(desk, visitor, chat), announcement="Renamed.")
        case {"do": "delete", "id": str(identifier)}:
            desk.store.delete(visitor, identifier)
            if identifier == chat:
                return screen_of(desk, visitor, "", "The conversation is deleted.")
            return Screen(history=kept(desk, visitor, chat), announcement="The conversation is deleted.")
        case {"do": "forget"}:
            desk.store.delete_all(visitor)
            return screen_of(desk, visitor, "", "All conversations are deleted.")
        case {"do": "edit", "turn": int(turn)}:
            return screen_of_changing(desk, visitor, chat, turn)
        case {"do": "keep"}:
            return Screen("", "", announcement="The question stays as it is.", changing=0)
        case {"do": "feedback", "turn": int(turn), "kind": str(kind), "quote": int(quote), "text": str(text)}:
            desk.feedback.give(visitor, chat, turn, cast(Kind, kind), quote or None, text)
            return Screen(announcement="Thank you. Your feedback is kept.")
        case {"do": "remove", "doc_id": str(doc_id)} if desk.library:
            desk.library.remove(visitor, doc_id)
            return replace(_documents(desk, visitor, chat, choice), announcement="The document is removed.")
        case {"do": "added"}:
            return replace(_documents(desk, visitor, chat, choice), announcement=None)
    return NOTHING


def source_of_quote(desk: Desk, visitor: str, chat: str, turn: int, number: int, opening: int) -> str | None:
    """Return the source view of quote ``number`` of question ``turn`` (both from 1), or ``None`` where the conversation has no such quote."""
    turns = desk.turns(visitor, chat)
    if not (1 <= turn <= len(turns) and 1 <= number <= len(turns[turn - 1].quotes)):
        return None
    quote = turns[turn - 1].quotes[number - 1]
    document = desk.documents(visitor).get(quote.doc_id)
    return source_view(document, quote, opening) if document else None


def _documents(desk: Desk, visitor: str, chat: str, choice: str) -> Screen:
    """Return the pane of documents and what leans on it; those that were ticked stay so, and new ones are ticked."""
    documents = desk.documents(visitor)
    conversation, evidence = shown(desk, visitor, chat, desk.turns(visitor, chat))
    return Screen(notice="", conversation=conversation, evidence=evidence, documents=shelf(desk, visitor, read_choice(choice, documents)))
