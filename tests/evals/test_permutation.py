"""The permutation test: p-values counted by hand, by all ways to swap, and by drawing."""

from __future__ import annotations

from itertools import product

import pytest

from evals.measures.measure import Ratio, total
from evals.permutation import Permutation, permutation_test


def ratios(*parts: float, whole: int = 1) -> list[Ratio]:
    return [Ratio(part, whole) for part in parts]


@pytest.mark.parametrize("worse", [1, 2, 5, 7, 13])
def test_of_questions_that_only_got_worse_each_halves_the_chance(worse: int) -> None:
    # All of them must fall the same way: one of 2 ** n ways, and one more the other way round.
    before, after = ratios(*[1] * worse, 1, 0), ratios(*[0] * worse, 1, 0)
    test = permutation_test(after, before)
    assert test.fall == 0.5**worse
    assert test.two_sided == min(1.0, 2 * 0.5**worse)
    assert test.rise == 1.0
    assert test.differing == worse


def test_eight_worse_and_one_better_counted_by_hand() -> None:
    # Of 2 ** 9 signs at least eight point down in 1 + 9 ways.
    test = permutation_test(ratios(*[0] * 8, 1, 1), ratios(*[1] * 8, 0, 1))
    assert test.fall == pytest.approx(10 / 512)
    assert test.two_sided == pytest.approx(20 / 512)


def test_equal_runs_differ_by_nothing() -> None:
    assert permutation_test(ratios(1, 0, 1), ratios(1, 0, 1)) == Permutation(1.0, 1.0, 1.0, 0)
    assert permutation_test([], []) == Permutation(1.0, 1.0, 1.0, 0)


def test_signs_turn_round() -> None:
    one, other = ratios(1, 1, 1, 0.5), ratios(0, 0, 1, 1)
    there, back = permutation_test(one, other), permutation_test(other, one)
    assert (there.fall, there.rise, there.two_sided) == (back.rise, back.fall, back.two_sided)


def test_wholes_that_differ_are_swapped_with_their_parts() -> None:
    after = [Ratio(2, 3), Ratio(1, 4), Ratio(0, 1), Ratio(1, 1), Ratio(0, 2)]
    before = [Ratio(3, 3), Ratio(3, 3), Ratio(1, 2), Ratio(1, 1), Ratio(1, 2)]

    def difference(swaps: tuple[bool, ...]) -> float:
        new = total(other if swap else one for one, other, swap in zip(after, before, swaps, strict=True)).value
        old = total(one if swap else other for one, other, swap in zip(after, before, swaps, strict=True)).value
        assert new is not None
        assert old is not None
        return new - old

    seen = difference((False,) * 5)
    ways = [difference(swaps) for swaps in product((False, True), repeat=5)]
    test = permutation_test(after, before)
    assert test.fall == pytest.approx(sum(way <= seen + 1e-12 for way in ways) / len(ways))
    assert test.two_sided == pytest.approx(sum(abs(way) >= abs(seen) - 1e-12 for way in ways) / len(ways))


def test_drawing_comes_near_to_counting_and_is_the_same_every_time() -> None:
    # 14 worse and 6 better: the chance of at least 14 of 20 is 0.0577 (binomial).
    before, after = ratios(*[1] * 14, *[0] * 6), ratios(*[0] * 14, *[1] * 6)
    test = permutation_test(after, before)
    assert test.fall == pytest.approx(0.0577, abs=0.008)
    assert test == permutation_test(list(after), list(before))


def test_a_p_value_is_never_0() -> None:
    assert permutation_test(ratios(*[0] * 60), ratios(*[1] * 60)).fall == pytest.approx(1 / 10_001)


def test_a_way_with_nothing_to_divide_by_counts_against_a_finding() -> None:
    # Swapped, the later run has no case at all.
    test = permutation_test([Ratio(0, 1), Ratio(0, 0)], [Ratio(0, 0), Ratio(1, 1)])
    assert test.fall == 0.75


def test_pairs_are_of_the_same_cases() -> None:
    with pytest.raises(ValueError, match=r"zip\(\)"):
        permutation_test(ratios(1), ratios(1, 1))
    with pytest.raises(ValueError, match="p-value"):
        Permutation(0.0, 1.0, 1.0, 3)
