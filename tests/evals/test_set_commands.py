"""A folder of one's own from the draft of a set to a closed gate, and the files of other tools, all through ``carecite eval``."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals import cli
from evals.corpus import index_beside
from tests.evals.corpora import LEAVE, make_corpus, make_set
from tests.evals.samples import write_lines

SYSTEM = """\
from pathlib import Path

KNOWN = {"how many days off?": "Full-time staff have 27 days of annual leave a year, and eight public holidays."}

def ask(question, history, words):
    text = Path("corpus/leave.md").read_bytes().decode("utf-8")
    piece = KNOWN.get(question)
    if piece is None:
        return {"status": "abstained", "quotes": [], "related": []}
    start = text.index(piece)
    return {"status": "answered", "quotes": [{"doc_id": "leave", "start": start, "end": start + len(piece), "text": piece}], "related": []}
"""


@dataclass
class Desk:
    """An empty folder with a corpus and a set, as its owner works in it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(list(arguments))
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "their_words", raising=False)
    make_corpus(tmp_path / "corpus")
    make_set(tmp_path / "set.jsonl")
    (tmp_path / "their_words.py").write_text(SYSTEM, encoding="utf-8")
    return Desk(tmp_path, capsys)


def test_check_says_what_was_checked_and_exits_as_it_should(desk: Desk) -> None:
    code, out, _ = desk.run("check", "set.jsonl")
    assert code == 0
    assert "set.jsonl: 0 errors, 0 warnings; 4 valid: 3 answerable with 3 facts, 1 unanswerable; 3 in the gate half" in out
    assert "only the shape was checked" in out
    code, out, _ = desk.run("check", "set.jsonl", "--corpus", "corpus")
    assert (code, "only the shape" in out) == (0, False)
    write_lines(desk.folder / "bad.jsonl", {"id": "q", "question": "x?", "facts": [{"quotes": [{"doc_id": "leave", "text": "28 days"}]}]}, "{")
    code, out, _ = desk.run("check", "bad.jsonl", "--corpus", "corpus")
    assert code == 1
    assert "bad.jsonl line 1, facts.0.quotes.0.text: '28 days' does not stand in leave; copy it from there\nbad.jsonl line 2, the line:" in out
    same = {"id": "q", "question": "x?", "answerable": False, "kind": "not-in-documents"}
    write_lines(desk.folder / "same.jsonl", same, same | {"question": "y?"}, same | {"id": "r", "question": "z?"})
    assert "same.jsonl: 2 errors, 0 warnings; 1 valid: 0 answerable with 0 facts, 1 unanswerable" in desk.run("check", "same.jsonl")[1]
    for arguments in (["none.jsonl"], ["set.jsonl", "--corpus", "none"], ["set.jsonl", "--index", "none"], ["set.jsonl", "--add-hashes"]):
        code, _, err = desk.run("check", *arguments)
        assert (code, err.count("\n")) == (2, 1)
        assert err.startswith("carecite eval check: ")


def test_hashes_tell_a_document_that_changes(desk: Desk) -> None:
    assert desk.run("check", "set.jsonl", "--corpus", "corpus", "--add-hashes")[1].endswith("hashes: 3 written, 0 renewed\n")
    hashed = (desk.folder / "set.jsonl").read_bytes()
    (desk.folder / "corpus/leave.md").write_text(LEAVE + "\nA new last line stands here.\n", encoding="utf-8")
    code, out, _ = desk.run("check", "set.jsonl", "--corpus", "corpus")
    assert (code, out.count("warning: set.jsonl line 1, facts.0.quotes.0.sha256: leave has changed")) == (0, 1)
    (desk.folder / "corpus/leave.md").write_text(LEAVE.replace("27", "28"), encoding="utf-8")
    code, out, err = desk.run("check", "set.jsonl", "--corpus", "corpus", "--add-hashes")
    assert (code, "line 1, facts.0.quotes.0.text: '27 days of annual leave' does not stand in leave, which has changed" in out) == (1, True)
    assert "no hash was written" in err
    assert (desk.folder / "set.jsonl").read_bytes() == hashed


