from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.folder import read_document
from ingest.readers.reader import read_file
from tests.ingest.readers.pdf_paper import HEIGHT, LEFT, PROSE, WIDTH, Paper


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if not kinds or block.kind in kinds]


def test_paragraphs_are_told_by_gaps_and_by_indents(path: Path) -> None:
    paper = Paper(path)
    paper.prose("By a gap. " + PROSE)
    paper.skip()
    paper.prose("No indent. " + PROSE)
    paper.prose("By an indent. " + PROSE, indent=14)
    paper.save()
    starts = [text.split(".")[0] for text in blocks(read_document(path))]
    assert starts == ["By a gap", "No indent", "By an indent"]


def test_a_sentence_over_the_page_stays_whole_and_knows_both_pages(path: Path) -> None:
    paper = Paper(path)
    paper.prose(PROSE)
    paper.skip()
    paper.line("Of the four that were late, three had lost the letter, one after the other, and the")
    paper.text(LEFT, 90, "1", 6, rise=3)
    paper.text(LEFT + 5, 90, "The letter was sent twice.", 8)
    paper.page()
    paper.line("fourth had moved house.")
    paper.skip()
    paper.prose(PROSE)
    paper.save()
    document = read_document(path)
    whole = "Of the four that were late, three had lost the letter, one after the other, and the fourth had moved house."
    assert whole in blocks(document)
    start = document.text.index(whole)
    assert document.page(start) == 1
    assert document.page(document.text.index("fourth had moved") - 2) == 1
    assert document.page(document.text.index("fourth had moved")) == 2
    # The footnote stands before the paragraph that runs on, on its own page.
    assert blocks(document, BlockKind.FOOTNOTE) == ["¹ The letter was sent twice."]
    assert document.page(document.text.index("¹")) == 1
    assert document.text.index("¹") < start


def test_running_heads_and_page_numbers_are_out(path: Path) -> None:
    paper = Paper(path)
    for number in range(1, 6):
        paper.text(LEFT, HEIGHT - 40, f"Annual report   chapter {number // 3}", 8)
        paper.text(WIDTH / 2, 30, str(number), 8)
        paper.prose(f"Page {'one two three four five'.split()[number - 1]} begins so. {PROSE}")
        paper.page()
    paper.save()
    document = read_document(path)
    assert "Annual" not in document.text
    assert not re.search(r"^\d$", document.text, re.M)
    assert [document.page(match.start()) for match in re.finditer("begins so", document.text)] == [1, 2, 3, 4, 5]


def test_hyphens_at_line_ends(path: Path) -> None:
    paper = Paper(path)
    paper.line("Nobody could say why the assessment was so late, nor who had the right to dis-")
    paper.line("pute it, but decision-making was slow and the assess-")
    paper.line("ment was never finished. The worst of it was decision-")
    paper.line("making by letter, in 2019-")
    paper.line("20 and after, and self-")
    paper.line("help was all that was left.")
    paper.save()
    (text,) = blocks(read_document(path))
    assert "to dispute it" in text
    assert "the assessment was never" in text
    assert "was decision-making by letter, in 2019-20 and after, and self-help was" in text


def columns(paper: Paper, texts: list[str], top: float, width: float, gutter: float) -> None:
    for i, text in enumerate(texts):
        paper.y = top - 3.0 * i
        paper.prose(text, LEFT + i * (width + gutter), width)


@pytest.mark.parametrize(("count", "width"), [(2, 210.0), (3, 135.0)])
def test_columns_come_in_reading_order(path: Path, count: int, width: float) -> None:
    paper = Paper(path)
    paper.line("A heading over the whole width of the page", size=18, font="Times-Bold")
    columns(paper, [f"Column {i} opens. {PROSE}" for i in range(count)], paper.y - 10, width, 16)
    paper.y = 400
    paper.line("A second heading over the whole width", size=18, font="Times-Bold")
    columns(paper, [f"Lower column {i} opens. {PROSE}" for i in range(count)], paper.y - 10, width, 16)
    paper.save()
    texts = blocks(read_document(path))
    expected = ["A heading over the whole width of the page", *(f"Column {i} opens. {PROSE}" for i in range(count))]
    expected += ["A second heading over the whole width", *(f"Lower column {i} opens. {PROSE}" for i in range(count))]
    assert texts == expected


def test_footnote_marks_are_raised(path: Path) -> None:
    paper = Paper(path)
    paper.prose(PROSE)
    end = paper.text(LEFT, paper.y, "The fence was paid for by the council.")
    end = paper.text(end, paper.y, "12", 6, rise=4)
    paper.text(end + 3, paper.y, "Nobody complained of it.")
    paper.canvas.line(LEFT, 112, LEFT + 100, 112)
    paper.text(LEFT, 100, "12 It cost 340 pounds and stood for", 8)
    paper.text(LEFT, 90, "12 years. Nobody has measured it since.", 8)
    paper.save()
    document = read_document(path)
    assert "by the council.¹² Nobody complained of it." in document.text
    assert blocks(document, BlockKind.FOOTNOTE) == ["¹² It cost 340 pounds and stood for 12 years. Nobody has measured it since."]


