"""Searching an open index: order, exactness, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import DamagedIndex, IndexMismatch, MissingIndex
from index.search import Index

QUESTIONS = [
    "How much do foster carers get?",
    "prison visits",
    "When does the night train leave?",
    "21",
    "zebra",
    "the of and",
    "£141?",
    "FOSTER",
    "?" * 50,
    "homes " * 500,
]


@pytest.fixture(scope="module")
def index(built: Path) -> Index:
    """Return the index of the three documents."""
    return Index.open(built)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much do foster carers get?", "Foster carers receive £141 a week for each child."),
        ("What does a visitor have to show?", "A visitor shows a passport at the gate."),
        ("Can I take my bike on the train?", "It carries no bicycles."),
    ],
)
def test_the_sentence_that_answers_comes_first(index: Index, question: str, answer: str) -> None:
    """In a corpus where it is plain which that is."""
    assert index.search(question)[0].sentence.text == answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_order_and_repetition(index: Index, question: str) -> None:
    """By falling score, then by row; the same again; a limit cuts and changes nothing else."""
    found = index.search(question)
    assert [(-hit.score, hit.row) for hit in found] == sorted((-hit.score, hit.row) for hit in found)
    assert len({hit.row for hit in found}) == len(found) == 8
    assert index.search(question) == found
    assert index.search(question, limit=3) == found[:3]
    assert all(hit.sentence is index.sentences[hit.row] for hit in found)


@pytest.mark.parametrize("question", ["", " ", "\n\t", "\u2003"])
def test_an_empty_question_finds_nothing(index: Index, question: str) -> None:
    """Neither sentences nor passages."""
    assert index.search(question) == []
    assert index.search_passages(question) == []


def test_sentences_and_passages_are_the_source(index: Index) -> None:
    """Character for character."""
    for sentence in index.sentences:
        assert sentence.text == index.documents[sentence.doc_id].text[sentence.span.start : sentence.span.end]
    for passage in index.passages:
        assert passage.text == index.documents[passage.doc_id].text[passage.span.start : passage.span.end]
    assert sum(len(passage.sentences) for passage in index.passages) == len(index.sentences)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_passage_has_the_score_of_its_best_sentence(index: Index, question: str) -> None:
    """And comes in the same order."""
    best: dict[tuple[str, int], float] = {}
    for hit in index.search(question, limit=1000):
        passage = next(p for p in index.passages if p.doc_id == hit.sentence.doc_id and hit.sentence.number in p.sentences)
        best.setdefault((passage.doc_id, passage.number), hit.score)
    found = index.search_passages(question, limit=100)
    assert [((hit.passage.doc_id, hit.passage.number), hit.score) for hit in found] == sorted(best.items(), key=lambda item: -item[1])
    assert index.search_passages(question, limit=2) == found[:2]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_any_question_is_answered_or_finds_nothing(index: Index, question: str) -> None:
    """Never a crash, never a score that is not a number."""
    assert all(hit.score == hit.score and abs(hit.score) < 100 for hit in index.search(question))


def test_an_index_that_is_missing_or_of_another_embedder(built: Path, tmp_path: Path) -> None:
    """One line that says what to run."""
    with pytest.raises(MissingIndex, match="carecite build"):
        Index.open(tmp_path / "none")
    with pytest.raises(IndexMismatch, match="made with the embedder"):
        Index.open(built, embedder="another-model")


@pytest.mark.parametrize(
    "name", ["documents.jsonl", "sentences.jsonl", "vectors.faiss", "tokens.npy", "token_ids.npy", "token_starts.npy", "encoder/encoder.json"]
)
@pytest.mark.parametrize("kind", ["missing", "cut", "flipped"])
def test_a_damaged_index_is_never_searched(built: Path, tmp_path: Path, name: str, kind: str) -> None:
    """Every file is checked before it is read."""
    target = Path(shutil.copytree(built, tmp_path / "index", copy_function=link))
    path = target / name
    data = bytearray(path.read_bytes())
    path.unlink()
    if kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "flipped":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    with pytest.raises(DamagedIndex, match=name.replace(".", r"\.")):
        Index.open(target)


def link(source: str, target: str) -> str:
    """Stand in for a copy of a large file that no test changes."""
    Path(target).hardlink_to(source)
    return target


def test_an_index_that_was_cut_off_between_two_renames_opens(built: Path, tmp_path: Path) -> None:
    """The old one is put back."""
    shutil.copytree(built, tmp_path / "index.previous", copy_function=link)
    assert Index.open(tmp_path / "index").search("foster carers")
