"""Bootstrap intervals: the same every time, around the value, and over cases."""

from __future__ import annotations

import pytest

from evals.bootstrap import interval, paired_interval
from evals.measures.measure import Ratio


def test_same_ratios_same_interval() -> None:
    ratios = [Ratio(number % 2, 1) for number in range(40)]
    assert interval(ratios) == interval(list(ratios))


def test_the_interval_is_that_of_a_proportion() -> None:
    # 50 of 100: the normal approximation gives 0.5 +- 1.96 * sqrt(0.25 / 100) = 0.402 to 0.598.
    bounds = interval([Ratio(number % 2, 1) for number in range(100)])
    assert bounds is not None
    assert list(bounds) == pytest.approx([0.402, 0.598], abs=0.02)


def test_no_spread_gives_no_width_and_cases_that_do_not_apply_change_nothing() -> None:
    assert interval([Ratio(1, 1)] * 5) == (1.0, 1.0)
    some = [Ratio(1, 1), Ratio(0, 2), Ratio(1, 2)]
    assert interval([*some, Ratio(0, 0)]) == interval(some)
    assert interval([Ratio(0, 0)]) is None


def test_cases_are_drawn_whole() -> None:
    # Two cases, one with both of its two facts shown and one with none: a resample holds 0, 1/2 or all of the facts, so the interval is 0 to 1.
    assert interval([Ratio(2, 2), Ratio(0, 2)]) == (0.0, 1.0)


def test_a_paired_difference_is_surer_than_two_figures_side_by_side() -> None:
    # Of 100 cases half are hard for both systems; the changed one loses 10 of those the other gets right.
    reference = [Ratio(number % 2, 1) for number in range(100)]
    changed = [Ratio(0 if number < 20 else number % 2, 1) for number in range(100)]
    bounds = paired_interval(changed, reference)
    assert bounds is not None
    # The difference of a case is -1 ten times and 0 ninety times: -0.1 +- 1.96 * sqrt(0.09 / 100) = -0.159 to -0.041.
    assert list(bounds) == pytest.approx([-0.159, -0.041], abs=0.012)
    wide = interval(reference)
    assert wide is not None
    assert bounds[1] - bounds[0] < wide[1] - wide[0]
    assert bounds == paired_interval(list(changed), list(reference))


def test_the_difference_to_oneself_is_nothing_and_signs_turn_round() -> None:
    one, other = [Ratio(2, 2), Ratio(0, 1), Ratio(0, 0)], [Ratio(1, 2), Ratio(0, 1), Ratio(0, 0)]
    assert paired_interval(one, one) == (0.0, 0.0)
    assert paired_interval(one, other) == (0.0, 0.5)
    assert paired_interval(other, one) == (-0.5, 0.0)
    assert paired_interval([Ratio(0, 0)], [Ratio(0, 0)]) is None


def test_pairs_of_other_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="same cases"):
        paired_interval([Ratio(1, 1)], [Ratio(1, 2)])
    with pytest.raises(ValueError, match="same cases"):
        paired_interval([Ratio(1, 1)], [Ratio(1, 1)] * 2)
