"""Running heads: the lines that pages carry at their top and bottom edge, and the numbers of the pages.

A place at the edge is one where pages have a line at the same height; it carries running heads where those lines repeat, digits apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.readers.pdf.line import Line
from ingest.readers.pdf.page import Box

_OUTERMOST = 3
"""Lines at each edge of a page among which running heads are looked for."""
_EDGE = 0.17
"""Share of the page's height, at top and bottom, where running heads stand."""
_SAME_HEIGHT = 3.0
_FEWEST = 3
_REPEATED = 0.5
_LONGEST = 160
_NUMBER = re.compile(r"(?:page|p\.?|seite)?\s*[-–—|(\[]?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|von|\|)\s*\d{1,4})?\s*[-–—|)\]]?$", re.I)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+$", re.I)


def without_running_heads(pages: Sequence[Sequence[Line]], boxes: Sequence[Box]) -> list[list[Line]]:
    """Return the lines of each page without those that run through the document; ``boxes`` are the pages' edges."""
    found: set[tuple[int, int]] = set()
    for top in (True, False):
        found |= _repeated(pages, boxes, top)
    found |= _numbers(pages, boxes, found)
    kept = [[line for i, line in enumerate(lines) if (number, i) not in found] for number, lines in enumerate(pages)]
    # Where nothing is left, the lines were the text.
    return kept if any(kept) else [list(lines) for lines in pages]


def _repeated(pages: Sequence[Sequence[Line]], boxes: Sequence[Box], top: bool) -> set[tuple[int, int]]:
    places: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for i in _edge(lines, boxes[number], top):
            if len(lines[i].text) <= _LONGEST:
                _, bottom, _, upper = boxes[number]
                distance = upper - lines[i].base if top else lines[i].base - bottom
                places[round(distance / _SAME_HEIGHT)].append((number, i, _folded(lines[i].text)))
    found: set[tuple[int, int]] = set()
    for place in sorted(places):
        here = [entry for near in (place - 1, place, place + 1) for entry in places.get(near, ())]
        texts = Counter(text for _, _, text in here)
        twice = sum(count for text, count in texts.items() if count > 1)
        fewest = _FEWEST if len(pages) > _FEWEST else 2
        if len({number for number, _, _ in here}) < fewest:
            continue
        runs = twice >= _REPEATED * len(here) and max(texts.values()) >= min(fewest, len(pages))
        sizes = Counter(round(pages[number][i].size, 1) for number, i, text in here if texts[text] > 1)
        for number, i, text in places[place]:
            alike = runs and sizes and round(pages[number][i].size, 1) == max(sizes, key=lambda size: (sizes[size], size))
            if texts[text] >= fewest or alike:
                found.add((number, i))
    return found


def _edge(lines: Sequence[Line], box: Box, top: bool) -> list[int]:
    """Return the positions of the outermost lines at one edge."""
    _, bottom, _, upper = box
    room = _EDGE * (upper - bottom)
    if top:
        return [i for i in range(min(_OUTERMOST, len(lines))) if upper - lines[i].base <= room]
    return [i for i in range(max(0, len(lines) - _OUTERMOST), len(lines)) if lines[i].base - bottom <= room]


def _folded(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).lower().split())


def _numbers(pages: Sequence[Sequence[Line]], boxes: Sequence[Box], gone: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Find the numbers of pages that stand alone on the outermost line, rising with the pages."""
    found = set()
    offsets: Counter[int] = Counter()
    candidates: list[tuple[int, int, int]] = []
    for number, lines in enumerate(pages):
        left = [i for i in range(len(lines)) if (number, i) not in gone]
        for i in dict.fromkeys(left[:1] + left[-1:]):
            _, bottom, _, upper = boxes[number]
            outside = min(upper - lines[i].base, lines[i].base - bottom) <= _EDGE * (upper - bottom)
            match = _NUMBER.match(lines[i].text) if outside and len(lines[i].text) <= 24 else None
            if match and match[1].isdigit():
                candidates.append((number, i, int(match[1]) - number))
                offsets[int(match[1]) - number] += 1
    for number, i, offset in candidates:
        if offsets[offset] > 1 or (offset == 1 and len(pages[number]) > 1):
            found.add((number, i))
    return found
