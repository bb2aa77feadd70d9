"""Building: only what changed is embedded, what is gone is gone, and nothing is ever half-written."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import builder
from index.builder import BuildReport, build_index
from index.changes import Changes
from index.encoder import Encoded, Encoder
from index.errors import IndexWriteError
from index.layout import TIMES
from index.search import Index
from ingest.errors import FolderError
from tests.index.conftest import FILES, fill

pytestmark = pytest.mark.usefixtures("quick_export")


@pytest.fixture
def target(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the index of the three documents."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that every text encoded from now on is put into."""
    texts: list[str] = []
    encode = Encoder.encode

    def spy(self: Encoder, group: Sequence[str], **options: bool) -> Encoded:
        texts.extend(group)
        return encode(self, group, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Encoder, "encode", spy)
    return texts


def contents(index: Path) -> dict[str, bytes]:
    """Return the bytes of every file of an index but the times."""
    return {path.relative_to(index).as_posix(): path.read_bytes() for path in sorted(index.rglob("*")) if path.is_file() and path.name != TIMES}


def counts(report: BuildReport) -> tuple[int, int, int]:
    """Return documents, sentences and documents embedded."""
    return report.documents, report.sentences, report.embedded


def test_a_first_build(folder: Path, tmp_path: Path, encoded: list[str]) -> None:
    """Every sentence is encoded, with its heading before it."""
    report = build_index(folder, tmp_path / "index")
    assert counts(report) == (3, 8, 3)
    assert report.removed == ()
    assert any(text.startswith("Leaving: ") and "until 21." in text for text in encoded)


def test_the_same_folder_gives_the_same_bytes(folder: Path, target: Path, tmp_path: Path, encoded: list[str]) -> None:
    """Built again in place, where nothing is encoded, and anew from nothing."""
    before = contents(target)
    assert counts(build_index(folder, target)) == (3, 8, 0)
    assert encoded == []
    assert contents(target) == before
    build_index(folder, tmp_path / "anew")
    assert contents(tmp_path / "anew") == before


def test_only_the_changed_document_is_embedded(folder: Path, target: Path, tmp_path: Path, encoded: list[str]) -> None:
    """And the index is the one that a build from nothing gives."""
    fill(folder, {"trains.txt": "The night train leaves Crewe at eleven. It carries no bicycles.\n"})
    assert counts(build_index(folder, target)) == (3, 8, 1)
    assert encoded
    assert all("train" in text for text in encoded)
    build_index(folder, tmp_path / "anew")
    assert contents(tmp_path / "anew") == contents(target)


def test_a_deleted_document_is_gone_from_every_search(folder: Path, target: Path, encoded: list[str]) -> None:
    """From the sentences, the passages and the documents."""
    (folder / "prisons.txt").unlink()
    report = build_index(folder, target)
    assert (counts(report), report.removed) == ((2, 5, 0), ("prisons",))
    assert encoded == []
    index = Index.open(target)
    assert sorted(index.documents) == ["fostering", "trains"]
    for question in ("Visits to the prison are on Sundays", "passport parcels gate prison"):
        assert {found.sentence.doc_id for found in index.search(question, limit=100)} <= {"fostering", "trains"}
        assert {found.passage.doc_id for found in index.search_passages(question, limit=100)} <= {"fostering", "trains"}
    assert not any(b"passport" in data for name, data in contents(target).items() if not name.startswith("encoder/"))


def test_a_renamed_document_is_not_embedded_again(folder: Path, target: Path, encoded: list[str]) -> None:
    """Whether a heading names it or only its file does."""
    (folder / "fostering.md").rename(folder / "zzz.md")
    (folder / "trains.txt").rename(folder / "by-night.txt")
    report = build_index(folder, target)
    assert (counts(report), report.removed, encoded) == ((3, 8, 0), (), [])
    assert report.changes == Changes(renamed=(("trains", "by-night"), ("fostering", "zzz")), unchanged=("prisons",))
    found = Index.open(target).search("What do foster carers receive?")[0]
    assert (found.sentence.doc_id, found.sentence.text) == ("zzz", "Foster carers receive £141 a week for each child.")


