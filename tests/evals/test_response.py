"""Reading replies, counting words, and when a fact counts as shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import ResponseError
from evals.response import Extract, cut_to_words, first_words, read_response
from evals.shown import fold, is_shown
from tests.evals.samples import ASKED, COSTS, DOCUMENTS, FIRST, NINE, OTHER, SECOND, THIRD, abstained, answered, fact, quote


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [("a b  c", 2, "a b"), ("a b  c", 3, "a b  c"), (" a\nb", 1, " a"), ("a b ", 5, "a b "), ("a", 0, ""), ("", 3, "")],
)
def test_first_words(text: str, words: int, shown: str) -> None:
    assert first_words(text, words) == shown


@given(st.text(), st.integers(1, 20))
def test_first_words_is_a_prefix_with_as_many_words_as_split_counts(text: str, words: int) -> None:
    shown = first_words(text, words)
    assert text.startswith(shown)
    assert shown.split() == text.split()[:words]


def test_the_budget_runs_over_the_quotes_in_order() -> None:
    quotes = read_response(answered(quote("one", FIRST), quote("two", OTHER), quote("one", SECOND))).quotes
    shown = cut_to_words(quotes, 13)
    assert [one.text for one in shown] == [FIRST, "A second report"]
    assert cut_to_words(quotes, 10) == quotes[:1]
    assert cut_to_words(quotes, 1000) == quotes


def test_folding_touches_white_space_and_quote_marks_only() -> None:
    assert fold("  “a\u00a0b”\n\n\u2018c\u2019 ") == "\"a b\" 'c'"
    assert fold("23 % non-stop") == "23 % non-stop"


def read(*quotes: dict[str, Any]) -> tuple[Extract, ...]:
    return read_response(answered(*quotes)).quotes


def test_a_fact_is_shown_when_its_text_stands_there_in_any_document() -> None:
    assert is_shown(NINE, read(quote("one", FIRST)), DOCUMENTS)
    assert not is_shown(NINE, read(quote("two", OTHER)), DOCUMENTS)
    assert is_shown(fact(("two", "ten homes closed"), ("one", "nine closed")), read(quote("one", FIRST)), DOCUMENTS)


def test_white_space_and_quote_marks_may_differ_and_numbers_may_not() -> None:
    retyped = {"doc_id": "nowhere", "start": 0, "end": 1}
    assert is_shown(COSTS, read(retyped | {"text": "rose to 12 million pounds"}), DOCUMENTS)
    assert is_shown(ASKED, read(retyped | {"text": "said 'we were never asked' by"}), DOCUMENTS)
    assert not is_shown(COSTS, read(retyped | {"text": "rose to 21 million pounds"}), DOCUMENTS)
    assert not is_shown(ASKED, read(retyped | {"text": "said 'we were asked' by"}), DOCUMENTS)


def test_a_fact_that_runs_over_two_neighbouring_quotes_is_shown() -> None:
    assert is_shown(fact(("one", "single year. Staff said")), read(quote("one", FIRST), quote("one", SECOND)), DOCUMENTS)


def test_the_place_counts_where_the_text_is_tidied_but_only_for_as_many_words() -> None:
    tidied = quote("one", THIRD) | {"text": "Costs rose to twelve million pounds"}
    assert is_shown(COSTS, read(tidied), DOCUMENTS)
    whole = {"doc_id": "one", "start": 0, "end": len(DOCUMENTS["one"].text), "text": "short text"}
    assert not is_shown(COSTS, read(whole), DOCUMENTS)
    assert not is_shown(COSTS, read(tidied | {"doc_id": "two"}), DOCUMENTS)


def test_also_in_and_related_are_read_as_shown_text() -> None:
    response = read_response(answered(quote("one", FIRST) | {"also_in": [quote("two", OTHER)]}))
    assert [one.text for one in response.others] == [OTHER]
    assert read_response(abstained(quote("one", FIRST))).others[0].text == FIRST


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ({}, "status is None"),
        ({"status": "answered", "related": []}, "quotes is not a list"),
        (answered(), "answered with 0 quotes"),
        (answered(quote("one", FIRST)) | {"status": "abstained"}, "abstained with 1 quotes"),
        (answered({"doc_id": "one", "start": "0", "end": 1, "text": "O"}), r"quotes.0.start is missing or not int"),
        (answered(quote("one", FIRST)) | {"related": ["text"]}, r"related.0 is not an object"),
    ],
)
def test_a_reply_outside_the_contract_is_refused(reply: dict[str, Any], message: str) -> None:
    with pytest.raises(ResponseError, match=message):
        read_response(reply)
