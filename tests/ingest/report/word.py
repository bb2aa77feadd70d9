"""The report as a Word file: real heading styles, lists, tables, footnotes, a header and a footer with the page number."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.ingest.report.archive import steady
from tests.ingest.report.source import Part, Report, runs

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def write_docx(report: Report, path: Path) -> None:
    """Write the Word file."""
    document = Document()
    about, known = report.about, document.core_properties
    known.title, known.author, known.subject = about["title"], about["author"], about["kind"]
    known.created = known.modified = dt.datetime.fromisoformat(about["date"])
    known.last_modified_by, known.comments = "", ""
    document.add_paragraph(about["title"], "Title")
    document.add_paragraph(about["author"], "Subtitle")
    document.add_paragraph("14 May 2024")
    _margins(document.sections[0], about)
    for within, group in groupby((part for part in report.parts if part.kind != "footnote"), lambda part: part.within):
        parts = list(group)
        if within in ("ruled", "plain"):
            _table(document, parts)
        elif within == "box":
            cell = document.add_table(1, 1, "Table Grid").cell(0, 0)
            _flow(document, cell, parts)
            cell._tc.remove(cell.paragraphs[0]._p)
        elif within == "columns":
            document.add_section(WD_SECTION.CONTINUOUS)
            _flow(document, document, parts)
            _columns(document.add_section(WD_SECTION.CONTINUOUS), document)
        else:
            _flow(document, document, parts)
    _footnotes(document, report)
    document.save(str(path))
    steady(path)


def _margins(section: Any, about: dict[str, str]) -> None:
    section.header.paragraphs[0].text = f"{about['running']}\t\tMay 2024"
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{about['author']} | Page ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = footer.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        run._r.append(mark)


def _columns(after: Any, document: Any) -> None:
    """Set the section before ``after`` in two columns."""
    section = document.sections[len(document.sections) - 2]
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), "2")
    for other in after._sectPr.findall(qn("w:cols")):
        other.attrib.pop(qn("w:num"), None)


def _flow(document: Any, place: Any, parts: list[Part]) -> None:
    styles = {"heading": "Heading", "box": "Heading 3", "term": "Heading 4", "bullet": "List Bullet", "number": "List Number", "caption": "Caption"}
    numbering = None
    for above, part in zip([None, *parts], parts, strict=False):
        style = f"Heading {part.number}" if part.kind == "heading" else styles.get(part.kind, "Normal")
        paragraph = place.add_paragraph(style=document.styles[style])
        _fill(paragraph, part.text)
        if part.kind == "number":
            numbering = numbering if above and above.kind == "number" else _list_from(document, part.number)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering


def _list_from(document: Any, first: int) -> int:
    """Add a numbered list that begins with ``first``; return its number."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    base = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(base.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(number.numId)


def _fill(paragraph: Any, text: str) -> None:
    for style, words in runs(text):
        run = paragraph.add_run("" if style == "mark" else words)
        if style == "emphasis":
            run.italic = True
        elif style == "mark":
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), words)
            run._r.append(reference)


def _table(document: Any, parts: list[Part]) -> None:
    _flow(document, document, parts[:1])
    table = document.add_table(0, len(parts[1].cells), "Table Grid" if parts[0].within == "ruled" else "Normal Table")
    for part in parts[1:]:
        row = table.add_row()
        for cell, text in zip(row.cells, part.cells, strict=True):
            _fill(cell.paragraphs[0], text)
        if part.kind == "header":
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph()


def _footnotes(document: Any, report: Report) -> None:
    """Add the part that holds the footnotes' texts, for which the library has no call."""
    notes = "".join(_note(part) for part in report.parts if part.kind == "footnote")
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{_SEPARATORS}{notes}</w:footnotes>'
    part = PackagePart(PackURI("/word/footnotes.xml"), _NOTES_TYPE, blob.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(part: Part) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    text = "".join(f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' for _, words in runs(f" {part.text}"))
    return f'<w:footnote w:id="{part.number}"><w:p>{mark}{text}</w:p></w:footnote>'
