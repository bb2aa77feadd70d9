"""Drafts: verbatim, spread out, the same every time, and no questions yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import parse_cases, read_set
from evals.corpus import folder_documents
from evals.draft import draft_lines, draw_sentences
from evals.errors import QuestionSetError
from tests.conftest import ROOT
from tests.evals.corpora import make_corpus
from tests.evals.samples import write_lines


def test_a_draft_becomes_a_question_when_it_is_written_and_its_mark_is_gone(tmp_path: Path) -> None:
    documents = folder_documents(make_corpus(tmp_path / "corpus")).by_id
    lines = draft_lines(documents, 20)
    assert [one["id"] for one in lines] == ["q-001", "q-002", "q-003", "q-004", "q-005", "q-006", "u-001", "u-002"]
    path = write_lines(tmp_path / "set.jsonl", *lines)
    with pytest.raises(QuestionSetError, match=r"line 1, draft: the line is a draft"):
        parse_cases(path)
    unmarked = [{key: value for key, value in one.items() if key != "draft"} for one in lines]
    problems = read_set(write_lines(tmp_path / "set.jsonl", *unmarked), documents).problems
    assert {problem.text.partition(";")[0] for problem in problems} == {"id and question are never blank"}
    written = [one | {"question": f"question {one['id']}?"} for one in unmarked]
    reading = read_set(write_lines(tmp_path / "set.jsonl", *written), documents)
    assert reading.problems == ()
    assert sum(case.answerable for _, case in reading.cases) == 6


def test_drafts_are_telling_sentences_alone(tmp_path: Path) -> None:
    documents = folder_documents(make_corpus(tmp_path / "corpus")).by_id
    quotes = [one["facts"][0]["quotes"][0]["text"] for one in draft_lines(documents, 20) if "facts" in one]
    assert "The limit for a night in London is 120 pounds for all staff." in quotes
    assert not [text for text in quotes if text.startswith("This")]


def test_they_are_spread_over_documents_and_sections_and_the_same_every_time() -> None:
    documents = folder_documents(ROOT / "seeds").by_id
    drawn = draw_sentences(documents, 15)
    assert {sentence.doc_id for sentence in drawn} == set(documents)
    assert len({(sentence.doc_id, sentence.headings) for sentence in drawn}) >= 10
    assert all(documents[sentence.doc_id].text[sentence.span.start : sentence.span.end] == sentence.text for sentence in drawn)
    backwards = dict(reversed(documents.items()))
    assert json.dumps(draft_lines(documents, 30)) == json.dumps(draft_lines(backwards, 30))
    assert draw_sentences(documents, 40)[:15] == drawn
