"""The text around a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.surroundings import surroundings
from ingest.document import Block, BlockKind, Document
from ingest.span import Span

TEXT = "Heading\n\nOne two. QUOTE. Three four.\n\nNext paragraph."
QUOTE = Span(18, 24)


def test_rest_of_the_paragraph_between_blank_lines() -> None:
    """Without blocks, blank lines bound the paragraph."""
    around = surroundings(Document("d", TEXT), QUOTE)
    assert (around.before.of(TEXT), around.after.of(TEXT)) == ("One two. ", " Three four.")
    assert (around.cut_before, around.cut_after) == (False, False)


def test_rest_of_the_block() -> None:
    """With blocks, the block is the paragraph."""
    block = Block(BlockKind.PARAGRAPH, Span(13, 30))
    around = surroundings(Document("d", TEXT, blocks=(block,)), QUOTE)
    assert (around.before.of(TEXT), around.after.of(TEXT)) == ("two. ", " Three")


def test_long_paragraph_is_cut_at_white_space() -> None:
    """Five characters each side would cut words in two; whole words are kept."""
    around = surroundings(Document("d", TEXT), QUOTE, characters=7)
    assert (around.before.of(TEXT), around.after.of(TEXT)) == ("two. ", " Three")
    assert (around.cut_before, around.cut_after) == (True, True)


def test_span_outside_the_document_is_an_error() -> None:
    """A span of another document is never shown as if it stood here."""
    with pytest.raises(ValueError, match="outside"):
        surroundings(Document("d", "short"), Span(2, 9))


@given(st.text(alphabet="ab \n\f\u2028", max_size=60), st.data())
def test_surroundings_touch_the_quote_and_stay_inside(text: str, data: st.DataObject) -> None:
    """Whatever the text, the stretches end at the quote and hold no more than they may."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    around = surroundings(Document("d", text), Span(start, end), characters=9)
    assert around.before.end == start
    assert around.after.start == end
    assert len(around.before) <= 9
    assert len(around.after) <= 9
