"""Notes brought home: a footnote belongs to the section in which its mark stands, wherever the format has put its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, BlockKind
from ingest.footnote import number_before, plain_mark

_RAISED = re.compile(r"(?<=\S)(?:([⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\[\^([^\]\s]{1,20})\](?!:))")
_OWN_MARK = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\[\^([^\]\s]{1,20})\]:?")
_LEAST_ENDNOTES = 2


def at_home(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, each footnote with the heading path of the block that its mark stands in.

    That is the nearest one above which no footnote of the same mark stands behind, else the nearest below: at the foot of a page the paragraph that
    runs on may stand behind its note. A numbered list at the end of a document whose numbers all stand raised in the text is one of footnotes.
    """
    marked = _marked(text, blocks)
    if not marked:
        return tuple(blocks)
    whole = list(blocks)
    for i, mark in _endnotes(text, blocks, marked).items():
        whole[i] = replace(blocks[i], kind=BlockKind.FOOTNOTE, lead_in=None, headings=_home(i, marked[mark], 0, blocks))
    last: dict[str, int] = {}
    for i, block in enumerate(blocks):
        own = _OWN_MARK.match(block.span.of(text)) if block.kind is BlockKind.FOOTNOTE else None
        if own:
            mark = plain_mark(own[1] or own[2])
            whole[i] = replace(block, headings=_home(i, marked.get(mark, []), last.get(mark, 0), blocks))
            last[mark] = i
    return tuple(whole)


def _marked(text: str, blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return the positions of the blocks in which each mark stands raised."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.kind in (BlockKind.FOOTNOTE, BlockKind.BOILERPLATE):
            continue
        for match in _RAISED.finditer(text, block.span.start, block.span.end):
            if not any(hole.start <= match.start() < hole.end for hole in block.holes):
                found[plain_mark(match[1] or match[2])].append(i)
    return dict(found)


def _home(i: int, places: Sequence[int], behind: int, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the heading path of the block among ``places`` that the note at ``i`` belongs to; its own where there is none."""
    k = bisect_left(places, i)
    if k and places[k - 1] >= behind:
        return blocks[places[k - 1]].headings
    return blocks[places[k]].headings if k < len(places) else blocks[i].headings


def _endnotes(text: str, blocks: Sequence[Block], marked: dict[str, list[int]]) -> dict[int, str]:
    """Return the items of a list at the end, numbered from 1, that are notes, with their numbers."""
    found: dict[int, str] = {}
    for i in range(len(blocks) - 1, -1, -1):
        number = number_before(text, blocks[i].span.start)
        if blocks[i].kind is not BlockKind.LIST_ITEM or number not in marked:
            break
        found[i] = number
    in_order = sorted(found)
    numbered = [found[i] for i in in_order] == [str(n) for n in range(1, len(found) + 1)]
    return {i: found[i] for i in in_order} if numbered and len(found) >= _LEAST_ENDNOTES else {}
