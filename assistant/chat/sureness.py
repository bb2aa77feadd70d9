"""How sure the assistant is of a reply, in words."""

from __future__ import annotations

from assistant.reply import MAY_NOT_ANSWER, Abstention, Answer, Reply

SURE = 0.95
"""From this confidence on an answer is called sure."""
CLOSE = 0.2
"""From this confidence on an abstention says that it was a close call."""


def sureness(reply: Reply) -> str:
    """Return one sentence, without its full stop, on how likely it is that the reply is right."""
    match reply:
        case Answer() if reply.is_unsure:
            return MAY_NOT_ANSWER
        case Answer(confidence=confidence) if confidence < SURE:
            return "Fairly sure that these passages answer the question"
        case Answer():
            return "Sure that these passages answer the question"
        case Abstention(confidence=confidence) if confidence >= CLOSE:
            return "It was a close call: the nearest passages may help"
    return "Sure that nothing in these documents answers it"
