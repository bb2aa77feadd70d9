"""Abbreviations and lay words: what people type, and what documents call it.

The corpus's own abbreviations ("special guardianship order (SGO)") win over the words of ``vocabulary.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.sentence import Sentence

_WORD = re.compile(r"\b(?:[sS]\.? ?\d{2}\b|[A-Za-z][\w&]*)(?!['’](?:t|ll|re|ve|d|m)\b)")
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_LEAST_PLURAL = 3
_DEFINED = re.compile(r"((?:[A-Za-z][\w'’\-]*[ /]+(?:of |for |and |in |the |to )?){1,7})\(([A-Z][A-Za-z]{1,7}?)s?\)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Expansions of words and phrases in any case (keys in lower case), and of ``capitals`` only as written."""

    words: Mapping[str, str]
    capitals: Mapping[str, str]
    phrases: Mapping[str, str] = field(default_factory=dict)

    def expand(self, question: str) -> str:
        """Return the question with every known phrase and word replaced by what documents call it."""
        if self._phrase:
            question = self._phrase.sub(lambda match: self.phrases[match[0].lower()], question)
        return _WORD.sub(lambda match: self._expansion(match[0]), question)

    @property
    def _phrase(self) -> re.Pattern[str] | None:
        return _any_of(tuple(self.phrases)) if self.phrases else None

    def _expansion(self, word: str) -> str:
        if word in self.capitals:
            return self.capitals[word]
        key = word.lower().replace(" ", "").replace(".", "")
        return self.words.get(word.lower()) or self.words.get(key) or self._plural(key) or word

    def _plural(self, key: str) -> str | None:
        """Return the expansion of a plural whose singular alone is listed, such as "ehcps"."""
        long = self.words.get(key[:-1]) if key.endswith("s") and len(key) > _LEAST_PLURAL else None
        return f"{long}s" if long and not long.endswith("s") else long

    def with_corpus(self, sentences: Iterable[Sentence]) -> Vocabulary:
        """Return the vocabulary fitted to a corpus.

        With the abbreviations that its sentences define, and keeping beside its expansion one that they use undefined.
        """
        sentences = tuple(sentences)
        learned = learn_abbreviations(sentences)
        used = {word for sentence in sentences for word in _CAPITALS.findall(sentence.clean)}
        used -= {form for short in learned for form in (short, f"{short}s")}
        plural = {f"{short}s": long if long.endswith("s") else f"{long}s" for short, long in learned.items()}
        capitals = {**self.capitals, **plural, **learned}
        lower = {short.lower(): long for short, long in {**plural, **learned}.items() if len(short) >= 3}
        words = {word: long for word, long in self.words.items() if word.upper() not in learned} | lower
        as_used = {form.lower(): form for form in sorted(used)}
        return Vocabulary(
            {word: f"{long} {as_used[word]}" if word in as_used else long for word, long in words.items()},
            {word: f"{long} {word}" if word in used else long for word, long in capitals.items()},
            self.phrases,
        )


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + r")\b", re.I)


@cache
def standard_vocabulary() -> Vocabulary:
    """Return the vocabulary of ``assistant/vocabulary.toml``."""
    tables = tomllib.loads(files("assistant").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(tables["words"], tables["capitals"], tables["phrases"])


def learn_abbreviations(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Return the abbreviations that sentences define in brackets behind the long form, with the long form in lower case.

    The initials of the last words before the bracket must spell the abbreviation (after Schwartz and Hearst, A simple algorithm for identifying
    abbreviation definitions, PSB 2003, with initials alone); the first definition counts.
    """
    learned: dict[str, str] = {}
    for sentence in sentences:
        if "(" not in sentence.clean:
            continue
        for match in _DEFINED.finditer(sentence.clean):
            short = match[2]
            long = _long_form(match[1].split(), short)
            if long and sum(letter.isupper() for letter in short) >= 2:
                learned.setdefault(short, re.sub(r"['’]s$", "", long.lower()))
    return learned


def _long_form(words: list[str], short: str) -> str | None:
    small = {"of", "for", "and", "in", "the", "to"}
    for start in range(len(words) - 1, -1, -1):
        chosen = words[start:]
        parts = [part for word in chosen for part in re.split(r"[-/]", word) if part]
        for initials in ("".join(p[0] for p in parts), "".join(p[0] for p in parts if p.lower() not in small)):
            if initials.lower() == short.lower() and len(chosen) >= 2:
                return " ".join(chosen)
    return None
