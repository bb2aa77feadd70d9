"""Footnote marks in running text: "years.¹", "[^3]", "^{12}", "quickly.14"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.abbreviation import BEFORE_NUMBER
from ingest.footnote import plain_mark
from ingest.span import Span

_MARK = re.compile(
    r"(?P<superscript>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\[\^(?P<label>[^\]\s]{1,20})\](?!:)|\^\{\s?(?P<braced>\d{1,3})\s?\}?|(?<!\[)\^(?P<caret>\d{1,3})(?!\d)"
    r"|<sup>\s*(?P<tag>\d{1,3})\s*</sup>|(?<=[^\W\d_]{3}[.!?])(?P<plain>\d{1,3})(?=\s+[\"“‘(]?[A-ZÀ-Þ]|\s*$)"
)
_POWER = re.compile(r"(?:(?<![\w.,])(?:[a-zA-Z]|[kcm]?m|ft|mi|yd)|(?<!\d)10)\Z")
"""What a raised figure is a power of: a letter, a unit of length, ten."""
_AFTER = re.compile(r"\s?")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[.!?]\Z)")


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A mark in a text: its place, and what it says in plain digits or as its label."""

    span: Span
    mark: str
    is_label: bool = False
    """Whether it is one of Markdown's, which belong to one footnote wherever that stands."""


def find_marks(text: str, behind: str = "") -> tuple[FootnoteMark, ...]:
    """Return the marks of a text in order; ``behind`` is what follows it, where a mark at its end may stand.

    A mark at the very start belongs to what stands before the text.
    """
    found = [_mark(match) for match in _MARK.finditer(text) if match.start() and _is_mark(match)]
    after = _AFTER.match(behind)
    tail = _MARK.match(behind, after.end() if after else 0)
    if tail and not tail["plain"] and not _POWER.search(text):
        found.append(_mark(tail, len(text)))
    return tuple(found)


def _mark(match: re.Match[str], offset: int = 0) -> FootnoteMark:
    return FootnoteMark(Span(*match.span()).shift(offset), plain_mark(match[match.lastgroup or 0]), bool(match["label"]))


def _is_mark(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 30) : match.start()]
    if match["plain"]:
        word = _LAST_WORD.search(before)
        return word is not None and word[0].lower() not in BEFORE_NUMBER
    return bool(match["label"]) or not _POWER.search(before)
