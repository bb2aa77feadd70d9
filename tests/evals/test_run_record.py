"""What a run was made with, and that nothing keeps it from being recorded."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals import run_record
from evals.gate import digest
from evals.report.rows import record_rows
from evals.run_record import LIBRARIES, record_run
from index.manifest import FORMAT_VERSION, IndexedDocument, write_manifest
from index.weights import SearchWeights
from tests.evals.samples import ANSWERABLE, TWO_FACTS

CASES = [ANSWERABLE, TWO_FACTS]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_it_is_json_and_names_versions_questions_and_time() -> None:
    record = record_run(CASES)
    assert json.loads(json.dumps(record.to_dict())) == record.to_dict()
    assert tuple(record.libraries) == LIBRARIES
    assert record.libraries["numpy"]
    assert record.questions_sha256 == digest(CASES)
    assert datetime.strptime(record.time, "%Y-%m-%dT%H:%M:%SZ")
    assert (record.settings, record.index) == (None, None)


def test_settings_are_told_whole_and_what_is_not_the_default_apart() -> None:
    record = record_run(CASES, Settings(weights=SearchWeights(late_own=2.0), spelling=False))
    assert record.settings is not None
    assert record.settings["weights.lexical"] == 0.1
    assert record.changed_settings == {"weights.late_own": 2.0, "spelling": False}
    assert record_run(CASES, Settings()).changed_settings == {}


def test_the_index_is_told_by_its_manifest(tmp_path: Path) -> None:
    def index(*documents: tuple[str, str]) -> run_record.IndexRecord:
        indexed = [IndexedDocument(doc_id, text, "f", 1) for doc_id, text in documents]
        write_manifest(tmp_path, "model", "ab" * 32, {}, indexed, readers="7")
        record = record_run(CASES, index_dir=tmp_path).index
        assert record is not None
        return record

    both = index(("two", "22"), ("one", "11"))
    assert (both.format, both.embedder, both.readers) == (FORMAT_VERSION, "model", "7")
    assert list(both.documents.items()) == [("one", "11"), ("two", "22")]
    assert index(("one", "11"), ("two", "22")).documents_sha256 == both.documents_sha256
    assert index(("one", "11"), ("two", "23")).documents_sha256 != both.documents_sha256
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert record_run(CASES, index_dir=tmp_path).index is None
    assert record_run(CASES, index_dir=tmp_path / "none").index is None


def test_the_commit_is_that_of_the_program_s_own_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path.resolve() / "program"
    program.mkdir()
    monkeypatch.setattr(run_record, "_PROGRAM", program)
    assert record_run(CASES).commit is None
    git(program, "init", "-q")
    assert (record_run(CASES).commit, record_run(CASES).uncommitted) == (None, False)
    (program / "a.py").write_text("1\n", encoding="utf-8")
    git(program, "add", "a.py")
    git(program, "commit", "-qm", "one")
    record = record_run(CASES)
    assert (record.commit, record.uncommitted) == (git(program, "rev-parse", "HEAD"), False)
    (program / "a.py").write_text("2\n", encoding="utf-8")
    assert record_run(CASES).uncommitted is True
    assert ["commit", f"{record.commit}, with changes that are in no commit"] in record_rows(record_run(CASES))
    # Installed inside somebody's repository the program has no commit of its own.
    inside = program / "site-packages"
    inside.mkdir()
    monkeypatch.setattr(run_record, "_PROGRAM", inside)
    assert record_run(CASES).commit is None


def test_without_git_there_is_no_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    record = record_run(CASES)
    assert (record.commit, record.uncommitted) == (None, None)
    assert ["commit", "not known"] in record_rows(replace(record))
