"""The manifest: the round trip, and each kind of damage told in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DamagedIndex, IndexFolderError, IndexMismatch, MissingIndex
from index.manifest import FORMAT_VERSION, IndexedDocument, read_manifest, write_manifest

DOCUMENTS = [IndexedDocument("a", "11", "f1", 3), IndexedDocument("b", "22", "f2", 0), IndexedDocument("c", "33", "f3", 2)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two files and their manifest."""
    folder = tmp_path / "index"
    (folder / "sub").mkdir(parents=True)
    (folder / "one.bin").write_bytes(bytes(range(256)))
    (folder / "sub" / "two.txt").write_text("two")
    write_manifest(folder, "model", "abc", {"w": 0.5}, DOCUMENTS)
    return folder


def test_round_trip(folder: Path) -> None:
    """Everything comes back, and a checksum for each file."""
    manifest = read_manifest(folder)
    assert (manifest.embedder, manifest.embedder_sha256, manifest.settings) == ("model", "abc", {"w": 0.5})
    assert sorted(manifest.files) == ["one.bin", "sub/two.txt"]
    assert manifest.fingerprints() == {"f1": (0, 3), "f2": (3, 3), "f3": (3, 5)}


def test_the_same_folder_gives_the_same_bytes(folder: Path) -> None:
    """No time, no order of the disk."""
    before = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").unlink()
    write_manifest(folder, "model", "abc", {"w": 0.5}, DOCUMENTS)
    assert (folder / "manifest.json").read_bytes() == before


def edit(**changes: object) -> Callable[[Path], None]:
    """Return a damage that changes values of the manifest."""

    def damage(folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return damage


def flip(folder: Path) -> None:
    """Flip one bit of a file."""
    data = bytearray((folder / "one.bin").read_bytes())
    data[100] ^= 4
    (folder / "one.bin").write_bytes(data)


def cut(name: str) -> Callable[[Path], None]:
    """Return a damage that cuts a file in half."""

    def damage(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) // 2])

    return damage


@pytest.mark.parametrize(
    ("damage", "error", "message"),
    [
        (lambda folder: (folder / "one.bin").unlink(), DamagedIndex, r"one\.bin is missing"),
        (lambda folder: (folder / "sub" / "two.txt").unlink(), DamagedIndex, r"sub/two\.txt is missing"),
        (flip, DamagedIndex, r"one\.bin has changed"),
        (cut("one.bin"), DamagedIndex, r"one\.bin has changed"),
        (cut("manifest.json"), DamagedIndex, "cannot be read"),
        (lambda folder: (folder / "manifest.json").unlink(), DamagedIndex, r"no manifest\.json"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"), DamagedIndex, "cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text(""), DamagedIndex, "cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("[" * 100_000), DamagedIndex, "cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), IndexMismatch, "format version None"),
        (edit(format_version=FORMAT_VERSION + 1), IndexMismatch, f"format version {FORMAT_VERSION + 1}"),
        (edit(format_version="1"), IndexMismatch, "format version"),
        (edit(files=3), DamagedIndex, "does not hold what it should"),
        (edit(surprise=1), DamagedIndex, "does not hold what it should"),
        (edit(documents=[{"doc_id": "a"}]), DamagedIndex, "does not hold what it should"),
        (edit(files={"../outside": "00"}), DamagedIndex, "missing"),
    ],
)
def test_damage(folder: Path, damage: Callable[[Path], None], error: type[IndexFolderError], message: str) -> None:
    """Each with its own message, which says what to do."""
    damage(folder)
    with pytest.raises(error, match=message) as caught:
        read_manifest(folder)
    assert "carecite build" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_index(tmp_path: Path) -> None:
    """A folder that is not there, or has nothing in it."""
    for place in (tmp_path / "none", tmp_path):
        with pytest.raises(MissingIndex, match="carecite build"):
            read_manifest(place)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """It is no index either."""
    (tmp_path / "index").write_text("x")
    with pytest.raises(DamagedIndex):
        read_manifest(tmp_path / "index")


def test_verify_may_be_left_out(folder: Path) -> None:
    """For what only wants to know the settings."""
    flip(folder)
    assert read_manifest(folder, verify=False).embedder == "model"
