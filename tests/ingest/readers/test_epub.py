"""Books: chapters in the order of the spine, notes from other files, pages of the printed edition; hostile books get one line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.document import Source
from ingest.errors import UnreadableDocument
from ingest.folder import read_document
from ingest.limits import Limits
from ingest.readers.reader import read_file

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>Nearer Home</dc:title><dc:creator>Pell, J.</dc:creator><dc:creator>Ash, T.</dc:creator>"
    "<dc:publisher>Wexmoor Press</dc:publisher><dc:date>2024-05-14</dc:date>"
)
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def package(chapters: dict[str, str], spine: str = "") -> str:
    """Return a package whose items are the chapters, by path; the value says more of the item."""
    items = "".join(
        f'<item id="i{number}" href="{path}" media-type="application/xhtml+xml" {more}/>' for number, (path, more) in enumerate(chapters.items())
    )
    order = spine or "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    return (
        f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{METADATA}</metadata>'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )


def book(folder: Path, files: dict[str, str], opf: str) -> Path:
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf, **files}.items():
            archive.writestr(name, text)
    return path


def test_chapters_come_in_the_order_of_the_spine_under_the_title(tmp_path: Path) -> None:
    files = {
        "OEBPS/text/title.xhtml": chapter("<h1>Nearer Home</h1>"),
        "OEBPS/nav.xhtml": chapter("<nav epub:type='toc'><h1>Contents</h1><ol><li>One</li></ol></nav>"),
        "OEBPS/text/b.xhtml": chapter("<h1>One</h1><p>The first.</p>"),
        "OEBPS/text/a b.xhtml": chapter("<section epub:type='landmarks'><p>Never.</p></section><h1>Two</h1><h2>Part</h2><p>The second.</p>"),
    }
    opf = package({"text/title.xhtml": "", "nav.xhtml": 'properties="nav"', "text/b.xhtml": "", "text/a%20b.xhtml": ""})
    document = read_document(book(tmp_path, files, opf))
    assert document.text == "# Nearer Home\n\n## One\n\nThe first.\n\n## Two\n\n### Part\n\nThe second.\n"
    assert document.source == Source(title="Nearer Home", author="Pell, J.; Ash, T.", publisher="Wexmoor Press", published="2024-05-14")
    assert document.warnings == ()


def test_notes_come_from_another_file(tmp_path: Path) -> None:
    files = {
        "OEBPS/notes.xhtml": chapter("<h1>Notes</h1><aside epub:type='footnote' id='n1'><p>Return of 2020.</p></aside><p id='n2'>Lost.</p>"),
        "OEBPS/one.xhtml": chapter("<p>It rose.<a epub:type='noteref' href='notes.xhtml#n1'>1</a></p><p id='n1'>Text.</p>"),
    }
    opf = package({"notes.xhtml": "", "one.xhtml": ""}, '<itemref idref="i0" linear="no"/><itemref idref="i1"/>')
    assert read_file(book(tmp_path, files, opf)).text == "It rose.¹\n\n¹ Return of 2020.\n\nText.\n\n# Notes\n\nLost.\n"


@pytest.mark.parametrize(("labels", "pages"), [("123", ["One", "three", "Four"]), ("234", []), ("1ix", [])])
def test_pages_of_the_printed_edition(tmp_path: Path, labels: str, pages: list[str]) -> None:
    marks = [f"<span epub:type='pagebreak' id='p{number}' title='{label}'/>" for number, label in enumerate(labels)]
    files = {"OEBPS/one.xhtml": chapter(f"{marks[0]}<p>One two {marks[1]}three.</p>{marks[2]}<p>Four.</p>")}
    content = read_file(book(tmp_path, files, package({"one.xhtml": ""})))
    assert content.text == "One two three.\n\nFour.\n"
    assert [content.text[start:].split(".")[0].split()[0] for start in content.page_starts] == pages


def test_chapters_that_are_not_there_are_told(tmp_path: Path) -> None:
    files = {"OEBPS/one.xhtml": chapter("<p>Text.</p>"), "../evil.xhtml": chapter("<p>Evil.</p>")}
    opf = package({"one.xhtml": "", "../../evil.xhtml": "", "/etc/passwd": "", "gone.xhtml": "", "https://x.example/a.xhtml": ""})
    content = read_file(book(tmp_path, files, opf.replace("</spine>", '<itemref idref="nothing"/></spine>')))
    assert content.text == "Text.\n"
    assert [warning.split(" is missing")[0] for warning in content.warnings[:4]] == [
        "the chapter ../../evil.xhtml",
        "the chapter /etc/passwd",
        "the chapter gone.xhtml",
        "the chapter https://x.example/a.xhtml",
    ]
    assert "nothing" in content.warnings[4]


@pytest.mark.parametrize(
    ("files", "opf", "line"),
    [
        ({"META-INF/encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}, package({"one.xhtml": ""}), "DRM"),
        ({"META-INF/container.xml": "<container/>"}, package({"one.xhtml": ""}), "names no package"),
        ({}, "<<<not xml", "damaged"),
        ({}, '<!DOCTYPE x [<!ENTITY a "b">]><package/>', "XML entities"),
        ({"OEBPS/one.xhtml": "<div>" * 5_000 + "text"}, package({"one.xhtml": ""}), "nested deeper"),
        ({}, package({f"{number}.xhtml": "" for number in range(3)}), "empty"),
    ],
)
def test_hostile_books_get_one_line(tmp_path: Path, files: dict[str, str], opf: str, line: str) -> None:
    with pytest.raises(UnreadableDocument, match=line) as error:
        read_file(book(tmp_path, {"OEBPS/one.xhtml": chapter("<p>Text.</p>"), **files}, opf))
    assert "\n" not in str(error.value)
    assert "book.epub" in str(error.value)


def test_scrambled_fonts_are_no_protection(tmp_path: Path) -> None:
    files = {"OEBPS/one.xhtml": chapter("<p>Text.</p>"), "META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")}
    assert read_file(book(tmp_path, files, package({"one.xhtml": ""}))).text == "Text.\n"


def test_limits_hold(tmp_path: Path) -> None:
    path = book(
        tmp_path, {f"OEBPS/{number}.xhtml": chapter("<p>Text.</p>") for number in range(3)}, package({f"{number}.xhtml": "" for number in range(3)})
    )
    with pytest.raises(UnreadableDocument, match="chapters"):
        read_file(path, Limits(most_pages=2))
    with pytest.raises(UnreadableDocument, match="unpacks"):
        read_file(path, Limits(most_unpacked_bytes=500))


def test_a_zip_that_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(UnreadableDocument, match="no EPUB book"):
        read_file(path)
