"""The footnotes of a document: the mark that each answers to, and the place of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import BlockKind, Document
from ingest.span import Span

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile(
    r"(?:(?P<superscript>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^\{?\s?(?P<caret>\d{1,4})\}?|\[\^(?P<label>[^\]\s]{1,20})\]:?|<sup>\s*(?P<tag>\d{1,4})\s*</sup>"
    r"|\[(?P<square>\d{1,4})\]|(?P<plain>\d{1,4})[.)]?(?=\s))\s*"
)
_NUMBER_BEFORE = re.compile(r"(?:\A|\n)[ \t]*(\d{1,3})[.)][ \t]+\Z")


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote: its mark in plain digits or as its label ("14", "note"), and its text behind the mark, exactly the characters ``span``."""

    mark: str
    text: str
    span: Span
    page: int | None = None
    """The 1-based page that it stands on; ``None`` for documents without pages."""

    def __post_init__(self) -> None:
        if not self.mark or not self.text or len(self.text) != len(self.span):
            raise ValueError("a footnote has a mark, and a text of the length of its span")


def read_footnotes(document: Document) -> tuple[Footnote, ...]:
    """Return the footnotes of a document in the order in which they stand; a footnote that begins with no mark is left out."""
    found: list[Footnote] = []
    for block in document.blocks:
        if block.kind is not BlockKind.FOOTNOTE:
            continue
        text = block.span.of(document.text)
        mark = _MARK.match(text)
        number = number_before(document.text, block.span.start)
        if number:
            found.append(Footnote(number, text, block.span, document.page(block.span.start)))
        elif mark and mark.end() < len(text):
            span = Span(block.span.start + mark.end(), block.span.end)
            found.append(Footnote(plain_mark(mark[mark.lastgroup or 0]), span.of(document.text), span, document.page(block.span.start)))
    return tuple(found)


def number_before(text: str, start: int) -> str | None:
    """Return the number of a numbered list that stands on the same line straight before ``start``, if there is one."""
    number = _NUMBER_BEFORE.search(text, max(0, start - 12), start)
    return number[1] if number else None


def plain_mark(mark: str) -> str:
    """Return a mark with superscript digits as plain ones."""
    return mark.translate(_DIGITS)
