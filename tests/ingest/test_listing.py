"""Names and kinds of files that people do not expect: each told in one line, and the rest of the folder read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ingest.folder import doc_ids, read_folder
from ingest.listing import is_plain, list_files, shown

SAFE = "One sentence stands here."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one good document."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "good.txt").write_text(SAFE)
    return tmp_path / "docs"


def told(folder: Path) -> dict[str, str]:
    """Read a folder; the good document is there and what was skipped is one printable line each."""
    corpus = read_folder(folder)
    assert "good" in [document.doc_id for document in corpus.documents]
    reasons = {file.name: file.reason for file in corpus.skipped}
    assert len(reasons) == len(corpus.skipped)
    for line in (*reasons, *reasons.values()):
        assert line.isprintable()
        line.encode("utf-8")
    return reasons


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        (b"two\nlines.txt", "two\\nlines.txt"),
        (b"red\x1b[31m.txt", "red\\x1b[31m.txt"),
        ("txt.\u202eexe.txt".encode(), "txt.\\u202eexe.txt"),
        (b"caf\xe9.txt", "caf\\udce9.txt"),
        ("line\u2028break.txt".encode(), "line\\u2028break.txt"),
        ("\ue000.txt".encode(), "\\ue000.txt"),
    ],
)
def test_names_that_cannot_be_shown(folder: Path, name: bytes, as_shown: str) -> None:
    """Shown by their codes, as a file and as a folder."""
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(SAFE)
        Path(os.fsdecode(os.fsencode(folder) + b"/in-" + name)).mkdir()
    except OSError:
        pytest.skip("the file system refuses the name itself")
    Path(os.fsdecode(os.fsencode(folder) + b"/in-" + name + b"/a.txt")).write_text(SAFE)
    assert told(folder) == {
        as_shown: f"{as_shown} has characters in its name that cannot be shown: rename the file",
        f"in-{as_shown}": f"in-{as_shown} has characters in its name that cannot be shown: rename the folder",
    }


@pytest.mark.parametrize(
    "name", ["Bericht für Köln", "报告", "می\u200cکنم", "10.00\u202fAM", "a\u00a0b", "up\\..\\a", "%2e%2e", "👩\u200d👧", "x" * 251]
)
def test_names_that_are_only_unusual(folder: Path, name: str) -> None:
    """They are read as they are."""
    (folder / f"{name}.txt").write_text(SAFE)
    assert told(folder) == {}
    assert name in [document.doc_id for document in read_folder(folder).documents]


def test_names_that_differ_in_case_alone(folder: Path) -> None:
    """Two documents with ids of their own."""
    for name in ("Report.txt", "report.txt"):
        (folder / name).write_text(SAFE)
    if len(list(folder.iterdir())) < 3:
        pytest.skip("the file system takes them for one")
    assert [document.doc_id for document in read_folder(folder).documents] == ["Report", "good", "report"]


def test_what_is_no_file(folder: Path, tmp_path: Path) -> None:
    """A pipe, a socket, a folder, links in a circle, to nothing, to a folder, and out of the folder."""
    (tmp_path / "outside.txt").write_text(SAFE)
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "inside.md").write_text(SAFE)
    (folder / "one.txt").symlink_to(folder / "other.txt")
    (folder / "other.txt").symlink_to(folder / "one.txt")
    (folder / "self").symlink_to(folder)
    (folder / "nothing.txt").symlink_to("nowhere.txt")
    (folder / "out.txt").symlink_to("../outside.txt")
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("plug.txt")
            reasons = told(folder)
    finally:
        os.chdir(here)
    assert reasons == {
        "folder.txt": "folder.txt is a folder, not a document: the files in it are read each on its own",
        "nothing.txt": "nothing.txt is a link that leads to no file: remove it",
        "one.txt": "one.txt is a link that leads to no file: remove it",
        "other.txt": "other.txt is a link that leads to no file: remove it",
        "out.txt": "out.txt is a link that leaves the folder: copy the file into it",
        "pipe.txt": "pipe.txt is not a regular file: remove it or replace it by a copy",
        "plug.txt": "plug.txt is not a regular file: remove it or replace it by a copy",
        "self": "self is a link to a folder, which is not followed: put the folder itself there",
    }
    assert "inside" in [document.doc_id for document in read_folder(folder).documents]


def test_a_path_that_is_too_long(folder: Path, tmp_path: Path) -> None:
    """Folders in folders until the system refuses to name what is in them."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(20):
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
        Path("deep.txt").write_text(SAFE)
    finally:
        os.chdir(here)
    (reason,) = told(folder).values()
    assert "cannot be listed (File name too long)" in reason


def test_files_come_in_the_order_of_their_names(folder: Path) -> None:
    """Whatever folder they lie in."""
    for name in ("b/x.txt", "a.txt", "b.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(SAFE)
    assert list(list_files(folder).files) == ["a.txt", "b.txt", "b/x.txt", "good.txt"]


@pytest.mark.parametrize("names", [["a.txt", "a.md", "a.txt.md"], ["2021/b.md", "2021/b.txt", "2021/b.md.txt", "2020/b.md.txt"]])
def test_no_two_files_share_an_id(names: list[str]) -> None:
    """Also where one's name without the ending is another's whole name."""
    ids = doc_ids(names)
    assert sorted(ids) == sorted(names)
    assert len(set(ids.values())) == len(names)


def test_shown() -> None:
    """What can be shown is shown as it is."""
    assert shown("Köln 10.00\u202fAM\t\x00") == "Köln 10.00\u202fAM\\t\\x00"
    assert not is_plain(" ")
    assert is_plain("a b")
