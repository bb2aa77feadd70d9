"""What an answer states and what it cites for it: its text cut into statements, each with the numbers of the quotes behind it.

After ALCE (Gao and others, EMNLP 2023, arXiv:2305.14627), where each sentence is a statement and ``[n]`` cites passage n. Here a quotation with its
markers is one statement however many sentences it has, and what only says whose words follow is none:

- a note: a line of names of the cited documents (title, author, file) and at most three other words ("Also in: ...", or author, title and date);
- a lead-in of at most three such words before a quotation ("Dickens writes: ...");
- a line in round brackets of at most four words, a colon, and words that stand in a cited document (the sentence before a quote);
- a remark that compares two quotes by their numbers in at most five words ("[1] and [3] give the same figure."), if the words it quotes stand there.

These limits are what keeps prose from passing for a label. What three words can do to a quotation ("It is untrue: ...") is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant import locate
from evals.shown import fold
from ingest.sentences import split_sentences

MOST_OWN = 3
"""Words beside names that a note or a lead-in may have."""
_MOST_COMPARING = 5

_NUMBERS = r"\[\d+(?:\s*[,;]\s*\d+)*\]"
_MARKERS = re.compile(rf"(?:\s*{_NUMBERS})+")
_OPENING = re.compile('[\u201c"\u00ab]')
_CLOSING = re.compile(rf"[\u201d\"\u00bb][.,;:!?]?(?P<markers>(?:\s*{_NUMBERS})+)")
_PLAIN_CLOSING = re.compile('[\u201d"\u00bb]')
_BULLET = re.compile(r"\s*(?:[*\u2022\u2013-]|\d+[.)])\s+")
_BETWEEN = re.compile(r"[\s.,;:!?]*")
_LEAD_IN = re.compile('[:,]\\s*(?=[\u201c"\u00ab])')
_REMARK = re.compile(r"\[\d+\](?: \([^()]*\))? and \[\d+\](?: \([^()]*\))? .+?\.(?=\s*(?:\[|$))")
_QUOTED = re.compile('[\u201c"\u00ab]([^\u201d"\u00bb]*)[\u201d"\u00bb]')
_CONTEXT = re.compile(r"\((?:\w+\s+){0,3}\w+: (?P<words>.+)\)$", re.S)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that an answer states, and the numbers, from 1, of the quotes that it cites for them; each number once."""

    words: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """What citations lead to: the words of each numbered quote as they really stand in its document (empty where they do not), and around them.

    ``texts`` are the whole texts of the quoted documents, ``names`` their titles, authors and files.
    """

    passages: tuple[str, ...]
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def supports(self, words: str, numbers: Sequence[int]) -> bool:
        """Say whether the words stand, as ``locate`` finds them, in one of the passages with these numbers."""
        return any(0 < number <= len(self.passages) and locate(words, self.passages[number - 1]) for number in numbers)

    def own_words(self, text: str) -> int:
        """Return how many words of the text are neither part of a name nor a marker."""
        return len(_WORD.findall(_MARKERS.sub(" ", self._without_names(text))))

    def names_one(self, text: str) -> bool:
        """Say whether a name stands in the text."""
        return self._without_names(text) != text

    def _without_names(self, text: str) -> str:
        for name in sorted(self.names, key=lambda name: (-len(name), name)):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text)
        return text


def statements_of(answer: str, cited: Cited) -> tuple[Statement, ...]:
    """Return the statements of an answer, in order; a statement never runs over the end of a line.

    Where quotation marks stand inside a quotation, its end is read so that the words are supported, if any reading supports them.
    """
    return tuple(statement for line in answer.splitlines() if not _is_note(line, cited) for statement in _of_line(line.strip(), cited))


def _is_note(line: str, cited: Cited) -> bool:
    context = _CONTEXT.match(line.strip())
    if context and any(fold(context["words"]) in _folded(text) for text in cited.texts):
        return True
    return cited.names_one(line) and cited.own_words(line) <= MOST_OWN


@lru_cache(maxsize=128)
def _folded(text: str) -> str:
    return fold(text)


def _of_line(line: str, cited: Cited) -> Iterator[Statement]:
    position = _behind(_BETWEEN, line, _behind(_BULLET, line, 0))
    while position < len(line):
        if remark := _REMARK.match(line, position):
            if not _only_compares(remark[0], cited):
                yield Statement(_MARKERS.sub("", remark[0]).strip(), _numbers(remark[0]))
            position = remark.end()
        elif _OPENING.match(line, position):
            statement, position = _quotation(line, position, cited)
            yield statement
        else:
            lead_in, markers = _LEAD_IN.search(line, position), _MARKERS.search(line, position)
            end = markers.start() if markers else len(line)
            if lead_in and lead_in.start() < end and _is_lead_in(line[position : lead_in.start()], cited):
                position = lead_in.end()
            else:
                yield from _prose(line[position:end], _numbers(markers[0]) if markers else ())
                position = markers.end() if markers else end
        position = _behind(_BETWEEN, line, position)


def _is_lead_in(text: str, cited: Cited) -> bool:
    return cited.own_words(text) <= MOST_OWN and len(split_sentences(text)) <= 1


def _behind(pattern: re.Pattern[str], line: str, position: int) -> int:
    match = pattern.match(line, position)
    return match.end() if match else position


def _quotation(line: str, start: int, cited: Cited) -> tuple[Statement, int]:
    """Return the quotation that opens at ``start``, and where what follows it begins."""
    readings = [(Statement(line[start + 1 : end.start()], _numbers(end["markers"])), end.end()) for end in _CLOSING.finditer(line, start + 1)]
    for reading in reversed(readings):
        if cited.supports(reading[0].words, reading[0].cited):
            return reading
    if readings:
        return readings[0]
    end = _PLAIN_CLOSING.search(line, start + 1)
    return (Statement(line[start + 1 : end.start()], ()), end.end()) if end else (Statement(line[start + 1 :], ()), len(line))


def _prose(text: str, numbers: tuple[int, ...]) -> Iterator[Statement]:
    """Yield a statement for each sentence; the markers belong to the last one, which they stand behind."""
    sentences = [sentence.of(text) for sentence in split_sentences(text)]
    spoken = [sentence for sentence in sentences if _WORD.search(sentence)]
    for place, sentence in enumerate(spoken, 1):
        yield Statement(sentence, numbers if place == len(spoken) else ())


def _only_compares(remark: str, cited: Cited) -> bool:
    own = re.sub(r"\([^()]*\)", " ", _QUOTED.sub(" ", remark))
    return cited.own_words(own) <= _MOST_COMPARING and all(cited.supports(words, _numbers(remark)) for words in _QUOTED.findall(remark))


def _numbers(markers: str) -> tuple[int, ...]:
    found = re.findall(r"\d+", " ".join(re.findall(_NUMBERS, markers)))
    return tuple(dict.fromkeys(int(number) for number in found))
