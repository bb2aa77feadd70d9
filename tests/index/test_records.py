"""Documents and sentences as JSON lines: what is written is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.records import read_documents, read_sentences, write_documents, write_sentences
from ingest.document import Document, Source
from ingest.segment import cut_sentences
from ingest.structure import find_blocks
from tests.ingest import samples


@pytest.mark.parametrize("name", [*samples.ALL, "odd"])
def test_round_trip(tmp_path: Path, name: str) -> None:
    """Line breaks of every kind, odd characters, holes, lead-ins, pages."""
    text = samples.ALL.get(name, '# \u2028Titel\r\n\r\nEin Satz\x85mit 😀 und \u202e Zeichen.\n\f- a:\n  - b\n\nZ\u0301. \\n "q"')
    document = Document("d é", text, Source(title="T\n", published="2021"), find_blocks(text), (0, 5))
    sentences = list(cut_sentences(document))
    write_documents(tmp_path / "d", [document, Document("e", "x")])
    write_sentences(tmp_path / "s", sentences)
    documents = read_documents(tmp_path / "d")
    assert documents == [document, Document("e", "x")]
    assert read_sentences(tmp_path / "s", documents) == sentences
