"""Headings: which paragraphs are headings by their type, and how deep each stands.

The depth comes from the PDF's bookmarks where they name the headings, else from the headings' own numbers, else from the order of their sizes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.boilerplate import fold
from ingest.dateline import is_dateline
from ingest.readers.pdf.piece import Kind, Piece
from ingest.readers.pdf.style import Style

_LARGE = 1.1
_SAME = 0.95
_MOST_WORDS = 30
_MOST_LINES = 4
_BOLD_WORDS = 20
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+\S")
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|box|exhibit|source|note)s?\s*[\dA-Z]{0,4}(?:\.\d+)?\s*[.:–—-]", re.I)
_QUOTED = re.compile(r"“[^“”]*”$|\"[^\"]*\"$|«[^«»]*»$|„[^„“”]*[“”]$|‘[^‘]*’$")
"""A quotation and nothing else, as drawn out of an article in larger type."""
_DEEPEST = 6
_CHAPTER = re.compile(r"(?:chapter|part)\s+(?:\d{1,2}|[ivx]{1,5})\b", re.I)
Key = tuple[float, bool, int]
"""Size, bold, and 1 for a title set as its chapters are, -1 for a section numbered below others of its type, else 0."""


def is_caption(text: str) -> bool:
    """Say whether a paragraph names a figure or table, or its source."""
    return _CAPTION.match(text) is not None


def with_headings(pieces: Sequence[Piece], style: Style, outline: Mapping[str, int]) -> list[Piece]:
    """Return the pieces with the headings among them marked; ``outline`` has the folded titles of the bookmarks and their depths."""
    front = _front_matter(pieces)
    heads = {i: _key(piece) for i, piece in enumerate(pieces) if (i not in front and is_heading(piece, style)) or _is_bookmarked(piece, outline)}
    plain = {key for i, key in heads.items() if not _QUOTED.match(_text(pieces[i]))}
    # A quotation drawn out of an article has a type of its own; one that heads a section has that of the other headings.
    heads = {i: key for i, key in heads.items() if i == 0 or key in plain or _is_bookmarked(pieces[i], outline)}
    heads, parents = _by_number(pieces, heads)
    levels = _levels(pieces, heads, parents, outline)
    return [replace(piece, kind=Kind.HEADING, level=levels[heads[i]]) if i in heads else piece for i, piece in enumerate(pieces)]


def _front_matter(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the positions of a cover's date and of the lines above it in the same type, which say who and where."""
    found: set[int] = set()
    first_page = min((piece.page for piece in pieces), default=1)
    for i, piece in enumerate(pieces):
        if piece.page == first_page and piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and is_dateline(piece.lines[0].text):
            start = i
            while start > 1 and pieces[start - 1].kind is Kind.PARAGRAPH and _key(pieces[start - 1]) == _key(piece):
                start -= 1
            found.update(range(start, i + 1))
    return frozenset(found)


def with_whole_titles(region: Sequence[Piece], style: Style) -> list[Piece]:
    """Return the pieces of a region with each title that ends with a colon joined to the line below it, where that is set larger than the text."""
    whole: list[Piece] = []
    for piece in region:
        title = whole[-1] if whole else None
        if title is not None and _opens_title(title, style) and piece.kind is Kind.PARAGRAPH and _LARGE * style.body <= piece.size <= title.size:
            whole[-1] = replace(title, lines=(*title.lines, *piece.lines))
        else:
            whole.append(piece)
    return whole


def _opens_title(piece: Piece, style: Style) -> bool:
    return piece.kind is Kind.PARAGRAPH and piece.size >= 1.5 * style.body and piece.lines[-1].text.rstrip().endswith(":")


def is_heading(piece: Piece, style: Style) -> bool:
    """Say whether a paragraph is a heading by its type: larger than the running text, or bold and short."""
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) > _MOST_LINES:
        return False
    text = " ".join(line.text for line in piece.lines)
    words = len(text.split())
    if words > _MOST_WORDS or not re.search(r"[^\W\d_]{2}", text) or is_caption(text):
        return False
    if (text[0].islower() and not piece.bold) or is_dateline(text):
        return False
    if text.rstrip("”’\"'").endswith((".", ",", ";")) and not re.match(r"\d|.{0,12}$", text):
        return False
    if piece.size >= _LARGE * style.body:
        return True
    return piece.bold and piece.size >= _SAME * style.body and words <= _BOLD_WORDS and not text.endswith(":")


