"""Spans: half-open ranges, and what they refuse."""

from __future__ import annotations

import pytest

from ingest.span import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_an_impossible_span_cannot_be_built(start: int, end: int) -> None:
    """Neither before the text nor backwards."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_length_text_and_shift_count_code_points() -> None:
    """An emoji outside the basic plane is one character."""
    span = Span(2, 4)
    assert (len(span), span.of("a😀bcd"), span.shift(3)) == (2, "bc", Span(5, 7))
    assert len(Span(3, 3)) == 0


@pytest.mark.parametrize(
    ("other", "inside", "shares"),
    [
        (Span(2, 5), True, True),
        (Span(3, 4), True, True),
        (Span(1, 3), False, True),
        (Span(4, 9), False, True),
        (Span(5, 6), False, False),
        (Span(0, 2), False, False),
    ],
)
def test_contains_and_overlaps(other: Span, inside: bool, shares: bool) -> None:
    """Spans that only touch share nothing."""
    assert Span(2, 5).contains(other) is inside
    assert Span(2, 5).overlaps(other) is shares
    assert other.overlaps(Span(2, 5)) is shares


def test_spans_are_ordered_by_start_then_end() -> None:
    """A total order, so that sorting can never depend on anything else."""
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]
