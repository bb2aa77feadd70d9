"""What people said, listed, made into drafts and deleted by `carecite feedback`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import cli
from assistant.desk.store.draft_case import draft_case
from assistant.desk.store.feedback import KINDS, Feedback, FeedbackRow, Kind
from assistant.desk.store.record import record_of
from assistant.desk.store.store import Store
from assistant.reply import Abstention, Answer, Quote, Reply
from assistant.reply_json import reply_to_json
from assistant.settings import DEFAULT_SETTINGS
from index.checksum import sha256_of
from index.layout import MANIFEST


@pytest.fixture
def answer(make_quote: Callable[..., Quote]) -> Answer:
    return Answer("q", (make_quote(), make_quote("Nobody  knows\nwhy.", 40)), "text [1] [2]", 0.9)


@pytest.fixture
def refusal(answer: Answer) -> Abstention:
    return Abstention("q", "No.", answer.quotes, 0.1)


@pytest.fixture
def desk(tmp_path: Path, answer: Answer) -> Path:
    store = Store.open(tmp_path / "desk")
    begun = store.start("ann")
    store.add_turn("ann", begun, "What broke down?", answer)
    store.add_turn("ann", begun, "And\nwhy?", answer, ["letter"])
    feedback = Feedback(store.database, {"version": "0.1"})
    feedback.give("ann", begun, 1, "helpful")
    feedback.give("ann", begun, 2, "evidence-wrong", 1, "It says\nno \u202esuch \x1b[31mthing.")
    store.database.close()
    return tmp_path / "desk"


def row(reply: Reply | str, kind: Kind, quote: int | None = None, text: str = "") -> FeedbackRow:
    kept = reply if isinstance(reply, str) else reply_to_json(reply)
    return FeedbackRow(7, "2026-11-27T10:00:00+00:00", kind, quote, text, "why?", ("what?",), kept, ("letter",), {})


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.main(["feedback", *map(str, arguments)])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def test_what_was_said_is_listed_one_line_each_with_nothing_for_the_terminal_to_obey(desk: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capsysbinary, "list", "--desk", desk)
    first, second, text = out.splitlines()
    assert (code, err) == (0, "")
    assert first.startswith("   1  ") and first.endswith("  helpful: What broke down?")
    assert second.startswith("   2  ") and second.endswith("  evidence-wrong, quote 1: And why?")
    assert text.strip() == "It says no such [31mthing."


def test_as_json_it_holds_all_that_asking_again_needs(desk: Path, answer: Answer, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = run(capsysbinary, "list", "--json", "--desk", desk)
    second = json.loads(out.splitlines()[1])
    assert code == 0
    assert second["text"] == "It says\nno \u202esuch \x1b[31mthing."
    assert (second["question"], second["history"]) == ("And\nwhy?", ["What broke down?"])
    assert (second["documents"], second["record"]) == (["letter"], {"version": "0.1"})
    assert second["reply"] == json.loads(reply_to_json(answer))


def test_drafts_are_written_whole_and_say_how_many(desk: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = tmp_path / "drafts.jsonl"
    code, printed, err = run(capsysbinary, "export", "--desk", desk, "--out", out)
    assert (code, printed, err.count("\n")) == (0, "", 1)
    assert err.startswith('carecite: 2 drafts: finish each and take out its key "draft"')
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert [fact["quotes"][0]["text"] for fact in first["facts"]] == ["A quarter broke down.", "Nobody  knows\nwhy."]
    assert "turns" not in first
    assert (second["turns"], second["question"]) == (["What broke down?", "And\nwhy?"], "And\nwhy?")
    assert [fact["quotes"][0]["text"] for fact in second["facts"]] == ["Nobody  knows\nwhy."]
    assert second["note"].endswith("evidence-wrong, quote 1 (letter 10-31); asked of letter alone\nIt says\nno \u202esuch \x1b[31mthing.")
    assert run(capsysbinary, "export", "--desk", desk)[1] == out.read_text(encoding="utf-8")


def test_what_is_deleted_is_gone_and_a_wrong_number_deletes_nothing(desk: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, _, err = run(capsysbinary, "delete", 1, 9, "--desk", desk)
    assert (code, err) == (2, "carecite: there is no feedback 9: `carecite feedback list` shows the numbers; nothing was deleted\n")
    assert run(capsysbinary, "delete", 2, 2, "--desk", desk) == (0, "", "")
    assert [line.split()[0] for line in run(capsysbinary, "list", "--desk", desk)[1].splitlines()] == ["1"]
    assert b"no such" not in (desk / "desk.sqlite").read_bytes()
    run(capsysbinary, "delete", 1, "--desk", desk)
    assert run(capsysbinary, "list", "--desk", desk)[1] == "Nobody has said anything of an answer yet.\n"


def test_where_there_is_no_desk_none_is_made(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capsysbinary, "list", "--desk", tmp_path / "none")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "with --desk" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_what_is_to_be_done_and_holds_what_was_said(kind: Kind, answer: Answer, refusal: Abstention) -> None:
    for reply in (answer, refusal, "{}"):
        line = draft_case(row(reply, kind, text="My own words."))
        assert line["draft"].endswith("take out this key")
        assert line["note"].endswith("\nMy own words.")
        assert line["turns"] == ["what?", "why?"]
        assert (line.get("answerable") is False) is ("facts" not in line)


@pytest.mark.parametrize(
    ("kind", "quote", "facts"),
    [("helpful", None, 2), ("helpful", 2, 1), ("evidence-wrong", 1, 1), ("evidence-wrong", None, 0), ("answer-wrong", None, 0), ("other", 1, 0)],
)
def test_only_what_nobody_called_wrong_is_put_into_facts(kind: Kind, quote: int | None, facts: int, answer: Answer, refusal: Abstention) -> None:
    assert len(draft_case(row(answer, kind, quote))["facts"]) == facts
    assert draft_case(row(refusal, kind, quote)).get("facts", []) == []


def test_a_refusal_that_helped_is_a_question_that_the_documents_do_not_answer(answer: Answer, refusal: Abstention) -> None:
    assert draft_case(row(refusal, "helpful"))["answerable"] is False
    assert draft_case(row(answer, "should-have-refused"))["answerable"] is False
    assert "answerable" not in draft_case(row(refusal, "answer-wrong"))


def test_the_record_names_version_settings_and_index(tmp_path: Path) -> None:
    assert record_of(DEFAULT_SETTINGS, tmp_path)["manifest_sha256"] is None
    (tmp_path / MANIFEST).write_text("{}")
    record = record_of(DEFAULT_SETTINGS, tmp_path)
    assert record["manifest_sha256"] == sha256_of(tmp_path / MANIFEST)
    assert record["settings"]["refusal"] == DEFAULT_SETTINGS.refusal
    assert json.loads(json.dumps(record)) == record
