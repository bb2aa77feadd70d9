"""The text that stands around a quote in its source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Document
from ingest.span import Span

BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\f")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The stretches just before and after a quote; ``cut_*`` says that the paragraph goes on beyond them."""

    before: Span
    after: Span
    cut_before: bool
    cut_after: bool


def surroundings(document: Document, span: Span, characters: int = 300) -> Surroundings:
    """Return what stands around ``span``: the rest of its paragraph, or about ``characters`` on each side, cut at white space.

    Raises:
        ValueError: if ``span`` does not lie inside the document's text.
    """
    if span.end > len(document.text):
        raise ValueError(f"[{span.start}, {span.end}) lies outside {document.doc_id}")
    paragraph = _paragraph(document, span)
    start, end = max(paragraph.start, span.start - characters), min(paragraph.end, span.end + characters)
    while paragraph.start < start < span.start and not document.text[start - 1].isspace():
        start += 1
    while span.end < end < paragraph.end and not document.text[end].isspace():
        end -= 1
    return Surroundings(Span(start, span.start), Span(span.end, end), start > paragraph.start, end < paragraph.end)


def _paragraph(document: Document, span: Span) -> Span:
    """Return the block that holds the span, or the stretch between blank lines where no block does."""
    for block in document.blocks:
        if block.span.contains(span):
            return block.span
    start = 0
    for gap in BLANK_LINE.finditer(document.text, 0, span.start):
        start = gap.end()
    gap_after = BLANK_LINE.search(document.text, span.end)
    return Span(start, gap_after.start() if gap_after else len(document.text))
