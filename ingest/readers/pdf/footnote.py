"""Footnotes: small type at the foot of a column, each note behind its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf.line import Line
from ingest.readers.pdf.page import Rule
from ingest.readers.pdf.piece import Kind, Piece
from ingest.readers.pdf.style import Style

_SMALL = 0.94
"""Size of a footnote's type, in that of the running text, at most."""
_MARK = re.compile(r"(?:(\d{1,3})|([*†‡§]{1,3}))[.)]?$")
_REFERENCE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LONGEST_RULE = 0.75
_FURTHEST_NUMBER = 3


def references_of(lines: Sequence[Line]) -> frozenset[str]:
    """Return the footnote marks that stand raised in the running text of a page."""
    texts = [word.text.strip(",") for line in lines for word in line.words[1:] if word.raised]
    return frozenset(number for text in texts for number in re.split(r"[,–-]", text))


def split_footnotes(
    lines: Sequence[Line], page: int, style: Style, references: frozenset[str], rules: Sequence[Rule]
) -> tuple[list[Line], list[Piece]]:
    """Part the lines of a column into the running text and the footnotes at its foot.

    Small lines at the foot are footnotes where a short rule stands above them, or where the first is marked and the mark is raised there or
    referred to on the page.
    """
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * style.body:
        start -= 1
    foot = lines[start:]
    if not foot:
        return list(lines), []
    first = next((i for i, line in enumerate(foot) if _begins_notes(line, references)), None)
    ruled = next((i for i in range(len(foot)) if _is_ruled_off(foot[i], lines[start + i - 1] if start + i else None, rules)), None)
    if ruled is not None and (first is None or ruled <= first) and (first is not None or start):
        begin = ruled
    elif first is not None and (start or first):
        begin = first
    else:
        return list(lines), []
    return list(lines[: start + begin]), _notes(foot[begin:], page)


def _begins_notes(line: Line, references: frozenset[str]) -> bool:
    match = _mark(line)
    return match is not None and (line.words[0].raised or match in references)


def _mark(line: Line) -> str | None:
    """Return the mark that a line begins with, without raising."""
    first = line.words[0]
    match = _MARK.match(first.text)
    return first.text.rstrip(".)") if match and len(line.words) > 1 else None


def _is_ruled_off(line: Line, above: Line | None, rules: Sequence[Rule]) -> bool:
    """Say whether a short rule stands between a line and the one above it, from the line's left end."""
    top = line.base + 0.7 * line.size
    ceiling = min(above.base + 1.0, top + 3 * line.size) if above else top + 2 * line.size
    return any(
        rule.level and top - 2 <= rule.y0 <= ceiling and abs(rule.x0 - line.x0) < 1.5 * line.size and 20 <= rule.x1 - rule.x0 <= 250 for rule in rules
    )


def _notes(lines: Sequence[Line], page: int) -> list[Piece]:
    right = max(line.x1 for line in lines)
    notes: list[tuple[str, list[Line]]] = []
    for line in lines:
        mark = _mark(line)
        if mark is not None and (line.words[0].raised or _follows(mark, notes)):
            notes.append((mark, [Line(line.words[1:])]))
        elif notes:
            notes[-1][1].append(line)
        else:
            notes.append(("", [line]))
    return [Piece(Kind.FOOTNOTE, tuple(group), page, right, mark) for mark, group in notes]


def _follows(mark: str, notes: Sequence[tuple[str, list[Line]]]) -> bool:
    """Say whether a mark may be the next one; a line of a note may begin with a number by chance."""
    last = next((other for other, _ in reversed(notes) if other), None)
    if last is None or not (mark.isdigit() and last.isdigit()):
        return True
    return int(last) < int(mark) <= int(last) + _FURTHEST_NUMBER
