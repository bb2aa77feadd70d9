"""Word documents for tests, made of their XML."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{more}</w:style>'
    for name, more in (
        ("Title", ""),
        ("heading 1", ""),
        ("heading 2", ""),
        ("Überschrift", '<w:basedOn w:val="heading2"/>'),
        ("Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("toc 1", ""),
        ("Quote", ""),
        ("caption", ""),
        ("List Bullet 2", ""),
        ("Secret", "<w:rPr><w:vanish/></w:rPr>"),
    )
) + (
    '<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; plain text becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def item(text: str, numbering: int, depth: int = 0) -> str:
    """Return a paragraph of a list."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>')


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' if not row.startswith('<w:tr') else row for row in rows)}</w:tbl>"


def cells(*texts: str) -> str:
    """Return the cells of a row."""
    return "".join(cell(text) for text in texts)


def cell(content: str, properties: str = "") -> str:
    """Return one cell; plain text becomes a paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else paragraph(content)}</w:tc>"


def write(
    path: Path, body: str, *, footnotes: str = "", endnotes: str = "", title: str = "", author: str = "", document: bytes | None = None
) -> Path:
    """Write a Word document with some body; ``document`` takes the place of its whole main part."""
    parts = {
        "styles": f"<w:styles {_SPACES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {_SPACES}>{NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {_SPACES}>{footnotes}</w:footnotes>",
        "endnotes": f"<w:endnotes {_SPACES}>{endnotes}</w:endnotes>",
    }
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{core.replace("metadata", "relationships/metadata")}" Target="docProps/core.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">'
            + "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
            + f'<Relationship Id="gone" Type="{_OFFICE}/image" Target="NULL"/></Relationships>',
        )
        archive.writestr(
            "docProps/core.xml",
            f'<c:coreProperties xmlns:c="{core}" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>{title}</d:title>'
            f"<d:creator>{author}</d:creator></c:coreProperties>",
        )
        archive.writestr("word/document.xml", document or f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode())
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path
