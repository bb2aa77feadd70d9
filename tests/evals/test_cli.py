"""``carecite eval`` from its arguments to its exit code, with a fake for the assistant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evals import cli
from evals.commands import asking
from ingest.document import Document
from tests.evals.samples import DOCUMENTS, FIRST, OTHER, FakeTask, abstained, answered, line, quote, write_lines


@dataclass
class FakeProduct(FakeTask):
    """The assistant as the command sees it."""

    documents: Mapping[str, Document] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.documents = DOCUMENTS


@dataclass
class Bench:
    """A folder with a question set, and the arguments that name its files."""

    folder: Path
    replies: dict[str, Any]

    def run(self, *arguments: str) -> int:
        return cli.main(["--set", str(self.folder / "set.jsonl"), "--baseline", str(self.folder / "baseline.json"), *arguments])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    tune = line(id="q2", question="tuned?", split="tune")
    refused = line(id="q3", question="on the moon?", kind="other-subject", answerable=False, facts=[])
    write_lines(tmp_path / "set.jsonl", line(), tune, refused)
    good = answered(quote("one", FIRST))
    bench = Bench(tmp_path, {"how many closed?": good, "tuned?": good, "on the moon?": abstained()})
    monkeypatch.setattr(asking, "ensure_index", lambda index_dir, seeds: ())
    monkeypatch.setattr(asking, "open_product", lambda index_dir: FakeProduct(bench.replies))
    return bench


def test_it_prints_the_figures_and_writes_both_reports(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    json_file, markdown_file = bench.folder / "out.json", bench.folder / "out.md"
    assert bench.run("--json", str(json_file), "--markdown", str(markdown_file)) == 0
    assert "facts within 150 words (primary)" in capsys.readouterr().out
    report = json.loads(json_file.read_text(encoding="utf-8"))
    assert report["systems"][0]["figures"]["facts within 150 words"] == {"value": 1.0, "low": 1.0, "high": 1.0, "cases": 2}
    assert [one["id"] for one in report["systems"][0]["questions"]] == ["q1", "q2", "q3"]
    assert "| facts within 150 words (primary) | 1.000 [1.00, 1.00] |" in markdown_file.read_text(encoding="utf-8")


def test_a_half_can_be_asked_alone(bench: Bench) -> None:
    out = bench.folder / "out.json"
    assert bench.run("--split", "tune", "--json", str(out)) == 0
    assert [one["id"] for one in json.loads(out.read_text(encoding="utf-8"))["systems"][0]["questions"]] == ["q2"]


def test_the_gate_passes_on_equal_and_fails_on_a_fall(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("--update-baseline") == 0
    assert bench.run("--gate") == 0
    assert "gate open" in capsys.readouterr().out
    bench.replies["how many closed?"] = answered(quote("two", OTHER))
    assert bench.run("--gate") == 1
    out = capsys.readouterr().out
    assert "worse: q1 1.000 -> 0.000" in out
    assert "gate CLOSED" in out


def test_a_run_is_compared_with_an_earlier_one_in_every_report(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = bench.folder / "before.json", bench.folder / "after.json"
    page, xml, markdown = bench.folder / "run.html", bench.folder / "run.xml", bench.folder / "run.md"
    assert bench.run("--json", str(before)) == 0
    record = json.loads(before.read_text(encoding="utf-8"))["record"]
    assert (record["questions"], record["settings"]) == (3, None)
    bench.replies["how many closed?"] = abstained()
    reports = ["--json", str(after), "--html", str(page), "--junit", str(xml), "--markdown", str(markdown)]
    assert bench.run("--against", str(before), *reports) == 0
    assert "worse: q1 1.000 -> 0.000" in capsys.readouterr().out
    assert json.loads(after.read_text(encoding="utf-8"))["change"]["questions"][0]["lost"] == ["nine closed within a single year"]
    assert "lost: nine closed within a single year" in page.read_text(encoding="utf-8")
    assert "lost: nine closed within a single year" in markdown.read_text(encoding="utf-8")
    assert "mark 0.00, 1.00 before" in xml.read_text(encoding="utf-8")


def test_a_fall_that_chance_explains_leaves_the_gate_open_where_that_is_asked_for(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("--update-baseline") == 0
    bench.replies["how many closed?"] = answered(quote("two", OTHER))
    assert bench.run("--gate", "--significance", "0.05") == 0
    assert "figure fell within chance: hit@1 1.000 -> 0.000 (p 0.500)" in capsys.readouterr().out
    assert bench.run("--gate", "--significance", "0.5") == 1


def test_asking_again_says_how_often_the_gate_was_open(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("--update-baseline") == 0
    assert bench.run("--gate", "--repeat", "20") == 0
    assert "asked again: gate open 20 of 20 times; all 2 replies byte for byte the same but for their seconds" in capsys.readouterr().out


def test_half_a_character_in_a_reply_does_not_stop_the_report(bench: Bench) -> None:
    bench.replies["on the moon?"] = abstained() | {"reason": "half \ud800"}
    out = bench.folder / "out.json"
    assert bench.run("--json", str(out), "--html", str(bench.folder / "out.html"), "--junit", str(bench.folder / "out.xml")) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["systems"][0]["questions"][2]["reason"] == "half ?"


def test_what_happens_to_the_tune_half_does_not_close_the_gate(bench: Bench) -> None:
    assert bench.run("--update-baseline") == 0
    bench.replies["tuned?"] = abstained()
    assert bench.run("--gate", "--split", "all") == 0


def test_a_broken_case_gives_exit_code_1_and_is_named(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.replies["tuned?"] = ValueError("odd")
    assert bench.run() == 1
    assert "broken: carecite, q2: ValueError: odd" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--gate"], "cannot read the baseline"),
        (["--set", "none.jsonl"], "cannot read the question set"),
        (["--json", "none/out.json"], "cannot write"),
        (["--html", "none/out.html"], "cannot write"),
        (["--html", "."], "it is a folder"),
        (["--update-baseline", "--baseline", "none/baseline.json"], "there is no folder none"),
        (["--seeds", "none"], "name their folder with --corpus FOLDER"),
        (["--against", "none.json"], "cannot read the run none.json"),
        (["--significance", "0.05"], "go with --gate only"),
        (["--repeat", "3"], "go with --gate only"),
        (["--jobs", "2", "--peers"], "--jobs asks carecite's questions in several processes"),
        (["--jobs", "2", "--task", "a:b"], "--jobs asks carecite's questions in several processes"),
        (["--gate", "--repeat", "-1"], "give 1 or more"),
        (["--gate", "--significance", "5"], "between 0 and 1"),
        (["--references", "--html", "out.html"], "go with the questions only"),
        (["--split", "tune", "--update-baseline"], "no case of the half 'gate'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    bench: Bench, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert bench.run(*arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_set_of_one_s_own_keeps_its_own_baseline(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--set", str(bench.folder / "set.jsonl")]
    for option in ("--gate", "--update-baseline"):
        assert cli.main([*arguments, option]) == 2
        assert "name a file for these with --baseline FILE" in capsys.readouterr().err
    assert bench.run("--gate") == 2
    assert "write it with the same command and --update-baseline in place of --gate" in capsys.readouterr().err
    assert bench.run("--gate", "--update-baseline") == 2
    assert "give one of the two" in capsys.readouterr().err
    assert bench.run("--update-baseline") == 0
    assert bench.run("--gate") == 0


def test_questions_with_quotes_that_are_not_exact_are_named(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.replies["tuned?"] = answered(quote("one", FIRST) | {"text": "Ninety closed."})
    assert bench.run("--html", str(bench.folder / "out.html"), "--markdown", str(bench.folder / "out.md")) == 0
    line = "not exact: carecite, quotes of 1 question: q2"
    assert line in capsys.readouterr().out
    assert all(line in (bench.folder / name).read_text(encoding="utf-8") for name in ("out.html", "out.md"))


def test_a_word_that_is_no_command_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["chekc", "questions.jsonl"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "carecite eval: unrecognized arguments: chekc questions.jsonl: see `carecite eval --help`\n"


def test_a_document_that_has_changed_is_told_in_one_line(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {"doc_id": "one", "text": "nine closed within a single year", "sha256": "0" * 64}
    write_lines(bench.folder / "set.jsonl", line(facts=[{"quotes": [gold]}]))
    assert bench.run() == 0
    told = [one for one in capsys.readouterr().err.splitlines() if "changed" in one]
    assert len(told) == 1
    assert "since the questions were written: one; every gold quote still stands" in told[0]


def test_the_packaged_questions_are_not_put_to_other_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--corpus", str(tmp_path)]) == 2
    assert "name yours with --set FILE" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "new", "export", "import"])
def test_the_help_of_each_command_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert f"examples:\n  carecite eval {command} " in out
    assert "exit codes" in out


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "exit codes" in out
    assert "carecite eval --gate" in out
