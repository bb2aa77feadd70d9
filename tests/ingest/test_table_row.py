"""Rows of tables, their headers, and how they are searched."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences
from ingest.structure import find_blocks
from ingest.table_row import cells, names_columns


@pytest.mark.parametrize(
    ("row", "expected"), [("| a | b |", ("a", "b")), ("a | b | c", ("a", "b", "c")), (" a\t\tb ", ("a", "", "b")), ("a", ("a",))]
)
def test_cells(row: str, expected: tuple[str, ...]) -> None:
    assert cells(row) == expected


@pytest.mark.parametrize(
    ("above", "row", "expected"),
    [
        ("Town\tPeople", "Crewe\t76,400", True),
        ("Service\t2019\t2023/24", "Fostering\t£4m\t£5m", True),
        ("Town\tPeople", "Crewe\tmany", False),
        ("Town\tPeople", "Crewe\t76,400\t3", False),
        ("Crewe\t76,400", "Leeds\t812,000", False),
        ("Town\t", "Crewe\t76,400", False),
    ],
)
def test_a_row_names_columns_when_it_has_words_over_figures(above: str, row: str, expected: bool) -> None:
    assert names_columns(above, row) is expected


@pytest.mark.parametrize(
    "text", ["| Town | People |\n|---|---|\n| Crewe | 76,400 |\n| Leeds | 812,000 |\n", "Town\tPeople\nCrewe\t76,400\nLeeds\t812,000\n"]
)
def test_rows_are_searched_with_the_names_of_their_columns_and_quoted_without(text: str) -> None:
    sentences = cut_sentences(Document("towns", text, blocks=find_blocks(text)))
    assert [sentence.clean for sentence in sentences] == ["Town: Crewe; People: 76,400", "Town: Leeds; People: 812,000"]
    assert all(sentence.text == sentence.span.of(text) and sentence.kind is BlockKind.TABLE_ROW for sentence in sentences)
