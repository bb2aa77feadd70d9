"""Paragraphs: the lines of a column told apart by gaps, indents, markers, and lines that end early.

What this module does not do: it joins nothing over columns or pages, and does not know headings.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.dateline import is_dateline
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.marker import Marker, marker_of
from ingest.readers.pdf.piece import Kind, Piece, ends_sentence
from ingest.readers.pdf.style import Style
from ingest.readers.pdf.word import Word

_GAP = 1.25
"""Distance of two lines, in the usual one, that parts paragraphs."""
_OTHER_SIZE = 0.06
_INDENT = 0.7
_DEEPEST_INDENT = 7.0
"""Least and most indent of a first line, in sizes of the type."""
_SLACK = 0.5
_HEADING_SIZE = 1.1
_LOOSE = 1.55
"""Distance from which lines larger than the text that all begin with a capital are a cover's, each for itself, in sizes of the type."""
_LARGER = 1.03
_HYPHENS = ("-", "\u2010", "\u00ad")
_OPEN = re.compile(r"[(\[][^)\]]*$")
_REFERENCE = re.compile(r"\b(?:[Pp]p?|Nos?|[Vv]ols?|[Cc]h(?:ap)?|[Ss]ect?|[Ff]igs?|[Aa]rts?|[Pp]aras?)\.$")
_LAST_WORDS = 300
"""Characters of a paragraph in which an open bracket is looked for."""
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*([\divxlc]{1,5})$|[\u2026.]{3,}\s*([\divxlc]{1,5})$", re.I)


def paragraphs_of(lines: Sequence[Line], page: int, style: Style) -> list[Piece]:
    """Return the paragraphs, items and entries of contents of one column, in order."""
    pieces: list[Piece] = []
    for block in _blocks(lines, style):
        pieces += _Block(block, page, style, pieces[-1] if pieces else None).pieces()
    return pieces


