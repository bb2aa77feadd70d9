"""Replies kept as JSON and read back, with every field, so that a conversation of last week looks as it did.

The object of the contract (``Reply.to_dict``) is for programs and leaves out what they have no use for; this one is for carecite alone.
"""

from __future__ import annotations

import json
from functools import cache

from pydantic import TypeAdapter

from assistant.errors import KeptReplyError
from assistant.reply import Abstention, Answer, Reply

FORMAT = 1
_KINDS: dict[str, type[Answer] | type[Abstention]] = {"answer": Answer, "abstention": Abstention}
_UNREADABLE = "this answer was kept by another version of carecite and cannot be shown: ask the question again"


def reply_to_json(reply: Reply) -> str:
    """Return a reply with all its fields as one line of ASCII, which any store can hold."""
    kind = "answer" if isinstance(reply, Answer) else "abstention"
    # Halves of characters, which UTF-8 cannot hold, may stand in a question; Python's own writer escapes them.
    return json.dumps({"format": FORMAT, "kind": kind, "reply": _adapter(kind).dump_python(reply)}, ensure_ascii=True)


def reply_from_json(text: str) -> Reply:
    """Return the reply that ``reply_to_json`` wrote.

    Raises:
        KeptReplyError: it is of another version of carecite, or damaged.
    """
    try:
        kept = json.loads(text)
        if not isinstance(kept, dict) or kept.get("format") != FORMAT or kept.get("kind") not in _KINDS:
            raise KeptReplyError(_UNREADABLE)
        reply: Reply = _adapter(kept["kind"]).validate_python(kept["reply"])
    except (ValueError, KeyError, RecursionError) as error:
        raise KeptReplyError(_UNREADABLE) from error
    return reply


@cache
def _adapter(kind: str) -> TypeAdapter[Reply]:
    return TypeAdapter(_KINDS[kind])
