"""One folder with every kind of file that means harm, by accident or on purpose: each gets one clear line, and the rest of the folder is read."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.folder import Corpus, read_folder
from ingest.limits import Limits

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
LIMITS = Limits(most_bytes=64 << 20, most_unpacked_bytes=8 << 20)


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def a_pdf(password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    if password:
        writer.encrypt(password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("hostile")
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("A secret.", encoding="utf-8")
    files = {
        "good.txt": b"One good sentence stands here.",
        "page.html": b"<html><body><main><p>Another good sentence stands here.</p></main></body></html>",
        "deep.html": b"<div>" * 100_000 + b"deep down" + b"</div>" * 100_000,
        "truncated.pdf": a_pdf()[:120],
        "not-a.pdf": b"just words",
        "locked.pdf": a_pdf("secret"),
        "scanned.pdf": a_pdf(),
        "bomb.docx": packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (9 << 20)}),
        "entities.docx": packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": BOMB}),
        "entities.epub": packed({"META-INF/container.xml": BOMB}),
        "truncated.docx": packed({"word/document.xml": b"<x/>"})[:40],
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        "truncated.xlsx": b"PK\x03\x04 cut short",
        "binary.md": b"\0\1\2" * 100,
        "latin.csv": "Name;Stra\xdfe\n".encode("latin-1"),
        "empty.docx": b"",
        "new\nline.txt": b"A line break in its name.",
        "bell\a.txt": b"A bell in its name.",
        "out%2f..%2f..%2fescape.txt": b"A name that looks like a way out is only a name.",
        "old.doc": b"an old format",
        "program.exe": b"MZ",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(200 << 20)
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.pdf").mkdir()
    return read_folder(folder, LIMITS)


EXPECTED = {
    "truncated.pdf": "damaged",
    "not-a.pdf": "PDF",
    "locked.pdf": "password",
    "scanned.pdf": "no text",
    "bomb.docx": "unpacks to",
    "entities.docx": "entities",
    "entities.epub": "entities",
    "truncated.docx": "damaged",
    "locked.docx": "password",
    "truncated.xlsx": "damaged",
    "binary.md": "binary",
    "latin.csv": "UTF-8",
    "empty.docx": "empty",
    "old.doc": ".docx",
    "program.exe": "not read",
    "huge.txt": "200 MB",
    "link.txt": "leaves the folder",
    "pipe.txt": "not a regular file",
}


def test_the_rest_of_the_folder_is_read(corpus: Corpus) -> None:
    read = {document.file for document in corpus.documents}
    assert {"good.txt", "page.html", "out%2f..%2f..%2fescape.txt"} <= read
    assert "A secret." not in {document.text for document in corpus.documents}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_gets_a_line_that_says_what_is_wrong(corpus: Corpus, name: str) -> None:
    reasons = {skipped.name: skipped.reason for skipped in corpus.skipped}
    assert EXPECTED[name] in reasons[name]


def test_every_reason_is_one_printable_line(corpus: Corpus) -> None:
    assert [skipped.reason for skipped in corpus.skipped if not skipped.reason.isprintable() or len(skipped.reason) > 400] == []
    assert [document.doc_id for document in corpus.documents if not document.doc_id.isprintable()] == []


def test_deep_nesting_gives_its_text_or_a_line(corpus: Corpus) -> None:
    found = [document.text for document in corpus.documents if document.file == "deep.html"]
    reasons = [skipped.reason for skipped in corpus.skipped if skipped.name == "deep.html"]
    assert found == ["deep down\n"] or len(reasons) == 1


def test_the_locked_file_is_really_locked() -> None:
    assert PdfReader(io.BytesIO(a_pdf("secret"))).is_encrypted
