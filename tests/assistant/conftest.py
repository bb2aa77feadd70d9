"""Small documents cut by the real reader, quotes of them, and an index of a small folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from assistant import cli
from assistant.reply import Quote
from index.builder import build_index
from index.duplicates import Duplicates
from index.search import ScoredSentence
from ingest.document import Document, Source
from ingest.segment import cut_sentences
from ingest.sentence import Sentence
from ingest.span import Span
from ingest.structure import find_blocks


@dataclass
class SmallIndex:
    """What the parts of the assistant use of an index, made of texts, without search."""

    documents: dict[str, Document] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    duplicates: Duplicates = field(default_factory=Duplicates)

    def add(self, doc_id: str, text: str, source: Source | None = None) -> None:
        document = Document(doc_id, text, source or Source(), find_blocks(text))
        self.documents[doc_id] = document
        self.sentences += cut_sentences(document)

    def found(self, words: str, score: float = 1.0) -> ScoredSentence:
        """Return the first sentence that begins with some words, as a search would."""
        row = next(row for row, sentence in enumerate(self.sentences) if sentence.clean.startswith(words))
        parts = {part.name: 0.0 for part in fields(ScoredSentence)}
        return ScoredSentence(**(parts | {"row": row, "sentence": self.sentences[row], "score": score}))  # type: ignore[arg-type]


@pytest.fixture
def small_index() -> SmallIndex:
    return SmallIndex()


@pytest.fixture
def make_quote() -> Callable[..., Quote]:
    def make(text: str = "A quarter broke down.", start: int = 10, **changes: object) -> Quote:
        values: dict[str, object] = {
            "doc_id": "letter",
            "span": Span(start, start + len(text)),
            "text": text,
            "title": "A letter",
            "author": "Ann Author",
            "published": "2021-03-30",
            "section": ("2. Findings", "c. Later"),
            "citation": "Author, A. (2021) A letter.",
            "score": 1.5,
        }
        return Quote(**(values | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents of two sentences each."""
    made = tmp_path / "policies"
    made.mkdir()
    (made / "loans.txt").write_text("Loans\n\nA library card allows twelve loans at a time. Each loan lasts three weeks.\n", encoding="utf-8")
    (made / "fines.md").write_text("# Fines\n\nA late book costs ten pence a day. Children never pay fines.\n", encoding="utf-8")
    return made


@pytest.fixture
def index(tmp_path: Path, folder: Path, seed_index: Path) -> Path:
    """An index of the two documents; the encoder is that of the seeds' index, so nothing is exported."""
    made = tmp_path / "index"
    shutil.copytree(seed_index, made)
    build_index(folder, made)
    return made


@pytest.fixture
def failing(capsys):
    """Run a command that must fail with one line, and return the line."""

    def run(*arguments):
        assert cli.main([str(argument) for argument in arguments]) == 2
        out, err = capsys.readouterr()
        *notices, line = err.splitlines()
        assert out == ""
        assert line.startswith("carecite: ")
        assert all("skipped: " in notice or "minute" in notice or "asking" in notice for notice in notices)
        return line

    return run
