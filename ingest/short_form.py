"""Does an abbreviation fit the words beside it?

After Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions, PSB 2003: its letters stand in the words in order, the first
at the beginning of the first word, and the long form has at most min(n + 5, 2n) words for n letters. Their rule alone fits much by chance, so every
word that is not small ("of", "and") must give its first letter, with two exceptions that are told at ``FITS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

SMALL = frozenset("a against an and as at by for from in into of on or per the to under with &".split())
"""Words whose letters an abbreviation may leave out."""
MOST_LETTERS = 10
_SHORT = re.compile(r"[^\W_](?:[^\W_]|[&+./-](?=[^\W_])){1,11}\.?")
_ROMAN = re.compile(r"[ivxlc]+")
_NAME_WORD = re.compile(r"[A-Z][^\W\d_]+(?:['’][^\W\d_]*)?,?")
_OF = re.compile(r"\s(?:of|for)\s")
_PARTS = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|&")
_LEAST_LOWER = 3
_LEAST_ONE_CAPITAL = 4
_LEAST_SKIPPING = 4
_LEAST_SINGLE = 8
"""Letters of a single word that may be abbreviated by two of them ("tuberculosis", TB)."""

Fit = Callable[[str, Sequence[str]], bool]


def is_short_form(text: str) -> bool:
    """Say whether a text can be an abbreviation by its shape alone: one word of two to ten letters and figures, two of them capitals."""
    return _SHORT.fullmatch(text) is not None and 2 <= len(_letters(text)) <= MOST_LETTERS and _capitals(text) >= 2


def singular(short: str) -> str:
    """Return an abbreviation without the "s" of its plural: "SGOs" is "SGO"."""
    bare = re.sub(r"['’]s$", "", short)
    return bare[:-1] if len(bare) > 2 and bare[-1] == "s" and bare[-2].isupper() and _capitals(bare) >= 2 else bare


def begin_before(words: Sequence[str], short: str) -> int | None:
    """Return the position of the first of the last ``words`` that spell ``short``; ``None`` where none do.

    The fewest words that fit count, and words that fit by initials before any that fit otherwise.
    """
    fewest = max(0, len(words) - most_words(short))
    initial = _letters(short)[:1]
    starts = [start for start in range(len(words) - 1, fewest - 1, -1) if words[start][0].lower() == initial]
    return next((start for fit in FITS for start in starts if fit(short, words[start:])), None)


def end_behind(words: Sequence[str], short: str) -> int | None:
    """Return the position behind the last of the first ``words`` that spell ``short``; ``None`` where none do."""
    if not words or words[0][:1].lower() != _letters(short)[:1]:
        return None
    ends = range(1, min(len(words), most_words(short)) + 1)
    return next((end for fit in FITS for end in ends if fit(short, words[:end])), None)


def spells(words: Sequence[str], short: str) -> bool:
    """Say whether ``words``, all of them, spell ``short``."""
    return len(words) <= most_words(short) and any(fit(short, words) for fit in FITS)


def most_words(short: str) -> int:
    """Return the number of words that the long form of an abbreviation has at most."""
    count = len(_letters(short))
    return min(count + 5, 2 * count)


def initials(name: str) -> str | None:
    """Return what people abbreviate a name to; ``None`` where it is no name in capitals of three words, or two with "of" or "for" between them.

    The initials of three words or more leave small ones out; those of two have them, as in "Department for Education", DFE.
    """
    words = name.split()
    content = [word for word in words if word.lower() not in SMALL]
    if not all(_NAME_WORD.fullmatch(word) for word in content):
        return None
    chosen = content if len(content) > 2 else words if _OF.search(name) else []
    return "".join(word[0].upper() for word in chosen) if len(chosen) > 2 else None


def _by_plain_initials(short: str, words: Sequence[str]) -> bool:
    """Every word gives its initial and small ones none: of "the Independent Inquiry into Child Sexual Abuse", IICSA begins with "Independent"."""
    content = [part for part in _parts(words) if part.lower() not in SMALL]
    spelt = "".join(part[0].lower() for part in content) == _letters(short)
    return spelt and _parts(words)[0].lower() not in SMALL and _parts(words)[-1].lower() not in SMALL and _by_initials(short, words)


def _by_initials(short: str, words: Sequence[str]) -> bool:
    """Every word gives its initial; small ones may; a part that is itself an abbreviation ("HM") may give all its letters."""
    letters, parts = _letters(short), _parts(words)
    least = 2 if _capitals(short) >= 2 else _LEAST_ONE_CAPITAL if short[:1].isupper() else _LEAST_LOWER
    if len(parts) < 2 or len(letters) < least or (short.islower() and _ROMAN.fullmatch(short)):
        return False
    return _aligned(letters, parts, lambda part, rest: [1, len(part)] if part.isupper() and rest.startswith(part.lower()) else [1])


def _by_skipping(short: str, words: Sequence[str]) -> bool:
    letters, parts = _letters(short), _parts(words)
    content = [part for part in parts if part.lower() not in SMALL]
    if _capitals(short) < 2 or len(letters) < _LEAST_SKIPPING or not all(part[0].isupper() for part in content):
        return False
    inner = [i for i in range(1, len(parts) - 1) if parts[i].lower() not in SMALL]
    return any(_aligned(letters, [*parts[:i], *parts[i + 1 :]], lambda part, rest: [1]) for i in inner)


def _by_inner_letters(short: str, words: Sequence[str]) -> bool:
    letters, parts = _letters(short), _parts(words)
    if _capitals(short) < 2:
        content = [part for part in parts if part.lower() not in SMALL]
        named = len(content) >= 2 and short[:1].isupper() and len(letters) > _LEAST_ONE_CAPITAL and all(part[0].isupper() for part in content)
        return named and _aligned(letters, parts, lambda part, rest: range(2, _shared(part, rest) + 1))
    if len(parts) == 1:
        word = parts[0].lower()
        return len(letters) == 2 and len(word) >= _LEAST_SINGLE and word[0] == letters[0] and letters[1] in word[2:-1]
    if _aligned(letters, parts, lambda part, rest: range(1, _shared(part, rest) + 1)):
        return True
    content = [part for part in parts if part.lower() not in SMALL]
    if len(content) < 3 or len(letters) != len(content) + 1:
        return False
    return _aligned(letters, parts, lambda part, rest: [1, 2] if rest[1:2] and rest[1] in part.lower()[1:] else [1])


FITS: tuple[Fit, ...] = (_by_plain_initials, _by_initials, _by_inner_letters, _by_skipping)
"""The ways in which words may spell an abbreviation, the surest first.

