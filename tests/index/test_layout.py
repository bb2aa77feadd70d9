"""Publishing: the new index takes the old one's place whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import layout
from index.errors import IndexWriteError


def index(folder: Path, version: str) -> Path:
    """Write what passes for an index."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(version)
    return folder


def version(folder: Path) -> str:
    """Return which index stands there."""
    return (folder / "manifest.json").read_text()


def test_a_first_index_and_a_second_in_its_place(tmp_path: Path) -> None:
    """Nothing else stays beside them."""
    target = tmp_path / "deep" / "index"
    for name in ("one", "two"):
        with layout.publishing(target) as draft:
            index(draft, name)
            assert not target.exists() or version(target) == "one"
        assert version(target) == name
    assert [path.name for path in target.parent.iterdir()] == ["index"]
    assert target.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_an_error_in_the_middle_leaves_the_old_index(tmp_path: Path, error: type[BaseException] | OSError) -> None:
    """And no half-written folder; a full disk is told in one line."""
    target = index(tmp_path / "index", "old")
    with pytest.raises((IndexWriteError, KeyboardInterrupt, ValueError)) as caught, layout.publishing(target) as draft:
        index(draft, "half")
        raise error
    assert version(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    if isinstance(error, OSError):
        assert "No space left on device" in str(caught.value)


def test_recover_after_a_cut_between_the_two_renames(tmp_path: Path) -> None:
    """The old index was taken away, the new one had not come."""
    index(tmp_path / "index.previous", "old")
    layout.recover(tmp_path / "index")
    assert version(tmp_path / "index") == "old"
    assert not (tmp_path / "index.previous").exists()


def test_recover_touches_nothing_where_an_index_stands(tmp_path: Path) -> None:
    """A leftover of the last build does no harm, and the next build removes it."""
    target = index(tmp_path / "index", "new")
    index(tmp_path / "index.previous", "old")
    layout.recover(target)
    assert version(target) == "new"
    with layout.publishing(target) as draft:
        index(draft, "newer")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_failed_second_rename_puts_the_old_index_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft cannot be moved: the index is as it was."""
    target = index(tmp_path / "index", "old")
    rename = Path.rename

    def fail(self: Path, to: Path) -> Path:
        if self.name.startswith(".index-building"):
            raise OSError(13, "Permission denied")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(IndexWriteError), layout.publishing(target) as draft:
        index(draft, "new")
    monkeypatch.undo()
    assert version(target) == "old"


def test_a_folder_of_other_files_is_never_replaced(tmp_path: Path) -> None:
    """Somebody's documents are not ours to move."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("mine")
    with pytest.raises(IndexWriteError, match="holds other files"), layout.publishing(tmp_path / "docs") as draft:
        index(draft, "new")
    assert (tmp_path / "docs" / "a.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """It is left alone too."""
    (tmp_path / "index").write_text("mine")
    with pytest.raises(IndexWriteError, match="choose"), layout.publishing(tmp_path / "index") as draft:
        index(draft, "new")
    assert (tmp_path / "index").read_text() == "mine"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where a folder above should be."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexWriteError, match="--index"), layout.publishing(tmp_path / "file" / "index"):
        pass


def test_an_empty_folder_may_become_an_index(tmp_path: Path) -> None:
    """As one that was made for it."""
    (tmp_path / "index").mkdir()
    with layout.publishing(tmp_path / "index") as draft:
        index(draft, "new")
    assert version(tmp_path / "index") == "new"
