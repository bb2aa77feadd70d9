"""Abbreviations and lay words: what people type, and what documents call it.

The corpus's own abbreviations ("special guardianship order (SGO)") win over the words of ``vocabulary.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from assistant.glossary import MOST_MEANINGS, Glossary
from ingest.sentence import Sentence

_WORD = re.compile(r"\b(?:[sS]\.? ?\d{2}\b|[A-Za-z][\w&]*)(?!['’](?:t|ll|re|ve|d|m)\b)")
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_LEAST_PLURAL = 3
_LEAST_SMALL = 3
"""Letters from which an abbreviation of the documents is also known in small letters."""


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

    def with_corpus(self, sentences: Iterable[Sentence], glossary: Glossary | None = None, ordinary: Container[str] = frozenset()) -> Vocabulary:
        """Return the vocabulary fitted to a corpus.

        With the abbreviations that its ``glossary`` has (by default, what its sentences introduce) in place of our own, and keeping beside its
        expansion one that the sentences use undefined. In small letters an abbreviation counts only where it is no ``ordinary`` word and none of the
        sentences' own: "who" is not the World Health Organization. Names are known by their initials in capitals alone, and stand back for our own
        word where the corpus has that.
        """
        sentences = tuple(sentences)
        glossary = glossary or Glossary({}, sentences)
        learned = {short: _either(longs, short) for short, longs in glossary.expansions().items()}
        plural = {f"{short}s": _either([_plural(long) for long in longs], f"{short}s") for short, longs in glossary.expansions().items()}
        used = {word for sentence in sentences for word in _CAPITALS.findall(sentence.clean)}
        used -= {form for short in learned for form in (short, f"{short}s")}
        named = {
            short: term.long.lower()
            for short, term in glossary.names.items()
            if (short in used or short.lower() not in ordinary) and not self._holds(short, sentences)
        }
        named |= {f"{short}s": _plural(long) for short, long in named.items()}
        words = {word: long for word, long in self.words.items() if word.upper() not in learned}
        own_words = _in_small_letters(learned, sentences)
        small = [
            short
            for short in learned
            if short.lower() in self.words or (len(short) >= _LEAST_SMALL and short.lower() not in own_words and short.lower() not in ordinary)
        ]
        words |= {f"{short}s".lower(): plural[f"{short}s"] for short in small} | {short.lower(): learned[short] for short in small}
        as_used = {form.lower(): form for form in sorted(used)}
        capitals = {**self.capitals, **named, **plural, **learned}
        return Vocabulary(
            {word: f"{long} {as_used[word]}" if word in as_used else long for word, long in words.items()},
            {word: f"{long} {word}" if word in used else long for word, long in capitals.items()},
            self.phrases,
        )

    def _holds(self, short: str, sentences: Iterable[Sentence]) -> bool:
        """Say whether our own long form of an abbreviation, or how it begins, stands in the sentences."""
        own = self.capitals.get(short) or self.words.get(short.lower())
        begin = " ".join(own.split()[:3]) if own else None
        return begin is not None and any(begin in sentence.clean.lower() for sentence in sentences)


def _either(longs: Sequence[str], typed: str) -> str:
    """Return the long forms of an abbreviation as one text, or what was typed where there are too many."""
    return " ".join(long.lower() for long in longs) if len(longs) <= MOST_MEANINGS else typed


def _plural(long: str) -> str:
    return long if long.endswith("s") else f"{long}s"


def _in_small_letters(shorts: Iterable[str], sentences: Iterable[Sentence]) -> set[str]:
    """Return the abbreviations that the sentences have in small letters, which are words of their own."""
    small = sorted({short.lower() for short in shorts if not short.islower()}, key=lambda short: (-len(short), short))
    if not small:
        return set()
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, small))})\b")
    return {word for sentence in sentences for word in pattern.findall(sentence.clean)}


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + r")\b", re.I)


@cache
def standard_vocabulary() -> Vocabulary:
    """Return the vocabulary of ``assistant/vocabulary.toml``."""
    tables = tomllib.loads(files("assistant").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(tables["words"], tables["capitals"], tables["phrases"])
