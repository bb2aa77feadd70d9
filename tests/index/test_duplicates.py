"""Documents that repeat each other: how much of each, which is the original, and the sentences that are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.duplicates import Duplicates, Repeat, find_duplicates
from index.shingle import words_of
from ingest.document import Document, Source
from ingest.segment import cut_sentences
from ingest.sentence import Sentence
from ingest.structure import find_blocks

REPORT = """# Libraries in Northbury

The town lent out forty thousand books between April and the end of March, a fifth more than in the year before.

Visits by children under ten rose by 12 % over the same time, most of them on Saturday mornings. Two branches stay open until eight in the evening.

A reader who returns a book late pays ten pence for each day after the third week. Nobody under sixteen pays any fine at all.

The reading room at Crewe Lane was closed in May, because its roof had let the rain in since the winter.
"""
ARTICLE = """# More children come to the library

“The town lent out forty thousand books between April and the end of March, a fifth more than in the year before,” the council says.

Nobody under sixteen pays any fine at all. Mayor Ann Lee was glad of it and promised a party with cake for every child who had come.

The reading room at Crewe Lane was closed in May because its roof had let in the rain since the winter. She will not say when it opens again.
"""


def document(doc_id: str, text: str, published: str | None = None, pages: tuple[int, ...] = ()) -> Document:
    return Document(doc_id, text, Source(published=published), find_blocks(text), pages)


def found(*documents: Document) -> tuple[Duplicates, list[Sentence]]:
    sentences = [sentence for one in documents for sentence in cut_sentences(one)]
    return find_duplicates(documents, sentences), sentences


def test_an_article_that_repeats_a_report() -> None:
    """Word for word, in quotation marks with an addition, and with small changes; the report is the original, though the article comes first."""
    duplicates, sentences = found(document("article", ARTICLE), document("report", REPORT))
    (repeat,) = duplicates.repeats
    assert (repeat.doc_id, repeat.original) == ("article", "report")
    words = [len(words_of(sentence.clean)) for sentence in sentences]
    repeated = words[0] + words[1] + words[3]
    assert repeat.share == round(repeated / sum(words[:5]), 3)
    back = [words[row] for row, sentence in enumerate(sentences) if sentence.clean.startswith(("The town lent", "Nobody", "The reading")) and row > 4]
    assert repeat.back == round(sum(back) / sum(words[5:]), 3)
    assert [[sentences[row].doc_id for row in rows] for rows in duplicates.twins] == [["report", "article"]]
    assert {sentences[row].clean for row in duplicates.twins[0]} == {"Nobody under sixteen pays any fine at all."}


def test_the_same_text_in_two_formats() -> None:
    """Every sentence is a twin; the one with pages is quoted, since a page can be cited."""
    plain = REPORT.replace("# ", "").replace("12 %", "12%").replace(", because", " – because")
    duplicates, sentences = found(document("a", plain), document("b", REPORT, pages=(0,)))
    (repeat,) = duplicates.repeats
    assert (repeat.doc_id, repeat.original, repeat.share, repeat.back) == ("a", "b", 1.0, 1.0)
    assert len(duplicates.twins) == len(sentences) // 2 - 1, "12 % and 12% are written as one word and as two"
    assert all(sentences[rows[0]].doc_id == "b" for rows in duplicates.twins)
    for row in range(len(sentences)):
        assert row in duplicates.twins_of(row) or "12" in sentences[row].clean


@pytest.mark.parametrize(
    ("first", "second", "original"),
    [
        ("2021-03-30", "2021-02", "second"),
        ("2021-02", "2021-03-30", "first"),
        ("2021", "2021-03-30", "first"),
        (None, "2021", "second"),
        (None, None, "first"),
    ],
)
def test_of_two_as_complete_the_earlier_is_the_original(first: str | None, second: str | None, original: str) -> None:
    """Dates are compared as far as both go; then the first by doc_id."""
    duplicates, _ = found(document("first", REPORT, first), document("second", REPORT, second))
    assert [repeat.original for repeat in duplicates.repeats] == [original]


def test_a_more_complete_document_is_the_original_of_an_earlier_one() -> None:
    """An extract says less than what it is taken from."""
    extract = "\n\n".join(REPORT.split("\n\n")[:3])
    duplicates, _ = found(document("a", extract, "2020"), document("b", REPORT, "2021"))
    assert [(repeat.doc_id, repeat.share) for repeat in duplicates.repeats] == [("a", 1.0)]


def test_a_changed_figure_is_no_twin() -> None:
    """An updated version repeats the rest."""
    updated = REPORT.replace("12 %", "14 %").replace("ten pence", "twelve pence")
    duplicates, sentences = found(document("a", REPORT), document("b", updated))
    assert duplicates.repeats[0].share == 1.0, "both sentences are repeated, but for a word"
    together = {sentences[row].clean for rows in duplicates.twins for row in rows}
    assert not any("pence" in text or "%" in text for text in together)
    assert len(duplicates.twins) == 4


def test_what_shares_a_phrase_is_no_repeat() -> None:
    """The same subject in the same trade's words."""
    other = (
        "The town lent out tents and boats. A reader who returns a book late is not let in. The reading room was never closed in May of that year."
    )
    assert found(document("a", REPORT), document("b", f"{other}\n\nNobody under sixteen pays any fine at all.\n"))[0] == Duplicates()
    assert found(document("a", REPORT))[0] == found()[0] == Duplicates()


def test_a_row_of_a_table_needs_its_header() -> None:
    """The same cells under other columns say something else."""
    table = "| {} | Loans | Fines | Visits |\n| --- | --- | --- | --- |\n| North Lane | 10 | 20 | 30 |\n\n"
    duplicates, sentences = found(document("a", table.format("Branch") + REPORT), document("b", table.format("Partner") + REPORT))
    assert len(duplicates.twins) == len(sentences) // 2 - 1
    duplicates, sentences = found(document("a", table.format("Branch") + REPORT), document("b", table.format("Branch") + REPORT))
    assert len(duplicates.twins) == len(sentences) // 2


def test_a_notice_of_many_documents_repeats_nothing() -> None:
    """A phrase that more than thirty-two documents hold tells nothing."""
    notice = "This page is kept by the town of Northbury, and nobody is to be held to what it says on any day but the one on which it was written.\n"
    many = [document(f"d{number:02}", f"Page {number}.\n\n{notice}") for number in range(33)]
    assert found(*many)[0] == Duplicates()
    assert len(found(*many[:3])[0].repeats) == 3


def test_round_trip(tmp_path: Path) -> None:
    """Through the file, and the same bytes each time."""
    duplicates = Duplicates((Repeat("a", "b", 0.5, 0.25),), ((3, 1), (4, 2, 0)))
    duplicates.save(tmp_path / "one.json")
    assert Duplicates.open(tmp_path / "one.json") == duplicates
    assert duplicates.twins_of(2) == (4, 2, 0)
    assert duplicates.twins_of(9) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s “12 %” – not 1,200!", ("it's", "12", "not", "1,200")),
        ("£5.50, −3 and 40%", ("£5.50", "-3", "and", "40%")),
        ("Straße ﬁne", ("strasse", "fine")),
        ("...", ()),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    """Signs, currencies and per cent stay with their figures."""
    assert words_of(text) == words
