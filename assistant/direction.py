"""Rises and falls: the one that a question takes for granted, and those that a text tells in words or by two figures.

What this module does not do: say by how much, or tell a rise in one place or group from a rise in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Direction = Literal["a rise", "a fall"]

_UP = (
    r"ris(?:e|es|ing|en)|rose|grow(?:s|n|ing|th)?|grew|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)"
    r"|go(?:ne|es|ing)? up|went up|up (?:from|by|\d)|doubl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)"
)
_DOWN = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?(?!-| out\b| off\b)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr[aiu]nk(?:s|ing|en)?"
    r"|reduc(?:ed|tions?)|go(?:ne|es|ing)? down|went down|down (?:from|by|\d|sharply)|halv(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|c[ao]me down"
)
_WORDS: dict[Direction, re.Pattern[str]] = {"a rise": re.compile(rf"\b(?:{_UP})\b", re.I), "a fall": re.compile(rf"\b(?:{_DOWN})\b", re.I)}
_OTHER: dict[Direction, Direction] = {"a rise": "a fall", "a fall": "a rise"}
_SUPPOSES = re.compile(
    r"\b(?:(?:size|scale|effects?|impact|consequences|significance|account|grounds|evidence) (?:\w+ )?(?:of|for|from)"
    r"|how (?:large|big|great) was|why|how come|reasons?|causes?|factors|explanations?|explains?|accounts? for|drivers?"
    r"|(?:lies |is |was |are |were )?behind"
    r"|by how much (?:did|has|have)|how much (?:did|has|have)|what (?:drove|caused|pushed|led to|made))\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:not|never|whether|or|if|would|should|could|can|might|may|must|needs?|want\w*|planned|propos\w*|intend\w*"
    r"|hop\w+|expect\w*|likely|target\w*|aim\w*)\b|n['’]t\b"
    r"|\b(?:to|will|help\w*|not) (?:\w+ )?(?:rise|grow|increase|fall|drop|decline|decrease|shrink|double|halve|go (?:up|down))\b",
    re.I,
)
"""What leaves it open whether anything rose or fell."""
_NUMBER = r"[£$€]?(?P<{0}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<{0}_unit>%|per cent|percentage points|million|billion)?"
_YEAR = (
    r"(?:in|at|by|since|during) (?:\w+ ){0,3}(?:19|20)\d\d|\w+ (?:years?|months?) (?:before|earlier|ago)"
    r"|(?:the|last|in the) (?:previous|year before|last|year)"
)
_BACK = re.compile(
    rf"(?<![\d.,]){_NUMBER.format('now')}(?P<between>[^.;\d]{{0,60}}?)"
    rf"\b(?:against|compared (?:with|to)|(?:up|down) from|where it was) {_NUMBER.format('then')}"
    rf"(?=[^.;]{{0,30}}?\b(?:{_YEAR}))",
    re.I,
)
_FROM_TO = re.compile(
    rf"\bfrom {_NUMBER.format('then')}[^.;\d]{{0,30}}(?:\b(?:in|at) [^.;,\d]{{0,20}}(?:19|20)\d\d[^.;\d]{{0,10}})?\bto {_NUMBER.format('now')}", re.I
)
_CONTENT = re.compile(r"[a-z]{3,}", re.I)
_STOP = frozenset(
    "what which when where why does have has had been were was that this with from they their there into over between after before "
    "since than about more most less much many number numbers rate rates year years reason reasons explanation explain the and for are "
    "did how its use per cent percentage share proportion average mean last latest first three four five two ten who recent recently".split()
)
_NOUN = re.compile(r"\b(?:the|a|an|this|any|of|for|in|behind)(?: (?:\d{4}|[a-z-]+)){0,2} $", re.I)
_NEAR = 90


@dataclass(frozen=True, slots=True)
class Movement:
    """A rise or a fall, and the content words of what rose or fell."""

    direction: Direction
    subject: frozenset[str]


def supposed_movement(question: str) -> Movement | None:
    """Return the rise or fall that a question takes for granted ("why did X rise", "reasons for the fall in X"); ``None`` where it leaves it open."""
    if _OPEN.search(question) or not _SUPPOSES.search(question):
        return None
    found = [(direction, match) for direction, words in _WORDS.items() for match in words.finditer(question)]
    if len({direction for direction, _ in found}) != 1:
        return None
    direction, match = found[0]
    behind = question[match.end() :]
    nominal = re.match(r" (?:since \S+ |during \S+ |over \S+ )?(?:in|of)\b(?! (?:\w+ )?(?:19|20)\d\d)", behind) and _NOUN.search(
        question[: match.start()]
    )
    before = question[: match.start()]
    cue = _SUPPOSES.search(before)
    subject = content(behind if nominal else before[cue.end() :] if cue else before)
    return Movement(direction, subject) if subject else None


def stated_movements(text: str) -> Iterator[Movement]:
    """Yield the rises and falls that a text tells: by a word, or by a figure and the one before it ("96, against 71 a year earlier")."""
    for direction, words in _WORDS.items():
        for match in words.finditer(text):
            yield Movement(direction, content(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]))
    for pattern in (_BACK, _FROM_TO):
        for match in pattern.finditer(text):
            now, then = (float(match[name].replace(",", "")) for name in ("now", "then"))
            units = {(match[f"{name}_unit"] or "").lower() for name in ("now", "then")} - {""}
            years = [value for value in (now, then) if 1900 <= value <= 2100 and value == int(value)]
            if now != then and len(units) < 2 and not years:
                yield Movement("a rise" if now > then else "a fall", content(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]))


def opposite(direction: Direction) -> Direction:
    """Return a fall for a rise, and the other way round."""
    return _OTHER[direction]


def content(text: str) -> frozenset[str]:
    """Return the content words of a text, without an s at their ends."""
    return frozenset(word.rstrip("s") for word in _CONTENT.findall(text.lower()) if word not in _STOP)
