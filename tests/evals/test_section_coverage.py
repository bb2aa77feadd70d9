"""Section coverage against values derived by hand."""

from __future__ import annotations

from typing import Any

from evals.measures import Ratio
from evals.measures.section_coverage import section_coverage
from evals.response import read_response
from ingest.document import Block, BlockKind, Document
from ingest.span import Span
from tests.evals.samples import COSTS, NINE, UNANSWERABLE, abstained, answered, case, fact

# Two sections of two sentences each, and a document without headings that repeats one of them.
TEXT = "Nine homes closed. Why, nobody said. Costs rose to 12 million. Nobody planned it."
SENTENCES = [Span(0, 18), Span(19, 36), Span(37, 62), Span(63, 81)]
HEADINGS = (("1. Homes",), ("1. Homes",), ("1. Homes", "a. Money"), ("1. Homes", "a. Money"))
REPORT = Document("report", TEXT, blocks=tuple(Block(BlockKind.PARAGRAPH, span, path) for span, path in zip(SENTENCES, HEADINGS, strict=True)))
PRESS = Document("press", "It was said that costs rose. Costs rose to 12 million.")
DOCUMENTS = {"report": REPORT, "press": PRESS}
CLOSED, MONEY = fact(("report", "Nine homes closed")), fact(("report", "12 million"))
MEASURE = section_coverage(150)


def place(number: int) -> dict[str, Any]:
    span = SENTENCES[number]
    return {"doc_id": "report", "start": span.start, "end": span.end, "text": span.of(TEXT)}


def measured(facts: tuple[Any, ...], *quotes: dict[str, Any], words: int = 150) -> Ratio:
    return section_coverage(words).score(case("q", *facts), read_response(answered(*quotes)), DOCUMENTS)


def test_another_sentence_of_the_section_covers_it_and_another_section_does_not() -> None:
    assert measured((CLOSED, MONEY), place(1)) == Ratio(1, 2)
    assert measured((CLOSED, MONEY), place(1), place(3)) == Ratio(2, 2)
    assert measured((MONEY,), place(0), place(1)) == Ratio(0, 1)


def test_facts_of_one_section_count_once() -> None:
    assert measured((CLOSED, fact(("report", "nobody said"))), place(0)) == Ratio(1, 1)


def test_any_section_of_the_alternatives_will_do() -> None:
    assert measured((fact(("report", "Nine homes closed"), ("report", "12 million")),), place(3)) == Ratio(1, 1)


def test_a_fact_that_is_shown_from_elsewhere_covers_its_section() -> None:
    start = PRESS.text.index("Costs")
    assert measured((MONEY,), {"doc_id": "press", "start": start, "end": len(PRESS.text), "text": PRESS.text[start:]}) == Ratio(1, 1)
    assert measured((MONEY,), {"doc_id": "press", "start": 0, "end": 28, "text": PRESS.text[:28]}) == Ratio(0, 1)


def test_a_document_without_headings_is_one_section() -> None:
    assert measured((fact(("press", "12 million")),), {"doc_id": "press", "start": 0, "end": 6, "text": "It was"}) == Ratio(1, 1)


def test_only_what_is_displayed_within_the_budget_touches() -> None:
    assert measured((MONEY,), place(0), place(3), words=3) == Ratio(0, 1)
    assert measured((MONEY,), place(0), place(3), words=4) == Ratio(1, 1)
    # Pointing at the whole document with two words of text reaches its first section only.
    assert measured((MONEY,), {"doc_id": "report", "start": 0, "end": len(TEXT), "text": "two words"}) == Ratio(0, 1)


def test_a_place_that_is_not_there_touches_nothing() -> None:
    assert measured((CLOSED,), place(1) | {"doc_id": "none"}) == Ratio(0, 1)
    assert measured((CLOSED,), place(1) | {"end": 5000}) == Ratio(0, 1)


def test_abstentions_cover_nothing_and_unanswerable_cases_have_no_sections() -> None:
    assert MEASURE.score(case("q", CLOSED), read_response(abstained(place(0))), DOCUMENTS) == Ratio(0, 1)
    assert MEASURE.score(UNANSWERABLE, read_response(answered(place(0))), DOCUMENTS).value is None


def test_gold_that_no_document_holds_is_not_covered() -> None:
    assert MEASURE.score(case("q", NINE, COSTS), read_response(answered(place(0))), DOCUMENTS) == Ratio(0, 1)
