"""In-text references of the seed report against the list that a person made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import cli
from evals.errors import QuestionSetError
from evals.references import EXPECTED, LEAST_RESOLVED, Expected, lines, load_expected, measure
from ingest.document import Document
from ingest.folder import read_folder
from ingest.span import Span
from ingest.structure import find_blocks

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = (
    "# A report\n\nHomes help (Smith, 2019). It fell (Roe, 2018).\n\n# References\n\nSmith, J. (2019) Homes. Bristol: Policy Press.\n\n"
    "Roe, R. (2017) Falls. Bristol: Policy Press.\n"
)
REPORT = {"d": Document("d", TEXT, blocks=find_blocks(TEXT))}


def expected(piece: str, entry: str | None) -> Expected:
    start = TEXT.index(piece)
    return Expected("d", Span(start, start + len(piece)), TEXT.index(entry) if entry else None, None if entry else "absent")


def test_the_seed_report_keeps_the_bar() -> None:
    """At least 97 % of several hundred references are resolved to the right entry, none to a wrong one, and nothing else is taken for one."""
    documents = {document.doc_id: document for document in read_folder(SEEDS).documents}
    listed = load_expected(EXPECTED, documents)
    outcome = measure(listed, documents)
    assert len(listed) >= 380
    assert outcome.resolved >= LEAST_RESOLVED
    assert outcome.wrong == ()
    assert outcome.others == ()
    # The two bodies that differ in "The" alone stand for each other when one is taken out.
    assert len(outcome.replaced) <= 2 < outcome.taken_out


def test_outcomes() -> None:
    """Right, missed, wrong, left open and besides, each where it belongs."""
    right = measure([expected("Smith, 2019", "Smith, J."), expected("Roe, 2018", None)], REPORT)
    assert (len(right.right), len(right.left_open), right.is_good, right.resolved) == (1, 1, True, 1.0)
    wrong = measure([expected("Smith, 2019", "Roe, R."), expected("Roe, 2018", "Roe, R.")], REPORT)
    assert (len(wrong.wrong), len(wrong.missed), wrong.is_good, wrong.resolved) == (1, 1, False, 0.0)
    assert measure([expected("Smith, 2019", "Smith, J.")], REPORT).others == ("Roe, 2018",)
    assert any(line.startswith("wrong: Smith, 2019 (d ") for line in lines(wrong, REPORT))


@pytest.mark.parametrize(
    "change", [{"doc_id": "e"}, {"in_text": "Smyth, 2019"}, {"entry": 3}, {"entry": None}, {"why": "absent"}], ids=lambda change: next(iter(change))
)
def test_a_line_that_does_not_fit_its_document_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    start = TEXT.index("Smith, 2019")
    row = {"doc_id": "d", "in_text": "Smith, 2019", "start": start, "end": start + 11, "entry": TEXT.index("Smith, J."), "why": None}
    path = tmp_path / "list.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert load_expected(path, REPORT) == (expected("Smith, 2019", "Smith, J."),)
    path.write_text(json.dumps(row | change), encoding="utf-8")
    with pytest.raises(QuestionSetError, match="line 1"):
        load_expected(path, REPORT)


def test_the_command_prints_the_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--references", "--seeds", str(SEEDS)]) == 0
    assert "resolved to a wrong entry: 0" in capsys.readouterr().out
    assert cli.main(["--references", "--gate"]) == 2


def test_the_command_says_which_document_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    assert cli.main(["--references", "--seeds", str(tmp_path)]) == 2
    assert "--seeds" in capsys.readouterr().err
