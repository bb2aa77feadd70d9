"""Who wrote a document: the author as it is written down, read into persons and bodies.

Nothing is guessed: what does not read like names of persons stays one body, word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from assistant.source_cue import is_person

_PARTICLES = frozenset("van von der den de del della di da dos du la le ten ter bin ibn al el".split())
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_DEGREE = re.compile(r"(?:PhD|DPhil|MD|MSc|MA|BA|BSc|MPhil|MP|OBE|CBE|MBE|QC|KC)\.?|Ph\. ?D\.?")
_CALLED = re.compile(r"(?:by |(?:professor|prof|emeritus|dr|mr|mrs|ms|miss|mx|sir|dame|rev|reverend)\b\.? )", re.I)
_TITLED = frozenset({"lord", "lady", "baroness", "baron", "earl", "viscount", "justice"})
"""A name that begins so is written as it is: "Lord Laming" is not "Laming, L."."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]{1,3}")
_PLACES = frozenset({"UK", "US", "EU", "USA", "UN", "NHS", "BBC"})
_NOT_A_SURNAME = frozenset(
    "care works now today news media times press research england scotland wales ireland britain kingdom states limited ltd inc plc llp gmbh company"
    " consulting partners partnership international national federation union team unit matters voices online".split()
)
"""Last words of bodies whose names are written like a person's: "Community Care", "What Works"."""
_AND = re.compile(r",?\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """A person; ``given`` are given names or initials, ``suffix`` is "Jr." and the like, empty where there is none."""

    family: str
    given: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not self.family:
            raise ValueError("a person has a family name")

    @property
    def cited(self) -> str:
        """The name as a list of references has it: Dickens, J."""
        return ", ".join(part for part in (self.family, _initials(self.given), self.suffix) if part)

    @property
    def short(self) -> str:
        """The name as a citation in the text has it: Dickens."""
        return self.family


@dataclass(frozen=True, slots=True)
class Body:
    """An author that is not read as persons: a department, a charity, or a name in a form that is not known."""

    name: str

    @property
    def cited(self) -> str:
        """The name as it is."""
        return self.name

    @property
    def short(self) -> str:
        """The name as it is."""
        return self.name


Author = Person | Body


def read_authors(text: str | None) -> tuple[Author, ...]:
    """Return the authors that a line names, in order; none where nothing is known.

    Read are "Jane Smith", "Smith, J.", "Smith J", and several of them joined by "and", "&", commas or semicolons.
    """
    whole = " ".join((text or "").split())
    pieces = [piece for piece in (part.strip() for part in whole.split(";")) if piece]
    return tuple(chain.from_iterable(_people(piece) or (Body(piece),) for piece in pieces))


def listed(authors: tuple[Author, ...]) -> str:
    """Return authors as a list of references has them: "Smith, J., Jones, K. & Brown, L."."""
    *before, last = [author.cited for author in authors]
    return f"{', '.join(before)} & {last}" if before else last


def shortened(authors: tuple[Author, ...]) -> str:
    """Return authors as a citation in the text has them: "Smith", "Smith & Jones", "Smith et al."."""
    if len(authors) > 2:
        return f"{authors[0].short} et al."
    return " & ".join(author.short for author in authors)


def _people(text: str) -> tuple[Person, ...]:
    """Return the persons of a line without semicolons; none where a part of it does not read like a person's name."""
    people: list[Person] = []
    for part in _AND.split(text):
        found = _enumerated(part)
        if not found:
            return ()
        people += found
    return tuple(people)


def _enumerated(text: str) -> list[Person]:
    """Return the persons of a line that only commas divide: "Jane Smith, John Jones" or "Smith, J., Jones, K."."""
    names: list[list[str]] = []
    for token in (token.strip() for token in text.split(",")):
        if _DEGREE.fullmatch(token) and names:
            continue
        if _SUFFIX.fullmatch(token) and names:
            names[-1][1] = token
        else:
            names.append([token, ""])
    straight = [_straight(name, suffix) for name, suffix in names]
    if all(straight):
        return [person for person in straight if person]
    if len(names) % 2:
        return []
    inverted = [_inverted(family, given, before or behind) for (family, before), (given, behind) in zip(names[::2], names[1::2], strict=True)]
    return [person for person in inverted if person] if all(inverted) else []


def _straight(text: str, suffix: str) -> Person | None:
    """Return the person of a name in the order of speech, or of "Smith J"; ``None`` where it does not read like one."""
    while match := _CALLED.match(text):
        text = text[match.end() :]
    words = text.split()
    while len(words) > 2 and _DEGREE.fullmatch(words[-1]):
        words.pop()
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = suffix or words.pop()
    names = [word for word in words if word not in _PARTICLES]
    if not names or not is_person(" ".join(names)) or not _may_be_person(words):
        return None
    if len(names) == 2 and _INITIALS.fullmatch(names[1]) and names[1] not in _PLACES and not _INITIALS.fullmatch(names[0]):
        return Person(" ".join(words[:-1]), words[-1], suffix)
    first = next((place for place, word in enumerate(words[:-1]) if place and word.lower() in _PARTICLES), len(words) - 1)
    return Person(" ".join(words[first:]), " ".join(words[:first]), suffix) if first else None


def _inverted(family: str, given: str, suffix: str) -> Person | None:
    """Return the person of "Smith, J." or "Smith, Jane"; ``None`` where it does not read like one."""
    surname, names = family.split(), given.split()
    long = [word for word in surname if word.lower() not in _PARTICLES]
    initials = all(_INITIALS.fullmatch(word) for word in names)
    if not long or not names or len(long) > (3 if initials else 1) or len(names) > 4:
        return None
    if not is_person(f"{long[0]} {names[0]}") or not all(word[:1].isupper() for word in (*long, *names)) or names[-1] in _PLACES:
        return None
    return Person(family, given, suffix) if _may_be_person([*names, *surname]) else None


def _may_be_person(words: list[str]) -> bool:
    shouted = [word for word in words if word.isupper() and re.search(r"[^\W\d_]{3}", word)]
    if words[0].lower().rstrip(".") in _TITLED or words[-1].lower() in _NOT_A_SURNAME or words[-1] in _PLACES:
        return False
    return not shouted or all(word.isupper() for word in words)


def _initials(given: str) -> str:
    """Return given names as initials: "Mary Ann" and "MA" are "M. A.", "Jean-Paul" is "J.-P."."""
    found: list[str] = []
    for word in re.findall(r"[^\s.]+", given):
        letters = word if word.isupper() and word.isalpha() and len(word) <= 3 else ""
        found += [f"{letter}." for letter in letters] or ["-".join(f"{part[0]}." for part in word.split("-") if part)]
    return " ".join(found).replace(". -", ".-")
