"""What --json wrote comes back, and what it did not write is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.errors import SavedRunError
from evals.measures import PRIMARY, Ratio
from evals.report import to_json
from evals.runner import run_cases
from evals.saved_run import load_saved_run, parse_saved_run
from tests.evals.samples import (
    ANSWERABLE,
    DOCUMENTS,
    FIRST,
    SECOND,
    THIRD,
    TWO_FACTS,
    UNANSWERABLE,
    FakeTask,
    abstained,
    answered,
    quote,
)

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
REPLIES = {
    "question q1?": ValueError("odd"),
    "question q2?": answered(quote("one", SECOND), quote("one", THIRD)),
    "question q3?": abstained(quote("one", FIRST)) | {"reason": "Nothing on that."},
}
RUN = run_cases("fake", CASES, FakeTask(REPLIES), DOCUMENTS)
OLD_QUESTION = {"id": "q", "question": "?", "score": 1.0, "abstained": False, "measures": {"hit@1": [1, 1]}}


def report(**changes: Any) -> dict[str, Any]:
    return {"systems": [{"system": "fake", "questions": [OLD_QUESTION | changes]}]}


def test_a_report_tells_each_fact_quote_and_reason() -> None:
    two, three = to_json([RUN])["systems"][0]["questions"]
    assert [(fact["shown"], fact["rank"]) for fact in two["facts"]] == [(False, None), (True, 2)]
    assert two["quotes"][0] == {"doc_id": "one", "start": len(FIRST) + 1, "end": len(FIRST) + 1 + len(SECOND)}
    assert (two["status"], three["status"], three["reason"]) == ("answered", "abstained", "Nothing on that.")
    assert sum(fact["shown"] for fact in two["facts"]) == two["measures"][PRIMARY.name][0]


def test_it_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(to_json([RUN])), encoding="utf-8")
    saved = load_saved_run(path)
    assert saved == parse_saved_run(to_json([RUN]))
    system = saved.system()
    assert [failure.id for failure in system.failures] == ["q1"]
    assert [question.rank for question in system.questions] == [2, None]
    assert system.questions[0].ratio(PRIMARY.name) == Ratio(1.0, 2)
    assert system.questions[0].ratio("of no such name").whole == 0
    assert saved.lower_is_better == ("false denial",)


def test_a_file_of_an_older_version_is_read() -> None:
    question = parse_saved_run(report()).system("fake").questions[0]
    assert (question.facts, question.digest, question.rank) == ((), "", None)


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a run"),
        ('{"systems": 3}', "systems"),
        (json.dumps(report(score="high")), r"systems\.0\.questions\.0\.score"),
        (json.dumps(report(measures={"hit@1": [2, 1]})), "not a ratio"),
        (json.dumps(report(measures={"hit@1": [float("nan"), 1]})), "not a ratio"),
    ],
)
def test_what_is_no_run_is_refused(tmp_path: Path, stored: str, message: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(stored, encoding="utf-8")
    with pytest.raises(SavedRunError, match=f"{message}.*carecite eval --json"):
        load_saved_run(path)


def test_a_missing_file_an_unknown_system_and_a_question_twice(tmp_path: Path) -> None:
    with pytest.raises(SavedRunError, match=r"cannot read the run .*carecite eval --json"):
        load_saved_run(tmp_path / "none.json")
    with pytest.raises(SavedRunError, match="no system 'other'; name one of: fake"):
        parse_saved_run(report()).system("other")
    with pytest.raises(SavedRunError, match="has no system; write"):
        parse_saved_run({"systems": []}).system()
    with pytest.raises(SavedRunError, match="a question of fake twice"):
        parse_saved_run({"systems": [{"system": "fake", "questions": [OLD_QUESTION, OLD_QUESTION]}]})
