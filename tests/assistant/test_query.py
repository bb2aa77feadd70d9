"""A question checked, and turned into a query."""

from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from assistant.query import MOST_CHARACTERS, check_question, understand
from assistant.vocabulary import Vocabulary
from ingest.document import Document, Source

WORDS = Vocabulary({"yp": "young people"}, {})
DOCUMENTS = {"blog": Document("blog", "Text.", Source(kind="blog post"))}


@pytest.mark.parametrize("question", ["", " ", "\n\t\r", "?", "...", "\u200b", "\x00\x07", "\ud800", "—"])
def test_an_empty_question(question):
    with pytest.raises(QuestionError, match="the question is empty: type a question"):
        check_question(question)


def test_a_question_that_is_too_long():
    assert check_question("w" * MOST_CHARACTERS)
    with pytest.raises(QuestionError, match=r"has 100,000 characters, more than 2,000: ask it in a sentence or two"):
        check_question("w" * 100_000)


@pytest.mark.parametrize(
    ("question", "checked"),
    [("  Why? \n", "Why?"), ("a\x00b\ud800c", "a b c"), ("Où? 日本", "Où? 日本"), ("2021", "2021")],
)
def test_what_is_left_out_of_a_question(question, checked):
    assert check_question(question) == checked


def test_a_query_of_everything():
    query = understand("and what do YP say in the blog?", ["Who pays for the care homes?"], DOCUMENTS, WORDS)
    assert query.question == "and what do YP say in the blog?"
    assert query.resolved == "Who pays for the care homes – and what do YP say in the blog?"
    assert query.sources == ("blog",)
    assert "young people" in query.text and "blog" not in query.text


def test_a_plain_question_stays_as_it_is():
    query = understand("Who pays for care homes?", [], DOCUMENTS, WORDS)
    assert (query.text, query.resolved, query.parts, query.sources) == ("Who pays for care homes?", None, ("Who pays for care homes?",), ())
