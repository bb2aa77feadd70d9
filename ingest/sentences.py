"""The text of one block cut into sentences, by rules.

What this module does not do: find blocks, look across blocks, or read line breaks (inside a block they are white space). A bracketed
citation or a footnote mark behind a full stop belongs to the sentence before it. Sentences inside a quotation are sentences; a stop inside
brackets that open in mid-sentence ends nothing. The rules were chosen by measurement against other splitters: ``python -m evals.splitters``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.abbreviation import AFTER_CLOCK, BEFORE_NUMBER, CLOCK, DOMAINS, NEVER_LAST, SOMETIMES_LAST, STARTERS, TITLES, UNITS
from ingest.span import Span

_BRACKET_LIMIT = 400
"""Longer bracketed stretches, in characters, are taken for text of their own; the limit also keeps the work linear."""
_CITATION_CHAIN = 8

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹†‡"
_STOP = re.compile(r"[.!?…](?:\s?[.!?…])*+")
_CLOSERS = re.compile(rf"(?:\]\([^()\s]{{0,200}}\)|\[[^\[\]\n]{{1,30}}\]|[\"'”’»)\]}}*_`{_SUPERSCRIPTS}]|</\w{{1,10}}>)*+")
_OPENERS = re.compile(r"(?:[\s\"“”‘’'«(\[{*_`>#•·–—-]|<\w{1,10}>)*+")
_SPACE = re.compile(r"\s*+")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_BRACKETS = re.compile(r"[()\[\]]")
_NEXT_WORD = re.compile(r"[^\W\d_]{2,}+(?!\w)|[^\W\d_](?![\w.])")
_NEXT_WORD_GLUED = re.compile(r"[\"“‘'(]?([A-Z][a-z]*+)(?=(?:[’'][a-z]+)?[\s,])")
_NUMBER_MARK = re.compile(r"\d{1,3}(?=\s+[A-Z\"“‘(])")
_REFERENCE_NUMBERS = re.compile(rf"\s?(?:\[\d{{1,3}}(?:[,–-] ?\d{{1,3}}){{0,9}}\]|[{_SUPERSCRIPTS}]+(?=\s))")
_CITATION_TAIL = re.compile(r"[ \u00a0]?[.](?![.])")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bn\.d\b|\bforthcoming\b|\bin press\b|\bibid\b", re.IGNORECASE)
_ENUMERATOR = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5}")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_NO_VOWEL = re.compile(r"[^\W\d_aeiouyAEIOUY]{2,5}")
_INTRODUCTION = re.compile(r"[:;]\s+(?:(?:and|or)\s+)?\Z")
_NOT_A_START = frozenset(".!?…,;:)]}&/%=+<|~")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, which is the text of one block, in order.

    The spans are in characters of ``text``, do not overlap, begin and end with a character that is not white space, and together cover
    every such character. White space of any length may stand inside a sentence. Empty for a text of white space alone. Never raises;
    time is linear in the length of the text.
    """
    spans: list[Span] = []
    start = _skip(text, 0)
    for end in _boundaries(text, start):
        spans.append(Span(start, end))
        start = _skip(text, end)
    end = len(text.rstrip())
    if start < end:
        if spans and not _WORD_CHARACTER.search(text, start):
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _boundaries(text: str, start: int) -> Iterator[int]:
    """Yield the offset behind each sentence but the last, found from left to right."""
    pairs = _bracket_pairs(text)
    outer = _outermost(pairs)
    bracket = next(outer, None)
    first_word = _first_word(text, start)
    position = start
    while match := _STOP.search(text, position):
        position = match.end()
        while bracket and bracket.end < match.start():
            bracket = next(outer, None)
        if first_word >= match.start():
            continue
        end = _end_of_sentence(text, match, first_word, pairs)
        if end is None or (bracket and first_word < bracket.start < match.start() and end <= bracket.end):
            continue
        yield end
        position = max(position, end)
        first_word = _first_word(text, end)


def _first_word(text: str, start: int) -> int:
    match = _WORD_CHARACTER.search(text, start)
    return match.start() if match else len(text)


def _token(text: str, end: int) -> str:
    """Return the word that ends at ``end``, with the stops inside it; at most 40 characters of it."""
    start = end
    while start > max(0, end - 40) and (text[start - 1].isalnum() or text[start - 1] in ".&-_"):
        start -= 1
    return text[start:end].lstrip(".&-_")


def _bracket_pairs(text: str) -> dict[int, int]:
    """Map the offset of each opening bracket to that of its partner, for pairs within the limit."""
    pairs: dict[int, int] = {}
    open_brackets: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text):
        if match[0] in "([":
            open_brackets.append((")" if match[0] == "(" else "]", match.start()))
        elif open_brackets and open_brackets[-1][0] == match[0]:
            opening = open_brackets.pop()[1]
            if match.start() - opening <= _BRACKET_LIMIT:
                pairs[opening] = match.start()
    return pairs


