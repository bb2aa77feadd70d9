"""Files that are no PDF, or a strange one, or a scan."""

from __future__ import annotations

import importlib.util
import io
import shutil
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.readers.pdf import ocr
from ingest.readers.pdf.pdf_library import Pdf
from ingest.readers.reader import read_file
from tests.ingest.readers.pdf_paper import HEIGHT, PROSE, WIDTH, Paper


def test_unreadable_files_say_what_to_do(path: Path) -> None:
    path.write_bytes(b"no PDF at all, whatever it is called\n" * 9)
    with pytest.raises(UnreadableDocument, match=r"report\.pdf is no PDF, damaged or cut short"):
        read_file(path)
    paper = Paper(path)
    paper.prose(PROSE)
    paper.save()
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(UnreadableDocument, match="cut short"):
        read_file(path)
    paper = Paper(path, password="secret", owner="owner")
    paper.prose(PROSE)
    paper.save()
    with pytest.raises(UnreadableDocument, match="is protected by a password: save it without one"):
        read_file(path)
    paper = Paper(path)
    for _ in range(3):
        paper.page()
    paper.save()
    with pytest.raises(UnreadableDocument, match="has 3 pages, more than the limit of 2"):
        read_file(path, Limits(most_pages=2))
    with pytest.raises(UnreadableDocument, match="holds no text that can be read"):
        read_file(path)


def test_a_file_that_opens_without_a_password_is_read(path: Path) -> None:
    paper = Paper(path, owner="owner")
    paper.prose(PROSE)
    paper.save()
    assert read_file(path).text == PROSE + "\n"


@pytest.mark.parametrize(
    "drawn",
    [
        b"BT /F 0 Tf 100 100 Td (gone) Tj /F 12 Tf 0 20 Td (Words that stay) Tj ET",
        b"BT /F 1e39 Tf 1e40 100 Td (gone) Tj ET BT /F 12 Tf 100 100 Td (Words that stay) Tj ET",
        b"q " * 30_000 + b"BT /F 12 Tf 100 500 Td (Words that stay) Tj ET",
        b"BT /F 12 Tf 100 500 Td (Words that stay) Tj ET" + b" 9 9 m 99 9 l S" * 20_000,
    ],
    ids=["no size", "overflow", "deep", "rules"],
)
def test_strange_drawings_are_survived(path: Path, drawn: bytes) -> None:
    write_raw(path, drawn)
    assert read_file(path).text == "Words that stay\n"


def test_a_page_too_full_to_lay_out_keeps_its_words(path: Path) -> None:
    places = b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (i * 7 % 600, i * 13 % 780) for i in range(12_000))
    write_raw(path, b"BT /F 8 Tf " + places + b"ET")
    content = read_file(path)
    assert content.text.count("ab") > 8_000
    assert content.warnings == ("page 1 was too full to be laid out; their text may be out of order or cut short",)


def write_raw(path: Path, drawn: bytes) -> None:
    """Write a PDF of one page by hand, whose drawing no library would make."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table_at = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table_at)


def scan(path: Path, *, with_text: bool) -> None:
    """Write a PDF whose page is a picture of a page of prose, with a page of real text before it if asked."""
    paper = Paper(path)
    paper.prose("This page was scanned. " + PROSE, size=12)
    paper.save()
    with Pdf(path) as pdf:
        picture = io.BytesIO()
        pdf.picture(1, 200).save(picture, "PNG")
    paper = Paper(path)
    if with_text:
        paper.prose(PROSE)
        paper.page()
    paper.canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    paper.save()


def test_a_scan_says_what_reads_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "can_read", lambda: False)
    scan(path, with_text=False)
    with pytest.raises(UnreadableDocument, match=r"is a scan and holds no text: pip install 'carecite\[ocr\]' and the program tesseract"):
        read_file(path)
    scan(path, with_text=True)
    content = read_file(path)
    assert content.text == PROSE + "\n"
    assert content.warnings == ("page 2 was scanned, without text: pip install 'carecite[ocr]' and the program tesseract to read them",)


@pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("pytesseract") is None, reason="needs the extra ocr and the program tesseract"
)
def test_a_scan_is_read_by_ocr(path: Path) -> None:
    scan(path, with_text=True)
    content = read_file(path)
    assert content.warnings == ("page 2 was read by OCR; check quotes against the page",)
    scanned = content.text[content.page_starts[1] :].split()
    expected = ("This page was scanned. " + PROSE).split()
    assert len(set(expected) & set(scanned)) >= 0.95 * len(set(expected))