def test_new_never_replaces_a_file_unasked(desk: Desk) -> None:
    before = (desk.folder / "set.jsonl").read_bytes()
    assert desk.run("new", "--corpus", "corpus", "--out", "set.jsonl")[0] == 2
    assert (desk.folder / "set.jsonl").read_bytes() == before
    assert desk.run("new", "--corpus", "corpus", "--out", "set.jsonl", "--questions", "3", "--force")[0] == 0
    rows = [json.loads(line) for line in (desk.folder / "set.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["q-001", "q-002", "q-003", "u-001"]
    assert desk.run("check", "set.jsonl", "--corpus", "corpus")[0] == 1
    code, _, err = desk.run("--set", "set.jsonl", "--corpus", "corpus", "--task", "their_words:ask")
    assert (code, "line 1, draft" in err) == (2, True)


def test_another_system_goes_through_the_gate(desk: Desk) -> None:
    asked = ["--set", "set.jsonl", "--corpus", "corpus", "--task", "their_words:ask", "--baseline", "baseline.json"]
    assert desk.run(*asked, "--update-baseline")[0] == 0
    code, out, _ = desk.run(*asked, "--gate", "--json", "out.json")
    assert (code, "gate open" in out) == (0, True)
    report = json.loads((desk.folder / "out.json").read_text(encoding="utf-8"))["systems"][0]
    assert (report["system"], {one["id"]: one["score"] for one in report["questions"]}) == ("their_words:ask", {"q1": 1.0, "q2": 0.0, "q4": 1.0})
    worse = desk.run(*asked[:4], "--command", f"{sys.executable} -c pass {{in}} {{out}}", *asked[6:], "--gate", "--name", "theirs")
    assert worse[0] == 1
    assert "broken: theirs, q1: TaskError: the command wrote no file of replies" in worse[1]
    assert "gate CLOSED" in worse[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--task", "their_words:none"], "cannot be loaded"),
        (["--command", "cat {in}"], "--command needs {in} and {out}"),
        (["--found", "none.txt"], "cannot read none.txt"),
        (["--task", "their_words:ask", "--references"], "are asked questions only"),
        (["--task", "their_words:ask", "--index", "ix", "--corpus", "none"], "--corpus none is no folder"),
    ],
)
def test_what_cannot_be_measured_is_one_line(desk: Desk, arguments: list[str], message: str) -> None:
    code, out, err = desk.run("--set", "set.jsonl", "--corpus", "corpus", *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_run_goes_out_to_trec_and_comes_back(desk: Desk) -> None:
    asked = ["--set", "set.jsonl", "--corpus", "corpus"]
    code, out, _ = desk.run("export", *asked, "--trec", "trec", "--run", "--task", "their_words:ask")
    assert (code, out) == (0, "trec: 4 questions, 3 of them with relevant sentences\n")
    start = LEAVE.index("Full-time")
    place = f"leave:{start}-{LEAVE.index(' Up to')}"
    qrels = (desk.folder / "trec/qrels.txt").read_text(encoding="utf-8").splitlines()
    assert [qrels[0], qrels[1].split(":")[0], qrels[2].split(":")[0]] == [f"q1 0 {place} 1", "q2 0 travel%202026", "q%203 0 hotels"]
    assert (desk.folder / "trec/run.txt").read_text(encoding="utf-8") == f"q1 Q0 {place} 1 1.0 their_words:ask\n"
    assert desk.run("export", *asked, "--trec", "trec")[0] == 2
    (desk.folder / "trec/run.txt").write_text(f"q1 Q0 {place} 1 9 x\nq2 Q0 leave:1-2 1 9 x\nq7 Q0 {place} 1 9 x\n")
    code, out, err = desk.run(*asked, "--found", "trec/run.txt", "--json", "out.json")
    report = json.loads((desk.folder / "out.json").read_text(encoding="utf-8"))["systems"][0]
    assert (code, {one["id"]: one["score"] for one in report["questions"]}) == (1, {"q1": 1.0, "q 3": 0.0, "q4": 1.0})
    assert "'leave:1-2', which is no sentence of these documents" in report["failures"][0]["error"]
    assert "there is no question 'q7'" in err


def test_a_set_goes_out_to_beir_and_comes_back_as_one_that_can_be_run(desk: Desk) -> None:
    assert desk.run("export", "--set", "set.jsonl", "--corpus", "corpus", "--beir", "beir", "--unit", "document")[0] == 0
    assert (desk.folder / "beir/qrels/dev.tsv").read_text(encoding="utf-8").splitlines()[1:] == ["q%203\thotels\t1"]
    code, out, _ = desk.run("import", "--beir", "beir", "--out", "back")
    assert (code, "3 documents, 2 questions" in out) == (0, True)
    assert desk.run("check", "back/questions.jsonl", "--corpus", "back/documents")[0] == 0
    assert desk.run("import", "--beir", "beir", "--out", "back")[0] == 2


def test_carecite_itself_answers_about_a_folder_of_one_s_own(desk: Desk, seed_index: Path) -> None:
    # A copy of an index that stands, so that the model need not be exported anew.
    shutil.copytree(seed_index, desk.folder / "ix")
    asked = ["--set", "set.jsonl", "--corpus", "corpus", "--index", "ix", "--baseline", "baseline.json"]
    assert desk.run(*asked, "--update-baseline")[0] == 0
    assert desk.run("check", "set.jsonl", "--index", "ix")[0] == 0
    code, out, _ = desk.run(*asked, "--gate")
    assert (code, "gate open: 0 questions better, 0 worse" in out) == (0, True)
    (desk.folder / "corpus/travel 2026.txt").write_text("Travel\n\nNothing is said here about what a mile in one's own car is worth to us.\n")
    code, _, err = desk.run(*asked, "--gate")
    assert (code, "'45 pence a mile' does not stand in travel 2026" in err) == (2, True)


def test_each_folder_has_an_index_of_its_own(tmp_path: Path) -> None:
    default = Path("here/index")
    one, two = index_beside(default, tmp_path / "a/my docs"), index_beside(default, tmp_path / "b/my docs")
    assert one != two
    assert one == index_beside(default, tmp_path / "a/../a/my docs")
    assert one.parent == default.parent
    assert one.name.startswith("eval-my-docs-")
