"""Reading: what counts as evidence, how parts and named documents are dealt out."""

from dataclasses import dataclass, field
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant.query import Query
from assistant.reader import LEAST_OF_FRAGMENT, TOGETHER, is_evidence, read
from assistant.settings import Settings
from index.cross_encoder import Judged
from index.duplicates import Duplicates
from index.matches import Matches
from index.search import Index, ScoredSentence
from index.weights import SearchWeights
from ingest.document import BlockKind
from ingest.sentence import Sentence
from ingest.span import Span


def sentence(number: int, text: str, doc_id: str = "one", kind: BlockKind = BlockKind.PARAGRAPH) -> Sentence:
    return Sentence(doc_id, number, Span(0, len(text)), text, text, kind, (), number, 0)


@dataclass
class FakeIndex:
    """Gives the sentences in the order that each question names."""

    scores: dict[str, dict[int, float]]
    sentences: list[Sentence]
    asked: list[str] = field(default_factory=list)
    together: dict[int, float] | None = None
    read: list[tuple[str, list[int]]] = field(default_factory=list)
    duplicates: Duplicates = field(default_factory=Duplicates)
    encoder: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(cross_encoder="a model"))

    def search(self, question: str, limit: int = 50, weights: SearchWeights | None = None) -> list[ScoredSentence]:
        self.asked.append(question)
        scores = self.scores[question]
        order = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
        return [ScoredSentence(row, self.sentences[row], scores[row], 0.0, 0.0, 0.0, 0.0) for row in order]

    def matches(self, question: str, rows: list[int]) -> Matches:
        empty = np.zeros((len(rows), 0), np.float32)
        return Matches(np.zeros((0, 384), np.float32), np.zeros(0, np.float32), empty, empty > 0, np.zeros(len(rows), np.int64))

    def read_together(self, question: str, rows: list[int]) -> Judged | None:
        if self.together is None:
            return None
        self.read.append((question, rows))
        scores = np.array([self.together[row] for row in rows], np.float32)
        return Judged(scores, 10 * scores - 5)

    def known_share(self, question: str) -> float:
        return 1.0

    def background_closeness(self, question: str) -> float:
        return 0.0


def rows(query: Query, index: FakeIndex) -> list[int]:
    return [found.row for found in read(query, cast(Index, index)).ranking]


def test_questions_and_fragments_are_no_evidence():
    assert is_evidence(sentence(0, "The order lasts for a year."))
    assert not is_evidence(sentence(0, "What will need to be different this time?"))
    assert not is_evidence(sentence(0, "“Will it last for ever?”"))
    assert not is_evidence(sentence(0, "That's the point."))


def test_a_definition_steps_back_where_an_outcome_is_asked():
    index = FakeIndex(
        {"what happened to orders": {0: 2.0, 1: 1.9}, "what are orders": {0: 2.0, 1: 1.9}},
        [sentence(0, "An order is made by a court.", kind=BlockKind.GLOSSARY_ENTRY), sentence(1, "A quarter of the orders broke down.")],
    )
    outcome, definition = "what happened to orders", "what are orders"
    assert rows(Query(outcome, None, outcome, (outcome,), ()), index) == [1, 0]
    assert rows(Query(definition, None, definition, (definition,), ()), index) == [0, 1]


def test_the_best_few_are_ordered_again_when_read_with_the_question():
    scores = {row: 2.0 - row / 10 for row in range(TOGETHER + 2)}
    sentences = [sentence(row, f"This is sentence number {row}.") for row in scores]
    index = FakeIndex({"a": scores}, sentences, together={row: 0.9 if row == 2 else 0.1 for row in range(TOGETHER)})
    query = Query("a", None, "a", ("a",), ())
    ranking = read(query, cast(Index, index)).ranking
    assert [found.row for found in ranking] == [2, 0, 1, *range(3, TOGETHER + 2)]
    assert [found.score for found in ranking[:2]] == [1.8, 1.2]
    assert all(one.score >= other.score for one, other in pairwise(ranking))
    off = read(query, cast(Index, index), Settings(together=0.0)).ranking
    assert [found.row for found in off] == list(range(TOGETHER + 2))


def test_each_part_is_ordered_again_by_the_whole_question():
    sentences = [sentence(row, f"This is sentence number {row}.") for row in range(4)]
    scores = {"a and b": {0: 2.4, 1: 2.3, 2: 2.2, 3: 2.1}, "a": {0: 2.9, 1: 2.8}, "b": {3: 2.9, 2: 2.8}}
    index = FakeIndex(scores, sentences, together={0: 0.1, 1: 0.9, 2: 0.1, 3: 0.2})
    query = Query("a and b", None, "a and b", ("a", "b"), ())
    assert rows(query, index) == [1, 3, 0, 2]
    assert index.read == [("a and b", [0, 1, 2, 3])], "what stands in several readings is read once"


def test_a_resolved_follow_up_is_ordered_again():
    sentences = [sentence(row, f"This is sentence number {row}.") for row in range(2)]
    index = FakeIndex({"a": {0: 2.0, 1: 1.9}}, sentences, together={0: 0.1, 1: 0.9})
    assert rows(Query("a", "a", "a", ("a",), ()), index) == [1, 0]


