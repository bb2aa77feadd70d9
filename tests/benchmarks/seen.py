"""What one person got to see for one question, and whether it is their own."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

QUESTION = re.compile(r'<h3 class="cc-question"><span class="cc-unseen">You asked: </span><bdi>(.*?)</bdi></h3>', re.DOTALL)
REPLY = re.compile(r'<div class="cc-(?:answer|abstention)">')
TITLE = re.compile(r'<button type="button" class="cc-open" data-do="open"[^>]*><bdi>(.*?)</bdi>', re.DOTALL)
CONVERSATION = re.compile(r'^<div data-conversation="([^"]*)">')
OFFERED = re.compile(r'<div class="cc-offered">.*?</ul></div>', re.DOTALL)

Asked = tuple[str, ...]
"""The questions of a conversation up to one, which stands last: what its reply depends on."""


class Fault(Enum):
    """What can be wrong with what somebody saw; the value is how it is told."""

    ERROR = "errors"
    TIMEOUT = "timeouts"
    OTHERS = "answers or questions of somebody else"
    DIFFERENT = "replies that differ from those to one user alone"


@dataclass(frozen=True, slots=True)
class Seen:
    """One question as one person lived through it: wall-clock seconds to the whole reply, what was shown, and what was wrong with it."""

    asked: Asked
    seconds: float
    shown: str = ""
    fault: Fault | None = None
    why: str = ""


def fault_of_page(asked: Asked, conversation: str, history: str, titles: Collection[str]) -> str | None:
    """Return what is wrong with a page that shows a conversation: a question that is not this person's, or a missing reply; ``None``: nothing.

    ``history`` is the HTML of the list of conversations, ``titles`` are the first questions of this person's.
    """
    questions = [html.unescape(found) for found in QUESTION.findall(conversation)]
    own = [_folded(question) for question in asked]
    if questions != own:
        return f"the page shows {questions[-1:] or 'no question'} after {len(questions)} questions where {own[-1:]} was number {len(own)}"
    if len(REPLY.findall(conversation)) != len(own):
        return f"{len(REPLY.findall(conversation))} replies stand below {len(own)} questions"
    starts = [_folded(title) for title in titles]
    for title in (html.unescape(found) for found in TITLE.findall(history)):
        if not any(start.startswith(title.removesuffix("…").rstrip()) for start in starts):
            return f"the list of conversations shows {title!r}, which is not this person's"
    return None


def lasting(view: str) -> str:
    """Return what the same turns always show: a view of a conversation without its id, which is made by chance, and without the questions to go on
    with, which are those that the server has found time to try."""
    named = CONVERSATION.match(view)
    return OFFERED.sub("", view.replace(named[1], "") if named and named[1] else view)


def compared(seen: Seen, alone: Mapping[Asked, str]) -> Seen:
    """Return what was seen with the fault that it differs from what one user alone was shown; as it is where nobody asked that alone."""
    expected = alone.get(seen.asked)
    if seen.fault is not None or expected is None or seen.shown == expected:
        return seen
    place = next((i for i, pair in enumerate(zip(expected, seen.shown, strict=False)) if pair[0] != pair[1]), min(len(expected), len(seen.shown)))
    why = f"{expected[max(0, place - 40) : place + 40]!r} became {seen.shown[max(0, place - 40) : place + 40]!r}"
    return Seen(seen.asked, seen.seconds, seen.shown, Fault.DIFFERENT, why)


def told_faults(seen: Sequence[Seen], most: int = 5) -> list[str]:
    """Return one line that counts each kind of fault, and a line for each of the first few."""
    counts = ", ".join(f"{sum(one.fault is fault for one in seen)} {fault.value}" for fault in Fault)
    faulty = [one for one in seen if one.fault is not None]
    lines = [f"  {one.fault.value}: {_cut(one.why)} (asked: {_cut(one.asked[-1], 80)})" for one in faulty[:most] if one.fault]
    return [counts, *lines, *([f"  and {len(faulty) - most} more"] if len(faulty) > most else [])]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int = 240) -> str:
    text = _folded(text)
    return text if len(text) <= most else f"{text[:most]} …"
