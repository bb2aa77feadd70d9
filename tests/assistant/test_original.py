"""What stands in several documents is read once, and shown from the document that it comes from."""

from __future__ import annotations

import pytest

from assistant.original import once, originals_first
from assistant.passage_quote import QuoteMaker
from assistant.same_fact import says_all
from assistant.selection import select
from index.duplicates import Duplicates, find_duplicates
from tests.index.test_duplicates import ARTICLE, REPORT

FINE = "Nobody under sixteen"
ROOM = "The reading room"


@pytest.fixture
def library(small_index):
    """An article, and the report that it repeats in two formats."""
    small_index.add("article", ARTICLE)
    small_index.add("report", REPORT)
    small_index.add("report.txt", REPORT.replace("# ", ""))
    small_index.duplicates = find_duplicates(list(small_index.documents.values()), small_index.sentences)
    return small_index


@pytest.fixture
def hits(library):
    """Find the sentences that begin with some words, the last document's first, each a little lower than the one before."""

    def find(*beginnings):
        rows = [row for words in beginnings for row, sentence in enumerate(library.sentences) if sentence.clean.startswith(words)]
        found = [library.found(library.sentences[row].clean, 3 - place / 10) for place, row in enumerate(rows)]
        return [type(one)(row, library.sentences[row], one.score, 0.0, 0.0, 0.0, 0.0) for row, one in zip(rows, found, strict=True)]

    return find


def places(found):
    return [one.sentence.doc_id for one in found]


class TestOnce:
    def test_the_original_stands_for_all_with_the_best_score(self, library, hits):
        found = hits(FINE)
        assert places(found) == ["article", "report", "report.txt"]
        (kept,) = once(found, library.duplicates)
        assert (kept.sentence.doc_id, kept.score) == ("report", found[0].score)

    def test_a_document_that_is_named_speaks_for_itself(self, library, hits):
        assert places(once(hits(FINE), library.duplicates, {"article"})) == ["article"]
        assert places(once(hits(FINE), library.duplicates, {"report.txt", "article"})) == ["article", "report.txt"]

    def test_what_stands_alone_stays(self, library, hits):
        found = hits("Two branches", "Mayor Ann", FINE)
        assert places(once(found, library.duplicates)) == ["report", "article", "report"]
        assert once(found, Duplicates()) == found

    def test_where_the_original_was_not_found_a_copy_stands_for_it(self, library, hits):
        assert places(once(hits(FINE)[::2], library.duplicates)) == ["report.txt"]


class TestOriginalsFirst:
    def test_the_original_takes_the_place_of_what_repeats_it(self, library, hits):
        ranking = once(hits(ROOM, "Mayor Ann"), library.duplicates)
        assert places(ranking) == ["article", "report", "article"]
        ordered = originals_first(ranking, library.duplicates)
        assert [one.sentence.clean[:9] for one in ordered] == ["The readi", "The readi", "Mayor Ann"]
        assert places(ordered) == ["report", "article", "article"]
        assert ordered[0].score == ranking[0].score

    def test_not_where_the_repeat_says_more(self, library, hits):
        ranking = hits("“The town", "The town")
        assert places(originals_first(ranking, library.duplicates))[0] == "article"

    def test_not_where_the_question_names_it(self, library, hits):
        ranking = once(hits(ROOM), library.duplicates, {"article"})
        assert originals_first(ranking, library.duplicates, {"article"}) == ranking

    def test_not_for_documents_that_do_not_repeat_each_other(self, hits):
        assert originals_first(hits(ROOM), Duplicates()) == hits(ROOM)


class TestQuotes:
    def test_each_fact_once_with_the_other_places(self, library, hits):
        ranking = originals_first(once(hits(FINE, ROOM, "Visits"), library.duplicates), library.duplicates)
        quotes = select(ranking, QuoteMaker(library))
        assert [quote.doc_id for quote in quotes] == ["report"] * 3
        assert [sorted(place.doc_id for place in quote.also_in) for quote in quotes] == [
            ["article", "report.txt"],
            ["article", "report.txt"],
            ["report.txt"],
        ]
        for quote in quotes:
            for place in (quote, *quote.also_in):
                assert library.documents[place.doc_id].text[place.span.start : place.span.end] == place.text

    def test_three_formats_do_not_fill_the_budget(self, library, hits):
        words = sum(len(sentence.text.split()) for sentence in library.sentences if sentence.doc_id == "report")
        beginnings = [sentence.clean[:20] for sentence in library.sentences if sentence.doc_id == "report"]
        ranking = originals_first(once(hits(*beginnings), library.duplicates), library.duplicates)
        assert len(select(ranking, QuoteMaker(library), words)) == len(beginnings)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("The room at Crewe Lane was closed in May.", "The room at Crewe Lane was closed, in May", True),
        ("The room at Crewe Lane was closed in wet May.", "The room at Crewe Lane was closed in May.", True),
        ("The room at Crewe Lane was closed in May.", "The room at Crewe Lane was closed in wet May.", False),
        ("The room at Crewe Lane was not closed in May.", "The room at Crewe Lane was closed in May.", False),
        ("The room at Crewe Lane was closed on 5 May.", "The room at Crewe Lane was closed on 6 May.", False),
        ("It was closed.", "It was closed.", False),
        ("The care order places the child in the care of the town.", "The supervision order places the child in the care of the town.", False),
    ],
)
def test_says_all(one, other, answer):
    assert says_all(one, other) is answer
