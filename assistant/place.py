"""Places in a text, found by the gazetteer ``places.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*['’]?")
_OPENING = re.compile(r"(?:^|[.?!:;\n•])[\s\"'“‘(\[*–—-]*$|[\"'“‘]$")
_SPEAK = re.compile(r"\b(?:sp(?:eak(?:s|ing)?|oken?)|fluent|learn(?:ing)?|written|basic|poor|plain|limited|little|no|without|in) $", re.I)
_PLAIN = re.compile(r"\b(?:plain|fluent) $", re.I)
_ENDS = re.compile(r"\W*$|[.,;?]")
_LANGUAGE_AFTER = re.compile(r"[ -](?:as an?|speak\w*|languages?|lessons?|interpreters?|translat\w+|and maths|literature|grades?)\b", re.I)
_JOIN = re.compile(r"\S?[\s,‐‑-]*|(?<!\w)\w\. *")
_TRAVELLER = re.compile(r"^[ -]travell?er", re.I)


class Word(NamedTuple):
    """A word of a text: as typed, folded so that case, plural and possessive do not count, its place, and whether it opens a sentence."""

    text: str
    fold: str
    start: int
    end: int
    opens: bool


class FoundPlace(NamedTuple):
    """A place of the gazetteer, and the positions of its first and last word (half-open)."""

    name: str
    first: int
    last: int


def fold(word: str) -> str:
    """Return a word in lower case without full stops, possessive and plural."""
    folded = word.lower().replace("’", "'").replace(".", "")
    folded = folded[:-2] if folded.endswith("'s") else folded.rstrip("'")
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def cut_words(text: str) -> list[Word]:
    """Cut a text into words; hyphens and slashes part them."""
    return [
        Word(match[0], fold(match[0]), match.start(), match.end(), match[0][0].isupper() and _opens(text, match.start()))
        for match in _WORD.finditer(text)
    ]


def _opens(text: str, start: int) -> bool:
    return bool(_OPENING.search(text[max(0, start - 4) : start]))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by their folded words.

    ``names`` holds the place of each form, ``longest`` the words of the longest form that begins so, ``forms`` the forms of each place, ``parts``
    all that lies within a place, ``local`` the places smaller than a nation, ``capitalised`` the words that are a place only with a capital.
    """

    names: Mapping[tuple[str, ...], str]
    longest: Mapping[str, int]
    forms: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, frozenset[str]]
    local: frozenset[str]
    capitalised: frozenset[str]

    def find(self, text: str, words: Sequence[Word]) -> Iterator[FoundPlace]:
        """Yield the places among the words of a text, the longest name at each."""
        position = 0
        while position < len(words):
            longest = self.longest.get(words[position].fold, 0)
            for length in range(min(longest, len(words) - position), 0, -1):
                chosen = words[position : position + length]
                name = self.names.get(tuple(word.fold for word in chosen))
                if name is not None and self._names_place(text, chosen):
                    yield FoundPlace(name, position, position + length)
                    position += length
                    break
            else:
                position += 1

    def covers(self, asked: str, stated: str) -> bool:
        """Say whether a text that speaks of ``stated`` may answer a question about ``asked``.

        What lies within the place asked for does, and "the UK" does for England, for which English reports use it loosely; not for the smaller
        nations.
        """
        return asked == stated or stated in self.parts.get(asked, ()) or (asked == "England" and stated == "United Kingdom")

    def _names_place(self, text: str, chosen: Sequence[Word]) -> bool:
        first = chosen[0]
        if any(not _JOIN.fullmatch(text[one.end - 1 : other.start]) for one, other in pairwise(chosen)):
            return False
        if len(chosen) > 1:
            return True
        if first.fold in self.capitalised:
            return first.text[:1].isupper() and not first.opens and (first.fold != "us" or first.text.isupper())
        if first.fold in _LANGUAGES and _is_language(text[: first.start], text[first.end :]):
            return False
        return not (first.fold == "irish" and _TRAVELLER.match(text[first.end :]))


def _is_language(before: str, after: str) -> bool:
    return bool(_PLAIN.search(before) or _LANGUAGE_AFTER.match(after) or (_SPEAK.search(before) and _ENDS.match(after)))


_LANGUAGES = frozenset("english welsh french spanish german arabic polish portuguese italian dutch turkish russian romanian somali urdu".split())


@cache
def standard_gazetteer() -> Gazetteer:
    """Return the gazetteer of ``assistant/places.toml``."""
    tables = tomllib.loads(files("assistant").joinpath("places.toml").read_text(encoding="utf-8"))
    parts: dict[str, list[str]] = tables["parts"]
    every = dict.fromkeys([*tables["forms"], *parts, *(part for group in parts.values() for part in group)])
    forms = {name: (name, *tables["forms"].get(name, ())) for name in every}
    names = {tuple(word.fold for word in cut_words(form)): name for name, group in forms.items() for form in group}
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    nations = {"United Kingdom", *parts["United Kingdom"]}
    local = frozenset(part for whole, group in parts.items() if whole in nations - {"United Kingdom"} or whole in parts["England"] for part in group)
    within = {name: frozenset(_within(name, parts)) for name in parts}
    return Gazetteer(names, longest, forms, within, local, frozenset(fold(word) for word in tables["capitalised"]["words"]))


def _within(name: str, parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for part in parts.get(name, ()):
        yield part
        yield from _within(part, parts)
