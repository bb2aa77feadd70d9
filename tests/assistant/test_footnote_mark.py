"""Footnote marks in running text."""

from __future__ import annotations

import pytest

from assistant.footnote_mark import find_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It lasted for years.¹", ["1"]),
        ("In 2019/20⁷ it fell, as it did before.¹²", ["7", "12"]),
        ("It lasted for years.[^3] Then it fell.[^note]", ["3", "note"]),
        ("It lasted for years.^{12}", ["12"]),
        ("It lasted<sup>4</sup> for years.^5", ["4", "5"]),
        ("It grew quickly.14 Then it fell.15", ["14", "15"]),
        ("Five km² and 10³ more, R² of x^2.", []),
        ("Section s.20 and no.14 There and 2.14 There.", []),
        ("¹ The mark of a footnote itself.", []),
        ("[^3]: A footnote.", []),
    ],
)
def test_marks(text: str, marks: list[str]) -> None:
    assert [mark.mark for mark in find_marks(text)] == marks


def test_a_mark_straight_behind_the_text_belongs_to_it() -> None:
    assert [mark.mark for mark in find_marks("It lasted for years.", "[^3] Then")] == ["3"]
    assert [mark.mark for mark in find_marks("It lasted for years.", " 14 Then")] == []
