"""The names or the title by which a text refers to a work: what leads to them, where they begin, and whether they read like names at all."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:see|also|e\.?g\.?|cf\.?|i\.e\.|for (?:example|instance|a review)|sources?|adapted from|data from|(?:as )?(?:cited|quoted) (?:in|by)"
    r"|compare|notably|including|(?-i:in|from|by|and|but|both|following|also|of|for|to|as))(?:[\s,:]+|$))+",
    re.I,
)
"""What may lead to the names in a bracket."""
_OPENING = re.compile(
    r"(?:(?:in|from|by|and|but|both|following|according to|as|while|whilst|however|although|though|since|when|where|with|after|before"
    r"|similarly|moreover|furthermore|recently|later|earlier|like|unlike|what|yet|then|thus|therefore|here|at|on|to|of|for|that|this|see|also|professors?"
    r"|prof\.|dr\.?|sir|dame|lord|lady|baroness|(?:the )?(?:studies|study|work|research|reviews?|reports?|findings) (?:by|of|from))(?:[\s,:]+|$))+",
    re.I,
)
"""What may open a sentence before the names in it."""
_MONTH = re.compile(
    r"(?:^|[,\s]\s*)(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ch|il|ust|ember|ober|tember)?\.?(?:\s\d{1,2})?\s*$",
    re.I,
)
_PAGE_NUMBER = re.compile(r",\s*\d{1,4}\s*\[?\s*$")
_PARTICLES = frozenset("de van von der den la le du da di al el bin ibn".split())
_CONNECTIVES = _PARTICLES | frozenset("and & of for the in on to with at by dos del della ten ter zu und et y e colleagues others".split())
_NOT_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"
    " spring summer autumn winter easter christmas monday tuesday wednesday thursday friday saturday sunday between until during since early late mid"
    " year years throughout ending".split()
)
_LAW = re.compile(r"\b(?:Act|Regulations?|Order|Rules|Bill|Directive|Convention|Treaty|Code)s?$")
_NAME_WORD = re.compile(r"[\"“‘(*_]*(?:[A-ZÀ-Þ]\.?(?:-?[A-ZÀ-Þ]\.)*|\w*[A-ZÀ-Þ][\w'’&-]*(?:\.(?=$))?|\([A-Z]\w+\))[,)\]*_]*")
_ENDS = re.compile(r"[.!?;:][\"”’)\]]*$")
_WINDOW = 180
_MOST_WORDS = 26


def label_of(between: str) -> tuple[str, int]:
    """Return the label that a piece of text between two years holds, without what leads to it, and where in the piece it starts.

    Empty where the piece holds no word.
    """
    if not re.search(r"[^\W\d_]{2}", between):
        return "", len(between)
    stripped = between.lstrip(' ,.&:\n\t\r\f"“‘([')
    lead = _LEAD.match(stripped)
    core = stripped[lead.end() :] if lead and re.search(r"[^\W\d_]{2}", stripped[lead.end() :]) else stripped
    label = _MONTH.sub("", " ".join(_PAGE_NUMBER.sub("", core).split()).rstrip(" ,([:")).rstrip(" ,([:")
    return label, len(between) - len(core)


def are_names(label: str) -> bool | None:
    """Say whether a label reads like names: surely, perhaps (a title, a law, something with a number), or ``None`` for a date or prose."""
    words = re.findall(r"[^\s,]+", label)
    plain = [re.sub(r"\W+", " ", word).strip().lower() for word in words]
    parts = [part for word in plain for part in word.split()]
    if len(words) > _MOST_WORDS or all(part in _NOT_NAMES or part in _CONNECTIVES or part.isdigit() for part in parts):
        return None
    if any(character in label for character in "%£$€=<>"):
        return None
    named = all(re.search(r"[A-ZÀ-Þ]", word) or not part or part in _CONNECTIVES for word, part in zip(words, plain, strict=True))
    dated = any(re.search(r"\d", word) for word in words)
    return named and not dated and not _LAW.search(label)


def names_before(bare: str, end: int) -> tuple[str, int]:
    """Return the run of names that ends at ``end``, and where it starts; empty where a word stands there that is no name."""
    window = max(0, end - _WINDOW)
    words = list(re.finditer(r"\S+", bare[window:end]))
    first = len(words)
    while first > 0 and len(words) - first < _MOST_WORDS:
        word = words[first - 1][0]
        plain = word.strip(".,;:'’\"“”()").lower()
        if plain not in _CONNECTIVES and not _NAME_WORD.fullmatch(word):
            break
        if first < len(words) and _ENDS.search(word) and plain not in ("al", "et") and not re.fullmatch(r"(?:[A-ZÀ-Þ]\.-?)+|Dr\.|Prof\.", word):
            break
        first -= 1
    while first < len(words):
        rest = bare[window + words[first].start() : end]
        lead = _OPENING.match(rest)
        if words[first][0].lower() in _CONNECTIVES - _PARTICLES:
            first += 1
        elif lead and lead.end() < len(rest):
            first += len(rest[: lead.end()].split())
        else:
            break
    others = re.search(r"(?:et\.? al\.?,?|colleagues|others)$", bare[window:end].rstrip())
    if first >= len(words) or not (others or re.search(r"[A-ZÀ-Þ]", words[-1][0])):
        return "", end
    start = window + words[first].start()
    start += len(bare[start:end]) - len(bare[start:end].lstrip('"“‘(['))
    return " ".join(bare[start:end].split()).rstrip(" ,"), start
