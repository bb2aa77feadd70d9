"""The forgery suite: what it makes is forged or good by its own words, and the check of quotes catches the one and takes the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cli import main
from evals.forgery.alterations import ALTERATIONS
from evals.forgery.renderings import RENDERINGS
from evals.forgery.report import is_proof
from evals.forgery.suite import ForgeryCase, ForgeryReport, KindResult, check, make_cases
from ingest.document import Document
from ingest.folder import read_folder

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return read_folder(SEEDS).documents


@pytest.fixture(scope="module")
def cases(documents: tuple[Document, ...]) -> list[ForgeryCase]:
    return make_cases(documents)


def test_there_are_at_least_20_kinds_and_2000_cases(cases: list[ForgeryCase]) -> None:
    forged = [case for case in cases if case.forged]
    assert len(forged) + len(cases) >= 2000
    assert len({case.kind for case in forged}) == len(ALTERATIONS) >= 20
    assert len({case.kind for case in cases}) == len(ALTERATIONS) + len(RENDERINGS)


def test_no_forged_quote_is_a_sentence_of_its_document(cases: list[ForgeryCase]) -> None:
    flat = {case.document.doc_id: f" {' '.join(case.document.text.split())} " for case in cases}
    assert [case.claim for case in cases[::40] if case.forged and f" {' '.join(case.claim.split())} " in flat[case.document.doc_id]] == []


def test_every_forged_quote_is_caught_and_no_good_one_refused(cases: list[ForgeryCase]) -> None:
    report = check(cases)
    assert [kind for kind in report.kinds if kind.right < kind.total and kind.forged] == []
    assert 1 - report.share(forged=False) <= 0.005
    assert is_proof(report)


def test_a_check_that_is_too_kind_or_too_strict_is_found_out(documents: tuple[Document, ...]) -> None:
    cases = make_cases(documents, per_kind=3)
    kind = check(cases, lambda claim, text: [1])
    strict = check(cases, lambda claim, text: [])
    naive = check(cases, lambda claim, text: [1] if claim.lower() in text.lower() else [])
    assert (kind.share(forged=True), kind.share(forged=False)) == (0, 1)
    assert (strict.share(forged=True), strict.share(forged=False)) == (1, 0)
    assert naive.share(forged=True) < 1 and naive.share(forged=False) < 0.5
    assert not any(is_proof(report) for report in (kind, strict, naive))


def test_the_same_documents_give_the_same_quotes(documents: tuple[Document, ...]) -> None:
    one, other = make_cases(documents, per_kind=2), make_cases(documents, per_kind=2)
    assert one == other
    assert make_cases(documents, per_kind=2, seed=1) != one


def test_shares_are_counted_over_cases() -> None:
    report = ForgeryReport((KindResult("a", True, 3, 3), KindResult("b", True, 1, 0, ("x",)), KindResult("c", False, 2, 1)))
    assert (report.share(forged=True), report.share(forged=False), report.total(forged=True)) == (0.75, 0.5, 4)
    assert not is_proof(report)


def test_the_command_prints_the_kinds_and_says_by_its_exit_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--forgery", "--seeds", str(SEEDS), "--json", str(tmp_path / "forgery.json")]) == 0
    assert "dropped negation" in capsys.readouterr().out
    assert '"forged_refused": 1.0' in (tmp_path / "forgery.json").read_text(encoding="utf-8")


def test_one_document_is_too_few() -> None:
    with pytest.raises(ValueError, match="two documents"):
        make_cases([Document("a", "One.")])