def _is_bookmarked(piece: Piece, outline: Mapping[str, int]) -> bool:
    if piece.kind not in (Kind.PARAGRAPH, Kind.ITEM) or len(piece.lines) > 2 or not outline:
        return False
    return fold(_text(piece)) in outline


def _text(piece: Piece) -> str:
    marker = f"{piece.marker} " if piece.kind is Kind.ITEM and piece.marker != "-" else ""
    return marker + " ".join(line.text for line in piece.lines)


def _key(piece: Piece) -> Key:
    return round(piece.size * 2) / 2, piece.bold, 0


def _depth(text: str) -> int:
    """Return how deep the number of a heading says that it stands, from 1; 0 where it has none."""
    number = _NUMBER.match(text)
    return number[1].count(".") + 1 if number else int(_CHAPTER.match(text) is not None)


def _by_number(pieces: Sequence[Piece], heads: Mapping[int, Key]) -> tuple[dict[int, Key], dict[Key, Key]]:
    """Return the types of the headings, those parted that numbers or chapters tell apart, and the type that each stands under by number."""
    over: dict[int, int] = {}
    last: dict[str, int] = {}
    for i in heads:
        if number := _NUMBER.match(_text(pieces[i])):
            parent = number[1].rpartition(".")[0]
            if parent in last:
                over[i] = last[parent]
            last[number[1]] = i
    nested = {heads[i] for i, j in over.items() if heads[i] == heads[j]}
    found = {i: (*key[:2], -1) if key in nested and _depth(_text(pieces[i])) > 1 else key for i, key in heads.items()}
    order = list(heads)
    if len(order) > 1 and heads[order[0]] == heads[order[1]] and _is_title_of_chapters(pieces, order, heads):
        found[order[0]] = (*heads[order[0]][:2], 1)
    parents: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    for i, j in over.items():
        parents[found[i]][found[j]] += 1
    return found, {key: max(counts, key=lambda other: (counts[other], other)) for key, counts in parents.items()}


def _is_title_of_chapters(pieces: Sequence[Piece], order: Sequence[int], heads: Mapping[int, Key]) -> bool:
    """Say whether the first heading is a title: no chapter, where all others of its type are chapters and the first stands close below."""
    same = [_CHAPTER.match(_text(pieces[i])) is not None for i in order if heads[i] == heads[order[0]]]
    close = all(len(piece.lines) <= 2 for piece in pieces[order[0] + 1 : order[1]])
    return close and not same[0] and all(same[1:])


def _levels(pieces: Sequence[Piece], heads: Mapping[int, Key], parents: Mapping[Key, Key], outline: Mapping[str, int]) -> dict[Key, int]:
    """Return the depth of each type of heading; all others stand below a type that only the title has, as in other formats."""
    stated: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    numbered: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    uses: Counter[Key] = Counter(heads.values())
    for i, key in heads.items():
        text = _text(pieces[i])
        if depth := outline.get(fold(text)):
            stated[key][depth] += 1
        if number := _depth(text):
            numbered[key][number] += 1
    levels: dict[Key, int] = {}
    titles: set[Key] = set()
    above = 0
    first_page = min((piece.page for piece in pieces), default=1)
    for key in _parents_first(sorted(uses, reverse=True), parents):
        on_cover = all(pieces[i].page == first_page for i, other in heads.items() if other == key)
        if above == 0 and uses[key] <= 2 and on_cover and len(uses) > 1 and not numbered[key]:
            titles.add(key)
            continue
        depths = stated[key] or numbered[key]
        known = _commonest(depths) if sum(depths.values()) >= min(2, uses[key]) else 0
        above = min(_DEEPEST, known if stated[key] and known else max(known, above + 1))
        levels[key] = above
    below = 1 if titles else 0
    return dict.fromkeys(titles, 1) | {key: min(_DEEPEST, level + below) for key, level in levels.items()}


def _parents_first(keys: Sequence[Key], parents: Mapping[Key, Key]) -> list[Key]:
    """Return the types of headings from the largest to the smallest, but each behind the one that its numbers say it stands under."""
    ordered = list(keys)
    for key in keys:
        parent = parents.get(key, key)
        if ordered.index(parent) > ordered.index(key):
            ordered.remove(parent)
            ordered.insert(ordered.index(key), parent)
    return ordered


def _commonest(counts: Counter[int]) -> int:
    return max(counts, key=lambda depth: (counts[depth], -depth))
