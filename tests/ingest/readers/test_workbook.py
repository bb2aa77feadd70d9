"""Workbooks: what the sheets show, under their names."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from ingest.errors import UnreadableDocument
from ingest.folder import read_document
from ingest.limits import Limits
from ingest.manuscript import FileContent
from ingest.readers.reader import read_file


@pytest.fixture
def book() -> openpyxl.Workbook:
    """Return a workbook with a sheet of homes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Homes"
    for row in (["Homes of the county"], [], ["Home", "Area", "Opened", "Full"], ["Larch", "North", date(2011, 5, 2), 0.5], ["Elms", None, None, 1]):
        sheet.append(row)
    sheet["C4"].number_format, sheet["D4"].number_format, sheet["D5"].number_format = "dd/mm/yyyy", "0%", "0%"
    sheet.merge_cells("B4:B5")
    return book


def save(book: openpyxl.Workbook, folder: Path) -> FileContent:
    """Save a workbook and read it."""
    book.save(folder / "county.xlsx")
    return read_file(folder / "county.xlsx")


ROWS = "| Home | Area | Opened | Full |\n| --- | --- | --- | --- |\n| Larch | North | 2 May 2011 | 50% |\n| Elms | North |  | 100% |\n"


def test_a_sheet_is_its_name_its_title_its_rows(book, tmp_path: Path) -> None:
    content = save(book, tmp_path)
    assert content.text == f"# Homes\n\nHomes of the county\n\n{ROWS}"
    assert content.warnings == ()
    assert read_document(tmp_path / "county.xlsx").title == "Homes of the county"


@pytest.mark.parametrize("first", ["Table 1: Homes by area", "Note: not all of them", "We asked every home in May.", "2,104", ""])
def test_what_is_no_title_above_a_table(book, tmp_path: Path, first: str) -> None:
    book.active["A1"] = first or None
    assert save(book, tmp_path).source.title == "county"


def test_the_name_that_every_first_sheet_has_is_no_heading(book, tmp_path: Path) -> None:
    book.active.title = "Sheet1"
    assert save(book, tmp_path).text.startswith("Homes of the county\n")


def test_the_title_of_the_properties(book, tmp_path: Path) -> None:
    book.properties.title, book.properties.creator = "Homes 2024", "openpyxl"
    source = save(book, tmp_path).source
    assert (source.title, source.author) == ("Homes 2024", None)


def test_hidden_sheets_rows_and_columns_are_left_out_and_told_of(book, tmp_path: Path) -> None:
    book.create_sheet("Draft").append(["never", "shown"])
    book["Draft"].sheet_state = "hidden"
    book["Homes"].row_dimensions[4].hidden = True
    book["Homes"].column_dimensions["C"].hidden = True
    content = save(book, tmp_path)
    assert content.text == "# Homes\n\nHomes of the county\n\n| Home | Area | Full |\n| --- | --- | --- |\n| Elms | North | 100% |\n"
    assert content.warnings == (
        "county.xlsx: sheet Homes: hidden rows are left out: 1",
        "county.xlsx: sheet Homes: hidden columns are left out: 1",
        "county.xlsx: hidden sheets are left out: Draft",
    )


def test_formulas_are_never_computed(book, tmp_path: Path) -> None:
    book["Homes"]["D4"] = "=1/2"
    content = save(book, tmp_path)
    assert "| Larch | North | 2 May 2011 |  |" in content.text
    assert content.warnings[0].startswith("county.xlsx: sheet Homes: formulas without a value yet: 1;")


def test_errors_stand_as_they_are(book, tmp_path: Path) -> None:
    book["Homes"]["D4"] = "#N/A"
    assert "| 2 May 2011 | #N/A |" in save(book, tmp_path).text


def test_two_rows_of_names(book, tmp_path: Path) -> None:
    sheet = book.create_sheet("Rates")
    for row in (["Area", "2019", None], [None, "Boys", "Girls"], ["North", 1, 2]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    assert save(book, tmp_path).text.endswith("# Rates\n\n| Area | 2019 Boys | 2019 Girls |\n| --- | --- | --- |\n| North | 1 | 2 |\n")


def test_a_sheet_formatted_to_its_far_corner_is_read_to_its_last_value(book, tmp_path: Path) -> None:
    book["Homes"]["XFD1048576"].font = Font(bold=True)
    book.create_sheet("Empty")["XFD1048576"].font = Font(bold=True)
    assert save(book, tmp_path).text == f"# Homes\n\nHomes of the county\n\n{ROWS}"


class TestHostile:
    """One line each."""

    def reason(self, path: Path, limits: Limits | None = None) -> str:
        with pytest.raises(UnreadableDocument) as caught:
            read_file(path, limits or Limits())
        assert "\n" not in str(caught.value)
        return str(caught.value)

    def test_too_many_rows(self, book, tmp_path: Path) -> None:
        save(book, tmp_path)
        assert "more than 3 rows" in self.reason(tmp_path / "county.xlsx", Limits(most_rows=3))

    def test_a_word_document_under_the_name(self, tmp_path: Path) -> None:
        from tests.ingest.readers.word_file import paragraph, write

        assert "no workbook inside" in self.reason(write(tmp_path / "a.xlsx", paragraph("x")))

    def test_any_packed_file_under_the_name(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr("a.txt", "x")
        assert "another packed file" in self.reason(tmp_path / "a.xlsx")

    def test_truncated_sheets(self, book, tmp_path: Path) -> None:
        save(book, tmp_path)
        path = tmp_path / "county.xlsx"
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-200]
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        assert "damaged" in self.reason(path)

    def test_entities(self, book, tmp_path: Path) -> None:
        save(book, tmp_path)
        path = tmp_path / "county.xlsx"
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/more.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        assert "XML entities" in self.reason(path)

    def test_macros_are_not_opened(self, tmp_path: Path) -> None:
        assert "save it as .xlsx" in self.reason(tmp_path / "a.xlsm")
