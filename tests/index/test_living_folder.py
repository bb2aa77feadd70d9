"""A folder that changes: what is read again, what is told, and what is remembered of each file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import builder
from index.builder import build_index
from index.catalogue import read_catalogue
from index.changes import Changes
from index.encoder import Encoded, Encoder
from index.errors import MissingIndex
from index.layout import TIMES
from index.manifest import limits_of, read_manifest
from index.search import Index
from ingest import folder as folder_module
from ingest.document import Source
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.manuscript import FileContent
from tests.index.conftest import FILES, fill

pytestmark = pytest.mark.usefixtures("quick_export")


@pytest.fixture
def target(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the index of the three documents."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the name of every file read from now on is put into."""
    names: list[str] = []
    read_file = folder_module.read_file

    def spy(path: Path, limits: Limits) -> FileContent:
        names.append(path.name)
        return read_file(path, limits)

    monkeypatch.setattr(folder_module, "read_file", spy)
    return names


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list whose last entry is the time of the next build."""
    times = ["2026-01-01T10:00:00+00:00"]
    monkeypatch.setattr(builder, "now", lambda: times[-1])
    return times


def test_nothing_unchanged_is_read(folder: Path, target: Path, read: list[str]) -> None:
    """However often the folder is built; a file that is only touched is unchanged."""
    (folder / "trains.txt").touch()
    report = build_index(folder, target)
    assert (report.read, read, report.changes) == (0, [], Changes(unchanged=("fostering", "prisons", "trains")))


def test_only_what_is_new_or_changed_is_read(folder: Path, target: Path, read: list[str]) -> None:
    """A file may change without its size; a renamed one is known by its bytes."""
    fill(folder, {"trains.txt": FILES["trains.txt"].replace("ten", "two"), "buses.txt": "The bus leaves at noon, each day."})
    (folder / "prisons.txt").rename(folder / "visits.txt")
    (folder / "fostering.md").unlink()
    report = build_index(folder, target)
    assert sorted(read) == ["buses.txt", "trains.txt"]
    assert report.changes == Changes(("buses",), ("trains",), (("prisons", "visits"),), ("fostering",), ())
    assert str(report.changes) == "1 added, 1 changed, 1 renamed, 1 removed"
    assert (report.read, report.embedded) == (2, 2)


def test_a_renamed_ending_is_read_again(folder: Path, target: Path, read: list[str]) -> None:
    """Another ending may be another reader's."""
    (folder / "trains.txt").rename(folder / "trains.md")
    assert build_index(folder, target).changes.renamed == (("trains", "trains"),)
    assert read == ["trains.md"]


def test_a_source_takes_effect_without_reading(folder: Path, target: Path, read: list[str]) -> None:
    """Stated, changed, and taken back, after which the title of the heading is there again."""
    fill(folder, {"sources.toml": '[fostering]\ntitle = "Care"\nauthor = "Ann Lee"\n'})
    assert build_index(folder, target).changes.changed == ("fostering",)
    assert Index.open(target).documents["fostering"].source == Source("Care", "Ann Lee")
    (folder / "sources.toml").unlink()
    assert build_index(folder, target).changes.changed == ("fostering",)
    assert Index.open(target).documents["fostering"].source == Source("Fostering")
    assert read == []


