"""success@k, nDCG@k and precision against values derived by hand, what must hold for every ranking, and the figures of ir_measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases import Case
from evals.measures import Ratio
from evals.measures.discounted_gain import discounted_gain
from evals.measures.hits import hits
from evals.measures.measure import Measure
from evals.measures.precision import word_precision_within
from evals.measures.reciprocal_rank import RECIPROCAL_RANK
from evals.measures.success import success
from evals.response import Extract, Response, read_response
from ingest.document import Document
from tests.evals.samples import (
    ANSWERABLE,
    ASKED,
    COSTS,
    DOCUMENTS,
    FIRST,
    NINE,
    OTHER,
    SECOND,
    THIRD,
    TWO_FACTS,
    UNANSWERABLE,
    abstained,
    answered,
    case,
    fact,
    quote,
)

ONE, TWO, THREE, NONE = quote("one", FIRST), quote("one", SECOND), quote("one", THIRD), quote("two", OTHER)
BOTH = quote("one", f"{FIRST} {SECOND}")
THREE_FACTS = case("q4", NINE, ASKED, COSTS, kind="several")
NDCG = discounted_gain(10)


def measured(measure: Measure, case: Case, *quotes: Mapping[str, Any]) -> Ratio:
    return measure.score(case, read_response(answered(*(dict(one) for one in quotes))), DOCUMENTS)


@pytest.mark.parametrize(("k", "found"), [(1, 0), (2, 1), (3, 1), (10, 1)])
def test_success_is_any_fact_and_not_how_many(k: int, found: int) -> None:
    assert measured(success(k), TWO_FACTS, NONE, ONE, NONE, THREE) == Ratio(found, 1)
    assert measured(success(k), TWO_FACTS, NONE) == Ratio(0, 1)


@pytest.mark.parametrize(
    ("case", "quotes", "value"),
    [
        # One fact: 1 / log2(1 + rank), over 1.
        (ANSWERABLE, [ONE], 1.0),
        (ANSWERABLE, [NONE, ONE], 1 / log2(3)),
        (ANSWERABLE, [NONE, NONE, ONE], 0.5),
        (ANSWERABLE, [NONE], 0.0),
        # Two facts: the ideal is 1 + 1 / log2(3) = 1.6309.
        (TWO_FACTS, [ONE, THREE], 1.0),
        (TWO_FACTS, [ONE], 1 / (1 + 1 / log2(3))),
        (TWO_FACTS, [NONE, ONE, THREE], (1 / log2(3) + 0.5) / (1 + 1 / log2(3))),
        # A repeat gains nothing, and pushes the second fact from rank 2 to 3.
        (TWO_FACTS, [ONE, ONE, THREE], 1.5 / (1 + 1 / log2(3))),
        (TWO_FACTS, [ONE, ONE, ONE], 1 / (1 + 1 / log2(3))),
        # Two facts in the first quote are as good as one in each of two, and no better.
        (THREE_FACTS, [BOTH, THREE], 1.0),
        (case("q5", NINE, ASKED), [BOTH], 1.0),
        # Of three facts the two count at ranks 1 and 2, not both at 1: the ideal is 1 + 1 / log2(3) + 1/2.
        (THREE_FACTS, [BOTH], (1 + 1 / log2(3)) / (1.5 + 1 / log2(3))),
        # A fact that runs over two neighbouring quotes is shown with the second.
        (case("q6", fact(("one", "single year. Staff said"))), [ONE, TWO], 1 / log2(3)),
        # At rank 3 both count there: 1/2 + 1/2.
        (case("q5", NINE, ASKED), [NONE, NONE, BOTH], 1.0 / (1 + 1 / log2(3))),
    ],
)
def test_discounted_gain(case: Case, quotes: Sequence[Mapping[str, Any]], value: float) -> None:
    ratio = measured(NDCG, case, *quotes)
    assert ratio.part == pytest.approx(value)
    assert ratio.whole == 1


def test_discounted_gain_ends_at_k_and_its_ideal_too() -> None:
    assert measured(discounted_gain(2), ANSWERABLE, NONE, NONE, ONE) == Ratio(0, 1)
    assert measured(discounted_gain(1), TWO_FACTS, ONE) == Ratio(1, 1)
    assert measured(discounted_gain(1), case("q5", NINE, ASKED), BOTH) == Ratio(1, 1)


def test_word_precision_counts_the_words_of_facts_within_the_budget() -> None:
    # Ten words a quote: the budget of 25 takes two and a half. "nine closed within a single year" has six words, "12 million pounds" three, the third
    # of which is the sixth of its sentence.
    assert measured(word_precision_within(25), TWO_FACTS, NONE, ONE, THREE) == Ratio(6, 25)
    assert measured(word_precision_within(26), TWO_FACTS, NONE, ONE, THREE) == Ratio(9, 26)
    assert measured(word_precision_within(20), TWO_FACTS, NONE, ONE, THREE) == Ratio(6, 20)
    # A repeat shows nothing more.
    assert measured(word_precision_within(150), TWO_FACTS, ONE, ONE) == Ratio(6, 20)
    assert measured(word_precision_within(150), TWO_FACTS, NONE) == Ratio(0, 10)
    # Facts that overlap are no more than what is shown: of six words, six and three.
    overlapping = case("q", NINE, fact(("one", "a single year")))
    assert measured(word_precision_within(150), overlapping, quote("one", "nine closed within a single year")) == Ratio(6, 6)
    assert word_precision_within(150).score(TWO_FACTS, read_response(abstained()), DOCUMENTS).value is None


@pytest.mark.parametrize("measure", [success(3), NDCG, word_precision_within(150)], ids=lambda measure: measure.name)
def test_they_do_not_apply_to_unanswerable_cases(measure: Measure) -> None:
    assert measured(measure, UNANSWERABLE, ONE).value is None


@pytest.mark.parametrize("measure", [success(3), NDCG], ids=lambda measure: measure.name)
def test_an_abstention_shows_nothing(measure: Measure) -> None:
    assert measure.score(ANSWERABLE, read_response(abstained(ONE)), DOCUMENTS) == Ratio(0, 1)


# Sentence n of the pool shows fact n and no other, as one relevant document stands for itself.
POOL = Document("pool", " ".join(f"sentence{n:02}." for n in range(20)))
PLACES = [Extract("pool", n * 12, n * 12 + 11, f"sentence{n:02}.") for n in range(20)]
rankings = st.permutations(range(20)).flatmap(lambda order: st.integers(0, 20).map(lambda length: order[:length]))
wanted = st.sets(st.integers(0, 19), min_size=1, max_size=14)


def scored(measure: Measure, ranking: Sequence[int], facts: set[int]) -> float:
    asked = case("q", *(fact(("pool", f"sentence{n:02}")) for n in sorted(facts)))
    ratio = measure.score(asked, Response(not ranking, tuple(PLACES[n] for n in ranking)), {"pool": POOL})
    return ratio.part / ratio.whole


@pytest.fixture(scope="module")
def ir_measures() -> ModuleType:
    return pytest.importorskip("ir_measures", reason="the library has no wheel for this machine")


@given(ranking=rankings, facts=wanted)
@settings(deadline=None)
def test_they_agree_with_ir_measures(ir_measures: ModuleType, ranking: Sequence[int], facts: set[int]) -> None:
    theirs: dict[Any, Measure] = {
        ir_measures.Success @ 1: success(1),
        ir_measures.Success @ 3: success(3),
        ir_measures.Success @ 10: success(10),
        ir_measures.R @ 1: hits(1),
        ir_measures.R @ 3: hits(3),
        ir_measures.R @ 10: hits(10),
        ir_measures.RR: RECIPROCAL_RANK,
        ir_measures.nDCG @ 10: NDCG,
    }
    qrels = [ir_measures.Qrel("q", f"d{n:02}", 1) for n in sorted(facts)]
    # Scores fall with the rank, so that nothing is tied and their order is ours. The question that they never see a reply to counts as 0, as here.
    run = [ir_measures.ScoredDoc("q", f"d{n:02}", float(-rank)) for rank, n in enumerate(ranking)]
    values = ir_measures.calc_aggregate(list(theirs), qrels, run)
    for name, measure in theirs.items():
        assert scored(measure, ranking, facts) == pytest.approx(values[name]), measure.name


@given(st.lists(st.sampled_from([ONE, TWO, THREE, NONE, BOTH]), min_size=1, max_size=14), st.sampled_from([ANSWERABLE, TWO_FACTS, THREE_FACTS]))
def test_what_holds_for_every_ranking(quotes: list[dict[str, Any]], case: Case) -> None:
    def value(measure: Measure, *shown: dict[str, Any]) -> float:
        return measured(measure, case, *shown).value or 0.0

    gained = value(NDCG, *quotes)
    assert 0.0 <= gained <= 1.0
    # A quote behind never takes anything away, and one that was there before adds nothing.
    assert value(NDCG, *quotes, NONE) == gained
    assert value(NDCG, *quotes, quotes[0]) == gained
    assert value(NDCG, NONE, *quotes) <= gained
    for k in (1, 3, 10):
        assert value(hits(k), *quotes) <= value(success(k), *quotes)
        assert (value(success(k), *quotes) > 0) == (value(hits(k), *quotes) > 0)
    # Nothing found, nothing gained, and all facts at once are the ideal.
    assert (gained > 0) == (value(success(10), *quotes) > 0)
    if value(hits(1), *quotes) == 1.0:
        assert gained == pytest.approx(1.0)
