"""What the page shows after each thing that a person does, worked out without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.chat.asker import Asker
from assistant.chat.conversation import Turn, announcement, conversation_view, evidence_view
from assistant.chat.document_list import document_list
from assistant.chat.markup import isolated
from assistant.chat.source_view import source_view
from ingest.errors import CareciteError


@dataclass(frozen=True, slots=True)
class Screen:
    """The changing parts of the page; ``None`` leaves a part as it is. All but ``question`` and ``turns`` are HTML or yes and no."""

    question: str | None = None
    notice: str = ""
    conversation: str | None = None
    evidence: str | None = None
    documents: str | None = None
    announcement: str | None = None
    starters: bool | None = None
    turns: tuple[Turn, ...] | None = None


def first_screen(assistant: Asker) -> Screen:
    """Return the page before the first question."""
    documents = assistant.documents
    return Screen("", "", conversation_view(()), evidence_view((), documents), document_list(documents, is_open=True), "", True, ())


def cleared_screen(assistant: Asker) -> Screen:
    """Return the page after the conversation is cleared: the first one again, and it is said aloud."""
    return replace(first_screen(assistant), announcement="The conversation is cleared.")


def screens_of_asking(assistant: Asker, question: str, turns: Sequence[Turn]) -> Iterator[Screen]:
    """Yield the page while a question is read, then with its reply.

    An empty question changes nothing but the line that says so. An error takes the question back into the box, where it can be mended.
    """
    if not question.strip():
        yield Screen(notice="<p>Please type a question first.</p>")
        return
    waiting = conversation_view([*turns, Turn(question)])
    yield Screen(question="", conversation=waiting, announcement="", starters=False)
    try:
        reply = assistant.ask(question, history=[turn.question for turn in turns])
    except CareciteError as error:
        yield Screen(question, f"<p>{isolated(str(error))}</p>", conversation_view(turns), starters=not turns)
        return
    done = (*turns, Turn(question, reply))
    evidence = evidence_view(done, assistant.documents)
    shelf = document_list(assistant.documents, is_open=False)
    yield Screen(conversation=conversation_view(done), evidence=evidence, documents=shelf, announcement=announcement(done[-1]), turns=done)


def source_of_quote(assistant: Asker, turns: Sequence[Turn], place: object, opening: int) -> str | None:
    """Return the source view of the quote that the browser names (``{"turn": 1, "number": 2}``), or ``None`` where there is no such quote.

    The numbers come from outside, so they count for nothing until this conversation has that quote.
    """
    match place:
        case {"turn": int(turn), "number": int(number)} if 1 <= turn <= len(turns) and 1 <= number <= len(turns[turn - 1].quotes):
            quote = turns[turn - 1].quotes[number - 1]
            document = assistant.documents.get(quote.doc_id)
            return source_view(document, quote, opening) if document else None
    return None
