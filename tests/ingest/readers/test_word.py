"""Word documents: what a person reads in Word, once and in its place."""

from __future__ import annotations

import itertools
import zipfile
from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.errors import UnreadableDocument
from ingest.folder import read_document
from ingest.limits import Limits
from ingest.readers.reader import read_file
from ingest.readers.word_styles import spelled
from ingest.segment import cut_sentences
from tests.ingest.readers.word_file import cell, cells, item, paragraph, run, table, write

NOTE = '<w:footnote w:id="{0}"><w:p><w:r><w:footnoteRef/></w:r>{1}</w:p></w:footnote>'
BOX = "<w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
ENTITY = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


@pytest.fixture
def text_of(tmp_path: Path):
    """Return the canonical text of a Word document with some body."""

    def read(*body: str, **more: str) -> str:
        return read_file(write(tmp_path / "a.docx", "".join(body), **more)).text

    return read


@pytest.fixture
def document_of(tmp_path: Path):
    """Return a Word document with some body as it is read."""

    def read(*body: str, **more: str) -> Document:
        return read_document(write(tmp_path / "a.docx", "".join(body), **more))

    return read


def test_headings_by_name_base_and_outline(text_of) -> None:
    assert text_of(
        paragraph("One", "heading1"),
        paragraph("Two", "Überschrift"),
        paragraph("Three", "Kapitel"),
        paragraph("Four", "", '<w:outlineLvl w:val="2"/>'),
    ) == ("# One\n\n## Two\n\n# Three\n\n### Four\n")


def test_headings_stand_under_a_title(text_of) -> None:
    assert text_of(paragraph("Report", "Title"), paragraph("One", "heading1")) == "# Report\n\n## One\n"


