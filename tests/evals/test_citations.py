"""Citation recall and precision against values derived by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import ResponseError
from evals.measures import Ratio
from evals.measures.citations import CITATION_PRECISION, CITATION_RECALL
from evals.response import read_response
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, OTHER, SECOND, THIRD, UNANSWERABLE, abstained, answered, quote

QUOTES = (quote("one", FIRST), quote("two", OTHER), quote("one", THIRD))


def measured(answer: str | None, *quotes: dict[str, Any]) -> tuple[float | None, float | None]:
    """Return (recall, precision) of an answer."""
    response = read_response(answered(*(quotes or QUOTES)) | {"answer": answer})
    return CITATION_RECALL.score(ANSWERABLE, response, DOCUMENTS).value, CITATION_PRECISION.score(ANSWERABLE, response, DOCUMENTS).value


@pytest.mark.parametrize(
    ("answer", "recall", "precision"),
    [
        # Every quotation stands in the quote that it cites.
        (f"“{FIRST}” [1]\n\n“{OTHER}” [2]\n“Costs rose to 12 million pounds” [3]", 1.0, 1.0),
        # One of two statements is supported, and one of two citations.
        ("“nine closed within a single year” [1]\n“ten closed within a single year” [1]", 0.5, 0.5),
        # Supported by the first of two: the second adds nothing.
        ("“nine closed” [1][2]", 1.0, 0.5),
        # Both hold the words: neither is needed, both are right.
        ("“homes” [1][2]", 1.0, 1.0),
        # The right words and the wrong number: not supported.
        ("“nine closed within a single year” [2]", 0.0, 0.0),
        # A number that no quote has.
        ("“nine closed within a single year” [1][7]", 1.0, 0.5),
        # Cited nowhere: no citation is right.
        ("“nine closed within a single year”", 0.0, 0.0),
        # A statement without a citation costs recall only.
        ("“nine closed” [1]\nThat is what everyone had feared.", 0.5, 1.0),
        # Prose, cited or not, is not what stands there.
        ("Nine homes closed in one year [1]. Ten more did so in winter [2].", 0.0, 0.0),
        # Prose that takes over the words does.
        ("Nine closed within a single year [1]. Costs rose a lot [3].", 0.5, 0.5),
        # One word changed, one "not" lost.
        ("“which somebody had planned for” [3]", 0.0, 0.0),
    ],
)
def test_values_derived_by_hand(answer: str, recall: float, precision: float) -> None:
    assert measured(answer) == (recall, precision)


def test_a_quote_supports_with_what_really_stands_at_its_place() -> None:
    invented = quote("one", FIRST) | {"text": "Of the homes seen, none closed within a single year."}
    assert measured("“none closed” [1]", invented) == (0.0, 0.0)
    assert measured("“nine closed” [1]", invented) == (1.0, 1.0)
    gone = quote("one", FIRST) | {"doc_id": "nowhere"}
    assert measured("“nine closed” [1]", gone) == (0.0, 0.0)
    whole = {"doc_id": "one", "start": 0, "end": len(DOCUMENTS["one"].text), "text": "the whole document"}
    assert measured(f"“{SECOND}” [1]", whole) == (0.0, 0.0)


def test_what_has_no_answer_text_or_no_statement_is_not_measured() -> None:
    assert measured(None) == (None, None)
    assert measured("") == (None, None)
    assert measured("One (30 March 2021):") == (0.0, 0.0)
    for measure in (CITATION_RECALL, CITATION_PRECISION):
        silent = read_response(abstained(quote("one", FIRST)) | {"answer": "The documents do not say."})
        assert measure.score(UNANSWERABLE, silent, DOCUMENTS).value is None


def test_an_unanswerable_question_that_is_answered_is_measured_too() -> None:
    response = read_response(answered(quote("one", FIRST)) | {"answer": f"“{FIRST}” [1]"})
    assert CITATION_RECALL.score(UNANSWERABLE, response, DOCUMENTS) == Ratio(1, 1)


@pytest.mark.parametrize("wrong", [3, ["text"], {"text": "a"}])
def test_an_answer_that_is_no_text_is_outside_the_contract(wrong: object) -> None:
    with pytest.raises(ResponseError, match="answer is"):
        read_response(abstained() | {"answer": wrong})


@given(st.text(alphabet="[]12,. \n\"“”«»:()-aA'"))
def test_no_text_breaks_the_measure(answer: str) -> None:
    recall, precision = measured(answer)
    assert (recall is None) == (precision is None)
    # Nothing supported, no right citation; everything else is a share.
    assert recall is None or precision is None or (recall == 0.0) == (precision == 0.0)
