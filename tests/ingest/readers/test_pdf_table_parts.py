"""The parts of the PDF reader that find tables, without a PDF."""

from __future__ import annotations

import pytest

from ingest.readers.pdf.aligned_table import rows_of, stretches_of
from ingest.readers.pdf.line import lines_of
from ingest.readers.pdf.page import Rule
from ingest.readers.pdf.ruled_table import ruled_tables
from ingest.readers.pdf.wrapped_table import wrapped_tables
from tests.ingest.readers.pdf_words import row, word


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(x, ys[0], x, ys[-1]) for x in xs] + [Rule(xs[0], y, xs[-1], y) for y in ys]


def test_a_grid_is_a_table_and_a_box_is_none() -> None:
    words = [word(text, x, y) for y, texts in ((25, "ab"), (5, "cd")) for text, x in zip(texts, (5, 55), strict=True)]
    (table,) = ruled_tables(lines_of(words), grid([0, 50, 100], [0, 20, 40]))
    assert table.rows == (("a", "b"), ("c", "d"))
    assert table.bounds == (0, 50)
    assert ruled_tables(lines_of(words), grid([0, 100], [0, 40])) == []


def test_a_name_over_several_columns_is_part_of_each_of_their_names() -> None:
    rows = [
        (("Trust", 5), ("Eyes", 90)),
        (("Waiting", 55), ("Long", 105)),
        (("Tarrant", 5), ("14", 55), ("2", 105)),
        (("Penn", 5), ("22", 55), ("4", 105)),
    ]
    words = [word(text, x, 65 - 20 * i) for i, cells in enumerate(rows) for text, x in cells]
    levels = [Rule(0, y, 150, y) for y in (0, 20, 40, 80)] + [Rule(50, 60, 150, 60)]
    uprights = [Rule(x, 0, x, 80) for x in (0, 50, 150)] + [Rule(100, 0, 100, 60)]
    (table,) = ruled_tables(lines_of(words), levels + uprights)
    assert table.rows == (("Trust", "Eyes\nWaiting", "Eyes\nLong"), ("Tarrant", "14", "2"), ("Penn", "22", "4"))
    # Without the name over both, each row stays as it is.
    assert len(ruled_tables(lines_of(words), [*levels, *uprights, Rule(100, 60, 100, 80)])[0].rows) == 4


def test_cells_wrapped_in_a_table_without_rules_are_one_row() -> None:
    shape = [("Measure", "Its meaning", "Cost"), ("Kinship", "the same pay", "£7m"), ("pay", "as others get", ""), ("Hubs", "a place", "£2m")]
    bases = [100.0, 80.0, 68.0, 48.0]
    lines = lines_of(
        [w for texts, base in zip(shape, bases, strict=True) for text, x in zip(texts, (0, 90, 200), strict=True) for w in row(text, x, base)]
    )
    (stretch,) = stretches_of(lines)
    rows = rows_of(lines[stretch.first : stretch.last + 1], stretch.gutters)
    assert rows == (("Measure", "Its meaning", "Cost"), ("Kinship\npay", "the same pay\nas others get", "£7m"), ("Hubs", "a place", "£2m"))


WRAPPED = (
    ("Ref", "Action agreed", "What came of it", "State"),
    ("R1", "Rents rose by less\nthan the prices did", "A second lift was promised\nfor the autumn", "Open"),
    ("R2", "Two wardens left", "Nobody asked whether the\nstairs were lit", "Closed"),
    ("R3", "A survey found\neleven doors", "None was mended\nwithin the year", "Open"),
)


@pytest.mark.parametrize("shared", ["rules", "white"])
def test_cells_that_wrap_between_level_rules_or_white_are_never_mixed(shared: str) -> None:
    words, rules, base = [*row("These are the actions that were agreed by the whole board", 0, 140)], [], 100.0
    for texts in WRAPPED:
        for text, x in zip(texts, (0, 30, 140, 290), strict=True):
            words += [w for i, part in enumerate(text.split("\n")) for w in row(part, x, base - 12 * i)]
        base -= 30
        # Each cell has a piece of its own of the rule below its row.
        rules += [Rule(x0, base + 12, x1, base + 12) for x0, x1 in ((0, 30), (30, 140), (140, 290), (290, 330))]
    words += row("The log was closed in March after a long meeting of the board", 0, base - 20)
    (table,) = wrapped_tables(lines_of(words), rules if shared == "rules" else [])
    assert table.rows == WRAPPED
    assert wrapped_tables(lines_of(row("One line of text", 0, 100)), rules) == []
