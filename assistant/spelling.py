"""Words of a question that nobody knows, put right by words of the corpus: "supervison order" becomes "supervision order".

A tokenizer's vocabulary lacks many good words ("attrition", "muddle"), so an unknown word alone is no mistake. It is changed only where the slip is
one that fingers make (a letter left out, doubled, or two the wrong way round, inside the word), or where it holds letters in an order that no known
word has. Names are changed least, since a name that nobody knows is most often another name.

What this module does not do: mend a wrong word that is itself a word ("form" for "from"), split or join words, or touch names with capitals inside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ingest.sentence import Sentence

_WORD = re.compile(r"(?<![\w@#./\\'’_-])[A-Za-z]{4,}(?![\w@/\\_-]|\.\w|['’](?!s\b))")
_CORPUS_WORD = re.compile(r"(?<![A-Za-z'’])[A-Za-z]+(?![A-Za-z]|['’](?!s\b))")
_LEAST_LETTERS = 4
_NAME = 6
"""Letters that a name must have, and a word with two letters the wrong way round in an order that known words have too."""
_SURE = 7
"""Letters that a word must have for a letter left out to be put back where its letters stand in an order that known words have too."""
_VOWELS = frozenset("aeiouy")
_LONG = 8
"""Letters that a word must have for two slips to be mended."""
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "or", "ors", "est", "ly", "y", "ness", "able", "less", "ment", "al", "ish", "like", "wise")
_BEGINNINGS = ("un", "re", "non", "pre", "mis", "over", "under", "co", "inter", "anti", "self", "sub", "semi", "multi", "out", "in", "dis")
_CONTRACTIONS = frozenset(
    [f"{word}nt" for word in "do does did is are was were has have had ca wo would could should must need ai".split()]
    + [f"{word}{end}" for word in ("you", "they", "we", "who", "there", "that", "what") for end in ("re", "ve", "ll", "d", "s")]
    + "thats whats wheres hows heres theres lets cannot gonna wanna gotta dunno".split()
)
"""What is typed without its apostrophe, and how people speak: no mistake that matters here."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A question with its words put right, and what was changed: each word as typed and as it now stands, in order."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a corpus with how often each stands there, those that are names, and what else is known."""

    counts: Mapping[str, int]
    names: Collection[str]
    known_words: Collection[str]
    _by_letter: Mapping[str, tuple[str, ...]]
    _orders: Collection[str]

    @classmethod
    def of_corpus(cls, sentences: Iterable[Sentence], known_words: Iterable[str]) -> Spelling:
        """Return the spelling of a corpus; ``known_words`` (in any case) are never changed, as those of the corpus are not."""
        counts: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        for sentence in sentences:
            for match in _CORPUS_WORD.finditer(sentence.clean):
                word = match[0].lower()
                counts[word] += 1
                if any(character.isalnum() for character in sentence.clean[: match.start()]):  # the first word has its capital from the sentence
                    inside[word] += 1
                    capitals[word] += match[0][0].isupper()
        by_letter: dict[str, list[str]] = {}
        for word in sorted(counts, key=lambda word: (-counts[word], word)):
            if len(word) >= _LEAST_LETTERS:
                by_letter.setdefault(word[0], []).append(word)
        known = frozenset(word.lower() for word in known_words) | _CONTRACTIONS
        return cls(
            counts,
            frozenset(word for word in inside if capitals[word] == inside[word]),
            known,
            {letter: tuple(words) for letter, words in by_letter.items()},
            frozenset(three for word in (*known, *counts) for three in _threes(word)),
        )

    def correct(self, question: str) -> Correction:
        """Return the question with each unknown word changed to the most frequent word of the corpus that is near enough, where there is one."""
        changes: list[tuple[str, str]] = []

        def mended(match: re.Match[str]) -> str:
            typed = match[0]
            word = typed.lower()
            if typed not in (word, word.capitalize()) or self._knows(word):
                return typed
            is_name = typed != word and bool(question[: match.start()].strip())
            found = self._nearest(word, capital=typed != word, is_name=is_name)
            if found is None:
                return typed
            changes.append((typed, found.capitalize() if typed != word or found in self.names else found))
            return changes[-1][1]

        text = _WORD.sub(mended, question)
        return Correction(text, tuple(changes))

    def _knows(self, word: str) -> bool:
        """Say whether a word, or what is left of it without a common ending or beginning, is known."""
        return any(form in self.counts or form in self.known_words for form in _forms(word))

    def _nearest(self, word: str, *, capital: bool, is_name: bool) -> str | None:
        """Return the word of the corpus that a word was meant to be: the nearest, of those the most frequent, of those the first by spelling."""
        odd = any(three not in self._orders for three in _threes(word))
        letters = (word[0], word[1]) if word[0] != word[1] else (word[0],)
        most = 2 if len(word) >= _LONG and odd else 1
        found: list[tuple[int, int, str]] = []
        for letter in letters:
            for candidate in self._by_letter.get(letter, ()):
                if abs(len(candidate) - len(word)) > most or (is_name and candidate not in self.names):
                    continue
                if letter != word[0] and candidate[:2] != word[1] + word[0]:
                    continue  # another first letter only where the first two were typed the wrong way round
                distance = edits(word, candidate, most)
                if distance <= most and self._is_slip(word, candidate, distance, odd=odd, capital=capital):
                    found.append((distance, -self.counts[candidate], candidate))
        return min(found)[2] if found else None

    def _is_slip(self, word: str, candidate: str, distance: int, *, odd: bool, capital: bool) -> bool:
        """Say whether a word may be a slip of the fingers for a candidate; ``odd``: its letters stand in an order that no known word has."""
        if len(word) < (_NAME if capital else _LEAST_LETTERS + odd):
            return False
        if word[-1] != candidate[-1] and sorted(word[-2:]) != sorted(candidate[-2:]):
            return candidate == f"{word}g" and word.endswith("in") and not capital  # another ending makes another word
        if distance == 2:
            return len(word) <= len(candidate)
        if sorted(word) == sorted(candidate):
            return odd or len(word) >= _NAME
        if len(word) < len(candidate):
            return odd or len(word) >= _SURE
        if len(word) > len(candidate):
            return (odd and not capital) or (len(word) > _SURE and len(_undoubled(word)) < len(word) and _undoubled(word) == _undoubled(candidate))
        one, other = next((a, b) for a, b in zip(word, candidate, strict=True) if a != b)
        alike = (one in _VOWELS) == (other in _VOWELS)
        return alike and (one in _VOWELS and candidate in self.names if capital else odd)


def _threes(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[k : k + 3] for k in range(len(padded) - 2)]


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def edits(one: str, other: str, most: int) -> int:
    """Return the Damerau-Levenshtein distance (optimal string alignment) of two words, or ``most + 1`` where it is more than ``most``."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against)))
            if i > 1 and j > 1 and letter == other[j - 2] and against == one[i - 2]:
                row[j] = min(row[j], before_last[j - 2] + 1)
        if min(row) > most and min(last) > most:
            return most + 1
        before_last, last = last, row
    return min(last[-1], most + 1)


def _forms(word: str) -> Iterable[str]:
    """Yield a word and what it may be made of: "fosterings" of "foster", "unmarried" of "married", "babysitting" of nothing."""
    yield word
    stems = [word]
    stems += [word[len(start) :] for start in _BEGINNINGS if word.startswith(start) and len(word) - len(start) >= 4]
    for stem in stems:
        yield stem
        for ending in _ENDINGS:
            if not stem.endswith(ending) or len(stem) - len(ending) < 3:
                continue
            root = stem[: -len(ending)]
            yield root
            if ending in ("ed", "ing", "er", "ers", "able"):
                yield root + "e"
                if len(root) > 3 and root[-1] == root[-2]:
                    yield root[:-1]
            if ending in ("es", "ed", "er", "ers", "ly", "ness") and root.endswith("i"):
                yield root[:-1] + "y"
