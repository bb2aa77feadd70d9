"""What people said on the page, on its way into a question set: a draft until a person has finished it, a case after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import cli
from assistant.desk.store.feedback import KINDS, Feedback
from assistant.desk.store.store import Store
from assistant.reply import Abstention, Answer, Quote
from evals import cli as evals_cli
from evals.cases import DRAFT, load_cases
from evals.corpus import folder_documents
from evals.set_check import check_set
from ingest.span import Span
from tests.evals.corpora import make_corpus
from tests.evals.samples import write_lines


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "corpus")


@pytest.fixture
def drafts(tmp_path: Path, corpus: Path) -> Path:
    """Feedback of every kind on an answer and on a refusal, exported."""
    document = folder_documents(corpus).by_id["leave"]
    words = "27 days of annual leave a year"
    start = document.text.index(words)
    quote = Quote("leave", Span(start, start + len(words)), words, "Leave", None, None, (), "Leave.", 1.0)
    store = Store.open(tmp_path / "desk")
    feedback = Feedback(store.database, {})
    begun = store.start("ann")
    store.add_turn("ann", begun, "how many days off?", Answer("how many days off?", (quote,), "note", 0.9))
    store.add_turn("ann", begun, "and on the moon?", Abstention("and on the moon?", "No.", (quote,), 0.1))
    for turn in (1, 2):
        for kind in KINDS:
            feedback.give("ann", begun, turn, kind, None, f"said of {turn}")
    store.database.close()
    assert cli.main(["feedback", "export", "--desk", str(tmp_path / "desk"), "--out", str(tmp_path / "drafts.jsonl")]) == 0
    return tmp_path / "drafts.jsonl"


def test_check_calls_every_line_a_draft(drafts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert evals_cli.main(["check", str(drafts)]) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if f", {DRAFT}: the line is a draft" in line]
    assert len(said) == 2 * len(KINDS)
    assert check_set(drafts, None).cases == ()


def test_without_its_mark_a_line_is_a_case_as_soon_as_it_has_its_facts(tmp_path: Path, drafts: Path, corpus: Path) -> None:
    lines = [json.loads(line) for line in drafts.read_text(encoding="utf-8").splitlines()]
    finished = [{key: value for key, value in line.items() if key != DRAFT} for line in lines]
    ready = [line for line in finished if line.get("facts") != []]
    cases = load_cases(write_lines(tmp_path / "set.jsonl", *ready), folder_documents(corpus).by_id)
    assert [(case.answerable, case.history) for case in cases] == [
        (True, ()),
        (False, ()),
        (False, ("how many days off?",)),
        (False, ("how many days off?",)),
    ]
    assert all(case.note.endswith("\nsaid of 1") or case.note.endswith("\nsaid of 2") for case in cases)
    waiting = [line for line in finished if line.get("facts") == []]
    for line in waiting:
        line["facts"] = ready[0]["facts"]
    assert len(load_cases(write_lines(tmp_path / "more.jsonl", *waiting), folder_documents(corpus).by_id)) == 6
