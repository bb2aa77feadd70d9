"""What a check of a question set finds, and what it only warns of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.cases import UNSTATED, GoldQuote, load_cases
from evals.commands.asking import QUESTIONS
from evals.corpus import folder_documents
from evals.errors import QuestionSetError
from evals.gate import digest
from evals.set_check import changed_documents, check_set
from ingest.folder import read_folder
from tests.evals.corpora import make_corpus
from tests.evals.samples import DOCUMENTS, FIRST, THIRD, line, write_lines

OLD = "0" * 64


def gold(text: str = "nine closed within a single year", **more: str) -> dict[str, Any]:
    return {"facts": [{"quotes": [{"doc_id": "one", "text": text, **more}]}]}


def test_a_short_line_means_what_its_defaults_say(tmp_path: Path) -> None:
    short = {"id": "q1", "question": "how many?", **gold()}
    refused = {"id": "q2", "question": "on the moon?", "answerable": False}
    own = {"id": "q3", "question": "why?", "kind": "riddle", "voice": "parent", **gold()}
    strange = {"id": "q4", "question": "what?", "kind": "out of bounds", "answerable": False}
    first, second, third, fourth = load_cases(write_lines(tmp_path / "set.jsonl", short, refused, own, strange), DOCUMENTS)
    assert (first.turns, first.voice, first.kind, first.overlap, first.split, first.note) == ((), UNSTATED, "fact", "normal", "gate", "")
    assert (first.answerable, first.facts[0].quotes) == (True, (GoldQuote("one", "nine closed within a single year"),))
    assert (second.answerable, second.kind, second.facts) == (False, "not-in-documents", ())
    assert (third.kind, third.voice, third.answerable) == ("riddle", "parent", True)
    assert (fourth.kind, fourth.answerable) == ("out of bounds", False)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "q1", "question": "how many?"}, "line 1, the line: an answerable case has facts, an unanswerable one has none and says answerable"),
        ({"id": "q1", "question": "how many?", "kind": "false-premise", **gold()}, "kind 'false-premise' does not go with answerable True"),
        ({"id": "q1", "question": "how many?", "kind": "number", "answerable": False}, "kind 'number' does not go with answerable False"),
    ],
)
def test_a_kind_and_whether_it_is_answerable_have_to_agree(tmp_path: Path, wrong: object, message: str) -> None:
    with pytest.raises(QuestionSetError, match=message):
        load_cases(write_lines(tmp_path / "set.jsonl", wrong), DOCUMENTS)


def test_everything_that_is_wrong_is_listed_in_the_order_of_the_lines(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "set.jsonl",
        line(id="q1", voice=3, split="test"),
        line(id="q2"),
        line(id="q3", **gold("ten closed")),
        "nonsense",
        line(id="q2", question="again?"),
        {"id": "d", "draft": "write it", "question": ""},
    )
    found = check_set(path, DOCUMENTS)
    assert [(one.line, one.field) for one in found.errors] == [
        (1, "voice"),
        (1, "split"),
        (2, "id"),
        (3, "facts.0.quotes.0.text"),
        (4, "the line"),
        (5, "id"),
        (6, "draft"),
    ]
    assert [case.id for _, case in found.cases] == ["q2", "q3", "q2"]


def test_without_documents_gold_quotes_are_not_looked_at(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "set.jsonl", line(**gold("stands nowhere", sha256=OLD)))
    assert check_set(path, None).errors == check_set(path, None).warnings == ()
    assert [error.field for error in check_set(path, DOCUMENTS).errors] == ["facts.0.quotes.0.text"]


def test_warnings_are_of_doubles_long_quotes_and_quotes_that_stand_twice(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(61))
    documents = DOCUMENTS | {"three": type(DOCUMENTS["one"])("three", f"{long} {long[:5]}")}
    path = write_lines(
        tmp_path / "set.jsonl",
        line(id="q1"),
        line(id="q2", question="How  many closed"),
        line(id="q3", question="and then?", turns=["how many closed?", "and then?"]),
        line(id="q4", question="long?", facts=[{"quotes": [{"doc_id": "three", "text": long}, {"doc_id": "three", "text": "word0"}]}]),
    )
    found = check_set(path, documents)
    assert found.errors == ()
    assert [(one.line, one.field) for one in found.warnings] == [(2, "question"), (4, "facts.0.quotes.0.text"), (4, "facts.0.quotes.1.text")]
    assert "line 1" in found.warnings[0].text
    assert "61 words" in found.warnings[1].text
    assert "2 times" in found.warnings[2].text


def test_a_gold_quote_that_no_sentence_holds_is_warned_of(tmp_path: Path) -> None:
    documents = folder_documents(make_corpus(tmp_path / "corpus")).by_id
    texts = ("## Sick leave", "sick leave? no", "a year, and eight", "next year.\n\n## Sick", "public holidays. Up to five")
    rows = [line(id=f"q{n}", question=f"{n}?", facts=[{"quotes": [{"doc_id": "leave", "text": text}]}]) for n, text in enumerate(texts)]
    found = check_set(write_lines(tmp_path / "set.jsonl", *rows), documents)
    assert [error.line for error in found.errors] == [2]
    assert [(one.line, "no sentence that can be quoted" in one.text) for one in found.warnings] == [(1, True), (4, True)]


def test_a_changed_document_is_a_warning_while_the_quote_stands_and_an_error_when_it_does_not(tmp_path: Path) -> None:
    same = DOCUMENTS["one"].sha256
    path = write_lines(tmp_path / "set.jsonl", line(id="q1", **gold(sha256=same)), line(id="q2", question="b?", **gold(sha256=OLD)))
    found = check_set(path, DOCUMENTS)
    assert found.errors == ()
    assert [(one.line, one.field) for one in found.warnings] == [(2, "facts.0.quotes.0.sha256")]
    assert changed_documents(load_cases(path, DOCUMENTS), DOCUMENTS) == ("one",)
    gone = DOCUMENTS | {"one": type(DOCUMENTS["one"])("one", THIRD)}
    errors = check_set(path, gone).errors
    assert [error.line for error in errors] == [1, 2]
    assert all("has changed since the question was written" in error.text for error in errors)
    assert "has changed" not in check_set(write_lines(tmp_path / "b.jsonl", line(**gold(FIRST + "!", sha256=same))), DOCUMENTS).errors[0].text


def test_the_packaged_set_is_valid_and_hashes_do_not_change_what_the_gate_is_for(tmp_path: Path) -> None:
    seeds = {document.doc_id: document for document in read_folder(QUESTIONS.parent.parent / "seeds").documents}
    found = check_set(QUESTIONS, seeds)
    assert found.errors == ()
    plain = load_cases(write_lines(tmp_path / "a.jsonl", line()), DOCUMENTS)
    hashed = load_cases(write_lines(tmp_path / "b.jsonl", line(**gold(sha256=DOCUMENTS["one"].sha256))), DOCUMENTS)
    assert plain != hashed
    assert digest(plain) == digest(hashed)
