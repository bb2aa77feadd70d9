"""Where claimed words stand in a text.

Exact after folding white space, quotation marks, hyphens and ligatures; the first letter may be of the other case, as where it begins a sentence.
A changed number, a dropped "not" or an altered ending never matches. What a person left out or put in must be marked: "..." or "[...]" for words left
out, square brackets for words put in or changed ("[sic]", "[T]he", "[the council]"). Then the words around must stand in the text, in order and near
each other, and nothing that turns a sentence round may hide behind the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.folded_text import FoldedText, fold
from ingest.span import Span

MOST_OMITTED = 1500
"""Characters that a marked omission may stand for; more is not one quote any more."""
_MOST_REPLACED = 60
"""Characters that a bracket may stand for."""
_FEW_WORDS = 4
_OMISSION = re.compile(r"\s*(?:\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.|…)\s*")
_INSERTION = re.compile(r"\s*\[(?!\^)(?!\s*(?:\.\s?\.\s?\.|…)\s*\])([^\[\]\n]{1,80})\](?!\w)")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_TURNS = re.compile(r"\d|\b(?:not|no|never|none|nor|neither|without|hardly|cannot|few|fewer|less|least|only)\b|\b(?:non|un)-|n['’]t\b", re.I)
"""Words, and all numbers, that no bracket and no short omission may hide."""
_BROKEN_WORD = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*[\r\n]+[ \t]*(?=\w)")
_WRAPPED = re.compile(r"^[\"'“‘«](.*)[\"'”’»]$", re.S)


def locate(claim: str, text: str) -> tuple[Span, ...]:
    """Return the places in ``text`` where the claimed words stand; empty where they do not.

    More than one span comes back only where the claim marks an omission or words put in the place of others; the pieces then follow each other in
    the text. A span begins and ends at the borders of words.
    """
    claim = claim.strip()
    if not any(character.isalnum() for character in claim):
        return ()
    for markup in (True, False):
        folded = fold(text, markup=markup)
        for reading in _readings(claim):
            spans = _locate(reading, folded, markup)
            if spans:
                return spans
    return ()


def _readings(claim: str) -> Iterator[str]:
    """Yield the ways to read a claim: as it is, with words that a line end has cut made whole, and without quotation marks around all of it."""
    seen: set[str] = set()
    wrapped = _WRAPPED.match(claim)
    for form in (claim, wrapped[1].strip() if wrapped else claim):
        for reading in (form, _BROKEN_WORD.sub("", form), _BROKEN_WORD.sub("-", form)):
            if reading and reading not in seen:
                seen.add(reading)
                yield reading


def _locate(claim: str, folded: FoldedText, markup: bool) -> tuple[Span, ...]:
    whole = _find(fold(claim, markup=markup).characters.strip(), folded, 0)
    if whole:
        return (folded.span(*whole),)
    plain = _LETTER.sub(r"\1", claim)
    if any(_TURNS.search(match[1]) for match in _INSERTION.finditer(plain)):
        return ()
    put_in = _pieces(_INSERTION.sub("", plain), ())
    in_place = _pieces(plain, tuple(_INSERTION.finditer(plain)))
    for pieces, gaps in (put_in, in_place):
        needles = [fold(piece, markup=markup).characters.strip() for piece in pieces]
        found = _chain(needles, gaps, folded) if needles and (len(needles) > 1 or needles[0]) else None
        if found:
            return tuple(folded.span(*place) for place in found)
    return ()


def _pieces(claim: str, insertions: tuple[re.Match[str], ...]) -> tuple[list[str], list[int]]:
    """Cut a claim at its marks; return the pieces, and for each gap between two of them how many characters it may stand for."""
    marks = [(match.start(), match.end(), MOST_OMITTED) for match in _OMISSION.finditer(claim)]
    marks += [(match.start(), match.end(), _MOST_REPLACED) for match in insertions]
    pieces, gaps, position = [], [], 0
    for start, end, most in sorted(marks):
        piece = claim[position:start]
        if any(character.isalnum() for character in piece):
            pieces.append(piece)
            gaps.append(most)
        position = max(position, end)
    if any(character.isalnum() for character in claim[position:]):
        pieces.append(claim[position:])
    return pieces, gaps[: max(len(pieces) - 1, 0)]


def _chain(needles: list[str], gaps: list[int], folded: FoldedText) -> list[tuple[int, int]] | None:
    """Find the pieces one behind the other, as near each other as they stand, each within its gap; the first such place of all counts.

    A looser chain is none: its gap would only be there to step over what the mark hides.
    """
    start = 0
    while True:
        chain: list[tuple[int, int]] = []
        for needle in needles:
            place = _find(needle, folded, chain[-1][1] if chain else start)
            if place is None:
                return None
            chain.append(place)
        for k in range(len(chain) - 2, -1, -1):
            while (later := _find(needles[k], folded, chain[k][0] + 1)) and later[1] <= chain[k + 1][0]:
                chain[k] = later
        pairs = zip(chain, chain[1:], gaps, strict=False)
        if all(behind[0] - before[1] <= most and not _hides(folded.characters[before[1] : behind[0]], most) for before, behind, most in pairs):
            return chain
        start = chain[0][0] + 1


def _hides(left_out: str, most: int) -> bool:
    """Say whether what a mark stands for turns the sentence round: a bracket for a number or a "not", an omission of few words with one."""
    if most == _MOST_REPLACED or len(left_out.split()) <= _FEW_WORDS:
        return bool(_TURNS.search(left_out)) or (most == _MOST_REPLACED and bool(re.search(r"[.!?] ", left_out)))
    return False


def _find(needle: str, folded: FoldedText, start: int) -> tuple[int, int] | None:
    """Find a piece, its first letter of either case; the earlier place counts."""
    other = needle[:1].swapcase() + needle[1:]
    places = [place for form in dict.fromkeys((needle, other)) if len(form) == len(needle) and (place := folded.find(form, start))]
    return min(places) if places else None
