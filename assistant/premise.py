"""What a question supposes to have happened, against what the evidence says: a rise where it fell, a law abolished that nobody abolished."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.direction import opposite, stated_movements, supposed_movement
from index.search import ScoredSentence

LOOKED_AT = 5
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


def contradicted_premise(question: str, evidence: Sequence[ScoredSentence]) -> str | None:
    """Return why the evidence speaks against what a question takes for granted, or ``None`` where it does not.

    A direction is contradicted where the first sentences tell the opposite of the same thing oftener than it (``assistant.direction``); an action
    where none speaks of it in any words.
    """
    texts = [found.sentence.clean for found in evidence[:LOOKED_AT]]
    if not texts:
        return None
    supposed = re.search(_SUPPOSES, question, re.I)
    return _other_direction(question, texts) or (_no_such_action(question[supposed.end() :], texts) if supposed else None)


def _other_direction(question: str, texts: Sequence[str]) -> str | None:
    supposed = supposed_movement(question)
    if supposed is None:
        return None
    stated = [movement.direction for text in texts for movement in stated_movements(text) if _shared(supposed.subject, movement.subject)]
    against = opposite(supposed.direction)
    if stated.count(against) <= stated.count(supposed.direction):
        return None
    return f"The passages found speak of {against}, not of {supposed.direction}."


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
