"""The trial of one format: written, indexed with the encoder of another index, and asked the questions."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from index.builder import build_index
from tests.ingest.report.comparison import Asked, Question, ask, printed_pages, read_questions, set_pages
from tests.ingest.report.files import STEM, Format
from tests.ingest.report.source import read_report


@dataclass(frozen=True, slots=True)
class Tried:
    """What a format gave for each question, and the questions whose page is wrong; ``None`` for a format without pages."""

    asked: dict[str, Asked]
    wrong_pages: tuple[str, ...] | None = None


def try_format(one: Format, folder: Path, encoder: Path | None = None) -> Tried:
    """Write, index and ask a format below ``folder``; ``encoder`` is an index whose encoder is taken, without it one is exported.

    Raises:
        CareciteError: the format cannot be read yet, or no index can be built.
    """
    documents, index = folder / one.name, folder / f"{one.name}-index"
    documents.mkdir(parents=True, exist_ok=True)
    words = one.write(read_report(), documents / f"{STEM}{one.suffix}")
    if encoder is not None and not index.exists():
        shutil.copytree(encoder, index)
    build_index(documents, index)
    assistant = Assistant.open(index)
    questions = [question for question in read_questions() if question.kind == "table" or not one.tables_only]
    asked = {question.id: ask(assistant, question) for question in questions}
    if not one.paged:
        return Tried(asked)
    wrong = [q.id for q in questions if not _right(asked[q.id], q, words, documents / f"{STEM}{one.suffix}")]
    return Tried(asked, tuple(wrong))


def _right(asked: Asked, question: Question, words: object, path: Path) -> bool:
    """Say whether each quote that shows an answer is on the page where the answer was set; what is not shown has no page to be wrong."""
    for page, sentence in zip(asked.pages, question.gold, strict=True):
        truth = (set_pages(read_report(), words, sentence),) if isinstance(words, tuple) else printed_pages(path, sentence)
        if page is not None and page not in truth:
            return False
    return True
