"""Some documents of an index, or those of several indexes, are searched as an index that was built of these."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.builder import build_index
from index.errors import IndexMismatch
from index.lexical_store import FIELDS
from index.search import Index
from tests.index.conftest import FILES, fill

QUESTIONS = ("How much do foster carers receive?", "When are visits to the prison?", "Which train carries bicycles?", "Until what age may they stay?")


@pytest.fixture(scope="module")
def whole(built: Path) -> Index:
    return Index.open(built)


def build(place: Path, names: list[str], whole: Index) -> Index:
    build_index(fill(place / "documents", {name: FILES[name] for name in names}), place / "index", encoder=whole.encoder)
    return Index.open(place / "index", models_of=whole)


def assert_alike(one: Index, other: Index) -> None:
    assert list(one.documents) == list(other.documents)
    assert [sentence.clean for sentence in one.sentences] == [sentence.clean for sentence in other.sentences]
    assert one.duplicates == other.duplicates
    for question in QUESTIONS:
        found, expected = one.search(question), other.search(question)
        assert [hit.row for hit in found] == [hit.row for hit in expected]
        for part in ("dense", "late_own", "late_near"):
            np.testing.assert_allclose([getattr(hit, part) for hit in found], [getattr(hit, part) for hit in expected], atol=1e-5)
        # Only the mean length of a sentence is another.
        np.testing.assert_allclose([hit.lexical for hit in found], [hit.lexical for hit in expected], atol=0.35)
        assert one.known_share(question) == pytest.approx(other.known_share(question), abs=1e-9)
        rows = [hit.row for hit in found]
        matches, expected_matches = one.matches(question, rows), other.matches(question, rows)
        np.testing.assert_allclose(matches.similarity, expected_matches.similarity, atol=1e-5)
        np.testing.assert_allclose(matches.idf, expected_matches.idf, rtol=1e-6)
        assert (matches.same == expected_matches.same).all()


@pytest.mark.parametrize("names", [["fostering.md"], ["prisons.txt"], ["fostering.md", "trains.txt"]])
def test_a_part_is_as_an_index_of_these_documents_alone(whole: Index, tmp_path: Path, names: list[str]) -> None:
    fresh = build(tmp_path, names, whole)
    assert_alike(Index.of_parts([whole], [Path(name).stem for name in names]), fresh)


def test_two_indexes_are_as_one_of_all_documents(whole: Index, tmp_path: Path) -> None:
    first = build(tmp_path / "first", ["prisons.txt"], whole)
    second = build(tmp_path / "second", ["fostering.md", "trains.txt"], whole)
    assert_alike(Index.of_parts([first, second]), whole)
    assert_alike(Index.of_parts([Index.of_parts([first, second])], ["trains"]), build(tmp_path / "third", ["trains.txt"], whole))


def test_all_of_one_index_scores_words_as_the_index_itself(whole: Index) -> None:
    part = Index.of_parts([whole])
    for question in QUESTIONS:
        for field in FIELDS:
            np.testing.assert_allclose(part._lexical.scores(field, question), whole._lexical.scores(field, question), atol=1e-6)


def test_a_document_that_stands_in_two_indexes_is_refused(whole: Index) -> None:
    with pytest.raises(ValueError, match="same id"):
        Index.of_parts([whole, whole])


def test_an_index_without_models_has_those_of_the_open_one(whole: Index, tmp_path: Path) -> None:
    own = build(tmp_path, ["trains.txt"], whole)
    assert own.encoder is whole.encoder
    assert not (tmp_path / "index" / "encoder").exists()


def test_models_of_another_embedder_are_refused(whole: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, ["trains.txt"], whole)
    monkeypatch.setattr(whole.encoder, "weights_sha256", "0" * 64)
    with pytest.raises(IndexMismatch, match="another embedder"):
        Index.open(tmp_path / "index", models_of=whole)


def test_what_stands_in_both_indexes_is_known(whole: Index, tmp_path: Path) -> None:
    text = {"copy.md": FILES["fostering.md"] + "\nOne more sentence stands in the copy alone, and it is a long one.\n"}
    build_index(fill(tmp_path / "documents", text), tmp_path / "index", encoder=whole.encoder)
    both = Index.of_parts([whole, Index.open(tmp_path / "index", models_of=whole)])
    assert {(repeat.doc_id, repeat.original) for repeat in both.duplicates.repeats} <= {("fostering", "copy"), ("copy", "fostering")}
    assert both.duplicates.repeats
    alone = Index.of_parts([both], ["fostering", "trains"])
    assert alone.duplicates.repeats == ()
    assert alone.duplicates.twins == ()
