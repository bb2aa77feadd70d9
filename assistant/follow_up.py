"""Follow-up questions: a question that leans on the one before it is resolved by putting that one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENER = re.compile(
    r"^(?:and|but|so|or|also|what about|how about|what of|why(?: is| was| did| do| are)?(?: that| this| it| they)?\b\W*$"
    r"|is (?:it|that|this)\b|are they\b|was it\b|were they\b)",
    re.I,
)
_LEANS = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|theirs|he|she|him|her|his|hers|there"
    r"|one|ones|same|others?|former|latter|then|either|both|such)\b",
    re.I,
)
_OWN_NOUN = re.compile(
    r"\b(?:that|this|these|those|the same|both) "
    r"(?!was|were|is|are|be|has|have|had|in|on|for|at|of|to|by|happen|mean|say|get|got|not|true|so|any)[a-z]{4,}",
    re.I,
)
_DEFINITION = re.compile(
    r"^(?:what(?:'s| is| are| does)|define|who (?:is|are)) (?:an? |the )?"
    r"(?!it\b|that\b|this\b|they\b|them\b|he\b|she\b|the\b|those\b|these\b)[\w'’-]{3,}(?: [\w'’-]{3,}){0,3}(?: mean)?\?*$",
    re.I,
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")
_STOP = frozenset(
    "a an the of in on at to for from with by and or but so is are was were be been do does did has have had can could will would should may might "
    "what which who whom whose when where why how many much any some no not me "
    "you i we us my your our about than more less most least please tell show say said says ever got get there".split()
)


def resolve(question: str, history: Sequence[str]) -> str | None:
    """Return the question with the one it leans on before it, or ``None`` where it stands on its own.

    ``history`` holds the questions before it in the same conversation, oldest first; a question before that leans itself is resolved first.
    """
    if not history or not leans(question):
        return None
    *earlier, before = history
    subject = (resolve(before, earlier) or before).strip()
    return f"{subject.rstrip('?.! ')} – {question.strip()}"


def leans(question: str) -> bool:
    """Say whether a question cannot be understood without the one before it."""
    words = re.findall(r"[a-z0-9][\w'’-]*", question.lower())
    content = [word for word in words if word not in _STOP and not _LEANS.fullmatch(word)]
    if _DEFINITION.match(question.strip()) or (_ACRONYM.search(question) and not _OPENER.match(question.strip())):
        return False
    if _OPENER.match(question.strip()) and len(content) <= 7:
        return True
    if len(content) <= 1 or (len(content) <= 2 and len(words) <= 4):
        return True
    pronoun = next((k for k, word in enumerate(words) if _LEANS.fullmatch(word)), None)
    if pronoun is None:
        return False
    if len(content) <= 3:
        return True
    return pronoun <= 3 and len(content) <= 6 and not _OWN_NOUN.search(question)
