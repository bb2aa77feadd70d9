"""Tables as text: any separator, quoted line ends, and one line for what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent
from ingest.readers.reader import read_file

TABLE = "| Age | Rate |\n| --- | --- |\n| 0 to 4 | £1,50 |\n| 5 to 9 | £2 |\n"


def read(tmp_path: Path, data: bytes | str, name: str = "rates.csv", limits: Limits | None = None) -> FileContent:
    """Read a file of some bytes."""
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path, limits or Limits())


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str) -> None:
    rows = [["Age", "Rate"], ["0 to 4", '"£1,50"'], ["5 to 9", "£2"]]
    assert read(tmp_path, "\ufeff" + end.join(separator.join(row) for row in rows)).text == TABLE


def test_tabs_by_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, "Name, short\tRate\nA, B, C\t2\n", "a.tsv").text == "| Name, short | Rate |\n| --- | --- |\n| A, B, C | 2 |\n"


def test_a_line_end_within_quotation_marks_is_a_space(tmp_path: Path) -> None:
    assert read(tmp_path, 'Age,Remark\n5,"one\ntwo ""three"""\n').text.endswith('| 5 | one two "three" |\n')


def test_rows_of_other_lengths(tmp_path: Path) -> None:
    content = read(tmp_path, "Age,Rate,Area\n5,1\n6,2,North,more\n7,3,South\n8,4,West\n")
    assert content.text.endswith("| 5 | 1 |  |  |\n| 6 | 2 | North | more |\n| 7 | 3 | South |  |\n| 8 | 4 | West |  |\n")
    assert content.warnings == ("rates.csv: rows with more cells than the others: 1, the first is row 3; check the separators",)


def test_the_title_is_the_name_of_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, "Age,Rate\n5,1\n").source.title == "rates"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Größe,Zahl\n".encode("latin-1"), "not UTF-8"),
        ("Age,Rate\n".encode("utf-16"), "UTF-16"),
        (b"PK\0\1", "binary"),
        ("Age,Rate\n" * 12, "10 rows"),
        ('Age,Rate\n5,"' + "x" * 200_000, "every quotation mark"),
        (" , \n", "empty"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes | str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read(tmp_path, data, limits=Limits(most_rows=10))