def _outermost(pairs: dict[int, int]) -> Iterator[Span]:
    last = -1
    for opening in sorted(pairs):
        if opening > last:
            last = pairs[opening]
            yield Span(opening, last)


def _end_of_sentence(text: str, stop: re.Match[str], first_word: int, pairs: dict[int, int]) -> int | None:
    """Return the offset behind the sentence that ``stop`` ends, with its closing marks and citations; ``None`` where it ends none."""
    end = _match_end(_CLOSERS, text, stop.end())
    if end == stop.end() and _NUMBER_MARK.match(text, end) and _is_word(_token(text, stop.start())):
        end = _match_end(_NUMBER_MARK, text, end)
    cited, settled = _behind_citations(text, end, pairs)
    if _skip(text, cited) == len(text):
        return None
    # Only a single full stop can belong to an abbreviation, and the stop behind a citation never does.
    weak = stop[0] == "."
    if cited > end and _begins(text, cited) and (settled or not (weak and _is_abbreviation(text, stop.start(), first_word, cited))):
        return cited
    if not text[end].isspace():
        return end if _space_is_missing(text, stop.start(), end) else None
    if not _begins(text, end) or (weak and _is_abbreviation(text, stop.start(), first_word, end)):
        return None
    return end


def _is_word(token: str) -> bool:
    """Say whether a number straight behind the stop behind ``token`` is a footnote mark ("quickly.14") and not "s.20" or "2.14"."""
    return len(token) > 2 and token.isalpha() and token.lower() not in BEFORE_NUMBER


def _match_end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _behind_citations(text: str, position: int, pairs: dict[int, int]) -> tuple[int, bool]:
    """Return the offset behind the citations that follow a stop, and whether a stop of their own closes them."""
    settled = False
    for _ in range(_CITATION_CHAIN):
        numbers = _match_end(_REFERENCE_NUMBERS, text, position)
        if numbers > position:
            position = numbers
            continue
        opening = _skip(text, position)
        closing = pairs.get(opening)
        if closing is None or text[opening] != "(":
            break
        content = text[opening + 1 : closing]
        tail = _CITATION_TAIL.match(text, closing + 1)
        whole_sentence = content.endswith((".", "!", "?")) and not content.lower().endswith("n.d.")
        if whole_sentence or not (tail or _YEAR.search(content)):
            break
        position = _match_end(_CLOSERS, text, tail.end() if tail else closing + 1)
        settled = tail is not None
    return position, settled


def _begins(text: str, position: int) -> bool:
    """Say whether a sentence can begin at the next character that is no quotation mark, bracket, bullet or markup."""
    start = _match_end(_OPENERS, text, position)
    if start == position or start == len(text):
        return False
    character = text[start]
    if character.islower():
        return text[start + 1 : start + 2].isupper()
    return character not in _NOT_A_START


def _space_is_missing(text: str, stop: int, end: int) -> bool:
    """Say whether a new sentence begins straight behind the stop ("approved.But we know")."""
    follows = _NEXT_WORD_GLUED.match(text, end)
    if not follows or follows[1].lower() in DOMAINS:
        return False
    token = _token(text, stop)
    if not token:
        return text[stop - 1].isspace() or text[stop - 1] in '")]%”’'
    if token[-1].isdigit():
        return len(follows[1]) > 1
    if len(token) < 2 or "." in token or token.lower() in NEVER_LAST | TITLES | SOMETIMES_LAST:
        return False
    return token[-1].islower() or follows[1].lower() in STARTERS


def _is_abbreviation(text: str, stop: int, first_word: int, end: int) -> bool:
    """Say whether the full stop at ``stop`` belongs to the word before it and ends no sentence; the next words begin behind ``end``."""
    token = _token(text, stop)
    if not token:
        return False
    word = token.lower()
    if word in NEVER_LAST or word in TITLES:
        return True
    word_start = stop - len(token)
    if _ENUMERATOR.fullmatch(token) and (word_start <= first_word or _introduced(text, word_start)):
        return True
    start = _match_end(_OPENERS, text, end)
    match = _NEXT_WORD.match(text, start)
    follows = match[0].lower() if match else ""
    if word in CLOCK:
        return follows in AFTER_CLOCK
    if word in BEFORE_NUMBER and text[start].isdigit():
        return True
    initial = len(token) == 1 and token.isupper()
    clipped = not token.isupper() and word not in UNITS and _NO_VOWEL.fullmatch(token) is not None
    return (initial or clipped or word in SOMETIMES_LAST or _DOTTED.fullmatch(token) is not None) and follows not in STARTERS


def _introduced(text: str, position: int) -> bool:
    """Say whether what stands before ``position`` introduces a number of a running list: ": 1." or "; and 2."."""
    return _INTRODUCTION.search(text[max(0, position - 12) : position]) is not None