def test_another_version_of_the_readers_reads_again(folder: Path, target: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """But embeds nothing where they find the same."""
    monkeypatch.setattr(builder, "readers_version", lambda: "newer")
    report = build_index(folder, target)
    assert (len(read), report.embedded, len(report.changes.unchanged)) == (3, 0, 3)
    assert build_index(folder, target).read == 0


def test_reading_again_may_be_asked_for(folder: Path, target: Path, read: list[str]) -> None:
    """Such as after installing what reads scans."""
    assert build_index(folder, target, read_again=True).read == 3
    assert len(read) == 3


def test_what_was_skipped_is_tried_again(folder: Path, target: Path, read: list[str]) -> None:
    """The reason may lie outside the file."""
    (folder / "void.txt").write_bytes(b"\xff")
    for _ in range(2):
        assert [file.name for file in build_index(folder, target).skipped] == ["void.txt"]
    assert read == ["void.txt", "void.txt"]


def test_an_index_keeps_its_limits(folder: Path, target: Path, tmp_path: Path) -> None:
    """Until others are given."""
    assert limits_of(tmp_path / "none") == limits_of(target) == DEFAULT_LIMITS
    small = Limits(most_bytes=len(FILES["fostering.md"].encode()) - 1)
    for limits in (small, None):
        report = build_index(folder, target, limits=limits)
        assert [file.name for file in report.skipped] == ["fostering.md"]
        assert "more than the limit" in report.skipped[0].reason
        assert limits_of(target) == small
    assert build_index(folder, target, limits=DEFAULT_LIMITS).documents == 3


def test_copies_are_told_from_a_rename(folder: Path, target: Path) -> None:
    """The old name is still there; with two new names one is the rename."""
    shutil.copy(folder / "trains.txt", folder / "again.txt")
    assert build_index(folder, target).changes.added == ("again",)
    (folder / "again.txt").rename(folder / "a1.txt")
    shutil.copy(folder / "a1.txt", folder / "a2.txt")
    changes = build_index(folder, target).changes
    assert (changes.added, changes.renamed, changes.removed) == (("a2",), (("again", "a1"),), ())


def test_a_neighbour_of_one_name_changes_the_id_and_nothing_else(folder: Path, target: Path, read: list[str]) -> None:
    """The document is called otherwise; its file is what it was."""
    fill(folder, {"trains.md": "Trains to the coast leave at noon."})
    report = build_index(folder, target)
    assert read == ["trains.md"]
    assert report.changes == Changes(added=("trains.md",), unchanged=("fostering", "prisons", "trains.txt"))


def test_each_document_has_its_time(folder: Path, target: Path, clock: list[str]) -> None:
    """That of the build that last read or embedded it, under whatever name; a lost file of times is made anew."""
    first, second, third = "2026-02-01T10:00:00+00:00", "2026-03-01T10:00:00+00:00", "2026-04-01T10:00:00+00:00"
    clock.append(first)
    build_index(folder, target, read_again=True)
    clock.append(second)
    fill(folder, {"trains.txt": "The night train leaves Crewe at two.\n", "sources.toml": '[prisons]\ntitle = "Visits"\n'})
    (folder / "fostering.md").rename(folder / "care.md")
    build_index(folder, target)
    times = {entry.document.doc_id: entry.indexed for entry in read_catalogue(target).documents}
    assert times == {"care": first, "prisons": second, "trains": second}
    clock.append(third)
    (target / TIMES).write_text("[")
    assert [entry.indexed for entry in read_catalogue(target).documents] == [None] * 3
    build_index(folder, target)
    assert {entry.indexed for entry in read_catalogue(target).documents} == {third}


def test_the_catalogue(folder: Path, target: Path) -> None:
    """Documents with their counts, and what was skipped."""
    fill(folder, {"old.doc": "x"})
    build_index(folder, target)
    catalogue = read_catalogue(target)
    assert [(entry.document.title, entry.pages, entry.passages, entry.sentences) for entry in catalogue.documents] == [
        ("Fostering", None, 2, 3),
        ("prisons", None, 1, 3),
        ("trains", None, 1, 2),
    ]
    assert [file.name for file in catalogue.skipped] == ["old.doc"]
    with pytest.raises(MissingIndex):
        read_catalogue(target / "none")


def test_files_are_told_of_as_they_are_read(folder: Path, target: Path) -> None:
    """Also those that are taken over."""
    seen: list[tuple[int, int]] = []
    build_index(folder, target, reading=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_manifest_knows_each_file(folder: Path, target: Path) -> None:
    """Its size and the hash of its bytes; the names stand with the documents."""
    manifest = read_manifest(target)
    assert [document.file.size for document in manifest.documents] == [len(FILES[name].encode()) for name in sorted(FILES)]
    assert json.loads((target / "documents.jsonl").read_text().splitlines()[0])["file"] == "fostering.md"


def test_an_interrupted_build_is_begun_again(folder: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old index stands; what it knows is taken over the next time."""
    fill(folder, {"buses.txt": "The bus leaves at noon, each day."})

    def interrupt(self: Encoder, group: Sequence[str], **options: bool) -> Encoded:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Encoder, "encode", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build_index(folder, target)
    assert sorted(Index.open(target).documents) == ["fostering", "prisons", "trains"]
    assert sorted(path.name for path in target.parent.iterdir()) == ["documents", "index"]
    report = build_index(folder, target)
    assert (report.read, report.embedded, report.documents) == (1, 1, 4)
