"""Whether two ways of writing a name are one name: initials, acronyms, slips of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.author_list import Author, folded_name, initials_of

_SMALL = frozenset({"of", "for", "the", "in", "on", "to", "with", "at", "by"})
_DEFINED = re.compile(r"[\[(]([A-Z][A-Za-z&]{1,9})[\])]")
_SHORTEST_SLIP = 6


def is_author(named: Author, author: Author) -> bool:
    """Say whether a name in a text is an author's: the family name, before it perhaps initials or given names that agree."""
    family, name = folded_name(author.family), folded_name(named.family)
    if named.given:
        agrees = not author.given or author.initials.startswith(named.initials) or named.initials.startswith(author.initials)
        return name == family and agrees
    if name == family:
        return True
    if not author.given or not name.endswith(f" {family}"):
        return False
    given = initials_of(" ".join(word.capitalize() for word in name.removesuffix(family).split()))
    return bool(given) and author.initials.startswith(given)


def acronyms_of(name: str) -> frozenset[str]:
    """Return the acronyms that a body's name may have: of all its words, and without the small ones, with and without "and"."""
    words = [word.lower() for word in re.findall(r"[^\W\d_][\w'’]*", name)]
    large = [word for word in words if word not in _SMALL]
    versions = (words, large, [word for word in words if word != "and"], [word for word in large if word != "and"])
    return frozenset("".join(word[0] for word in version) for version in versions)


def defined_acronyms(text: str, names: Iterable[str]) -> dict[str, set[str]]:
    """Return the acronyms that a text itself gives to the bodies of its bibliography: "Office for Standards in Education (Ofsted)"."""
    found: dict[str, set[str]] = {}
    longer = {name for name in names if " " in name}
    for match in _DEFINED.finditer(text) if longer else ():
        words = folded_name(text[max(0, match.start() - 120) : match.start()]).split()
        for count in range(2, min(len(words), 12) + 1):
            name = " ".join(words[-count:])
            if name in longer:
                found.setdefault(folded_name(match[1]), set()).add(name)
    return found


def is_slip(one: str, other: str) -> bool:
    """Say whether two different names are one wrong, missing, additional or swapped letter apart; short names only by a swap."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    swapped = len(rest) == len(other_rest) >= 2 and rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    if min(len(one), len(other)) < _SHORTEST_SLIP:
        return swapped
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