def test_two_copies_of_a_document(folder: Path, target: Path, encoded: list[str]) -> None:
    """Each is found in its own right."""
    fill(folder, {"copy.md": FILES["fostering.md"]})
    assert counts(build_index(folder, target)) == (4, 11, 0)
    found = Index.open(target).search("What do foster carers receive?", limit=2)
    assert [hit.sentence.doc_id for hit in found] == ["copy", "fostering"]
    assert found[0].score == found[1].score


def test_vectors_taken_over_are_those_encoded_anew(folder: Path, target: Path, tmp_path: Path) -> None:
    """Rows move when a document comes before the others."""
    fill(folder, {"aaa.txt": "Bread is baked at four in the morning.\n"})
    build_index(folder, target)
    build_index(folder, tmp_path / "anew")
    one, other = Index.open(target), Index.open(tmp_path / "anew")
    for question in ("bread", "foster carers", "night train"):
        assert [(hit.row, hit.score) for hit in one.search(question)] == [(hit.row, hit.score) for hit in other.search(question)]


def test_progress_reaches_its_total(folder: Path, tmp_path: Path) -> None:
    """Counted in sentences."""
    seen: list[tuple[int, int]] = []
    build_index(folder, tmp_path / "index", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (8, 8)
    assert seen == sorted(seen)


def test_other_settings_or_a_damaged_index_are_built_anew(folder: Path, target: Path, encoded: list[str]) -> None:
    """Old vectors are used only where they are what they would be now."""
    (target / "tokens.npy").write_bytes(b"broken")
    assert counts(build_index(folder, target)) == (3, 8, 3)
    assert encoded
    assert Index.open(target).search("foster carers")


def test_an_error_in_the_middle_leaves_the_old_index_usable(folder: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails, and without leftovers."""
    before = contents(target)

    def fail(*_: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    fill(folder, {"new.txt": "A new sentence stands here."})
    monkeypatch.setattr(builder, "write_manifest", fail)
    with pytest.raises(IndexWriteError, match="No space left"):
        build_index(folder, target)
    assert contents(target) == before
    assert sorted(path.name for path in target.parent.iterdir()) == ["documents", "index"]


def test_a_folder_without_documents_leaves_the_old_index(target: Path, tmp_path: Path) -> None:
    """A mistyped name must not empty the index."""
    before = contents(target)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderError):
        build_index(tmp_path / "empty", target)
    assert contents(target) == before


@pytest.mark.parametrize("text", ["# Only a heading\n", "12\n", "It is.\n"])
def test_documents_with_nothing_to_find(tmp_path: Path, text: str) -> None:
    """Such an index opens, and finds nothing or little."""
    build_index(fill(tmp_path / "documents", {"a.md": text}), tmp_path / "index")
    index = Index.open(tmp_path / "index")
    assert len(index.search("What is it?")) == len(index.sentences) <= 1
    assert len(index.search_passages("What is it?")) <= 1


def test_no_file_of_an_index_is_a_pickle(built: Path) -> None:
    """Protocols 2 to 5 begin with 0x80 and their number; older ones end with a stop after an opcode."""
    for name, data in contents(built).items():
        assert data[:1] != b"\x80", name
        assert not name.endswith((".pkl", ".pickle")), name
        if name.endswith(".npy"):
            assert b"|O" not in data[:128], name


def test_arrays_are_loaded_without_pickles(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call of numpy.load says so."""
    calls: list[bool] = []
    load = np.load

    def spy(*arguments: object, **options: object) -> object:
        calls.append(options.get("allow_pickle", False) is False)
        return load(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(np, "load", spy)
    Index.open(built)
    assert len(calls) >= 3
    assert all(calls)