By initials; by the beginnings of words ("SENCo", "Ofsted") or with one more letter from inside a word ("PTSD" of "posttraumatic stress disorder",
"TB"); and by initials with one word left out of a name in capitals ("National Institute for Health and Care Excellence", NICE).
"""


def _aligned(letters: str, parts: Sequence[str], takes: Callable[[str, str], Sequence[int]]) -> bool:
    """Say whether ``parts`` give ``letters`` in order.

    ``takes`` says how many letters a part may give, of those that are left. The first and last part give at least one; small ones may give none.
    """
    if parts[0].islower() and parts[0] in SMALL:
        return False
    reached = {0}
    for i, part in enumerate(parts):
        after = set()
        for done in reached:
            rest = letters[done:]
            if rest and part[0].lower() == rest[0]:
                after |= {done + count for count in takes(part, rest)}
            if part.lower() in SMALL and 0 < i < len(parts) - 1:
                after.add(done)
        reached = after
    return len(letters) in reached


def _shared(part: str, rest: str) -> int:
    """Return how many letters ``part`` and ``rest`` have in common from the beginning."""
    lower = part.lower()
    return next((i for i, (one, other) in enumerate(zip(lower, rest, strict=False)) if one != other), min(len(lower), len(rest)))


def _parts(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in _PARTS.findall(word)]


def _letters(short: str) -> str:
    return "".join(character for character in short if character.isalnum()).lower()


def _capitals(text: str) -> int:
    return sum(character.isupper() for character in text)
