"""The sample report itself: it is what it says it is, in every format that it is written in, by means that are not our readers'."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdfium2
import pytest

from tests.ingest.report.comparison import fold, printed_pages, read_questions, set_pages
from tests.ingest.report.files import FORMATS, STEM, Format
from tests.ingest.report.pdf import write_pdf
from tests.ingest.report.source import Report, read_report, unmarked

OWN = [one for one in FORMATS if one.name != "browser-pdf"]


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report()


@pytest.fixture(scope="module")
def folder(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report")
    for one in OWN:
        one.write_into(report, made / one.name)
    return made


@pytest.fixture(scope="module")
def words(report: Report, folder: Path) -> tuple[tuple[int, ...], ...]:
    """The page of each word of each block in the PDF that we set."""
    return write_pdf(report, folder / "pages.pdf")


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_the_report_is_as_rich_as_a_public_report(report: Report) -> None:
    kinds = Counter(part.kind for part in report.parts)
    assert kinds["footnote"] >= 12 and kinds["entry"] >= 15 and kinds["header"] == 3 and kinds["term"] >= 10 and kinds["box"] == 1
    assert {part.number for part in report.parts if part.kind == "heading"} == {1, 2, 3}
    assert 7_000 <= sum(len(part.text.split()) for part in report.parts) <= 9_000


def test_every_footnote_is_marked_once_in_the_text(report: Report) -> None:
    marks = [int(mark) for part in report.parts for mark in re.findall(r"\[\^(\d+)\]", part.text)]
    assert marks == sorted(part.number for part in report.parts if part.kind == "footnote") == list(range(1, len(marks) + 1))


def test_thirty_questions_on_all_kinds_of_places() -> None:
    kinds = Counter(question.kind for question in read_questions())
    least = {"table": 5, "footnote": 3, "list": 3, "columns": 3, "page break": 2, "glossary": 2, "heading": 2}
    assert len({question.id for question in read_questions()}) == kinds.total() == 30
    assert all(kinds[kind] >= number for kind, number in least.items())


def test_every_answer_stands_once_in_the_report(report: Report) -> None:
    texts = [" | ".join(part.cells) if part.cells else unmarked(part.text).replace("\u00a0", " ") for part in report.parts]
    for question in read_questions():
        assert [sum(sentence in text for text in texts) for sentence in question.gold] == [1], question.id


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_a_file_is_the_same_each_time_it_is_written(one: Format, report: Report, folder: Path, tmp_path: Path) -> None:
    one.write_into(report, tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (folder / one.name / path.name).read_bytes()


def test_the_pdf_has_twenty_pages_with_running_lines_and_words_divided_at_line_ends(folder: Path) -> None:
    pages = page_texts(folder / "pdf" / f"{STEM}.pdf")
    assert len(pages) >= 20
    assert all("Wexmoor Children’s Observatory" in text and str(number) in text for number, text in enumerate(pages[1:], start=2))
    assert sum(len(re.findall(r"[a-z][-\x02\ufffe][\r\n]*[a-z]", text)) for text in pages) >= 40


def test_the_pages_of_the_answers_are_those_that_another_program_finds(report: Report, folder: Path, words: tuple[tuple[int, ...], ...]) -> None:
    for question in read_questions():
        for sentence in question.gold:
            assert set_pages(report, words, sentence) in printed_pages(folder / "pdf" / f"{STEM}.pdf", sentence), question.id


def test_a_page_break_with_a_footnote_above_it_cuts_two_of_the_answers(report: Report, folder: Path, words: tuple[tuple[int, ...], ...]) -> None:
    pages = page_texts(folder / "pdf" / f"{STEM}.pdf")
    notes = {words[i][-1] for i, part in enumerate(report.parts) if part.kind == "footnote"}
    for question in read_questions():
        if question.kind == "page break":
            begins = set_pages(report, words, question.gold[0])
            assert begins in notes
            assert question.gold[0].split()[-1].rstrip(".") in pages[begins], "the end of the sentence is on the next page"
            assert question.gold[0].split()[-1] not in pages[begins - 1]


def test_a_table_goes_on_behind_a_page_break(report: Report, words: tuple[tuple[int, ...], ...]) -> None:
    rows = [words[i][0] for i, part in enumerate(report.parts) if part.kind == "row" and part.within == "plain"]
    assert rows[-1] == rows[0] + 1


def test_the_word_file_has_real_headings_footnotes_and_columns(report: Report, folder: Path) -> None:
    path = folder / "docx" / f"{STEM}.docx"
    document = docx.Document(str(path))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name in ("Heading 1", "Heading 2", "Heading 3")]
    assert headings == [part.text for part in report.parts if part.kind == "heading"]
    with zipfile.ZipFile(path) as archive:
        notes, body = (archive.read(f"word/{name}.xml").decode() for name in ("footnotes", "document"))
    assert notes.count("<w:footnoteRef/>") == body.count("<w:footnoteReference ") == 14
    assert 'w:num="2"' in body
    assert [len(table.rows) for table in document.tables] == [1, 9, 8, 22]
    assert document.core_properties.title == report.about["title"]


def test_slides_hold_every_sentence(report: Report, folder: Path) -> None:
    slides = pptx.Presentation(str(folder / "pptx" / f"{STEM}.pptx")).slides
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    texts += [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    told = fold(" ".join(texts))
    missing = [part.text for part in report.parts if not part.cells and fold(unmarked(part.text)) not in told and "[^" not in part.text]
    assert missing == []


def test_the_workbook_s_numbers_are_numbers(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / "xlsx" / f"{STEM}.xlsx")
    assert workbook.sheetnames == ["Table 1", "Table 2", "Table 3", "Glossary"]
    sheet = workbook["Table 1"]
    assert [cell.value for cell in sheet[4]] == ["Ashby Fell", 31400, 214, 68, 0.22]


def test_the_book_s_chapters_stand_in_its_spine(report: Report, folder: Path) -> None:
    with zipfile.ZipFile(folder / "epub" / f"{STEM}.epub") as archive:
        opf = archive.read("OEBPS/book.opf").decode()
        pages = {name: archive.read(f"OEBPS/{name}").decode() for name in re.findall(r'href="([^"]+)"', opf)}
    ids = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', opf))
    chapters = [re.search("<h1>(.*?)</h1>", pages[ids[name]]) for name in re.findall(r'<itemref idref="([^"]+)"/>', opf)]
    assert [html.unescape(found[1]) for found in chapters[1:] if found] == [p.text for p in report.parts if p.kind == "heading" and p.number == 1]
