"""One report in every format: the same questions give the same quotes, each exact, each on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.folder import read_folder
from ingest.segment import cut_sentences
from tests.ingest.report.browser_pdf import browser
from tests.ingest.report.comparison import fold, read_questions
from tests.ingest.report.files import FORMATS, Format
from tests.ingest.report.source import Report, read_report
from tests.ingest.report.trial import Tried, try_format
from tests.ingest.report.web_page import FURNITURE

BY_NAME = {one.name: one for one in FORMATS}
WHOLE = [BY_NAME[name] for name in ("txt", "html", "epub", "docx", "pdf", "browser-pdf")]
ASKED = [BY_NAME[name] for name in ("md", "pdf", "pptx", "xlsx", "csv")]
"""The formats that are asked here, which takes most of the time; ``python -m tests.ingest.report FOLDER --compare`` asks all."""


class Bench:
    """Writes, reads and asks each format once, when a test first wants it."""

    def __init__(self, folder: Path, encoder: Path) -> None:
        self.folder, self.encoder = folder, encoder
        self._tried: dict[str, Tried] = {}
        self._documents: dict[str, tuple[Document, ...]] = {}

    def written(self, one: Format) -> Path:
        if one.name == "browser-pdf" and browser() is None:
            pytest.skip("no browser that prints: install chromium")
        folder = self.folder / one.name
        if not folder.exists():
            one.write_into(read_report(), folder)
        return folder

    def documents(self, one: Format) -> tuple[Document, ...]:
        if one.name not in self._documents:
            folder = self.written(one)
            self._documents[one.name] = read_folder(folder).documents
        return self._documents[one.name]

    def tried(self, one: Format) -> Tried:
        self.documents(one)
        if one.name not in self._tried:
            base = self.encoder if one.name == "md" else self.folder / "md-index"
            if one.name != "md":
                self.tried(BY_NAME["md"])
            self._tried[one.name] = try_format(one, self.folder, base)
        return self._tried[one.name]


@pytest.fixture(scope="module")
def bench(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return the bench: Markdown's index takes the encoder of the seeds' index, the others take Markdown's, with the vectors of equal windows."""
    return Bench(tmp_path_factory.mktemp("report"), seed_index)


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report()


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_every_answer_is_one_sentence_of_its_document(one: Format, bench: Bench) -> None:
    sentences = [fold(sentence.text) for document in bench.documents(one) for sentence in cut_sentences(document)]
    found = {
        question.id: [sum(gold in sentence for sentence in sentences) for gold in map(fold, question.gold)]
        for question in read_questions()
        if question.kind == "table" or not one.tables_only
    }
    assert {key: counts for key, counts in found.items() if counts != [1]} == {}


def read_sentences(document: Document) -> list[tuple[object, ...]]:
    """Return all of the sentences that a reply rests on; a plain text has no title above its chapters, so the last heading stands for the path."""
    return [(s.clean, s.kind, s.headings[-1:], s.position, fold(s.lead_in or "")) for s in cut_sentences(document)]


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.name)
def test_the_sentences_are_those_of_markdown(one: Format, bench: Bench) -> None:
    """The same sentences in the same order make the same index but for places, and the same index the same replies."""
    assert read_sentences(bench.documents(one)[0]) == read_sentences(bench.documents(BY_NAME["md"])[0])


@pytest.mark.parametrize("one", [one for one in ASKED if one.name != "md"], ids=lambda one: one.name)
def test_the_quotes_are_those_of_markdown(one: Format, bench: Bench) -> None:
    tried, base = bench.tried(one), bench.tried(BY_NAME["md"])
    assert [key for key, asked in tried.asked.items() if base.asked[key].shown and not asked.shown] == []
    if one.tables_only:  # the text around the tables is not there, so only the answers can be the same
        return
    assert {key: asked.quotes[:1] for key, asked in tried.asked.items()} == {key: asked.quotes[:1] for key, asked in base.asked.items()}
    same = sum(asked.quotes == base.asked[key].quotes for key, asked in tried.asked.items())
    # On slides a list may stand apart from its lead-in, and the speaker's notes have a heading of their own.
    assert same >= 27 if one.name == "pptx" else same == len(tried.asked)


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.name)
def test_every_quote_equals_its_span(one: Format, bench: Bench) -> None:
    assert [key for key, asked in bench.tried(one).asked.items() if not asked.exact] == []


@pytest.mark.parametrize("one", [one for one in ASKED if one.paged], ids=lambda one: one.name)
def test_every_quote_is_on_its_page(one: Format, bench: Bench) -> None:
    assert bench.tried(one).wrong_pages == ()


def test_markdown_shows_every_answer(bench: Bench) -> None:
    """So the other formats, whose quotes are compared with these, show them too."""
    assert [key for key, found in bench.tried(BY_NAME["md"]).asked.items() if not found.shown] == []


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_title_author_and_date_are_the_file_s_own(one: Format, bench: Bench, report: Report) -> None:
    source = bench.documents(one)[0].source
    if one.name in ("html", "epub", "docx", "pptx", "pdf", "xlsx"):
        assert (source.title, source.author) == (report.about["title"], report.about["author"])
    # A workbook has no first page, and when it was made is not when it was published.
    if one.name in ("html", "epub", "docx", "pptx"):
        assert source.published == report.about["date"]


def test_what_a_site_puts_around_its_text_is_not_quoted(bench: Bench) -> None:
    sentences = [sentence.text for document in bench.documents(BY_NAME["html"]) for sentence in cut_sentences(document)]
    assert [(words, sentence) for words in FURNITURE for sentence in sentences if words in sentence] == []


@pytest.mark.parametrize("one", [one for one in FORMATS if one.paged], ids=lambda one: one.name)
def test_running_lines_and_page_numbers_are_not_quoted(one: Format, bench: Bench) -> None:
    sentences = [fold(sentence.text) for document in bench.documents(one) for sentence in cut_sentences(document)]
    running = {"Nearer Home", "Wexmoor Children s Observatory"}
    assert [sentence for sentence in sentences if sentence in running or sentence.isdigit()] == []
