"""Paragraphs that go on behind a page break: their halves are joined, and what stands between them becomes a hole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, BlockKind
from ingest.span import Span

_TERMINAL = re.compile(r"[.!?…:](?:[\"'”’)\]*_}]|\[\^[^\]\s]{1,20}\]|</?\w+>|\s?[¹²³⁴⁵⁶⁷⁸⁹⁰]|\^\{?\d+\}?)*\s*$")
_LONGEST_JOINED = 20_000
"""Characters; the limit keeps the work linear in text that never ends a sentence."""
WIDEST_HOLE = 1500
"""Characters that a page break may put into the middle of a sentence (running headers, footnotes) and the sentence still be quoted as one stretch."""


def joined(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Join paragraphs that a page break has cut inside a sentence; what stands between the halves becomes a hole."""
    result: list[Block] = []
    passive = (BlockKind.BOILERPLATE, BlockKind.FOOTNOTE, BlockKind.CAPTION)
    open_block: int | None = None
    for block in blocks:
        if block.kind in passive:
            result.append(block)
            continue
        if open_block is not None and _goes_on(text, result[open_block], block):
            first = result[open_block]
            between = [other for other in result[open_block + 1 :] if other.span.start >= first.span.end]
            if block.span.start - first.span.end <= WIDEST_HOLE and len(first.span) <= _LONGEST_JOINED:
                holes = (*first.holes, *(other.span for other in between))
                result[open_block] = replace(first, span=Span(first.span.start, block.span.end), holes=holes)
                continue
        result.append(block)
        open_block = (
            len(result) - 1 if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.GLOSSARY_ENTRY) else None
        )
    return result


def _goes_on(text: str, first: Block, second: Block) -> bool:
    """Say whether ``second`` goes on with the last sentence of ``first``."""
    if second.kind not in (BlockKind.PARAGRAPH, BlockKind.GLOSSARY_ENTRY):
        return False
    before, after = first.span.of(text), second.span.of(text)
    if _TERMINAL.search(before) or len(before.split()) < 2:
        return False
    if after[:1].islower() or before.count("(") > before.count(")") or before.rstrip().endswith((",", "-", ";", "–")):
        return True
    gap = text[first.span.end : second.span.start]
    return gap.count("\n") > 3 and len(before.split()) >= 8
