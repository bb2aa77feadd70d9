"""The trial of the formats: each written, indexed and asked, with the encoder of one index."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant import Assistant
from index.builder import build_index
from tests.ingest.report.comparison import Asked, Question, ask, printed_pages, read_questions, set_pages
from tests.ingest.report.files import STEM, Format
from tests.ingest.report.source import read_report


@dataclass(slots=True)
class Trial:
    """What each format gave for each question, and which pages are wrong."""

    asked: dict[str, dict[str, Asked]] = field(default_factory=dict)
    wrong_pages: dict[str, list[str]] = field(default_factory=dict)
    skipped: dict[str, list[str]] = field(default_factory=dict)

    def right_pages(self) -> dict[str, int]:
        """Return how many questions have the right page, for the formats with pages."""
        return {name: len(self.asked[name]) - len(wrong) for name, wrong in self.wrong_pages.items()}


def try_formats(formats: Iterable[Format], folder: Path, encoder: Path | None = None) -> Trial:
    """Write, index and ask each format below ``folder``; ``encoder`` is an index whose encoder is taken, without it the first build exports one."""
    report, trial = read_report(), Trial()
    for one in formats:
        documents, index = folder / one.name, folder / f"{one.name}-index"
        documents.mkdir(parents=True, exist_ok=True)
        words = one.write(report, documents / f"{STEM}{one.suffix}")
        if encoder is not None and not index.exists():
            shutil.copytree(encoder, index)
        built = build_index(documents, index)
        encoder = index
        trial.skipped[one.name] = [skipped.reason for skipped in built.skipped]
        assistant = Assistant.open(index)
        questions = [question for question in read_questions() if question.kind == "table" or not one.tables_only]
        asked = trial.asked[one.name] = {question.id: ask(assistant, question) for question in questions}
        if one.paged:
            truth = {q.id: _pages(q, words, documents / f"{STEM}{one.suffix}") for q in questions}
            trial.wrong_pages[one.name] = [key for key, found in asked.items() if not found.shown or not _right(found, truth[key])]
    return trial


def _pages(question: Question, words: object, path: Path) -> list[tuple[int, ...]]:
    """Return for each sentence that answers the pages on which it may begin: one, where the writer knows it."""
    if isinstance(words, tuple):
        return [(set_pages(read_report(), words, sentence),) for sentence in question.gold]
    return [printed_pages(path, sentence) for sentence in question.gold]


def _right(found: Asked, truth: list[tuple[int, ...]]) -> bool:
    return all(page in pages for page, pages in zip(found.pages, truth, strict=True))
