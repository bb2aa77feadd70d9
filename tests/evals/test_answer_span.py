"""The measure of the exact answer, against values derived by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from evals.cases import Fact, GoldQuote
from evals.measures import MEASURES, Ratio
from evals.measures.answer_span import answer_span, is_right
from evals.response import Extract, Response
from tests.evals.samples import DOCUMENTS, FIRST, THIRD, UNANSWERABLE, case

NINE = Fact((GoldQuote("one", "nine closed within a single year"),), ("nine",))
COSTS = Fact((GoldQuote("one", "12\nmillion pounds"),), ("12 million pounds", "12 million"))
PLAIN = Fact((GoldQuote("one", "which nobody had planned for"),))
OF_SHOWN, OF_ALL = answer_span(150, shown_only=True), answer_span(150, shown_only=False)


@dataclass(frozen=True)
class Marked(Extract):
    """An extract with a marked answer."""

    answer_span: tuple[int, int] | None = None


def marked(text: str, answer: str | None = None, shift: int = 0) -> Marked:
    """Return a quote of document one, with the mark where the answer first stands in it."""
    start = DOCUMENTS["one"].text.index(text)
    place = start + text.index(answer) + shift if answer is not None else None
    return Marked("one", start, start + len(text), text, (place, place + len(answer)) if place is not None and answer is not None else None)


def response(*quotes: Extract) -> Response:
    return Response(False, quotes)


@pytest.mark.parametrize(
    ("piece", "answers"),
    [
        ("about a quarter", ["about a quarter"]),
        ("About a\nquarter,", ["about a quarter"]),
        ("over a quarter of all", ["a quarter"]),
        ("quarter", ["about a quarter"]),
        ("£15,850", ["an average of £15,850 per case"]),
        ("40%", ["a third", "40%"]),
        ("Hale", ["Hale"]),
        ("(66%)", ["66%"]),
    ],
)
def test_a_right_piece(piece: str, answers: list[str]) -> None:
    assert is_right(piece, answers)


@pytest.mark.parametrize(
    ("piece", "answers"),
    [
        ("about a third", ["about a quarter"]),
        ("a quarter of all the children there", ["a quarter"]),
        ("£566", ["between £566 and £5,166"]),
        ("24", ["24.9"]),
        ("Hale", ["Lady Hale"]),
        ("about", ["about a quarter"]),
        ("three in", ["three in ten"]),
        (" ,", ["a quarter"]),
        ("", ["a quarter"]),
    ],
)
def test_a_wrong_piece(piece: str, answers: list[str]) -> None:
    assert not is_right(piece, answers)


def test_a_right_mark_counts_in_the_quote_that_shows_the_fact() -> None:
    two = case("q", NINE, COSTS, PLAIN)
    both = response(marked(FIRST, "nine"), marked(THIRD, "12\nmillion"))
    assert OF_SHOWN.score(two, both, DOCUMENTS) == Ratio(2, 2)
    assert OF_ALL.score(two, both, DOCUMENTS) == Ratio(2, 2)
    one = response(marked(FIRST, "nine"))
    assert OF_SHOWN.score(two, one, DOCUMENTS) == Ratio(1, 1)
    assert OF_ALL.score(two, one, DOCUMENTS) == Ratio(1, 2)


@pytest.mark.parametrize(
    "quote",
    [marked(FIRST), marked(FIRST, "single"), marked(FIRST, "nine", shift=500), Extract("one", 0, len(FIRST), FIRST), marked(FIRST, "nine", shift=1)],
)
def test_no_mark_a_wrong_one_or_one_outside_the_quote_is_wrong(quote: Extract) -> None:
    assert OF_SHOWN.score(case("q", NINE), response(quote), DOCUMENTS) == Ratio(0, 1)


def test_a_quote_behind_the_budget_does_not_count() -> None:
    short = answer_span(9, shown_only=False)
    assert short.score(case("q", NINE), response(marked(FIRST, "nine")), DOCUMENTS) == Ratio(0, 1)
    assert answer_span(9, shown_only=True).score(case("q", NINE), response(marked(FIRST, "nine")), DOCUMENTS).value is None


def test_cases_without_an_exact_answer_do_not_count() -> None:
    for measure in (OF_SHOWN, OF_ALL):
        assert measure.score(case("q", PLAIN), response(marked(FIRST, "nine")), DOCUMENTS).value is None
        assert measure.score(UNANSWERABLE, response(marked(FIRST, "nine")), DOCUMENTS).value is None


def test_both_figures_are_registered_the_one_over_shown_facts_first() -> None:
    names = [measure.name for measure in MEASURES]
    assert names.index(OF_SHOWN.name) + 1 == names.index(OF_ALL.name)
