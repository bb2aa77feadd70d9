"""The page while a question is asked: asked anew, again, in place of another, and stopped."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.chat.conversation import announcement, conversation_view
from assistant.chat.desk import Desk
from assistant.chat.document_pane import read_choice
from assistant.chat.line import BROKEN, line
from assistant.chat.markup import escaped
from assistant.chat.screen import Screen, kept, shown
from assistant.chat.turn import Turn
from ingest.errors import CareciteError

LOG = logging.getLogger(__name__)
NOT_ASKING = ("", "")


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that somebody asks: in which conversation, of which documents (as the page names them), in place of which question (0: none)."""

    question: str
    chat: str = ""
    choice: str = ""
    changing: int = 0


def screens_of_asking(desk: Desk, visitor: str, asked: Asking, must_wait: Callable[[], str | None] = lambda: None) -> Iterator[Screen]:
    """Yield the page while a question is read, then with its reply.

    An empty question changes nothing but the line that says so. An error takes the question back into the box, where it can be mended. A reply that
    was stopped is neither shown nor kept. ``must_wait`` says, where somebody asks too often, how long to wait.
    """
    if not asked.question.strip():
        yield Screen(notice=line("Please type a question first"))
        return
    name = secrets.token_urlsafe(8)
    turns: tuple[Turn, ...] = ()
    try:
        asker = desk.asker(visitor)
        chosen = read_choice(asked.choice, asker.documents)
        if chosen == ():
            yield Screen(notice=line("Choose at least one document to ask"))
            return
        turns = desk.turns(visitor, asked.chat)
        wait = must_wait()
        if wait is not None:
            yield Screen(asked.question, line(wait))
            return
        before = turns[: asked.changing - 1] if asked.changing else turns
        yield Screen(
            "",
            "",
            _waiting(asked, (*before, Turn(asked.question, None, chosen))),
            announcement="Reading the documents.",
            asking=(name, asked.question),
        )
        history = [turn.question for turn in before]
        with desk.tried.held_back():
            reply = asker.ask(asked.question, history=history, documents=chosen)
        if desk.is_stopped(name):
            return
        chat = asked.chat or desk.store.start(visitor)
        desk.store.add_turn(visitor, chat, asked.question, reply, chosen, asked.changing)
        answered = (*before, Turn(asked.question, reply, chosen))
        conversation, evidence = shown(desk, visitor, chat, answered)
        said = announcement(answered[-1])
        done = Screen(None, "", conversation, evidence, None, kept(desk, visitor, chat), said, asking=NOT_ASKING, chat=chat, changing=0)
    except CareciteError as error:
        yield _given_back(desk, visitor, asked, turns, str(error))
        return
    except Exception:  # the seam between a question and all that answers it: whatever breaks, nobody is left waiting
        LOG.exception("a question could not be answered")
        yield _given_back(desk, visitor, asked, turns, BROKEN)
        return
    yield done


def screens_of_asking_again(desk: Desk, visitor: str, chat: str, choice: str, must_wait: Callable[[], str | None] = lambda: None) -> Iterator[Screen]:
    """Yield the page while the last question of a conversation is asked again, of the documents that are chosen now."""
    try:
        turns = desk.turns(visitor, chat)
    except CareciteError as error:
        yield Screen(notice=line(str(error)))
        return
    question = turns[-1].question if turns else ""
    yield from screens_of_asking(desk, visitor, Asking(question, chat, choice, len(turns)), must_wait)


def screen_of_stopping(desk: Desk, visitor: str, chat: str, asking: tuple[str, str]) -> Screen:
    """Return the page after a person wants to wait no longer: the question is back in the box."""
    name, question = asking
    if not name:
        return Screen(notice=None)
    desk.stop(name)
    try:
        conversation, _ = shown(desk, visitor, chat, desk.turns(visitor, chat))
    except CareciteError as error:
        return Screen(question, line(str(error)), asking=NOT_ASKING)
    return Screen(question, "", conversation, announcement="Stopped. Your question is back in the box.", asking=NOT_ASKING)


def screen_of_changing(desk: Desk, visitor: str, chat: str, number: int) -> Screen:
    """Return the page with question ``number`` in the box, to be changed."""
    turns = desk.turns(visitor, chat)
    if not 1 <= number <= len(turns):
        return Screen(notice=None)
    later = len(turns) - number
    after = "question" if later == 1 else f"{later} questions"
    lost = f" The {after} after it will be taken out." if later else ""
    button = '<button type="button" class="cc-plain" data-do="keep">Leave it as it is</button>'
    notice = f"<p>You are changing question {number}; its answer will be replaced.{lost} {button}</p>"
    return Screen(turns[number - 1].question, notice, changing=number)


def _given_back(desk: Desk, visitor: str, asked: Asking, turns: Sequence[Turn], reason: str) -> Screen:
    """Return the page with what is kept of the conversation, the reason in a line, and the question back in the box."""
    try:
        conversation, _ = shown(desk, visitor, asked.chat, turns)
    except Exception:  # the seam again: the page of an error must not fail for the reason of the error
        LOG.exception("a conversation could not be shown")
        conversation = f'<div data-conversation="{escaped(asked.chat)}"></div>'
    return Screen(asked.question, line(reason), conversation, announcement="", asking=NOT_ASKING)


def _waiting(asked: Asking, turns: tuple[Turn, ...]) -> str:
    return f'<div data-conversation="{escaped(asked.chat)}">{conversation_view(turns)}</div>'
