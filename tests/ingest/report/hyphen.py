"""Places at which a printer would divide a long word, by a rule of thumb: between two consonants or before one, with vowels on both sides."""

from __future__ import annotations

import re
from itertools import pairwise

_PLACE = re.compile(r"(?<=[aeiouy])(?:(?=[bcdfglmnprstv][aeiou])|(?<=[aeiouy])[lmnrst](?=[bcdfgpt][aeiou]))", re.I)


def places(word: str) -> list[int]:
    """Return the offsets at which ``word``, of letters alone, may be divided; at least three letters stay on both sides."""
    return [match.end() for match in _PLACE.finditer(word) if 3 <= match.end() <= len(word) - 3]


def hyphenated(word: str, hyphen: str) -> str:
    """Return ``word`` with ``hyphen`` at each of its places."""
    cuts = [0, *places(word), len(word)]
    return hyphen.join(word[start:end] for start, end in pairwise(cuts))
