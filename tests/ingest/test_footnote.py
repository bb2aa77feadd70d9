"""Footnotes and their marks."""

from __future__ import annotations

import pytest

from ingest.document import Block, BlockKind, Document
from ingest.footnote import read_footnotes
from ingest.span import Span


@pytest.mark.parametrize("start", ["¹⁴ ", "^{14} ", "^14 ", "[^14]: ", "14 ", "14. ", "<sup>14</sup> "])
def test_marks_in_all_shapes(start: str) -> None:
    """The text is what stands behind the mark, exactly."""
    text = f"{start}See Smith."
    (footnote,) = read_footnotes(Document("d", text, blocks=(Block(BlockKind.FOOTNOTE, Span(0, len(text))),), page_starts=(0,)))
    assert (footnote.mark, footnote.text, footnote.page) == ("14", "See Smith.", 1)
    assert footnote.span.of(text) == footnote.text


def test_a_footnote_without_a_mark_or_a_text_is_left_out() -> None:
    for text in ("See Smith.", "¹⁴"):
        assert read_footnotes(Document("d", text, blocks=(Block(BlockKind.FOOTNOTE, Span(0, len(text))),))) == ()
