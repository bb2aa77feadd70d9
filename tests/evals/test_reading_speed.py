"""The speed of reading is measured on the very files, in pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.reading_speed import OURS, ReadingSpeed, main, measure, table_of


def test_text_is_counted_in_pages_of_3000_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A sentence of some words stands here. " * 237, encoding="utf-8")
    (result,) = measure([tmp_path / "a.txt"], rounds=1)
    assert result.pages == pytest.approx(237 * 38 / 3000)
    assert set(result.seconds) == {OURS}
    assert result.seconds[OURS] > 0


def test_speeds_and_ratios_are_pages_over_seconds() -> None:
    result = ReadingSpeed("a.pdf", 20.0, {OURS: 0.5, "pypdf": 2.0})
    assert result.pages_per_second(OURS) == 40
    assert result.pages_per_second("pdfminer.six") is None
    table = table_of([result, ReadingSpeed("b.txt", 3.0, {OURS: 0.1})])
    assert [list(column.cells) for column in table.columns] == [["a.pdf", "b.txt"], ["20", "3"], ["40", "30"], ["10", ""], ["4.00", ""]]


def test_the_command_prints_a_table_or_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "nothing to read" in capsys.readouterr().err
    (tmp_path / "a.md").write_text("# Title\n\nOne sentence.", encoding="utf-8")
    assert main([str(tmp_path), "--rounds", "1"]) == 0
    assert "a.md" in capsys.readouterr().out
