"""Hyphens at the ends of lines: which were put there to divide a word, and which belong to it.

The document's own words decide: what it writes elsewhere in one piece is joined, what it writes elsewhere with a hyphen keeps it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.manuscript import PAGE_BREAK

_SOFT = "\u00ad"
_SPECIAL = f"\u2010{_SOFT}"
"""Hyphens that some programs put at the end of a line only, and others everywhere."""
_HYPHENS = f"-{_SPECIAL}"
_ENOUGH = 3
_LONGEST_WORD = 80
_END = re.compile(rf"([^\W_][\w'’]*(?:[{_HYPHENS}][\w'’]+)*)([{_HYPHENS}])$")
_START = re.compile(rf"[^\W_][\w'’]*(?:[{_HYPHENS}][\w'’]+)*")
_WORD = re.compile(rf"[^\W\d_][\w'’]*(?:[{_HYPHENS}][\w'’]+)*")
_KEEP_AFTER = frozenset(
    "self well non co ex all half cross semi quasi post pre anti multi inter mid high low long short full part so two three four five six seven"
    " eight nine ten twenty thirty forty fifty sixty seventy eighty ninety first second third vice north south east west".split()
)
"""Before a hyphen these are mostly words of their own; they count only where nothing of the document decides."""
_OPEN = frozenset("pre post inter anti multi semi cross part ex all high low long short full so mid half north south east west ten co non".split())
"""Of these, those with which many words are written in one piece: they need a word of the document behind the hyphen."""
_KEEP_BEFORE = frozenset("based led making term related specific old olds year years scale quality focused centred centered making-process".split())
_CLOSED = frozenset(
    "under over after fore some any every there where with out for not how what who when in on up be to re un de dis an con per ever how him her"
    " them our your my it may can never further more neighbour child mother father grand step broad house work news week head foot hand life".split()
)
"""First halves of words that are written in one piece."""


class Vocabulary:
    """The words of a document, in small letters, as they stand inside its lines, which come in reading order."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        inside: set[str] = set()
        ends: Counter[str] = Counter()
        divided = False
        for line in lines:
            words = _WORD.findall(line.lower())
            # Halves of a divided word are no words.
            words = words[1:] if divided else words
            divided = line.endswith(tuple(_HYPHENS))
            words = words[:-1] if divided else words
            ends[line[-1:]] += 1
            self._counts.update(words)
            for word in words:
                if not word.isalnum():
                    inside.update(word)
                    self._counts.update(re.split(f"[{_HYPHENS}]", word))
                    self._counts[as_shown(word)] += 1
        self.dividing = frozenset(_SPECIAL) - inside
        """Hyphens that never stand inside a line, and so only divide words."""
        self.marks_divisions = sum(ends[hyphen] for hyphen in self.dividing) >= _ENOUGH
        """Whether words are divided with a hyphen of their own, so that a plain one belongs to its word."""

    def __getitem__(self, word: str) -> int:
        """Return how often a word occurs."""
        return self._counts[word.lower()]


def as_shown(text: str) -> str:
    """Return a text with every kind of hyphen as the plain one, for which a page shows it."""
    return text.replace(_SOFT, "-").replace("\u2010", "-")


def running_text(lines: Iterable[str], vocabulary: Vocabulary, breaks: Sequence[int] = ()) -> str:
    """Return the lines of one paragraph as one text; ``breaks`` are the lines that begin a page, one entry a page."""
    done: list[str] = []
    current = ""
    for i, line in enumerate(lines):
        if i:
            above, current = joint(current, line, vocabulary, PAGE_BREAK * breaks.count(i))
            done.append(above)
        else:
            current = line
    return as_shown("".join((*done, current)))


def joint(first: str, second: str, vocabulary: Vocabulary, page_break: str = "") -> tuple[str, str]:
    """Return two lines as they follow one another in running text, with ``page_break`` before the first whole word of the second."""
    left, right = _END.search(first[-_LONGEST_WORD:]), _START.match(second)
    if left is None or right is None:
        glued = first.endswith(("/", "–", "—")) and not first.endswith((" –", " —")) and second[:1].isalnum()
        return first + (page_break or ("" if glued else " ")), second
    stem = first[:-1]
    kept = keeps_hyphen(left[1], right[0], vocabulary, divides=left[2] in vocabulary.dividing)
    if page_break:
        # A page begins with the next whole word, so that no word is cut in two.
        word, _, rest = second.partition(" ")
        second = f"{word}{page_break}{rest}"
    return stem + ("-" if kept else ""), second


def keeps_hyphen(first: str, second: str, vocabulary: Vocabulary, *, divides: bool = False) -> bool:
    """Say whether the hyphen between two pieces at a line's end belongs to the word."""
    if divides:
        return False
    if vocabulary.marks_divisions:
        return True
    if not second[0].islower() or first[-1].isdigit() or (first.isupper() and len(first) > 1):
        return True
    first, second = as_shown(first), as_shown(second)
    last, following = first.split("-")[-1].lower(), second.split("-")[0].lower()
    whole, parted = vocabulary[last + following], vocabulary[f"{last}-{following}"]
    if whole or parted:
        return parted > whole
    if "-" in first:
        return True
    if following in _KEEP_BEFORE and vocabulary[last]:
        return True
    if last in _KEEP_AFTER and (last not in _OPEN or vocabulary[following]):
        return True
    both = vocabulary[last] and vocabulary[following] and len(last) >= 4 and len(following) >= 4
    return bool(both) and last not in _CLOSED
