"""A folder of documents: order, titles, and what is skipped with a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.document import Source
from ingest.errors import FolderError, SourcesError, UnreadableDocument
from ingest.folder import read_document, read_folder


def fill(folder: Path, files: dict[str, str]) -> Path:
    """Write files into ``folder`` and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return folder


def test_documents_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """Wherever below the folder they lie; hidden files and sources are no documents."""
    folder = fill(
        tmp_path,
        {"z/a.md": "One.", "b.txt": "Two.", ".hidden.txt": "No.", "~$C.docx": "No.", ".git/x.txt": "No.", "sources.toml": "", "C.TXT": "Three."},
    )
    corpus = read_folder(folder)
    assert [document.doc_id for document in corpus.documents] == ["C", "a", "b"]
    assert corpus.skipped == ()


def test_a_source_gives_the_title_else_the_first_heading(tmp_path: Path) -> None:
    """A kind without a title is shown as the kind; a document without either by its id."""
    folder = fill(
        tmp_path,
        {
            "b.txt": "# Heading\n\nText here.",
            "c.txt": "# Heading\n\nText here.",
            "d.txt": "Only one sentence.",
            "sources.toml": '[b]\ntitle = "Stated"\n[c]\nkind = "letter"\n',
        },
    )
    assert [document.title for document in read_folder(folder).documents] == ["Stated", "[Letter]", "d"]


def test_a_title_has_no_markup(tmp_path: Path) -> None:
    """Emphasis and links are left out, wherever they stand in the heading."""
    folder = fill(tmp_path, {"a.md": "# **A** plan for [homes](https://example.org)\n\nText here."})
    assert read_folder(folder).documents[0].title == "A plan for homes"


def test_what_is_skipped_is_said(tmp_path: Path) -> None:
    """An unsupported kind, a broken encoding, an empty file."""
    folder = fill(tmp_path, {"a.txt": "One.", "b.doc": "x", "empty.txt": ""})
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    corpus = read_folder(folder)
    assert [document.doc_id for document in corpus.documents] == ["a"]
    assert corpus.documents[0].text == "One."
    reasons = {skipped.name: skipped.reason for skipped in corpus.skipped}
    assert sorted(reasons) == ["b.doc", "empty.txt", "latin.txt"]
    assert "save it as .docx" in reasons["b.doc"]
    assert all("\n" not in reason for reason in reasons.values())


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """By their folder, and by their ending where they share the folder too; others keep their short name."""
    folder = fill(tmp_path, {"a.txt": "One.", "2021/a.md": "Two.", "2021/b.md": "Three.", "2021/b.txt": "Four.", "2021/c.txt": "Five."})
    corpus = read_folder(folder)
    assert {document.doc_id: document.file for document in corpus.documents} == {
        "a": "a.txt",
        "2021/a": "2021/a.md",
        "2021/b.md": "2021/b.md",
        "2021/b.txt": "2021/b.txt",
        "c": "2021/c.txt",
    }
    assert corpus.skipped == ()


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    """Missing, a file, empty, or with nothing readable in it."""
    fill(tmp_path, {"file.txt": "x", "others/a.doc": "x"})
    (tmp_path / "empty").mkdir()
    for name, message in {"none": "does not exist", "file.txt": "is a file", "empty": "holds no document", "others": "not read"}.items():
        with pytest.raises(FolderError, match=message) as caught:
            read_folder(tmp_path / name)
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    """The system's own reason is passed on."""
    tmp_path.chmod(0)
    try:
        with pytest.raises(FolderError, match="cannot be read"):
            read_folder(tmp_path)
    finally:
        tmp_path.chmod(0o755)


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link inside the folder is read like a file."""
    outside = fill(tmp_path / "outside", {"secret.txt": "Secret."})
    folder = fill(tmp_path / "docs", {"a.txt": "One."})
    (folder / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "c.txt").symlink_to(folder / "a.txt")
    (folder / "d.txt").symlink_to(folder / "gone.txt")
    (folder / "e").symlink_to(outside)
    corpus = read_folder(folder)
    assert [document.doc_id for document in corpus.documents] == ["a", "c"]
    assert {skipped.name for skipped in corpus.skipped} >= {"b.txt", "d.txt"}


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Reading one would wait for ever."""
    folder = fill(tmp_path, {"a.txt": "One."})
    os.mkfifo(folder / "b.txt")
    assert [skipped.name for skipped in read_folder(folder).skipped] == ["b.txt"]


def test_sources_that_name_no_document_are_refused_only_where_broken(tmp_path: Path) -> None:
    """A broken file stops the reading."""
    with pytest.raises(SourcesError):
        read_folder(fill(tmp_path, {"a.txt": "One.", "sources.toml": "[a\n"}))


def test_an_entry_of_sources_for_no_document_is_told(tmp_path: Path) -> None:
    """As after a file was renamed; one for a file that cannot be read is not to blame."""
    folder = fill(tmp_path, {"a.txt": "One.", "empty.txt": "", "sources.toml": '[a]\ntitle = "A"\n[empty]\ntitle = "E"\n[old]\ntitle = "O"\n'})
    assert [skipped.reason.partition(":")[0] for skipped in read_folder(folder).skipped] == [
        "empty.txt is empty",
        "sources.toml describes old, which is not in the folder",
    ]


def test_a_name_with_control_characters_is_no_doc_id(tmp_path: Path) -> None:
    """It would break every citation and every line of output."""
    with pytest.raises(UnreadableDocument, match="control characters"):
        read_document(fill(tmp_path, {"a\nb.txt": "One."}) / "a\nb.txt")


def test_read_document_takes_the_source_it_is_given(tmp_path: Path) -> None:
    """Nothing is guessed beside what the caller knows."""
    path = fill(tmp_path, {"a.txt": "Heading\n\nSome text here."}) / "a.txt"
    assert read_document(path, Source(kind="note")).source == Source(kind="note")
    assert read_document(path).title == "Heading"