def test_headings_have_levels_and_lists_are_items(path: Path) -> None:
    paper = Paper(path)
    paper.line("1. What we did", size=16, font="Times-Bold")
    paper.skip()
    paper.line("1.1 Whom we asked", size=12, font="Times-Bold")
    paper.prose(PROSE)
    paper.skip()
    paper.line("We asked for three things:")
    for text in ("a list of all the homes, with the names of the people who had run them since the beginning of the year and since when", "a map"):
        paper.text(LEFT + 4, paper.y, "•")
        paper.prose(text, LEFT + 18, 380)
    paper.skip()
    paper.line("2. What we found", size=16, font="Times-Bold")
    paper.prose(PROSE)
    paper.save()
    document = read_document(path)
    assert blocks(document, BlockKind.HEADING) == ["1. What we did", "1.1 Whom we asked", "2. What we found"]
    items = [block for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [block.headings for block in items] == [("1. What we did", "1.1 Whom we asked")] * 2
    assert items[0].span.of(document.text).endswith("year and since when")
    assert document.blocks[-1].headings == ("2. What we found",)


ROWS = [("District", "Children", "Share"), ("Ashby", "214", "22%"), ("Corran", "703", "31%"), ("Dunmere", "139", "44%")]


def table(paper: Paper, rows: list[tuple[str, ...]], *, ruled: bool) -> None:
    top = paper.y + 11
    for row in rows:
        for i, cell in enumerate(row):
            paper.text(LEFT + 4 + 120 * i, paper.y, cell)
        paper.y -= 16
    if ruled:
        paper.canvas.grid([LEFT + 120 * i for i in range(4)], [top - 16 * i for i in range(len(rows) + 1)])


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_are_rows_with_their_header(path: Path, ruled: bool) -> None:
    paper = Paper(path)
    paper.prose(PROSE)
    paper.skip()
    table(paper, ROWS, ruled=ruled)
    paper.skip()
    paper.prose(PROSE)
    paper.page()
    paper.prose(PROSE)
    paper.save()
    document = read_document(path)
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [block.span.of(document.text) for block in rows] == ["| " + " | ".join(row) + " |" for row in ROWS]
    assert {block.lead_in for block in rows[1:]} == {rows[0].span}


def test_a_table_over_two_pages_keeps_one_header(path: Path) -> None:
    paper = Paper(path)
    paper.prose(PROSE)
    paper.y = 120
    table(paper, ROWS[:3], ruled=True)
    paper.page()
    table(paper, [ROWS[0], ROWS[3], ("Eastry", "418", "19%")], ruled=True)
    paper.skip()
    paper.prose(PROSE)
    paper.save()
    document = read_document(path)
    assert document.text.count("District") == 1
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [document.page(block.span.start) for block in rows] == [1, 1, 1, 2, 2]
    assert rows[-1].lead_in == rows[0].span


def test_words_printed_twice_are_read_once(path: Path) -> None:
    paper = Paper(path)
    paper.text(LEFT, 700, "Bold by printing twice")
    paper.text(LEFT + 0.4, 700, "Bold by printing twice")
    paper.save()
    assert read_file(path).text == "Bold by printing twice\n"


def test_turned_pages_and_crop_boxes(path: Path) -> None:
    paper = Paper(path)
    paper.canvas.setPageRotation(90)
    paper.canvas.translate(300, 100)
    paper.canvas.rotate(90)
    paper.text(0, 0, "Upright once the page is turned")
    paper.page()
    paper.canvas.setCropBox((50, 300, 400, 600))
    paper.text(60, 500, "Inside the box")
    paper.text(60, 700, "Outside the box")
    paper.page()
    paper.save()
    content = read_file(path)
    assert content.text == "Upright once the page is turned Inside the box\n" or content.text == "Upright once the page is turned\n\nInside the box\n"
    assert len(content.page_starts) == 2


def test_title_and_author_come_from_the_file_unless_a_program_wrote_them(path: Path) -> None:
    paper = Paper(path)
    paper.canvas.setTitle("Microsoft Word - final_v3.docx")
    paper.canvas.setAuthor("Harwin Institute")
    paper.line("The price of a place", size=24)
    paper.skip(30)
    paper.prose(PROSE)
    paper.save()
    source = read_document(path).source
    assert (source.title, source.author, source.published) == ("The price of a place", "Harwin Institute", None)


def test_a_page_of_nothing_but_the_same_line_keeps_it(path: Path) -> None:
    paper = Paper(path)
    for _ in range(3):
        paper.line("All that there is")
        paper.page()
    paper.save()
    assert read_file(path).text.count("All that there is") == 3


def test_contents_without_leaders_are_no_table(path: Path) -> None:
    paper = Paper(path)
    paper.line("Contents", size=16, font="Times-Bold")
    paper.skip()
    table(paper, [("Introduction", "3"), ("What tenants report", "5"), ("The backlog in figures", "9"), ("Who pays", "12")], ruled=False)
    paper.page()
    paper.line("Introduction", size=16, font="Times-Bold")
    paper.skip()
    paper.prose("The council bought forty homes in the spring of that year and let all of them before the summer was over. " * 3)
    paper.save()
    document = read_document(path)
    assert blocks(document, BlockKind.TABLE_ROW) == []
    assert "The backlog in figures ..... 9" in document.text
    assert not any("backlog" in block.span.of(document.text) for block in document.blocks if block.quotable)
