"""Books (.epub): the chapters in the order of the spine, with the book's own title, authors, publisher and date."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.document import Source
from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript, tidy
from ingest.readers.archive import check_archive
from ingest.readers.date import iso_date
from ingest.readers.markup import is_page_break, write_markup
from ingest.readers.tree import Element, name, parse, parse_xml, tokens
from ingest.readers.visible import is_shown

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of scrambling that are for fonts and leave the text readable."""
_MARKUP = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_LEFT_OUT = frozenset("nav toc landmarks page-list cover titlepage-cover lot loi index doc-toc doc-cover doc-pagelist".split())
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Chapter:
    path: str
    linear: bool


def read(path: Path, limits: Limits) -> FileContent:
    """Return the text of a book; its contents list and its cover are left out.

    Raises:
        UnreadableDocument: the file is no book, damaged, protected, or over a limit.
    """
    with check_archive(path, limits) as archive:
        _check_protection(path, archive)
        package_path = _package_path(path, archive)
        package = parse_xml(_member(archive, package_path, path), label=path.name)
        chapters, warnings = _spine(package, package_path, set(archive.namelist()))
        if len(chapters) > limits.most_pages:
            raise UnreadableDocument(f"{path.name} has more than {limits.most_pages:,} chapters: split it into smaller files")
        book = parse(b"<html><body></body></html>")
        body = book.find("body")
        for chapter in sorted(chapters, key=lambda each: not each.linear):
            body.append(_section(parse(_member(archive, chapter.path, path), label=path.name), chapter.path))
    source = _source(package)
    _lower_headings(body, source.title)
    pages = _number_pages(body)
    manuscript = Manuscript()
    if pages:
        manuscript.page()
    write_markup(manuscript, body, pages=pages)
    return manuscript.content(source, warnings)


def _check_protection(path: Path, archive: zipfile.ZipFile) -> None:
    if _ENCRYPTION not in archive.namelist():
        return
    root = parse_xml(archive.read(_ENCRYPTION), label=path.name)
    for data in root.iter("{*}EncryptedData"):
        methods = [method.get("Algorithm") for method in data.iter("{*}EncryptionMethod")]
        if not all(method in _FONTS_ONLY for method in methods[:1]) or not methods:
            raise UnreadableDocument(f"{path.name} is protected (DRM): only a copy without protection can be read")


def _package_path(path: Path, archive: zipfile.ZipFile) -> str:
    container = parse_xml(_member(archive, _CONTAINER, path), label=path.name)
    found = next((element.get("full-path") for element in container.iter("{*}rootfile") if element.get("full-path")), None)
    if found is None:
        raise UnreadableDocument(f"{path.name} is no EPUB book: its container names no package")
    return str(found)


def _member(archive: zipfile.ZipFile, member: str, path: Path) -> bytes:
    try:
        return archive.read(member)
    except KeyError as error:
        raise UnreadableDocument(f"{path.name} is no EPUB book: {member} is missing") from error


def _spine(package: Element, package_path: str, members: set[str]) -> tuple[list[_Chapter], list[str]]:
    """Return the chapters that are there, in reading order, and a warning for each one that is not."""
    chapters, warnings, taken = [], [], set()
    items = {item.get("id"): item for item in package.iter("{*}item") if item.get("id") and item.get("href")}
    covers = _covers(package, package_path)
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            warnings.append(f"a chapter is named that the book does not list ({tidy(str(reference.get('idref')))[:60]}): it is left out")
            continue
        member = _resolved(package_path, item.get("href"))
        if "nav" in tokens(item, "properties") or (member and (member in covers or member in taken)):
            continue
        taken.add(member)
        if member not in members:
            warnings.append(f"the chapter {tidy(item.get('href'))[:60]} is missing: it is left out")
            continue
        if (item.get("media-type") or "").lower().startswith(_MARKUP) or member.lower().endswith((".xhtml", ".html", ".htm")):
            chapters.append(_Chapter(member, (reference.get("linear") or "").lower() != "no"))
    return chapters, warnings


def _covers(package: Element, package_path: str) -> set[str]:
    """Return the files that the guide of an EPUB 2 calls cover or contents."""
    references = (reference for reference in package.iter("{*}reference") if (reference.get("type") or "").lower() in ("cover", "toc"))
    return {_resolved(package_path, reference.get("href") or "") for reference in references}


def _resolved(base: str, href: str) -> str:
    """Return the path inside the archive that a link of the file ``base`` leads to; nothing where it leads out of the archive."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return "" if resolved.startswith("../") or resolved == ".." else resolved


def _section(root: Element, member: str) -> Element:
    """Return the body of a chapter as a section whose ids and links are told apart from those of other chapters."""
    body = next(root.iter("body"), root)
    body.tag = "section"
    for element in body.iter():
        if element.get("id"):
            element.set("id", f"{member}#{element.get('id')}")
        href = element.get("href")
        if href and "#" in href:
            target, _, anchor = href.partition("#")
            element.set("href", f"{_resolved(member, target) if target else member}#{anchor}")
    for element in list(body.iter()):
        if not _LEFT_OUT.isdisjoint(tokens(element, "epub:type", "role")) and element.getparent() is not None:
            element.set("hidden", "")
    return body


def _lower_headings(body: Element, title: str | None) -> None:
    """Put the chapters under the book's title, where it is the first heading and they are headed by the highest level too."""
    first = next(body.iter("h1", "h2"), None)
    if title is None or first is None or name(first) != "h1" or tidy("".join(first.itertext())).casefold() != title.casefold():
        return
    later = [element for element in body.iter("h1", "h2", "h3", "h4", "h5") if element is not first]
    if any(name(element) == "h1" for element in later):
        for element in later:
            element.tag = f"h{int(name(element)[1]) + 1}"


def _number_pages(body: Element) -> bool:
    """Say whether the marks of printed pages count 1, 2, 3 from the first; the first is taken off, because page 1 begins with the book."""
    marks = list(_page_marks(body))
    labels = [tidy(mark.get("title") or mark.get("aria-label") or "".join(mark.itertext())).removeprefix("Page ").strip(" .") for mark in marks]
    if not marks or labels != [str(number) for number in range(1, len(marks) + 1)]:
        return False
    marks[0].attrib.pop("epub:type", None)
    marks[0].attrib.pop("role", None)
    marks[0].set("hidden", "")
    return True


def _page_marks(body: Element) -> Iterator[Element]:
    return (element for element in body.iter() if name(element) and is_page_break(element) and is_shown(element))


def _source(package: Element) -> Source:
    stated: dict[str, list[str]] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        value = tidy("".join(element.itertext())[: 4 * _LONGEST])
        if value and len(value) <= _LONGEST:
            stated.setdefault(name(element), []).append(value)
    authors = list(dict.fromkeys(stated.get("creator", ())))[:20]
    return Source(
        title=next(iter(stated.get("title", ())), None),
        author=("; " if any("," in each for each in authors) else ", ").join(authors) or None,
        publisher=next(iter(stated.get("publisher", ())), None),
        published=next((iso for value in stated.get("date", ()) if (iso := iso_date(value))), None),
    )
