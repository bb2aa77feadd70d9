"""Questions of several parts, split so that each part gets its own evidence."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"(?<=[?;!])\s+|(?<=[a-z0-9)]\.)\s+(?=[A-Z])|(?<=[a-z]{3}\.)\s+"
    r"|,?\s+(?:and|plus|&|n)\s+(?=(?:also\s+)?(?:how|what|why|who|when|which|where|whether|does|do|did|is|are|was|were|has|have|can)\b)",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|or|ok|please|pls|just|well)\W+)*"
    r"(?:how|what|why|who|whom|whose|when|which|where|whether|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|any"
    r"|in what|to what|at what|by how|for how|since when|from what|with what|list|name|explain|describe|define|summari[sz]e|outline|compare|contrast"
    r"|give|tell|show|find|state|quote|identify)\b",
    re.I,
)
_TOPIC = re.compile(r"^(?P<topic>[^:?]{8,90}):\s+(?P<rest>\S.*)$", re.S)
_LEAST_WORDS = 4
_MOST_PARTS = 4
_TALK = frozenset(
    """
    a an the of in on at to for from with by and or but so is are was were be been do does did has have had can could will would should may
    might what which who whom whose when where why how many much any some no not it its this that these those they them their he his him she
    her i we you me my our your need want give gives given get show shows tell tells figure figures number numbers one ones position
    positions view views opinion opinions say says said saying seem seems different differently thing things compare compared comparison
    against next set side beside anything something similar same about agree agrees disagree differ differs between please pls evidence
    research studies study author authors year years later earlier cite cites cited citation citations source sources reference references
    there also as both either each other else more than then quote quotes mention mentions too
    """.split()
)


def split_parts(question: str) -> tuple[str, ...]:
    """Return the parts of a question that asks several things, in order; the whole question alone where it asks one.

    A sentence that tells the situation is a part, for it names what the question is about; one that names nothing ("Authors and year, please.") is
    none. A topic before a colon belongs to every part.
    """
    topic = _TOPIC.match(question)
    lead, rest = (f"{topic['topic']}: ", topic["rest"]) if topic and _ASKS.match(topic["rest"]) else ("", question)
    parts: list[str] = []
    for piece in (piece.strip(" ,") for piece in _CUT.split(rest) if piece.strip(" ,")):
        if parts and min(len(piece.split()), len(parts[-1].split())) < _LEAST_WORDS:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    asking = [part for part in parts if lead or has_content(part)]
    if len(asking) < 2:
        return (question,)
    if len(asking) > _MOST_PARTS:
        asking = [*asking[: _MOST_PARTS - 1], " ".join(asking[_MOST_PARTS - 1 :])]
    return tuple(lead + part for part in asking)


def has_content(piece: str) -> bool:
    """Say whether a piece names anything beyond the talk about answers: "I want the figure, with its source" does not."""
    return any(word not in _TALK for word in re.findall(r"[a-z0-9][\w'’-]*", piece.lower()))
