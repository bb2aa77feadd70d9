"""Physical lines of a text, and what their first characters say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.span import Span

_EOL = re.compile(r"\r\n|\n|\r|\f|\v|\x85|\u2028|\u2029")
_BLANK = re.compile(r"[\s\ufeff\u200b\u2060]*")
_LABEL = re.compile(r"\s*(?:[^\t]{1,60}:|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}[.)]?)[ ]*\t+[^\t]*")
"""A paragraph's number or a speaker's name, set apart by a tab."""
LIST_MARKER = re.compile(r"[ \t]*(?:[-*+•▪◦‣●○·–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])[ \t]+(?=\S)")
BULLET_MARKER = re.compile(r"[ \t]*[-*+•▪◦‣●○·–—][ \t]+(?=\S)")
FOOTNOTE_MARKER = re.compile(r"[ \t]*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+[ \t]?(?=\S)|\^\{?[ \t]?\d{1,3}|\[\^[^\]\s]{1,20}\]:)")
ATX_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
SETEXT_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{3,})[ \t]*$")
RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$")
FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break; ``blank_before`` counts the blank lines above it, a form feed counting as three."""

    span: Span
    text: str
    blank_before: int

    @property
    def stripped(self) -> str:
        """The line without white space at its ends."""
        return self.text.strip()


def lines(text: str) -> Iterator[Line]:
    """Yield the non-blank lines of ``text`` in order."""
    start, blanks = 0, 0
    for end, after in _line_ends(text):
        content = text[start:end]
        if not _BLANK.fullmatch(content):
            lead = len(content) - len(content.lstrip("\ufeff"))
            yield Line(Span(start + lead, end), content[lead:], blanks)
            blanks = 0
        else:
            blanks += 1
        if after > end and text[end] == "\f":
            blanks += 3
        start = after


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    for match in _EOL.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


def is_table_row(line: str) -> bool:
    """Say whether the line looks like a row of a table: pipes, or cells set apart by tabs."""
    stripped = line.strip()
    if stripped.count("|") >= 2 and (stripped.startswith("|") or stripped.count("|") >= 3):
        return True
    cells = "\t" in stripped or line.rstrip(" ").endswith("\t\t")
    return cells and not LIST_MARKER.match(line) and not _LABEL.fullmatch(line)