def _blocks(lines: Sequence[Line], style: Style) -> list[list[Line]]:
    """Cut lines where the gap or the type changes."""
    blocks: list[list[Line]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if above is None or _parted(above, line, style):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [part for block in blocks for part in ([[line] for line in block] if _is_cover(block, style) else [block])]


def _is_cover(block: Sequence[Line], style: Style) -> bool:
    """Say whether lines are those of a cover, as author, body and date: each far from the next, or one of them a date."""
    if block[0].size <= _LARGER * style.body or any(line.text[0].islower() or ends_sentence(line.text) for line in block):
        return False
    loose = all(above.base - line.base > _LOOSE * line.size for above, line in itertools.pairwise(block))
    return loose or any(is_dateline(line.text) for line in block)


def _parted(above: Line, line: Line, style: Style) -> bool:
    if abs(above.size - line.size) > _OTHER_SIZE * max(above.size, line.size) and not _shares_size(above, line):
        return True
    distance = above.base - line.base
    return distance > _GAP * style.pitch(line.size) or distance < 0 or (above.bold != line.bold and not _shares_weight(above, line))


def _shares_size(above: Line, line: Line) -> bool:
    """Say whether each of two lines has words of the other's size, as where a paragraph has words in another font."""
    sizes = [{round(word.size, 1) for word in one.words if not word.raised} for one in (above, line)]
    return above.size in sizes[1] and line.size in sizes[0]


def _shares_weight(above: Line, line: Line) -> bool:
    """Say whether two lines, one bold, are one paragraph that begins with or ends in bold words."""
    mixed = any(word.bold for word in line.words) and any(word.bold for word in above.words)
    return mixed and not above.text.endswith((".", ":")) and line.text[:1].islower()


@dataclass(slots=True)
class _Block:
    """Lines of one type at one distance."""

    lines: Sequence[Line]
    page: int
    style: Style
    before: Piece | None
    """The piece above the block."""

    def pieces(self) -> list[Piece]:
        """Return the pieces that the block holds."""
        right = max(line.x1 for line in self.lines)
        found: list[Piece] = []
        for i, line in enumerate(self.lines):
            current = found[-1] if found else None
            marker = self._marker(line, current or self.before, current is not None)
            contents = _LEADER.search(line.text) is not None
            if marker is not None:
                found.append(Piece(Kind.ITEM, (marker.rest,), self.page, right, marker.text, round(marker.x0)))
            elif current is None or self._begins(line, i, current, right) or (contents and current.kind is Kind.CONTENTS):
                found.append(Piece(Kind.CONTENTS if contents else Kind.PARAGRAPH, (line,), self.page, right))
            else:
                kind = Kind.CONTENTS if contents else current.kind
                found[-1] = replace(current, kind=kind, lines=(*current.lines, line))
        return found

    def _marker(self, line: Line, above: Piece | None, within: bool) -> Marker | None:
        marker = marker_of(line)
        if marker is None or marker.sure:
            return marker
        if _LEADER.search(line.text) or (self._is_large(line) and marker.number is not None):
            return None
        if above is None or not above.lines:
            return marker if not line.bold else None
        if within and _awaits_number(above):
            return None
        if above.kind is Kind.ITEM and abs(above.level - marker.x0) <= line.size:
            follows = marker.number is None or _number(above.marker) in (None, marker.number - 1)
            return marker if follows else None
        # A line inside a paragraph may begin with a number or a dash by chance.
        shift = line.x0 - above.lines[-1].x0
        shift = shift if above.kind is Kind.PARAGRAPH else abs(shift)
        chance = within and not above.ended and shift < _INDENT * line.size
        return None if chance or (line.bold and marker.number is not None) else marker

    def _is_large(self, line: Line) -> bool:
        return line.size > _HEADING_SIZE * self.style.body

    def _begins(self, line: Line, i: int, current: Piece, right: float) -> bool:
        """Say whether a line begins a paragraph below ``current``."""
        if current.kind is Kind.CONTENTS:
            return True
        above, size = current.lines[-1], line.size
        if line.text[0].isdigit() and _awaits_number(current):
            return False
        if self._is_large(line) or (line.bold and current.bold):
            return False
        left = min(other.x0 for other in current.lines[1:]) if len(current.lines) > 1 else current.lines[0].x0
        early = _ends_early(above, line.words[0], right)
        if current.kind is Kind.ITEM:
            hangs = line.x0 >= left - _INDENT * size
            return (early and ends_sentence(above.text)) if hangs else early or ends_sentence(above.text)
        shift = (line.x0 - left) / size
        if len(current.lines) == 1:
            return early and (ends_sentence(above.text) or _far_too_early(above, line.words[0], right))
        if shift < -_INDENT:
            # The line below a large initial goes back as well, inside its sentence.
            return early or ends_sentence(above.text) or not line.text[0].islower()
        if _INDENT < shift < _DEEPEST_INDENT:
            below = self.lines[i + 1] if i + 1 < len(self.lines) else None
            return below is None or below.x0 < line.x0 - _INDENT * size or ends_sentence(above.text)
        return early and (ends_sentence(above.text) or _far_too_early(above, line.words[0], right))


def _ends_early(line: Line, following: Word, right: float) -> bool:
    """Say whether the next word would have stood at the end of the line, had the paragraph gone on."""
    if line.text.endswith(_HYPHENS):
        return False
    return line.x1 + 0.3 * line.size + (following.x1 - following.x0) + _SLACK * line.size < right


def _far_too_early(line: Line, following: Word, right: float) -> bool:
    return line.x1 + (following.x1 - following.x0) + 3 * line.size < right and not following.text[0].islower()


def _awaits_number(piece: Piece) -> bool:
    """Say whether a piece breaks off in a bracket or behind "p." and the like, so that a number below goes on with it."""
    text = " ".join(line.text for line in piece.lines[-4:])[-_LAST_WORDS:].rstrip()
    return _OPEN.search(text) is not None or _REFERENCE.search(text) is not None


def _number(marker: str) -> int | None:
    digits = marker.strip("().")
    return int(digits) if digits.isdigit() else None


def is_full(piece: Piece) -> bool:
    """Say whether the last line of a piece reaches the right edge of its column."""
    return bool(piece.lines) and piece.lines[-1].x1 >= piece.right - piece.size


__all__ = ["is_full", "paragraphs_of"]
