"""The authors at the head of a bibliography entry: people with family and given names, and bodies with a name that is one whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_FOLDED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.(?:[\s-]*))+|(?:[A-ZÀ-Þ](?:[\s-]+|$)){1,4}|[A-ZÀ-Þ]{1,2}")
_TAIL = re.compile(r"[\s,]*\(?\b(?:eds?|editors?|hrsg|trans|comps?)\b\.?\)?[\s.,]*$", re.I)
_OTHERS = re.compile(r"[\s,]*\b(?:et\.?\s+al\b\.?|and\s+(?:others|colleagues))[\s.,]*$", re.I)
_BRACKETED = re.compile(r"\s*[\[(]([^\[\]()]{1,40})[\])]")
_SEPARATOR = re.compile(r"\s*;\s*|\s*,\s*(?:&|and\b|with\b)\s*|\s+(?:&|and)\s+|\s*&\s*|\s*,\s*")
_VANCOUVER = re.compile(r"([^\W\d_][\w'’ʼ-]*(?:\s[\w'’ʼ-]+){0,3})\s([A-ZÀ-Þ]{1,3})(?:\s(?:Jr|Sr|II|III))?")
_GIVEN = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:[\s-](?:[A-ZÀ-Þ]\.?|[A-ZÀ-Þ][\w'’-]+))?")
_COUNTRIES = frozenset({"UK", "US", "USA", "EU", "UN", "NI"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True)
class Author:
    """One author: a person's family name with the given names or initials as they stand, or a body's whole name and no given name."""

    family: str
    given: str = ""

    def __post_init__(self) -> None:
        if not self.family.strip():
            raise ValueError("an author has a name")

    @property
    def initials(self) -> str:
        """The first letters of the given names, folded: "er" for "E. R."; empty for a body."""
        return initials_of(self.given)


@lru_cache(maxsize=8192)
def folded_name(name: str) -> str:
    """Return a name so that two ways of writing it are alike: no case, accents, apostrophes, "and" or "&"; other marks are spaces."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).casefold().translate(_FOLDED))
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(word for word in words if word != "and")


def initials_of(given: str) -> str:
    """Return the first letter of each given name, folded; initials without full stops ("JK") are a letter each."""
    letters: list[str] = []
    for word in re.findall(r"[^\W\d_]+", given):
        letters += word if word.isupper() and len(word) <= 3 else word[0]
    return folded_name("".join(letters)).replace(" ", "")


def parse_authors(head: str, *, inverted: bool = True) -> tuple[tuple[Author, ...], bool]:
    """Return the authors at the head of an entry, and whether the head itself leaves others out ("et al.").

    A body whose name holds a comma or an "and" is returned in pieces; joined again, they are its name. ``inverted`` says that a given name in
    full may stand behind the family name ("Smith, Jane"), which it never does in an in-text reference.
    """
    head = _TAIL.sub("", _BRACKETED.sub("", " ".join(head.split()).strip(" ,:*_\"“”'‘’")))
    others = bool(_OTHERS.search(head))
    tokens = _tokens(_OTHERS.sub("", head))
    if tokens and all(_is_vancouver(token) for token, _ in tokens):
        matches = [_VANCOUVER.fullmatch(token) for token, _ in tokens]
        return tuple(Author(match[1], match[2]) for match in matches if match), others
    has_initials = any(_INITIALS.fullmatch(token) for token, _ in tokens)
    authors: list[Author] = []
    for i, (token, by_comma) in enumerate(tokens):
        last = authors[-1] if authors else None
        open_family = last is not None and not last.given and by_comma
        if last is not None and token.lower().rstrip(".") in _SUFFIXES:
            continue
        if last is not None and open_family and _is_given(i, tokens, has_initials, last.family, inverted):
            authors[-1] = Author(last.family, token)
        else:
            authors.append(_natural(token, bool(authors and re.search(r"[a-z]{2}", authors[0].given))))
    return tuple(authors), others


def _tokens(head: str) -> list[tuple[str, bool]]:
    """Return the pieces between commas, "and" and "&", each with whether a bare comma stands before it."""
    found: list[tuple[str, bool]] = []
    position, by_comma = 0, False
    for separator in _SEPARATOR.finditer(head):
        piece = head[position : separator.start()].strip()
        if piece:
            found.append((piece, by_comma))
        position, by_comma = separator.end(), separator[0].strip() == ","
    if head[position:].strip():
        found.append((head[position:].strip(), by_comma))
    return [(re.sub(r"(?:(?<=[^\W\d_]{2})|(?<=\d))\.$", "", piece), comma) for piece, comma in found]


def _is_vancouver(token: str) -> bool:
    match = _VANCOUVER.fullmatch(token)
    return match is not None and match[2] not in _COUNTRIES and not (match[1].isupper() and len(match[1]) > 1)


def _is_given(i: int, tokens: list[tuple[str, bool]], has_initials: bool, family: str, inverted: bool) -> bool:
    """Say whether a piece is the given name of the family name before it: "E. R.", or "Jane" in "Smith, Jane, and Kate Jones"."""
    token = tokens[i][0]
    if _INITIALS.fullmatch(token):
        return True
    if not inverted or not _GIVEN.fullmatch(token) or token.isupper() or len(family.split()) > 3 or family.isupper():
        return False
    if not has_initials:
        return i == 1 and len(family.split()) <= 2
    if i + 1 < len(tokens) and _INITIALS.fullmatch(tokens[i + 1][0]):
        return bool(re.search(r"[A-Z]\.$", token))
    return len(token.split()) == 1 or bool(re.search(r"[A-Z]\.", token))


def _natural(token: str, among_people: bool) -> Author:
    """Return a name as it stands; among people, "Kate Jones" and "T. S. Cooner" are turned round."""
    initials = re.match(r"((?:[A-ZÀ-Þ]\.[\s-]*)+)([^\W\d_].*)", token)
    if initials:
        return Author(initials[2], initials[1].strip())
    words = token.split()
    if among_people and len(words) == 2 and all(re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:-[A-Z]\w+)?", word) for word in words) and words[0] != "The":
        return Author(words[1], words[0])
    return Author(token)
