"""Feedback as drafts of known questions, in the lines that question sets are made of, for a person to finish.

Nothing is taken for true because somebody said it: each line has the key ``draft``, which says what is to be done, and a set that holds one is
refused until a person has done it and taken the key out. What was said stands whole in ``note``.
"""

from __future__ import annotations

from typing import Any

from assistant.desk.store.feedback import FeedbackRow, Kind
from assistant.errors import KeptReplyError
from assistant.reply import Abstention, Answer, Quote, Reply
from assistant.reply_json import reply_from_json

_END = "then take out this key"
_FIND = f"find the sentences that answer and put each into facts, as a quote with doc_id and text (or say answerable: false), {_END}"
_CHECK = f"see that no document answers, choose the kind (not-in-documents, false-premise, other-subject), {_END}"
_HINTS: dict[Kind, str] = {
    "helpful": f"it helped: keep in facts the quotes that are needed, each cut to what shows the fact, {_END}",
    "answer-wrong": f"the answer was called wrong: {_FIND}",
    "evidence-wrong": f"evidence was called wrong; the quotes that were not are in facts: keep those that answer, add what is missing, {_END}",
    "should-have-refused": f"it should not have answered: {_CHECK}",
    "other": f"something else was said, see the note: {_FIND}",
}
_REFUSED = "the documents were said not to answer"
_REFUSAL_HINTS: dict[Kind, str] = {
    "helpful": f"{_REFUSED}, and that helped: {_CHECK}",
    "should-have-refused": f"{_REFUSED}, and that was called right: {_CHECK}",
    "answer-wrong": f"{_REFUSED}, and that was called wrong: {_FIND}",
    "evidence-wrong": f"{_REFUSED}, and the passages beside it were called wrong: {_FIND}",
    "other": f"{_REFUSED}; something was said of it, see the note: {_FIND}",
}
_KINDS_REFUSED: frozenset[Kind] = frozenset({"helpful", "should-have-refused"})


def draft_case(row: FeedbackRow) -> dict[str, Any]:
    """Return one piece of feedback as the JSON object of a line; without ``draft``, and with facts where it needs some, it is a whole case."""
    reply = _reply(row)
    is_refusal = isinstance(reply, Abstention)
    line: dict[str, Any] = {"id": f"feedback-{row.id:04}", "draft": (_REFUSAL_HINTS if is_refusal else _HINTS)[row.kind], "question": row.question}
    if row.history:
        line["turns"] = [*row.history, row.question]
    if row.kind == "should-have-refused" or (is_refusal and row.kind in _KINDS_REFUSED):
        line |= {"answerable": False, "kind": "not-in-documents"}
    else:
        line["facts"] = [{"quotes": [{"doc_id": quote.doc_id, "text": quote.text}]} for quote in _facts(row, reply)]
    return line | {"note": _note(row, reply)}


def _reply(row: FeedbackRow) -> Reply | None:
    try:
        return reply_from_json(row.reply)
    except KeptReplyError:
        return None


def _facts(row: FeedbackRow, reply: Reply | None) -> list[Quote]:
    """Return the quotes of an answer that nobody called wrong."""
    if not isinstance(reply, Answer) or row.kind not in ("helpful", "evidence-wrong"):
        return []
    if row.quote is None:
        return list(reply.quotes) if row.kind == "helpful" else []
    return [quote for number, quote in enumerate(reply.quotes, 1) if (number == row.quote) == (row.kind == "helpful")]


def _note(row: FeedbackRow, reply: Reply | None) -> str:
    """Return what was said, in its own words, and of what."""
    said = f"feedback of {row.given}: {row.kind}"
    if row.quote is not None and reply is not None:
        shown = (reply.quotes if isinstance(reply, Answer) else reply.related)[row.quote - 1 : row.quote]
        said += "".join(f", quote {row.quote} ({quote.doc_id} {quote.span.start}-{quote.span.end})" for quote in shown)
    if row.documents is not None:
        said += f"; asked of {', '.join(row.documents)} alone"
    if reply is None:
        said += "; the reply was kept by another version of carecite"
    return f"{said}\n{row.text}" if row.text else said
