"""Choosing quotes within a budget, each fact once; and the quotes themselves."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.passage_quote import QuoteMaker
from assistant.same_fact import same_fact
from assistant.selection import MOST_QUOTES, select
from ingest.document import Source

LETTER = """Findings

A late book costs ten pence for each day after the third week. Children never have to pay any fines at all.

These rules have stood unchanged since the spring of 1998. The library opens at nine in the morning on all weekdays.

A reader may borrow:

- twelve books at one time
- four films at one time

| Age of reader | Books at one time |
|---|---|
| Under five. Or with a parent. | 4 |
"""
REPORT = """The report

For each day after the third week, a late book costs ten pence. Reading rooms are quiet places where nobody may talk aloud.
"""


@pytest.fixture
def library(small_index):
    small_index.add("letter", LETTER, Source("A letter", "Ann Author", None, "2021"))
    small_index.add("report", REPORT, Source("The report"))
    return small_index


@pytest.fixture
def chosen(library):
    """Select from the sentences that begin with some words, in that order."""

    def choose(*beginnings, words=150):
        return select([library.found(words) for words in beginnings], QuoteMaker(library), words)

    return choose


class TestBudget:
    def test_the_best_quote_always_shows(self, chosen):
        (quote,) = chosen("A late book", "Children never", words=1)
        assert quote.text == "A late book costs ten pence for each day after the third week."

    def test_words_are_counted_and_nothing_smaller_slips_in_behind(self, chosen):
        ranking = ("A late book", "The library opens", "Children never")
        assert [quote.words for quote in chosen(*ranking, words=33)] == [13, 11, 9]
        assert [quote.words for quote in chosen(*ranking, words=32)] == [13, 11]
        assert [quote.words for quote in chosen(*ranking, words=23)] == [13]

    def test_nothing_to_choose_from(self, chosen):
        assert chosen() == ()

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.permutations(range(7)), st.integers(1, 80), st.integers(1, 80))
    def test_a_larger_budget_only_adds_quotes_behind(self, library, order, one, other):
        few, many = sorted((one, other))
        rows = [library.found(library.sentences[row].clean) for row in order if row < len(library.sentences)]
        maker = QuoteMaker(library)
        first, second = select(rows, maker, few), select(rows, maker, many)
        assert [quote.span for quote in second[: len(first)]] == [quote.span for quote in first]
        assert sum(quote.words for quote in first) <= few or len(first) == 1
        texts = [quote.text for quote in second]
        assert not any(same_fact(texts[i], texts[j]) for i in range(len(texts)) for j in range(i))

    def test_never_more_quotes_than_a_person_reads(self, small_index):
        small_index.add("d", "\n\n".join(f"Rule {number} is of kind {chr(97 + number // 26)}{chr(97 + number % 26)}x." for number in range(60)))
        rows = [small_index.found(sentence.clean) for sentence in small_index.sentences]
        assert len(rows) == 60 and len(select(rows, QuoteMaker(small_index), 10_000)) == MOST_QUOTES


class TestRepeats:
    def test_a_repeat_becomes_another_place(self, chosen):
        first, second = chosen("A late book", "For each day", "Reading rooms")
        (place,) = first.also_in
        assert (place.doc_id, place.title, place.text) == ("report", "The report", "For each day after the third week, a late book costs ten pence.")
        assert second.text.startswith("Reading rooms") and second.also_in == ()

    def test_also_behind_the_budget(self, chosen):
        (quote,) = chosen("A late book", "Children never", "For each day", words=14)
        assert [place.doc_id for place in quote.also_in] == ["report"]

    def test_definitions_of_different_terms_are_different_facts(self, small_index):
        definition = "An order granted under section 31 of the Children Act 1989 that places the child {} of a local authority."
        care, supervision = definition.format("in the care"), definition.format("under the supervision")
        small_index.add("act", f"Glossary of terms\n\nCare Order\n\n{care}\n\nSupervision Order\n\n{supervision}\n")
        first, second = select([small_index.found(sentence.clean) for sentence in small_index.sentences], QuoteMaker(small_index))
        assert (first.section[-1], second.section[-1]) == ("Care Order", "Supervision Order")
        assert first.also_in == second.also_in == ()

    def test_an_item_that_is_quoted_is_not_quoted_again_with_its_list(self, chosen):
        assert [quote.text for quote in chosen("four films", "A reader may borrow")] == [
            "four films at one time",
            "A reader may borrow:\n\n- twelve books at one time",
        ]
        assert [quote.text for quote in chosen("twelve books", "A reader may borrow", "four films")] == [
            "twelve books at one time",
            "four films at one time",
        ]


class TestQuotes:
    def test_are_exact(self, chosen, library):
        for quote in chosen("Children never", "These rules", "A reader may borrow", "Reading rooms"):
            assert library.documents[quote.doc_id].text[quote.span.start : quote.span.end] == quote.text

    def test_who_says_it(self, chosen):
        (quote,) = chosen("Children never")
        assert (quote.title, quote.author, quote.published, quote.section) == ("A letter", "Ann Author", "2021", ("Findings",))
        assert quote.citation == "Author, A. (2021) A letter. Section ‘Findings’."

    def test_a_quote_that_leans_shows_what_it_leans_on(self, chosen, library):
        (quote,) = chosen("These rules")
        assert quote.context == "Children never have to pay any fines at all."
        assert quote.context_span.of(library.documents["letter"].text) == quote.context
        assert quote.context not in quote.text

    def test_a_lead_in_brings_its_list(self, chosen):
        (quote,) = chosen("A reader may borrow", "twelve books", "four films")
        assert quote.text == "A reader may borrow:\n\n- twelve books at one time\n- four films at one time"

    def test_an_item_shows_its_lead_in(self, chosen):
        (quote,) = chosen("twelve books")
        assert quote.context == "A reader may borrow:"

    def test_a_row_shows_its_columns_and_is_quoted_whole(self, chosen, library):
        (quote,) = chosen("Age of reader: Under five")
        assert quote.text == "| Under five. Or with a parent. | 4 |"
        assert quote.is_row
        assert quote.context == "Age of reader | Books at one time"
        assert quote.context_span.of(library.documents["letter"].text) == "| Age of reader | Books at one time |"
