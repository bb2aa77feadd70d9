"""The report as an EPUB: a chapter a file, each with its own footnotes, a cover, and a table of contents."""

from __future__ import annotations

import html
from pathlib import Path

from tests.ingest.report.archive import pack
from tests.ingest.report.source import Part, Report, notes_of
from tests.ingest.report.web_page import body, inline

_XMLNS = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write_epub(report: Report, path: Path) -> None:
    """Write the book; its files are named so that their names do not sort in reading order."""
    chapters = _chapters(report)
    names = [f"{'abcdefgh'[(3 * i) % 8]}{i}.xhtml" for i in range(len(chapters))]
    about = {key: html.escape(value) for key, value in report.about.items()}
    cover = f"<h1>{about['title']}</h1>\n<p>{about['author']}</p>\n<p>{about['date']}</p>"
    links = "\n".join(f'<li><a href="{name}">{inline(chapter[0].text)}</a></li>' for name, chapter in zip(names, chapters, strict=True))
    contents = f'<nav epub:type="toc"><h1>Contents</h1><ol>\n{links}\n</ol></nav>'
    pack(
        path,
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER.encode()),
            ("OEBPS/book.opf", _opf(about, names).encode()),
            ("OEBPS/nav.xhtml", _page("Contents", contents)),
            ("OEBPS/title.xhtml", _page(about["title"], cover)),
            *(
                (f"OEBPS/{name}", _page(inline(chapter[0].text), _chapter(report, chapter)))
                for name, chapter in sorted(zip(names, chapters, strict=True))
            ),
        ],
    )


def _chapters(report: Report) -> list[tuple[Part, ...]]:
    starts = [i for i, part in enumerate(report.parts) if part.kind == "heading" and part.number == 1]
    return [report.parts[start:end] for start, end in zip(starts, [*starts[1:], len(report.parts)], strict=True)]


def _chapter(report: Report, parts: tuple[Part, ...]) -> str:
    asides = [
        f'<aside epub:type="footnote" id="fn{note.number}"><p><a href="#ref{note.number}">{note.number}</a> {inline(note.text)}</p></aside>'
        for part in parts
        for note in notes_of(report, part.text)
    ]
    marked = body(parts, 0, soft=False).replace('role="doc-noteref"', 'epub:type="noteref"').replace("&nbsp;", "&#160;")
    return "\n".join(['<section epub:type="chapter">', marked, *asides, "</section>"])


def _page(title: str, content: str) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html {_XMLNS} xml:lang="en-GB">\n<head><title>{title}</title></head>\n'
    return f"{head}<body>\n{content}\n</body>\n</html>\n".encode()


def _opf(about: dict[str, str], names: list[str]) -> str:
    items = "\n".join(f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name in sorted(names))
    spine = "\n".join(f'<itemref idref="{name[:-6]}"/>' for name in names)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">nearer-home-2024</dc:identifier><dc:title>{about["title"]}</dc:title><dc:language>en-GB</dc:language>
<dc:creator>{about["author"]}</dc:creator><dc:publisher>{about["author"]}</dc:publisher><dc:date>{about["date"]}</dc:date>
<meta property="dcterms:modified">{about["date"]}T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
{items}
</manifest>
<spine>
<itemref idref="title"/>
<itemref idref="nav" linear="no"/>
{spine}
</spine>
</package>
"""
