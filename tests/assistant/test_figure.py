"""Figures in a text, and which of them give the same value."""

from __future__ import annotations

import pytest

from assistant.figure import Figure, find_figures


def one(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("about a quarter had broken down", "share", 0.25, "about a quarter"),
        ("in 24 per cent of cases", "share", 0.24, "24 per cent"),
        ("two thirds of them", "share", 2 / 3, "two thirds"),
        ("1 in 4 children", "share", 0.25, "1 in 4"),
        ("three out of ten left", "share", 0.3, "three out of ten"),
        ("spent £10.5 billion there", "money £", 10.5e9, "£10.5 billion"),
        ("it costs £1,250", "money £", 1250, "£1,250"),
        ("ten pence a day", "money £", 0.1, "ten pence"),
        ("a fee of $40m", "money $", 40e6, "$40m"),
        ("within 15 working days", "working duration", 15, "within 15 working days"),
        ("the 26-week deadline", "duration", 182, "26-week"),
        ("it had 135,000 readers", "count", 135000, "135,000"),
        ("twenty-five readers", "count", 25, "twenty-five"),
        ("three times as many", "multiple", 3, "three times"),
        ("up by 5 percentage points", "points", 0.05, "5 percentage points"),
    ],
)
def test_kind_value_and_words(text, kind, value, words):
    figure = one(text)
    assert (figure.kind, figure.text) == (kind, words)
    assert figure.value == pytest.approx(value)
    assert text[figure.span.start : figure.span.end] == words


@pytest.mark.parametrize(
    "text", ["a third party came", "the last quarter was cold", "one of them", "halved", "half an hour ago", "", "no figure", "quarter of an hour"]
)
def test_no_figure(text):
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("rose by 5%", ["change"]),
        ("a 60% increase", ["change"]),
        ("rose to 30%", ["to"]),
        ("from 19% in spring to 30% in autumn", ["from", "to"]),
        ("30% of children", ["level"]),
    ],
)
def test_roles(text, roles):
    assert [figure.role for figure in find_figures(text)] == roles


def test_a_range_is_one_figure():
    figure = one("a 64-66% share")
    assert (figure.value, figure.top) == (pytest.approx(0.64), pytest.approx(0.66))
    assert one("£4,000 per week").per == "week"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a quarter of", "25%"),
        ("one in four", "a quarter of"),
        ("24%", "about a quarter of"),
        ("£2.28 billion", "£2.3bn"),
        ("twelve months", "one year"),
        ("52 weeks", "12 months"),
        ("nearly 30%", "almost 30 per cent"),
        ("just under 135,000", "134,620"),
        ("over 80%", "more than 80%"),
    ],
)
def test_the_same_value(first, second):
    assert one(first).same_value(one(second)) and one(second).same_value(one(first))
    assert not one(first).other_value(one(second)) and not one(second).other_value(one(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("24%", "40%"),
        ("about a quarter of", "a third of"),
        ("12", "10"),
        ("up to 12 days", "up to 10 days"),
        ("£9.1bn", "£10.5 billion"),
        ("over 80%", "70%"),
    ],
)
def test_another_value(first, second):
    assert one(first).other_value(one(second)) and one(second).other_value(one(first))
    assert not one(first).same_value(one(second)) and not one(second).same_value(one(first))


@pytest.mark.parametrize(("first", "second"), [("about 100", "about 110"), ("over 700", "over 1,000"), ("24%", "25%"), ("up to 12", "10")])
def test_neither(first, second):
    assert not one(first).same_value(one(second))
    assert not one(first).other_value(one(second))
