"""What a question supposes to have happened, against what the evidence says: a rise where it fell, a law abolished that nobody abolished."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.search import ScoredSentence

LOOKED_AT = 5
_UP = (
    r"ris(?:e|es|ing|en)|rose|grow(?:s|n|ing)?|grew|growth|increas\w+|climb\w*|soar\w*|surg(?:e|ed|ing)|go(?:ne|es|ing)? up|went up|doubl\w+|trebl\w+"
)
_DOWN = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?(?! out| in\b| off\b)|declin\w+|decreas\w+|shr[aiu]nk\w*|reduc\w+|go(?:ne|es|ing)? down|went down"
    r"|halv\w+|plummet\w*"
)
_DIRECTIONS = {"a rise": (_UP, _DOWN), "a fall": (_DOWN, _UP)}
_ACTIONS = {
    r"abolish\w*|scrap(?:s|ped|ping)?|axe[ds]?|get(?:ting)? rid of": r"abolish\w*|abolition|scrap\w*|axe\w*|end(?:s|ed|ing)?|remov\w+|replac\w+"
    r"|repeal\w*|rid of|do(?:ne|ing)? away|discontinu\w+|withdr\w+|without",
    r"ban(?:s|ned|ning)?|outlaw\w*|prohibit\w*|forbid\w*": r"ban(?:s|ned|ning)?|outlaw\w*|prohibit\w*|forb[ia]d\w*|unlawful|illegal"
    r"|not (?:be )?allow\w*|no longer|stop\w*|end(?:s|ed|ing)?|must not|rul(?:e|ed|ing) out|cease\w*",
    r"privatis\w*|privatiz\w*": r"privat\w+|outsourc\w*|for-profit|profit\w*|independent|sold|contract\w*",
    r"nationalis\w*|nationaliz\w*": r"nationali[sz]\w*|public ownership|state-run|not-for-profit",
    r"clos(?:e|ed|ing) down|shut(?:ting)? down": r"clos\w+|shut\w*|end(?:s|ed|ing)?|ceas\w+|stop\w*|discontinu\w+|withdr\w+|wound up|scrap\w*",
}
"""Strong actions, and the words in which a text may speak of them."""
_SUPPOSES = (
    r"\b(?:why (?:did|has|have|does|do|is|are|was|were)"
    r"|(?:what|which)[^?]*?\b(?:explains?|explanation|reasons?|caus\w+|(?:lies )?behind|drove|led to)"
    r"|reasons? (?:for|why)|explanation (?:for|of)|explain)\b"
)
_NEGATED = re.compile(r"\b(?:not|n[o']t|never|nobody|fail\w*|refus\w+|oppos\w+|against|reject\w*|resist\w*)\b|n['’]t\b", re.I)
_WORD = re.compile(r"[a-z]{4,}")
_STOP = frozenset(
    "what which when where why does have been were that this with from they their there into over between after before since than about more most "
    "less much many number numbers rate rates year years reason reasons explanation explain".split()
)
_NEAR = 40


def contradicted_premise(question: str, evidence: Sequence[ScoredSentence]) -> str | None:
    """Return why the evidence speaks against what a question takes for granted, or ``None`` where it does not.

    A direction is contradicted where none of the first sentences says it and one says the opposite of the same thing; an action where none speaks
    of it in any words.
    """
    texts = [found.sentence.clean for found in evidence[:LOOKED_AT]]
    if not texts:
        return None
    supposed = re.search(_SUPPOSES, question, re.I)
    if supposed is None:
        return None
    rest = question[supposed.end() :]
    return _other_direction(rest, texts) or _no_such_action(rest, texts)


def _other_direction(rest: str, texts: Sequence[str]) -> str | None:
    for label, (said, opposite) in _DIRECTIONS.items():
        other = "a fall" if label == "a rise" else "a rise"
        match = _find(said, rest)
        if match is None or _find(opposite, rest) or _NEGATED.search(rest) or any(_find(said, text) for text in texts):
            continue
        behind = rest[match.end() :]
        subject = _content(behind if re.match(r" (?:in|of)\b", behind) else rest[: match.start()])
        for text in texts:
            against = _find(opposite, text)
            if against and subject and _shared(subject, _content(text[max(0, against.start() - 2 * _NEAR) : against.end() + 2 * _NEAR])):
                return f"The passages found speak of {other}, not of {label}."
    return None


def _no_such_action(rest: str, texts: Sequence[str]) -> str | None:
    for asked, spoken in _ACTIONS.items():
        match = _find(asked, rest)
        if match and not _NEGATED.search(rest) and not any(_find(spoken, text) for text in texts):
            return f"The passages found do not say “{match[0]}” or anything like it."
    return None


def _shared(subject: frozenset[str], text: frozenset[str]) -> bool:
    return 2 * len(subject & text) >= len(subject)


def _find(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{words})\b", text, re.I)


def _content(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower()) if word not in _STOP)
