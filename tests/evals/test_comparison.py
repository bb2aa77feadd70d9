"""Two runs against each other: what was lost and won, derived by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import cli
from evals.cases import Case
from evals.comparison import Comparison, compare_runs
from evals.errors import SavedRunError
from evals.report import comparison_for_terminal, comparison_markdown, comparison_page, to_json
from evals.report.change_rows import question_lines, record_rows
from evals.run_record import record_run
from evals.runner import run_cases
from evals.saved_run import SavedRun, parse_saved_run
from tests.evals.samples import (
    ANSWERABLE,
    DOCUMENTS,
    FIRST,
    NINE,
    OTHER,
    THIRD,
    TWO_FACTS,
    UNANSWERABLE,
    FakeTask,
    abstained,
    answered,
    case,
    quote,
)

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
GOOD: dict[str, Any] = {
    "question q1?": answered(quote("one", FIRST)),
    "question q2?": answered(quote("one", FIRST)),
    "question q3?": abstained(),
    "question q9?": abstained(),
}


def report(*cases: Case, **changes: object) -> dict[str, Any]:
    replies = GOOD | {f"question {name}?": reply for name, reply in changes.items()}
    return to_json([run_cases("fake", cases or CASES, FakeTask(replies), DOCUMENTS)])


def saved(*cases: Case, **changes: object) -> SavedRun:
    return parse_saved_run(report(*cases, **changes))


def compared(**changes: object) -> Comparison:
    return compare_runs(saved(), saved(**changes))


def test_a_run_against_itself_has_no_change() -> None:
    same = compared()
    assert (same.common, same.questions, same.other_quotes, same.records, same.apart) == (3, (), 0, (), ())
    assert {(one.difference, one.low, one.high, one.p, one.differing) for one in same.figures} == {(0.0, 0.0, 0.0, 1.0, 0)}


def test_what_a_question_lost_and_won_is_named_by_its_gold() -> None:
    change = compared(q2=answered(quote("two", OTHER), quote("one", THIRD))).questions[0]
    assert (change.id, change.score) == ("q2", (0.5, 0.5))
    assert change.lost == ("nine closed within a single year",)
    assert change.won == ("12 million pounds",)
    assert change.rank == (1, 2)
    assert set(change.measures) == {"hit@1", "MRR", "success@1", "nDCG@10", "word precision within 150 words"}


def test_figures_and_their_chance_by_hand() -> None:
    found = compared(q1=abstained(), q3=answered(quote("one", FIRST)))
    by_name = {one.name: one for one in found.figures}
    facts = by_name["facts within 150 words"]
    assert (facts.before, facts.after) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    # One question differs: of its two ways both are as far from 0.
    assert (facts.p, facts.cases, facts.differing, facts.is_worse) == (1.0, 2, 1, True)
    denial = by_name["false denial"]
    assert (denial.difference, denial.is_worse, denial.lower_is_better) == (0.5, True, True)
    assert by_name["refusal"].after == 0.0
    assert [one.name for one in found.kinds["false-premise"] if one.differing] == ["refusal"]
    assert [change.abstained for change in found.questions] == [(False, True), (True, False)]
    assert found.other_quotes == 2


def test_questions_stand_worst_first() -> None:
    found = compared(q1=abstained(), q2=answered(quote("one", FIRST), quote("one", THIRD)))
    assert [change.id for change in found.questions] == ["q1", "q2"]
    assert question_lines(found)[0].startswith("worse: q1 1.000 -> 0.000: question q1? (lost: nine closed")
    assert question_lines(found)[1].startswith("better: q2 0.500 -> 1.000")


def test_only_common_questions_are_compared_and_the_others_named() -> None:
    nine = case("q9", NINE)
    other_gold = replace(ANSWERABLE, facts=TWO_FACTS.facts, kind="several")
    found = compare_runs(saved(*CASES), saved(other_gold, TWO_FACTS, nine))
    assert found.common == 1
    assert found.apart == (
        "1 question only in the earlier run: q3",
        "1 question only in the later run: q9",
        "1 question asked or marked differently: q1",
    )


def test_a_question_that_broke_is_named_and_in_no_figure() -> None:
    found = compare_runs(saved(q1=ValueError("odd")), saved(q2=ValueError("odd")))
    assert found.apart == ("1 question broke in the earlier run: q1", "1 question broke in the later run: q2")
    assert found.common == 1


def test_runs_without_a_common_question_are_not_compared() -> None:
    with pytest.raises(SavedRunError, match="no question in common"):
        compare_runs(saved(ANSWERABLE), saved(TWO_FACTS))


def test_a_file_of_an_older_version_is_compared_by_marks_alone() -> None:
    old = report()
    for question in old["systems"][0]["questions"]:
        for name in ("digest", "facts", "quotes", "kind", "status", "turns"):
            del question[name]
    change = compare_runs(parse_saved_run(old), saved(q1=abstained())).questions[0]
    assert (change.score, change.lost, change.rank) == ((1.0, 0.0), (), (None, None))


def test_what_the_runs_were_made_with_is_held_against_each_other() -> None:
    record = record_run(CASES)
    other = replace(record, commit="beef", settings={"spelling": False}, changed_settings={"spelling": False}, time="later", command=("x",))
    old, new = (parse_saved_run(report() | {"record": one.to_dict()}) for one in (replace(record, commit=None), other))
    rows = record_rows(compare_runs(old, new))
    assert rows[1:] == [["commit", "not known", "beef"], ["settings.spelling", "not known", "False"]]


def test_two_files_are_compared_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, page = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "change.html"
    old.write_text(json.dumps(report()), encoding="utf-8")
    new.write_text(json.dumps(report(q1=abstained())), encoding="utf-8")
    out, markdown = tmp_path / "change.json", tmp_path / "change.md"
    assert cli.main(["compare", str(old), str(new), "--html", str(page), "--json", str(out), "--markdown", str(markdown)]) == 0
    assert "worse: q1 1.000 -> 0.000" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))["figures"]["false denial"]["is_worse"] is True
    assert "lost: nine closed" in page.read_text(encoding="utf-8")
    assert cli.main(["compare", str(old), str(new), "--system", "none"]) == 2
    assert cli.main(["compare", str(old), str(tmp_path / "none.json")]) == 2
    error = capsys.readouterr().err
    assert "no system 'none'" in error
    assert "cannot read the run" in error


def test_every_report_of_a_comparison_names_what_was_lost() -> None:
    found = compared(q1=abstained())
    assert "lost: nine closed within a single year" in comparison_markdown(found)
    assert "lost: nine closed within a single year" in comparison_page(found)
    assert len(comparison_for_terminal(found).renderables) > 3
