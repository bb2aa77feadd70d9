"""Whether two sentences say the same: repeats of one fact across documents and within one."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+|\d[\d,.]*\d|\d")
_STOP = frozenset(
    """
    a an the of in on at to for from with by and or but as is are was were be been being that this these those it its they their there which who
    has have had not no than then so such also more most can could will would should may might into over under about between within during after
    before do does did we our you your
    """.split()
)
SHARED = 0.72
"""Share of the shorter sentence's content words that must stand in the longer one."""
NEARLY_ALL = 0.6
"""Share of a sentence's content words that stand in another, for the first to say little more than it."""
_SHORT = 6
"""A sentence of fewer content words must stand in the longer one whole: one word more or less is another fact."""
_NUMBER_WORDS = {
    **{
        word: str(number)
        for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2)
    },
    **dict.fromkeys(("third", "thirds"), "1/3"),
    **dict.fromkeys(("quarter", "quarters"), "1/4"),
    **dict.fromkeys(("half", "halved"), "1/2"),
    **dict.fromkeys(("twice", "double", "doubled"), "2x"),
}


def same_fact(one: str, other: str) -> bool:
    """Say whether two sentences state the same fact: most content words and all numbers of the shorter one shared, neither negated alone."""
    first, second = _content(one), _content(other)
    shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
    if len(shorter) < 4:
        return shorter == longer
    shared = len(shorter & longer)
    if shared / len(shorter) < SHARED or len(shorter) < 0.4 * len(longer) or (len(shorter) < _SHORT and shared < len(shorter)):
        return False
    return all(word in longer for word in shorter if word[0].isdigit()) and _negated(one) == _negated(other)


def says_all(one: str, other: str) -> bool:
    """Say whether one sentence says all that another says, in the same words, and little more."""
    longer, shorter = _content(one), _content(other)
    whole = len(shorter) >= 4 and shorter <= longer and len(shorter) >= NEARLY_ALL * len(longer)
    return whole and _negated(one) == _negated(other)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    folded = re.sub(r"\([^()]*\b\d{4}[a-z]?\)", " ", text.lower().replace("’", "'"))
    return frozenset(_NUMBER_WORDS.get(word) or _stem(word) for word in _WORD.findall(folded) if word not in _STOP)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word.rstrip(".,")


@lru_cache(maxsize=4096)
def _negated(text: str) -> bool:
    return bool(re.search(r"\b(?:not|no|never|nor|neither|without|cannot)\b|n['’]t\b", text.lower()))
