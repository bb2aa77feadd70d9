"""TREC files: what is written is read back, and what cannot be written or read is named."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import FormatError
from evals.trec import Found, read_qrels, read_run, write_qrels, write_run
from evals.units import escaped


def test_qrels_are_as_trec_eval_reads_them(tmp_path: Path) -> None:
    qrels = {"q1": {"d1": 1, "é#2": 0}, "q2": {"d1": 2}}
    write_qrels(tmp_path / "qrels", qrels)
    assert (tmp_path / "qrels").read_text(encoding="utf-8") == "q1 0 d1 1\nq1 0 é#2 0\nq2 0 d1 2\n"
    assert read_qrels(tmp_path / "qrels") == qrels
    (tmp_path / "tabs").write_text("q1\t0\td1\t-1\r\n\n q2  0 d2 +3 \n", encoding="utf-8")
    assert read_qrels(tmp_path / "tabs") == {"q1": {"d1": -1}, "q2": {"d2": 3}}


def test_a_run_is_ordered_by_its_scores(tmp_path: Path) -> None:
    write_run(tmp_path / "run", {"q1": ["d2", "d1", "d2"], "q2": []}, "mine")
    assert (tmp_path / "run").read_text() == "q1 Q0 d2 1 1.0 mine\nq1 Q0 d1 2 0.5 mine\n"
    assert read_run(tmp_path / "run") == {"q1": (Found("d2", 1.0), Found("d1", 0.5))}
    (tmp_path / "theirs").write_text("q1 Q0 a 1 0.5 x\nq1 Q0 c 2 7e1 x\nq1 Q0 b 9 0.5 x\n")
    assert [one.unit for one in read_run(tmp_path / "theirs")["q1"]] == ["c", "a", "b"]


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_escaped_names_stay_apart_and_come_back(names: list[str]) -> None:
    units = [escaped(name) for name in names]
    assert len(set(units)) == len(names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write_run(path, {units[0]: units}, "x")
        assert [one.unit for one in read_run(path)[units[0]]] == units
        write_qrels(path, {units[0]: dict.fromkeys(units, 1)})
        assert read_qrels(path) == {units[0]: dict.fromkeys(units, 1)}


@pytest.mark.parametrize("id", ["", "a b", "a\tb", "a\u00a0b", " a"])
def test_an_id_that_cannot_stand_in_a_line_is_refused(tmp_path: Path, id: str) -> None:
    for write in (lambda: write_qrels(tmp_path / "x", {"q": {id: 1}}), lambda: write_run(tmp_path / "x", {id: ["d"]}, "t")):
        with pytest.raises(FormatError, match="which TREC files cannot hold"):
            write()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 Q0 d1 1 0.5\n", "line 1: 5 columns instead of 6"),
        ("q1 Q0 d1 1 0.5 x\nq1 Q0 d1 1 0.4 x\n", "line 2: 'd1' is found twice"),
        ("q1 Q0 d1 1 high x\n", "line 1: the score 'high' is not a number"),
        ("q1 Q0 d1 1 nan x\n", "line 1: the score 'nan' is not a number"),
    ],
)
def test_a_wrong_line_of_a_run_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "run").write_text(text)
    with pytest.raises(FormatError, match=message):
        read_run(tmp_path / "run")


def test_wrong_qrels_are_named(tmp_path: Path) -> None:
    for text, message in (("q1 0 d1\n", "3 columns"), ("q1 0 d1 high\n", "not a whole number"), ("q1 0 d 1\nq1 0 d 1\n", "judged twice")):
        (tmp_path / "qrels").write_text(text)
        with pytest.raises(FormatError, match=message):
            read_qrels(tmp_path / "qrels")
    (tmp_path / "qrels").write_bytes(b"\xff")
    with pytest.raises(FormatError, match="not UTF-8"):
        read_qrels(tmp_path / "qrels")
    with pytest.raises(FormatError, match="cannot read"):
        read_qrels(tmp_path / "none")
