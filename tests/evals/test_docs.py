"""What the documents show of question sets and replies is what the program takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evals.cases import parse_cases
from evals.response import read_response
from tests.conftest import ROOT

FENCE = re.compile(r"^```json\n(.*?)^```", re.M | re.S)


def fenced(name: str, *, holding: str) -> list[str]:
    return [block for block in FENCE.findall((ROOT / "docs" / name).read_text(encoding="utf-8")) if holding in block]


def test_the_lines_that_evaluating_shows_are_valid(tmp_path: Path) -> None:
    written = [block for block in fenced("evaluating.md", holding='"question"') if '"draft"' not in block]
    assert len(written) == 1
    (tmp_path / "set.jsonl").write_text(written[0], encoding="utf-8")
    assert [case.id for case in parse_cases(tmp_path / "set.jsonl")] == ["q-002", "q-004", "u-001"]


def test_the_line_that_evals_shows_is_valid(tmp_path: Path) -> None:
    (block,) = fenced("evals.md", holding='"overlap"')
    (tmp_path / "set.jsonl").write_text(json.dumps(json.loads(block)), encoding="utf-8")
    assert len(parse_cases(tmp_path / "set.jsonl")) == 1


def test_the_replies_that_evals_shows_are_of_the_contract() -> None:
    (block,) = fenced("evals.md", holding='"abstained"')
    assert [read_response(json.loads(line)).abstained for line in block.splitlines()] == [False, True]


@pytest.mark.parametrize("key", ["id", "question", "facts", "answerable", "turns", "voice", "kind", "overlap", "split", "note", "sha256", "answers"])
def test_every_key_of_a_line_is_explained(key: str) -> None:
    assert re.search(rf"^\| `{key}`", (ROOT / "docs/evals.md").read_text(encoding="utf-8"), re.M)
