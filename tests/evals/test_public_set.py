"""Public sets: read with every mistake named, written as files that the product reads, turned into cases that hold the right sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evals.errors import PublicSetError
from evals.public_set import PublicDocument, gold_sentence, read_public_set
from ingest.folder import read_folder
from ingest.span import Span
from tests.evals.samples import write_lines

TEXT = "The mill opened in 1843. It burnt down two years later, in the winter of 1845! Nobody rebuilt it."
DOCS = (
    {"id": "site.com#a/1", "title": "The mill", "text": TEXT},
    {"id": "site.com#a 1", "title": "", "text": "Crewe has a station. - The night train leaves it at ten."},
)


def question(id: str, *answers: tuple[str, str], mode: str = "alternatives", **changes: object) -> dict[str, object]:
    """Return a line of questions.jsonl whose answers are (doc_id, text) and stand where the text first does."""
    texts = {doc["id"]: doc["text"] for doc in DOCS}
    placed = [{"doc_id": doc_id, "text": text, "start": texts[doc_id].find(text)} for doc_id, text in answers]
    line: dict[str, object] = {"id": id, "question": f"{id}?", "answers": placed, "answerable": bool(answers), "answers_mode": mode}
    return line | {"further": 1} | changes


def make(folder: Path, *questions: object, docs: tuple[object, ...] = DOCS) -> Path:
    """Write a set into a folder and return it."""
    folder.mkdir(exist_ok=True)
    write_lines(folder / "docs.jsonl", *docs)
    write_lines(folder / "questions.jsonl", *questions)
    return folder


def span(part: str, text: str = TEXT) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("answer", "gold"),
    [
        ("1843", "The mill opened in 1843."),
        ("1843. It burnt", "The mill opened in 1843. It burnt down two years later, in the winter of 1845!"),
        ("1843. It burnt down two years later, in the winter of 1845! Nobody", "The mill opened in 1843."),
        ("Nobody rebuilt it.", "Nobody rebuilt it."),
    ],
)
def test_the_gold_quote_is_the_sentence_that_holds_the_answer(answer: str, gold: str) -> None:
    """One inside a sentence, one over its end, one longer than a sentence, one that is a sentence."""
    assert gold_sentence(TEXT, span(answer)) == gold


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("- we keep records;", "we keep records;"),
        ("(a) we keep records.", "we keep records."),
        ("A mill we keep records of.", "A mill we keep records of."),
        ("-5 degrees we keep records of.", "-5 degrees we keep records of."),
    ],
)
def test_a_list_mark_is_no_part_of_the_gold_quote(text: str, gold: str) -> None:
    assert gold_sentence(text, span("we keep records", text)) == gold


def test_a_sentence_does_not_run_over_a_blank_line() -> None:
    text = "A heading without a stop\n\nThe mill opened in 1843."
    assert gold_sentence(text, span("1843", text)) == "The mill opened in 1843."


def test_alternatives_are_one_fact_and_evidence_of_two_documents_is_two(tmp_path: Path) -> None:
    first, second = ("site.com#a/1", "1843"), ("site.com#a 1", "at ten")
    same = ("site.com#a/1", "1845")
    lines = (
        question("alternatives", first, second),
        question("evidence", first, same, mode="evidence"),
        question("apart", first, same, second, mode="evidence"),
        question("twice", first, ("site.com#a/1", "opened")),
        question("none"),
    )
    cases = {case.id: case for case in read_public_set(make(tmp_path / "set", *lines)).cases(150)}
    assert {id: [len(fact.quotes) for fact in case.facts] for id, case in cases.items()} == {
        "alternatives": [2],
        "evidence": [2],
        "apart": [2, 1],
        "twice": [1],
        "none": [],
    }
    kinds = {id: case.kind for id, case in cases.items()}
    assert kinds == {"alternatives": "fact", "evidence": "fact", "apart": "several", "twice": "fact", "none": "not-in-documents"}
    assert not cases["none"].answerable
    assert cases["twice"].voice == "public"


def test_every_gold_quote_stands_in_the_file_that_the_product_reads(tmp_path: Path) -> None:
    one = read_public_set(make(tmp_path / "set", question("q", ("site.com#a/1", "1845"), ("site.com#a 1", "night train"))))
    one.write(tmp_path / "documents")
    documents = {document.doc_id: document for document in read_folder(tmp_path / "documents").documents}
    golds = [gold for case in one.cases(150) for fact in case.facts for gold in fact.quotes]
    assert len(golds) == len(documents) == 2
    assert all(gold.text in documents[gold.doc_id].text for gold in golds)
    assert documents[golds[0].doc_id].title == "The mill"


def test_file_names_are_safe_and_alike_ids_stay_apart() -> None:
    names = [PublicDocument(id, "", "text").doc_id for id in ("a#b.c/d", "a b c d", "../a", "ü", "x" * 400)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", name) and len(name) < 100 for name in names)
    assert names == [PublicDocument(id, "", "other").doc_id for id in ("a#b.c/d", "a b c d", "../a", "ü", "x" * 400)]


def test_the_sample_is_the_same_each_time_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [question(f"q{number:02}", ("site.com#a/1", "1843")) for number in range(30)]
    one = read_public_set(make(tmp_path / "set", *lines))
    ids = [case.id for case in one.cases(8)]
    assert len(ids) == 8
    assert ids == sorted(ids) == [case.id for case in one.cases(8)]
    assert set(ids) < {case.id for case in one.cases(9)}
    assert len(one.cases(100)) == 30


def test_a_reduced_set_keeps_what_answers_the_same_sample(tmp_path: Path) -> None:
    docs = tuple({"id": f"d{number}", "title": "Mills", "text": "The mill closed in 1843."} for number in range(20))
    answers = [[{"doc_id": f"d{number}", "text": "1843", "start": 19}] for number in range(20)]
    lines = [question(f"q{number:02}", answers=answers[number], answerable=True) for number in range(20)]
    whole = read_public_set(make(tmp_path / "set", *lines, docs=docs))
    small = whole.reduced(3, 5)
    assert [case.id for case in small.cases(3)] == [case.id for case in whole.cases(3)]
    assert len(small.documents) == 5
    assert {gold.doc_id for case in small.cases(3) for fact in case.facts for gold in fact.quotes} <= {one.doc_id for one in small.documents}
    assert small == whole.reduced(3, 5)
    assert len(whole.reduced(8, 5).documents) == 8
    assert len(whole.reduced(3, 99).documents) == 20


def test_questions_that_are_left_out_are_not_asked(tmp_path: Path) -> None:
    whole = read_public_set(make(tmp_path / "set", question("a", ("site.com#a/1", "1843")), question("b", ("site.com#a/1", "1843"))))
    assert [case.id for case in whole.without({"a", "unknown"}).cases(9)] == ["b"]


def test_a_question_that_cannot_be_marked_is_left_out(tmp_path: Path) -> None:
    open_question = question("open", answerable=True)
    one = read_public_set(make(tmp_path / "set", question("q", ("site.com#a/1", "1843")), open_question))
    assert [case.id for case in one.cases(150)] == ["q"]
    with pytest.raises(PublicSetError, match="no question that can be marked"):
        read_public_set(make(tmp_path / "other", open_question)).cases(150)


GOOD = question("q", ("site.com#a/1", "1843"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2, the line: Invalid JSON"),
        (question("r", answers_mode="other"), "line 2, answers_mode: Input should be 'alternatives' or 'evidence'"),
        (question("r", answerable="yes"), "line 2, answerable"),
        (
            question("r", answers=[{"doc_id": "site.com#a/1", "text": "1843", "start": 3}], answerable=True),
            "line 2, answers.0.start: '1843' does not stand",
        ),
        (
            question("r", answers=[{"doc_id": "gone", "text": "1843", "start": 3}], answerable=True),
            "line 2, answers.0.doc_id: 'gone' is not in docs.jsonl",
        ),
        (question("r", ("site.com#a/1", "1843"), answerable=False), "line 2, the line: a question that is not answerable has no answers"),
        (GOOD, "line 2, id: 'q' stands on line 1 already"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, message: str) -> None:
    with pytest.raises(PublicSetError, match=re.escape(message)):
        read_public_set(make(tmp_path / "set", GOOD, line))


def test_a_bad_folder_or_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublicSetError, match="is not a folder"):
        read_public_set(tmp_path / "none")
    with pytest.raises(PublicSetError, match=r"cannot read .*docs\.jsonl"):
        read_public_set(tmp_path)
    with pytest.raises(PublicSetError, match=r"docs\.jsonl holds no line"):
        read_public_set(make(tmp_path / "set", GOOD, docs=()))
    with pytest.raises(PublicSetError, match=r"docs\.jsonl line 1, title: Field required"):
        read_public_set(make(tmp_path / "set", GOOD, docs=({"id": "a", "text": "b"},)))
    (tmp_path / "set" / "docs.jsonl").write_bytes(b"\xff")
    with pytest.raises(PublicSetError, match="not UTF-8"):
        read_public_set(tmp_path / "set")
