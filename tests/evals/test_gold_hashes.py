"""Hashes are written into a set, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import load_cases, read_set
from evals.gold_hashes import Hashed, add_hashes, hashed_line
from tests.evals.samples import DOCUMENTS

ONE, TWO = DOCUMENTS["one"].sha256, DOCUMENTS["two"].sha256


def test_every_other_character_stays_as_it_is(tmp_path: Path) -> None:
    odd = (
        '{ "note": "a \\"quotes\\": [{\\u00e9}]", "facts":[ {"quotes" :[{"text":"nine closed","doc_id":"one" }, '
        '{"doc_id": "two", "sha256": null, "text": "ten homes"}]}],'
        '"question":"x?",  "id":"q1"}'
    )
    refused = '{"id":"q2","question":"y?","answerable":false}'
    old = json.dumps({"id": "q3", "question": "z?", "facts": [{"quotes": [{"doc_id": "one", "text": "nine", "sha256": "0" * 64}]}]})
    path = tmp_path / "set.jsonl"
    path.write_bytes(f"{odd}\r\n\n{refused}\n{old}".encode())
    assert add_hashes(path, dict(read_set(path, DOCUMENTS).cases), DOCUMENTS) == Hashed(added=2, renewed=1)
    expected = odd.replace('"one" }', f'"one", "sha256": "{ONE}" }}').replace("null", f'"{TWO}"')
    assert path.read_bytes().decode() == f"{expected}\r\n\n{refused}\n{old.replace('0' * 64, ONE)}"
    assert {gold.sha256 for case in load_cases(path, DOCUMENTS) for fact in case.facts for gold in fact.quotes} == {ONE, TWO}


def test_a_set_that_has_its_hashes_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"id": "q", "question": "z?", "facts": [{"quotes": [{"doc_id": "one", "text": "nine", "sha256": ONE}]}]}))
    path.chmod(0o444)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert add_hashes(path, dict(read_set(path, DOCUMENTS).cases), DOCUMENTS) == Hashed(0, 0)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\t", " : ")])
def test_only_gold_quotes_get_one(separators: tuple[str, str]) -> None:
    row = {"facts": [{"quotes": [{"doc_id": "a", "text": "}]"}], "answers": ["x"]}, {"quotes": [{"doc_id": "b", "text": '"{'}]}], "quotes": [{}]}
    line = json.dumps(row, separators=separators)
    got = json.loads(hashed_line(line, {(0, 0): "h0", (1, 0): "h1"}))
    row["facts"][0]["quotes"][0]["sha256"], row["facts"][1]["quotes"][0]["sha256"] = "h0", "h1"  # type: ignore[call-overload, index]
    assert got == row
