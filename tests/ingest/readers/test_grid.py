"""Rows of cells: which name the columns, which are no rows."""

from __future__ import annotations

import pytest

from ingest.manuscript import Manuscript
from ingest.readers.grid import is_figure, join_headers, names_columns, write_sheet


def sheet(*rows: str) -> str:
    """Return the text of a sheet whose cells are set apart by commas."""
    manuscript = Manuscript()
    write_sheet(manuscript, [row.split(",") for row in rows])
    return manuscript.content().text


@pytest.mark.parametrize("cell", ["12", "-3.5", "£1", "22%", "(4)", "1 200", "£97.2m", "<5", "12*"])
def test_figures(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize("cell", ["", "2019", "2019/20", "0 to 4", "A12", "31 March 2021", "-"])
def test_what_is_no_figure(cell: str) -> None:
    assert not is_figure(cell)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (["Age", "Rate"], True),
        (["", "2019", "Rate"], True),
        (["Service", "2019", "2020"], True),
        (["North", "12"], False),
        (["2019", "2020"], False),
        (["Age", "Age"], False),
        (["Age", ""], False),
        (["Name:", "Larch House"], False),
        (["Age", "long " * 20], False),
        (["Lead", "Answers for the list as a whole."], False),
        (["Lead", "Answers for the list. Reports to the board"], False),
        (["Year", "Were you told of it? How"], True),
        (["No. of homes", "Approx. cost in £000s"], True),
    ],
)
def test_rows_that_name_columns(row: list[str], named: bool) -> None:
    assert names_columns(row, [["x", "1"]]) is named
    assert not names_columns(row, [])


def test_a_first_row_as_long_as_those_below_names_nothing() -> None:
    first = ["Lead", "answers for the list as a whole and reports to the board"]
    assert not names_columns(first, [["Deputy", "checks a sample of the list each month and writes to the lead"]])
    assert names_columns(first, [["Deputy", "no"], ["Clerk", "no"]])


def test_headers_of_several_rows_are_joined() -> None:
    assert join_headers([["Area", "2019", "2019"], ["Area", "Boys", "Girls"]]) == ["Area", "2019 Boys", "2019 Girls"]


def test_titles_above_and_notes_below_are_no_rows() -> None:
    assert sheet("Rates in 2023", "", "Age,Rate", "0 to 4,£3", "5 to 9,£4", "Note: per week") == (
        "Rates in 2023\n\n| Age | Rate |\n| --- | --- |\n| 0 to 4 | £3 |\n| 5 to 9 | £4 |\n\nNote: per week\n"
    )


def test_a_blank_row_ends_a_table_where_new_columns_are_named() -> None:
    text = sheet("Age,,Rate", "5,,£3", ",,", "6,,£4", "", "Home,Places,Area", "Larch,6,North")
    assert text == "| Age | Rate |\n| --- | --- |\n| 5 | £3 |\n| 6 | £4 |\n\n| Home | Places | Area |\n| --- | --- | --- |\n| Larch | 6 | North |\n"


def test_rows_without_names_and_single_columns() -> None:
    assert sheet("North,1", "South,2") == "| North | 1 |\n| South | 2 |\n"
    assert sheet("First remark.", "Second remark.") == "First remark.\n\nSecond remark.\n"
    assert sheet("", " ") == ""
