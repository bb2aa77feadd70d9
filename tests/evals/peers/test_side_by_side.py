"""The comparison from its systems to the page: real BM25, a fake for the assistant, costs made up."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evals.cases import Case
from evals.errors import PeerError
from evals.peers import page, side_by_side
from evals.peers.costs import Cost, NotMeasured
from evals.peers.registry import SYSTEMS, System
from evals.peers.side_by_side import SideBySide, put_beside
from evals.runner import Run, run_cases
from ingest.document import Document
from tests.evals.peers.test_systems import KeywordEmbedder, installed
from tests.evals.samples import ANSWERABLE, DOCUMENTS, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, quote

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
FIRST_COST = Cost("carecite", 9.0, 500.0, 2.0, 0.4, 0.8, 300.0)
QUICK = Cost("BM25 sentences", 1.0, 100.0, 1.0, 0.001, 0.002, 90.0)
NINE = quote("one", "nine closed within a single year")
COSTS = quote("one", "12\nmillion pounds")


def run_of(system: str, *replies: Mapping[str, object]) -> Run:
    asked = {case.question: reply for case, reply in zip(CASES, replies, strict=True)}
    return run_cases(system, CASES, FakeTask(asked), DOCUMENTS)


GOOD = run_of("carecite", answered(NINE), answered(NINE), abstained())
OTHER_RUN = run_of("BM25 sentences", answered(NINE), answered(COSTS, NINE), answered(NINE))


def found(*costs: Cost | NotMeasured, other: Run = OTHER_RUN) -> SideBySide:
    bm25 = next(system for system in SYSTEMS if system.name == "BM25 sentences")
    return SideBySide((GOOD, other), (bm25,), costs, ("Away needs no-such-package",), 2, date(2026, 11, 27), 3.0)


def test_the_tables_have_a_row_for_each_system() -> None:
    rows = page.quality_rows(found(FIRST_COST, QUICK))
    assert [row[0] for row in rows] == ["system", "carecite", "BM25 sentences"]
    primary = rows[0].index("facts within 150 words (primary)")
    assert rows[1][primary].startswith("0.667 [")
    assert rows[2][primary].startswith("1.000 [")
    assert page.cost_rows(found(FIRST_COST, QUICK))[1:] == [
        ["carecite", "9.0", "500", "2.0", "0.400", "0.800", "300"],
        ["BM25 sentences", "1.0", "100", "1.0", "0.001", "0.002", "90"],
    ]


def test_where_another_system_is_ahead_is_said_for_quality_and_for_costs() -> None:
    lines = page.ahead(found(FIRST_COST, QUICK))
    assert "facts within 150 words: 1 of 1 is better than 0.667; BM25 sentences 1.000" in lines
    assert "answer, median, s: 1 of 1 is below 0.400; BM25 sentences 0.001" in lines
    assert "index, memory then, MiB: 1 of 1 is below 500; BM25 sentences 100" in lines
    assert not [line for line in lines if line.startswith(("refusal", "false denial"))]
    behind = run_of("BM25 sentences", answered(COSTS), answered(COSTS), answered(NINE))
    assert page.ahead(found(FIRST_COST, replace(FIRST_COST, system="BM25 sentences"), other=behind)) == []


def test_the_page_is_whole() -> None:
    text = page.to_markdown(found(FIRST_COST, QUICK))
    assert text.startswith("# carecite beside other systems\n\n")
    assert "27 November 2026, 3 questions on 2 documents. Machine: " in text
    assert "| BM25 sentences | bm25s with its defaults" in text
    assert "- left out: Away needs no-such-package\n" in text
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Quality", "## Costs", "## Where another system is ahead of carecite", "## The systems", "## How it is measured"]


def test_a_system_that_could_not_be_measured_is_named_and_has_no_row() -> None:
    bm25 = next(system for system in SYSTEMS if system.name == "BM25 sentences")
    broken = SideBySide((GOOD,), (bm25,), (FIRST_COST, NotMeasured("BM25 sentences", "it broke")), (), 2, date(2026, 11, 27), None)
    assert "- not measured: BM25 sentences: it broke\n" in page.to_markdown(broken)
    assert [row[0] for row in page.quality_rows(broken)] == ["system", "carecite"]
    with pytest.raises(ValueError, match="a run for each system"):
        SideBySide((GOOD,), (bm25,), (FIRST_COST, QUICK), (), 2, date(2026, 11, 27), None)


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """Return options that name BM25; its index is built here, its costs are made up."""

    def costs(
        names: Sequence[str], documents: Mapping[str, Document], source: Path, cases: Sequence[Case], folder: Path, watch: Callable[[str], None]
    ) -> Iterator[tuple[Cost, Path]]:
        assert list(names) == ["carecite", "BM25 sentences"]
        yield FIRST_COST, folder
        watch("BM25 sentences: index")
        system().build(documents, KeywordEmbedder()).save(folder)
        yield QUICK, folder

    monkeypatch.setattr(side_by_side, "measure_costs", costs)
    monkeypatch.setattr(side_by_side, "reopen_embedder", lambda folder: None)
    more = {"junit": tmp_path / "out.xml", "html": tmp_path / "out.html"}
    return argparse.Namespace(peer=["BM25 sentences"], seeds=tmp_path, json=tmp_path / "out.json", markdown=tmp_path / "out.md", **more)


def system() -> System:
    return installed(next(system for system in SYSTEMS if system.name == "BM25 sentences"))


def test_the_questions_are_put_to_the_index_that_was_measured(options: argparse.Namespace, capsys: pytest.CaptureFixture[str]) -> None:
    assert put_beside(options, GOOD, CASES, DOCUMENTS) == 0
    assert "BM25 sentences" in capsys.readouterr().out
    report = json.loads(options.json.read_text(encoding="utf-8"))
    assert [one["system"] for one in report["systems"]] == ["carecite", "BM25 sentences"]
    assert [one["median"] for one in report["costs"]] == [0.4, 0.001]
    assert len(report["systems"][1]["questions"]) == 3
    assert options.markdown.read_text(encoding="utf-8").startswith("# carecite beside other systems")
    assert "BM25 sentences" in options.html.read_text(encoding="utf-8")
    assert '<testsuite name="carecite: questions"' in options.junit.read_text(encoding="utf-8")


def test_a_case_of_ours_that_broke_gives_exit_code_1(options: argparse.Namespace, capsys: pytest.CaptureFixture[str]) -> None:
    broken = run_cases("carecite", CASES, FakeTask({}), DOCUMENTS)
    assert put_beside(options, broken, CASES, DOCUMENTS) == 1
    assert "broken: carecite, q1: KeyError" in capsys.readouterr().out


def test_a_system_that_is_not_known_is_an_error(options: argparse.Namespace) -> None:
    options.peer = ["Elsewhere"]
    with pytest.raises(PeerError, match="choose from"):
        put_beside(options, GOOD, CASES, DOCUMENTS)
