"""Every measure against values derived by hand from quotes of ten words each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from evals.cases import Case
from evals.measures import EXACTNESS, FALSE_DENIAL, MEASURES, PRIMARY, REFUSAL, Ratio, total
from evals.measures.facts_within import facts_within
from evals.measures.hits import hits
from evals.measures.measure import Measure
from evals.measures.reciprocal_rank import RECIPROCAL_RANK
from evals.response import read_response
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, OTHER, SECOND, THIRD, TWO_FACTS, UNANSWERABLE, abstained, answered, quote

# The gold "nine closed within a single year" ends at word 10 of FIRST, "12 million pounds" at word 6 of THIRD.
REPLY = answered(quote("one", SECOND), quote("one", FIRST), quote("two", OTHER), quote("one", THIRD))


def measured(measure: Measure, case: Case, reply: Mapping[str, Any]) -> Ratio:
    return measure.score(case, read_response(reply), DOCUMENTS)


@pytest.mark.parametrize(("words", "shown"), [(10, 0), (19, 0), (20, 1), (35, 1), (36, 2), (300, 2)])
def test_facts_within(words: int, shown: int) -> None:
    assert measured(facts_within(words), TWO_FACTS, REPLY) == Ratio(shown, 2)


@pytest.mark.parametrize(("k", "shown"), [(1, 0), (2, 1), (3, 1), (4, 2), (10, 2)])
def test_hits(k: int, shown: int) -> None:
    assert measured(hits(k), TWO_FACTS, REPLY) == Ratio(shown, 2)


def test_reciprocal_rank_is_of_the_first_quote_that_shows_any_fact() -> None:
    assert measured(RECIPROCAL_RANK, TWO_FACTS, REPLY) == Ratio(0.5, 1)
    assert measured(RECIPROCAL_RANK, TWO_FACTS, answered(quote("one", THIRD))) == Ratio(1.0, 1)
    assert measured(RECIPROCAL_RANK, ANSWERABLE, answered(quote("two", OTHER))) == Ratio(0.0, 1)


def test_exactness_covers_quotes_related_passages_and_other_places() -> None:
    moved = quote("one", FIRST) | {"start": 1, "end": 1 + len(FIRST)}
    assert measured(EXACTNESS, ANSWERABLE, REPLY) == Ratio(4, 4)
    assert measured(EXACTNESS, ANSWERABLE, answered(quote("one", FIRST), moved)) == Ratio(1, 2)
    assert measured(EXACTNESS, ANSWERABLE, answered(quote("one", FIRST) | {"also_in": [moved]})) == Ratio(1, 2)
    assert measured(EXACTNESS, UNANSWERABLE, abstained(moved)) == Ratio(0, 1)
    assert measured(EXACTNESS, UNANSWERABLE, abstained()).value is None


@pytest.mark.parametrize("place", [{"doc_id": "none"}, {"start": -1}, {"end": 10_000}, {"start": 60, "end": 50}, {"text": "Of the homes seen"}])
def test_a_place_that_does_not_exist_is_not_exact(place: dict[str, object]) -> None:
    assert measured(EXACTNESS, ANSWERABLE, answered(quote("one", FIRST) | place)) == Ratio(0, 1)


def test_refusal_and_false_denial_each_look_at_their_own_cases() -> None:
    assert measured(REFUSAL, UNANSWERABLE, abstained()) == Ratio(1, 1)
    assert measured(REFUSAL, UNANSWERABLE, REPLY) == Ratio(0, 1)
    assert measured(REFUSAL, ANSWERABLE, abstained()).value is None
    assert measured(FALSE_DENIAL, ANSWERABLE, abstained()) == Ratio(1, 1)
    assert measured(FALSE_DENIAL, ANSWERABLE, REPLY) == Ratio(0, 1)
    assert measured(FALSE_DENIAL, UNANSWERABLE, abstained()).value is None


def test_an_abstention_on_an_answerable_case_scores_nothing_even_if_related_shows_the_fact() -> None:
    reply = abstained(quote("one", FIRST))
    for measure in (facts_within(150), hits(10), RECIPROCAL_RANK):
        assert measured(measure, ANSWERABLE, reply) == Ratio(0, 1)


def test_evidence_measures_do_not_apply_to_unanswerable_cases() -> None:
    for measure in (facts_within(150), hits(10), RECIPROCAL_RANK):
        assert measured(measure, UNANSWERABLE, REPLY).value is None


def test_a_total_is_over_facts_and_not_over_questions() -> None:
    assert total([Ratio(1, 1), Ratio(0, 3), Ratio(0, 0)]).value == 0.25
    assert total([]).value is None


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 1), (float("nan"), 1)])
def test_an_impossible_ratio_cannot_be_built(part: float, whole: int) -> None:
    with pytest.raises(ValueError, match="not a ratio"):
        Ratio(part, whole)


def test_names_are_unique_one_measure_is_primary_and_only_false_denial_is_better_low() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(set(names)) == len(names)
    assert MEASURES.count(PRIMARY) == 1
    assert PRIMARY.name == "facts within 150 words"
    assert [measure.name for measure in MEASURES if not measure.higher_is_better] == ["false denial"]
    assert FALSE_DENIAL.is_worse(0.2, 0.1)
    assert PRIMARY.is_worse(0.1, 0.2)