def test_whether_one_answers_is_told_of_every_question():
    sentences = [sentence(row, f"This is sentence number {row}.") for row in range(2)]
    index = FakeIndex({"a": {0: 2.0, 1: 1.9}, "b": {0: 2.0, 1: 1.9}, "a and b": {0: 2.0, 1: 1.9}}, sentences, together={0: 0.1, 1: 0.9})
    for query in (Query("a", None, "a", ("a",), ()), Query("a and b", None, "a and b", ("a", "b"), ())):
        assert read(query, cast(Index, index)).told == 4.0
    index.together = None
    assert read(Query("a", None, "a", ("a",), ()), cast(Index, index)).told == 0.0


def test_what_makes_the_cross_encoder_is_told():
    index = FakeIndex({"a": {0: 2.0}}, [sentence(0, "This is sentence number 0.")])
    assert read(Query("a", None, "a", ("a",), ()), cast(Index, index)).cross_encoder == "a model"


@pytest.mark.parametrize(
    ("kind", "told"),
    [(BlockKind.PARAGRAPH, -5.0), (BlockKind.TABLE_ROW, LEAST_OF_FRAGMENT), (BlockKind.FOOTNOTE, LEAST_OF_FRAGMENT)],
)
def test_a_fragment_is_not_judged_harshly(kind: BlockKind, told: float):
    index = FakeIndex({"a": {0: 2.0}}, [sentence(0, "| Marsham | Kinship foster home | 137 |", kind=kind)], together={0: 0.0})
    assert read(Query("a", None, "a", ("a",), ()), cast(Index, index)).told == told


def test_parts_take_turns():
    sentences = [sentence(k, f"This is sentence number {k}.") for k in range(4)]
    index = FakeIndex({"a and b": {0: 2.4, 1: 2.3, 2: 2.2, 3: 2.1}, "a": {0: 2.9, 1: 2.8}, "b": {3: 2.9, 2: 2.1}}, sentences)
    assert rows(Query("a and b", None, "a and b", ("a", "b"), ()), index) == [0, 3, 1, 2]


def test_a_part_that_names_a_document_is_answered_from_it_first():
    sentences = [sentence(k, f"This is sentence number {k}.", doc_id) for k, doc_id in enumerate(("one", "one", "two", "two"))]
    scores = {0: 2.4, 1: 2.3, 2: 2.2, 3: 2.1}
    index = FakeIndex({"a and b": scores, "a": scores, "b": scores}, sentences)
    assert rows(Query("a and b", None, "a and b", ("a", "b"), ("two",), ((), ("two",))), index) == [0, 2, 1, 3]


def test_the_named_document_stays_in_front_when_a_part_is_ordered_again():
    sentences = [sentence(k, f"This is sentence number {k}.", doc_id) for k, doc_id in enumerate(("one", "one", "two", "two"))]
    scores = {0: 2.4, 1: 2.3, 2: 2.2, 3: 2.1}
    index = FakeIndex({"a and b": scores, "a": scores, "b": scores}, sentences, together={0: 0.9, 1: 0.8, 2: 0.1, 3: 0.5})
    assert rows(Query("a and b", None, "a and b", ("a", "b"), ("two",), ((), ("two",))), index) == [0, 3, 1, 2]


def test_a_part_is_ordered_by_its_own_score_as_well():
    """The cross-encoder, which says the same of all, must not undo what the part's words brought forward."""
    sentences = [sentence(row, f"This is sentence number {row}.") for row in range(3)]
    scores = {"a and b": {0: 2.4, 1: 2.35, 2: 2.3}, "a": {0: 2.9, 1: 2.8, 2: 2.1}, "b": {2: 2.9, 1: 2.1, 0: 2.0}}
    index = FakeIndex(scores, sentences, together=dict.fromkeys(range(3), 0.5))
    assert rows(Query("a and b", None, "a and b", ("a", "b"), ()), index) == [0, 2, 1]


def test_documents_that_are_named_take_turns():
    sentences = [
        sentence(0, "The first says one thing.", "one"),
        sentence(1, "The first says more things.", "one"),
        sentence(2, "The second says another thing.", "two"),
    ]
    index = FakeIndex({"q": {0: 2.4, 1: 2.3, 2: 2.2}}, sentences)
    assert rows(Query("q", None, "q", ("q",), ("one", "two")), index) == [0, 2, 1]


def test_one_document_that_is_named_comes_forward():
    sentences = [sentence(0, "The first says one thing.", "one"), sentence(1, "The second says another thing.", "two")]
    index = FakeIndex({"q": {0: 2.1, 1: 2.0}}, sentences)
    assert rows(Query("q", None, "q", ("q",), ("two",)), index) == [1, 0]


def test_nothing_found_is_no_evidence():
    assert read(Query("q", None, "q", ("q",), ()), cast(Index, FakeIndex({"q": {}}, []))).ranking == ()


def test_what_scores_far_less_than_the_best_is_not_shown():
    sentences = [sentence(k, f"This is sentence number {k}.") for k in range(3)]
    index = FakeIndex({"q": {0: 2.5, 1: 2.0, 2: 1.0}}, sentences)
    assert rows(Query("q", None, "q", ("q",), ()), index) == [0, 1]
