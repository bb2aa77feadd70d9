"""BEIR folders: what is written is read back, what is wrong is named, and a folder becomes a set that can be run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.beir import Beir, BeirDocument, read_beir, write_beir
from evals.beir_cases import Imported, write_cases
from evals.cases import load_cases
from evals.corpus import folder_documents
from evals.errors import FormatError

SET = Beir(
    {
        "d 1": BeirDocument("Homes", "Nine homes closed within a year. Yes. Staff were never asked by anyone."),
        "d/2é": BeirDocument("", "Costs rose to 12 million pounds.\u2028Nobody had planned for it."),
        "d3": BeirDocument("Only a title of words", " "),
        "d4": BeirDocument("", ""),
    },
    {"q1": "how many closed?", "q2": "what did it cost?\nand why?", "q3": "nothing?", "q4": "a title?"},
    {"test": {"q1": {"d 1": 2, "d/2é": 1}, "q2": {"d/2é": 1, "d 1": 0}, "q3": {"d 1": 0, "d4": 1}, "q4": {"d3": 1}}},
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_beir(tmp_path / "beir", SET)
    assert read_beir(tmp_path / "beir") == SET
    assert (tmp_path / "beir/qrels/test.tsv").read_text(encoding="utf-8").splitlines()[:2] == ["query-id\tcorpus-id\tscore", "q1\td 1\t2"]


def test_further_keys_and_a_file_without_headings_are_taken(tmp_path: Path) -> None:
    write_beir(tmp_path, SET)
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "text": "words", "metadata": {}}\n\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "why?", "metadata": {}}\n')
    (tmp_path / "qrels/dev.tsv").write_text("q\ta\t1\r\n")
    assert read_beir(tmp_path, "dev") == Beir({"a": BeirDocument("", "words")}, {"q": "why?"}, {"dev": {"q": {"a": 1}}})


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("corpus.jsonl", "{", "corpus.jsonl line 1: not JSON"),
        ("corpus.jsonl", "[]", "not a JSON object"),
        ("corpus.jsonl", '{"_id": 1, "text": "x"}', "_id is missing, or no text"),
        ("corpus.jsonl", '{"_id": " ", "text": "x"}', "_id is missing"),
        ("corpus.jsonl", '{"_id": "a"}', "text is missing"),
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n{"_id": "a", "text": "y"}', "line 2: 'a' stands there already"),
        ("queries.jsonl", '{"_id": "q1", "text": "x"}\n{"_id": "q1", "text": "x"}', "line 2: 'q1' stands there already"),
        ("qrels/test.tsv", "q1\td 1", "line 1: not three columns"),
        ("qrels/test.tsv", "q1\td 1\thigh", "not three columns"),
        ("qrels/test.tsv", "q9\td 1\t1", "'q9' is not in queries.jsonl"),
        ("qrels/test.tsv", "q1\td 9\t1", "'d 9' is not in corpus.jsonl"),
        ("qrels/test.tsv", "q1\td 1\t1\nq1\td 1\t1", "line 2: 'd 1' is judged twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    write_beir(tmp_path, SET)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        read_beir(tmp_path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    write_beir(tmp_path, SET)
    with pytest.raises(FormatError, match=r"cannot read .*train.tsv"):
        read_beir(tmp_path, "train")


@pytest.mark.parametrize("id", ["a\tb", "a\nb", " a", ""])
def test_an_id_that_cannot_stand_in_the_judgements_is_refused(tmp_path: Path, id: str) -> None:
    with pytest.raises(FormatError, match="cannot hold; rename it"):
        write_beir(tmp_path, Beir({id: BeirDocument("", "x")}, {"q": "y"}, {"test": {"q": {id: 1}}}))


def test_judgements_of_what_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="name 'x', which is not in the set"):
        write_beir(tmp_path, Beir({}, {"q": "y"}, {"test": {"q": {"x": 1}}}))


def test_a_folder_becomes_documents_and_questions_that_fit_them(tmp_path: Path) -> None:
    done = write_cases(SET, "test", tmp_path / "out", each=False)
    assert done == Imported(documents=3, questions=3, blank=1, unjudged=1)
    documents = folder_documents(tmp_path / "out/documents").by_id
    cases = load_cases(tmp_path / "out/questions.jsonl", documents)
    assert [(case.id, case.answerable, len(case.facts)) for case in cases] == [("q1", True, 1), ("q2", True, 1), ("q4", True, 1)]
    assert cases[1].question == SET.queries["q2"]
    texts = [gold.text for gold in cases[0].facts[0].quotes]
    assert texts[:2] == ["Nine homes closed within a year.", "Staff were never asked by anyone."]
    assert "Costs rose to 12 million pounds." in texts[2]
    assert all(gold.sha256 == documents[gold.doc_id].sha256 for case in cases for gold in case.facts[0].quotes)


def test_each_relevant_document_may_be_a_fact_of_its_own(tmp_path: Path) -> None:
    write_cases(SET, "test", tmp_path / "out", each=True)
    rows = [json.loads(line) for line in (tmp_path / "out/questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [len(row["facts"]) for row in rows] == [2, 1, 1]


def test_judgements_without_a_relevant_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="choose others with --qrels"):
        write_cases(Beir(SET.documents, SET.queries, {"test": {"q1": {"d 1": 0}}}), "test", tmp_path / "out", each=False)
    assert not (tmp_path / "out").exists()
