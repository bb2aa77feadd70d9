"""Terms that running text introduces: "special guardianship order (SGO)", "SGO (special guardianship order)", "SGO, which stands for ...".

What this module does not do: it reads no lists and no glossaries (``ingest.term_list``), and it never takes a long form that does not spell the
abbreviation (``ingest.short_form``): a bracket holds many other things, "(Wales)", "(see Annex A)", "(n=30)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.short_form import begin_before, end_behind, is_short_form, most_words, singular, spells
from ingest.span import Span
from ingest.term import Term

_ABBREVIATION = r"[^\W_](?:[^\W_]|[&+./-](?=[^\W_])){1,11}(?:['’]s)?"
_QUOTE = r"[\"“”'‘’*_]{0,4}"
_BRACKETED = re.compile(
    rf"\(\s*(?:(?:or|the|hereafter|henceforth|hereinafter|(?:also |better )?known as|abbreviated (?:to|as)|referred to as)[:,]?\s+)*"
    rf"{_QUOTE}({_ABBREVIATION}){_QUOTE}\s*([;,][^()]{{0,80}})?\)"
)
_APPOSED = re.compile(
    rf"(?<!\s),?\s+(?:or|also known as|known as|abbreviated (?:to|as)|shortened to|hereafter|henceforth)\s+{_QUOTE}(?:the\s+)?"
    rf"({_ABBREVIATION})(?![\w-])"
)
_WORDS_IN_BRACKETS = re.compile(r"\(([^()\s]+\s[^()]{3,160})\)")
_REVERSED = re.compile(rf"(?<![\w-])({_ABBREVIATION}){_QUOTE}\s+\(([^()]+)\)\Z")
_STANDS_FOR = re.compile(
    rf"(?<![\w-])({_ABBREVIATION}){_QUOTE}(?:,?\s+\(?(?:which\s+|that\s+)?(?:stands?\s+for|is\s+short\s+for|short\s+for|means?"
    rf"|is\s+an?\s+(?:abbreviation|acronym)\s+(?:of|for))|\s*=)\s*{_QUOTE}"
)
_SPEAKS_OF = re.compile(r"=|\b(?:stands?|short|means?|abbreviat\w+|acronym|known as|hereafter|henceforth)\b|\bor\s+\W{0,3}[A-Z]")
_WORD = re.compile(r"&|[^\W_](?:[^\W_]|['’&/.-](?=[^\W_]))*(?:(?<=s)['’](?=\s))?")
_GAP = re.compile(r"[\s*_]*,?[\s*_]*|\s*[–-]\s*")
_BEFORE_BRACKET = re.compile(r"[\s*_\"”’]*")
_ARTICLES = re.compile(r"(?:\s*(?:the|an?|or|i\.e\.,?|ie)\s)*\s*", re.I)
_CUT = re.compile(r"[;:]|,(?=\s*(?:\d|see\b))")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_LONGEST_SHORT = 24
"""Characters in front of a bracket that an abbreviation and the marks around it take."""
_LONGEST_LOOK = 240
"""Characters in which a long form stands."""

_Found = tuple[Span, str, str]


def find_mentions(text: str, doc_id: str, offset: int = 0) -> Iterator[Term]:
    """Yield the terms that a stretch of running text introduces, by their place; ``offset`` is where the stretch begins in its document."""
    found: list[_Found] = []
    # Each pattern is tried only where its mark stands at all: most sentences have none of them.
    if "(" in text:
        found += [*_before(text, _BRACKETED), *_reversed(text)]
    if _SPEAKS_OF.search(text):
        found += [*_spelt_out(text), *_before(text, _APPOSED)]
    for span, short, long in sorted(found, key=lambda one: (one[0], one[1])):
        yield Term(short, long, doc_id, span.shift(offset))


def plain(text: str) -> str:
    """Return a long form as it is shown: white space folded, without markup, quotation marks and a possessive ending."""
    return _POSSESSIVE.sub("", " ".join(re.sub(r"[*_\"“”]", "", text).split()))


def _before(text: str, introduced: re.Pattern[str]) -> Iterator[_Found]:
    """Find abbreviations that stand behind their long form."""
    for match in introduced.finditer(text):
        short = singular(match[1])
        tail = introduced.groups > 1 and match[2]
        if not is_short_form(short) and (tail or introduced is _APPOSED):
            continue
        words = _words_before(text, match.start(), most_words(short))
        start = begin_before([word.of(text) for word in words], short)
        if start is None:
            continue
        stretch = Span(words[start].start, words[-1].end)
        long = plain(stretch.of(text))
        if _stands_alone(long, short):
            yield Span(stretch.start, match.end()), short, long


def _reversed(text: str) -> Iterator[_Found]:
    for bracket in _WORDS_IN_BRACKETS.finditer(text):
        match = _REVERSED.search(text, max(0, bracket.start() - _LONGEST_SHORT), bracket.end())
        if match is None:
            continue
        short = singular(match[1])
        if not is_short_form(short):
            continue
        start = match.start(2) + _end(_ARTICLES, match[2])
        ends = [match.end(2), *(match.start(2) + cut.start() for cut in _CUT.finditer(match[2]))]
        for end in ends:
            long = plain(text[start:end])
            if spells(_WORD.findall(text[start:end]), short) and _stands_alone(long, short):
                yield Span(match.start(1), match.end()), short, long
                break


def _spelt_out(text: str) -> Iterator[_Found]:
    for match in _STANDS_FOR.finditer(text):
        short = singular(match[1])
        if not is_short_form(short):
            continue
        words = _words_behind(text, match.end() + _end(_ARTICLES, text[match.end() :]), most_words(short))
        end = end_behind([word.of(text) for word in words], short)
        if end is not None:
            stretch = Span(words[0].start, words[end - 1].end)
            long = plain(stretch.of(text))
            if _stands_alone(long, short):
                yield Span(match.start(1), stretch.end), short, long


def _stands_alone(long: str, short: str) -> bool:
    """Say whether the long form is longer than the abbreviation and does not contain it."""
    return len(long) > len(short) and short not in re.findall(r"\w+", long)


def _words_before(text: str, end: int, count: int) -> list[Span]:
    """Return the last words before ``end``, at most ``count``, as far as nothing but white space and commas divides them."""
    first = max(0, end - _LONGEST_LOOK)
    words = [Span(match.start(), match.end()) for match in _WORD.finditer(text, first, end)][-count:]
    if not words or not _BEFORE_BRACKET.fullmatch(text, words[-1].end, end):
        return []
    start = len(words) - 1
    while start and _GAP.fullmatch(text, words[start - 1].end, words[start].start):
        start -= 1
    return words[start:]


def _words_behind(text: str, start: int, count: int) -> list[Span]:
    words: list[Span] = []
    for match in _WORD.finditer(text, start, start + _LONGEST_LOOK):
        if len(words) == count or not (_GAP if words else _BEFORE_BRACKET).fullmatch(text, words[-1].end if words else start, match.start()):
            break
        words.append(Span(match.start(), match.end()))
    return words


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
