"""The head of a Markdown file: told from rules between dashes, read for what it says, never quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import BlockKind, Source
from ingest.folder import read_document
from ingest.front_matter import find_front_matter
from ingest.segment import cut_sentences

HEAD = "---\ntitle: 'Fostering in Penn'\nauthor: Ruth Calloway\ndate: 2023-03-01T10:00:00Z\ntags:\n  - care\n---\n"


def test_what_the_head_says() -> None:
    found = find_front_matter(HEAD + "\nText.")
    assert found is not None
    assert found.source == Source(title="Fostering in Penn", author="Ruth Calloway", published="2023-03-01")
    assert found.span.of(HEAD) == HEAD.rstrip()


@pytest.mark.parametrize(
    "text", ["", "Text.\n---\na: b\n---\n", "---\n\nA rule above.\n", "---\nNo pairs here.\n---\nText.", "---\ntitle: never closed\n\nText."]
)
def test_no_head(text: str) -> None:
    assert find_front_matter(text) is None


def test_lists_and_odd_dates_are_left_out() -> None:
    found = find_front_matter("---\nauthor: [A, B]\ndate: 1 May\n---\n")
    assert found is not None
    assert found.source == Source()


def test_the_head_is_neither_quoted_nor_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(HEAD + "\n# Fostering\n\nCarers are paid weekly.\n", encoding="utf-8")
    document = read_document(path)
    assert (document.title, document.source.author) == ("Fostering in Penn", "Ruth Calloway")
    assert [sentence.text for sentence in cut_sentences(document)] == ["Carers are paid weekly."]
    assert document.text.startswith("---\n")
    assert document.blocks[0].kind is BlockKind.BOILERPLATE
    (tmp_path / "a.txt").write_text("---\na: b\n---\n", encoding="utf-8")
    assert read_document(tmp_path / "a.txt").text == "---\na: b\n---\n"