def test_numbers_of_lists_and_headings(text_of) -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    text = text_of(
        item("first", 1), item("inner", 1, 1), item("inner two", 1, 1), item("deep", 1, 2), item("second", 1), item("inner again", 1, 1),
        item("dot", 2), paragraph("Findings", "heading1", numbered), paragraph("lower", "ListBullet2"),
        paragraph("none", "", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    )  # fmt: skip
    assert text == (
        "1. first\n    (a) inner\n    (b) inner two\n        1.I deep\n2. second\n    (a) inner again\n- dot\n\n"
        "# 5. Findings\n\n    - lower\n\nnone\n"
    )


def test_typed_bullets_and_numbers_are_items(text_of) -> None:
    def typed(*texts: str) -> list[str]:
        return [paragraph("<w:r>" + "<w:tab/>".join(f"<w:t>{part}</w:t>" for part in text.split("\t")) + "</w:r>") for text in texts]

    text = text_of(
        *typed("•\tproof of income", "o\ta payslip", "o\ta letter", "•\tproof of age", "You need:", "–\ta form", "We then", "1.\tread", "2.\tvisit"),
        paragraph("Next", "heading1"), *typed("3.\tA number alone.", "o\tAn o alone.", "Ask:", "2.\tNot the first.", "1998. A year", "a) b", "b) c"),
    )  # fmt: skip
    assert text == (
        "- proof of income\n    - a payslip\n    - a letter\n- proof of age\n\nYou need:\n\n- a form\n\nWe then\n\n1. read\n2. visit\n\n"
        "# Next\n\n3. A number alone.\n\no An o alone.\n\nAsk:\n\n2. Not the first.\n\n1998. A year\n\na) b\nb) c\n"
    )


def test_tracked_changes_hidden_text_and_comments(text_of) -> None:
    body = (
        run("It ") + f"<w:ins>{run('rose ')}</w:ins>" + "<w:del><w:r><w:delText>fell </w:delText></w:r></w:del>" + run("fast", "<w:vanish/>")
        + run("by a third", '<w:vanish w:val="0"/>') + '<w:r><w:commentReference w:id="0"/></w:r>'
        + f"<w:moveFrom>{run(' away')}</w:moveFrom>" + run(".")
    )  # fmt: skip
    assert text_of(paragraph(body), paragraph("secret", "Secret")) == "It rose by a third.\n"


def test_a_paragraph_whose_end_was_deleted_goes_on(text_of) -> None:
    assert text_of(paragraph("One half", "", "<w:rPr><w:del/></w:rPr>"), paragraph("and the other.")) == "One half and the other.\n"


def test_fields_show_their_result_and_contents_are_left_out(text_of) -> None:
    def field(code: str, result: str) -> str:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"

    toc = field("TOC \\o", run("Chapter 1 ") + field("PAGEREF x", run("3")))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{0}</w:sdtContent></w:sdt>'
    )
    assert text_of(
        paragraph("Chapter 1 3", "toc1"), control.format(paragraph("Chapter 2")), paragraph(toc),
        paragraph(run("See ") + field("REF x", run("Table 1")) + f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>' + run(".")),
    ) == "See Table 1.\n"  # fmt: skip


def test_wrappers_lose_nothing(text_of) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Kept block.')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    words = f"<w:hyperlink>{run('a link')}</w:hyperlink><w:smartTag>{run(' in Kent')}</w:smartTag>{prompt}"
    signs = "<w:r><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>kept co\u00ad</w:t><w:softHyphen/><w:t>op</w:t><w:br/>"
    signs += '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t></w:r>'
    assert text_of(control, paragraph(words + signs)) == "Kept block.\n\na link in Kent well-kept coop ≥5\n"


def test_notes_follow_their_paragraph_under_raised_marks(text_of) -> None:
    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    text = text_of(
        paragraph(run("It rose.") + mark("footnote", 7) + run(" It fell.") + mark("endnote", 2)),
        paragraph(run("Then") + mark("footnote", 4) + run(" 10 m") + run("2", '<w:rStyle w:val="Raised"/>')),
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>' + NOTE.format(7, run("By 3 %.")) + NOTE.format(4, run("In May.")),
        endnotes=NOTE.format(2, run("To 1.")).replace("footnote ", "endnote ").replace("/w:footnote", "/w:endnote"),
    )
    assert text == "It rose.¹ It fell.³\n\n¹ By 3 %.\n\n³ To 1.\n\nThen² 10 m²\n\n² In May.\n"


def test_a_text_box_is_read_once_behind_its_paragraph(text_of) -> None:
    chosen = f"<mc:Choice>{BOX.format(paragraph('In the box.'))}</mc:Choice>"
    other = f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('In the box.')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    text = text_of(paragraph(run("Before") + f"<w:r><mc:AlternateContent>{chosen}{other}</mc:AlternateContent></w:r>" + run(" after.")))
    assert text == "Before after.\n\nIn the box.\n"


def test_tables_with_merged_cells(document_of) -> None:
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = document_of(
        paragraph("Table 1 Homes by area", "caption"),
        table(
            cell("Area", down) + cell("2019", span), cell("", on) + cells("Boys", "Girls"), cell("North", down) + cells("1", "2"),
            cell("", on) + cells("3", "4"), "<w:tr><w:trPr><w:del/></w:trPr>" + cells("gone", "9", "9") + "</w:tr>",
            cell("All of the areas", '<w:gridSpan w:val="3"/>'),
        ),
    )  # fmt: skip
    assert document.text == (
        "Table 1 Homes by area\n\n| Area | 2019 Boys | 2019 Girls |\n| --- | --- | --- |\n"
        "| North | 1 | 2 |\n| North | 3 | 4 |\n| All of the areas |  |  |\n"
    )
    assert document.blocks[0].kind is BlockKind.CAPTION


def test_a_first_row_of_sentences_is_a_row_unless_the_table_says_that_it_is_the_header(document_of) -> None:
    first, second = cells("Lead", "Answers for the list as a whole."), cells("Deputy", "Checks a sample each month.")
    document = document_of(table(first, second))
    assert document.text == "| Lead | Answers for the list as a whole. |\n| Deputy | Checks a sample each month. |\n"
    assert next(sentence.clean for sentence in cut_sentences(document)).startswith("Lead")
    stated = document_of(table(f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{first}</w:tr>", second))
    assert "| --- | --- |" in stated.text


def test_a_table_that_frames_text_is_text(text_of) -> None:
    box = table(cell(paragraph("Key points", "heading2") + item("first", 2) + paragraph("Then.")))
    assert text_of(box) == "## Key points\n\n- first\n\nThen.\n"


def test_a_table_in_a_table_is_a_table_of_its_own(text_of) -> None:
    inner = table(cells("Age", "Rate"), cells("5", "£3"))
    assert text_of(table(cells("Left.", "Right.") + cell(inner + paragraph("Below.")))) == (
        "Left.\n\nRight.\n\n| Age | Rate |\n| --- | --- |\n| 5 | £3 |\n\nBelow.\n"
    )


def test_quotations_and_formulas(text_of) -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>"
    power = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    assert text_of(paragraph("She said so.", "Quote"), paragraph(fraction + run("and") + power)) == "> She said so.\n\n(a+b)/c and x^2\n"


def test_properties_name_title_and_author_unless_a_program_does(document_of) -> None:
    body = paragraph("Care for all", "Title")
    assert document_of(body, title="The real title", author="Ann Author").source.title == "The real title"
    assert document_of(body, title="The real title", author="Ann Author").source.author == "Ann Author"
    for title, author in (("Microsoft Word - draft3", "python-docx"), ("Document1", "Microsoft Office User"), ("", "admin"), ("report.docx", "user")):
        source = document_of(body, title=title, author=author).source
        assert (source.title, source.author, source.published) == ("Care for all", None, None)


def test_a_chart_or_diagram_is_told_of(document_of) -> None:
    drawing = '<w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></w:drawing></w:r>'
    assert document_of(paragraph(run("Seen.") + drawing)).warnings == ("a.docx holds a diagram whose text is not read",)


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (0, "lowerRoman", "0"),
        (2, "chosung", "2"),
    ],
)
def test_numbers_are_spelled(number: int, form: str, text: str) -> None:
    assert spelled(number, form) == text


class TestHostile:
    """One line each, and no more."""

    def reason(self, path: Path, limits: Limits | None = None) -> str:
        with pytest.raises(UnreadableDocument) as caught:
            read_file(path, limits or Limits())
        assert "\n" not in str(caught.value)
        return str(caught.value)

    def test_a_style_based_on_itself(self, text_of) -> None:
        assert text_of(paragraph("Round and round.", "Round")) == "Round and round.\n"

    def test_truncated(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.docx", paragraph("x"))
        path.write_bytes(path.read_bytes()[:-100])
        assert "damaged or cut short" in self.reason(path)

    @pytest.mark.parametrize(
        ("data", "words"), [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "password or of an old format"), (b"plain text", "damaged")]
    )
    def test_another_file_under_the_name(self, tmp_path: Path, data: bytes, words: str) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        assert words in self.reason(path)

    @pytest.mark.parametrize("document", [ENTITY, b'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]><w>&f;</w>'])
    def test_entities(self, tmp_path: Path, document: bytes) -> None:
        assert "XML entities" in self.reason(write(tmp_path / "a.docx", "", document=document))

    def test_entities_far_from_the_beginning_are_never_expanded(self, tmp_path: Path) -> None:
        words = (
            b'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body>'
        )
        path = write(tmp_path / "a.docx", "", document=b"<!--" + b"x" * 70_000 + b"-->" + words + b"</w:document>")
        assert "empty" in self.reason(path)

    def test_broken_xml(self, tmp_path: Path) -> None:
        assert "damaged" in self.reason(write(tmp_path / "a.docx", "<w:p>"))

    def test_no_word_document_inside(self, tmp_path: Path) -> None:
        assert "no Word document" in self.reason(write(tmp_path / "a.docx", "", document=b"<sheet/>"))

    def test_tables_in_tables_without_end(self, tmp_path: Path) -> None:
        inner = paragraph("deep")
        for _, _ in itertools.product(range(10), range(10)):
            inner = table(cell(inner))
        assert "damaged" in self.reason(write(tmp_path / "a.docx", inner))
        inner = paragraph("deep")
        for _ in range(50):
            inner = table(cell(inner))
        assert read_file(write(tmp_path / "b.docx", inner)).text == "deep\n"

    def test_limits_are_named(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.docx", table(*[cells("a", "b")] * 11))
        assert "10 rows" in self.reason(path, Limits(most_rows=10))
        big = write(tmp_path / "b.docx", paragraph("x" * 2_000_000))
        assert "limit of 1 MB" in self.reason(big, Limits(most_part_bytes=1 << 20))
        assert "unpacks to" in self.reason(big, Limits(most_unpacked_bytes=1 << 20))

    def test_the_strict_variant(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.docx", paragraph("x"))
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(
                    name, data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument")
                )
        assert "strict variant" in self.reason(path)

    def test_macros_are_not_opened(self, tmp_path: Path) -> None:
        assert "save it as .docx" in self.reason(tmp_path / "a.docm")
