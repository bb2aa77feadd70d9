"""Markup as a tree: bytes of HTML or XML in whatever encoding, parsed within bounds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Any

from ingest.errors import UnreadableDocument

Element = Any
"""An element of lxml, which has no types of its own."""

_MOST_TAGS = 2_000_000
_MOST_ATTRIBUTES = 500
_LONG_TAG = 4_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARED_WITHIN = 4_096
_MOST_OF_AN_ATTRIBUTE = 2_000
_LATIN = frozenset({"iso8859-1", "ascii"})
"""What the HTML standard says is read as Windows-1252."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[[^\]]{0,10000}?<!ENTITY", re.I)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1[^>]*>|\Z)", re.I | re.S)
"""Comments, scripts and styles, which are cut off before anything else so that their contents are never taken for tags."""
_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_XHTML = re.compile(r"<\?xml|xmlns=[\"']http://www\.w3\.org/1999/xhtml", re.I)
_EMPTY_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that never hold anything; any other that XHTML closes in its own tag would stay open in HTML."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return the characters of a page, in the encoding that its first bytes, ``encoding`` or the page itself states.

    A page that states none is UTF-8 where that fits, else Windows-1252. Bytes that do not fit what is stated become U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    stated = encoding or (declared and (declared[1] or declared[2]).decode("ascii"))
    known = _known(stated) if stated else None
    if known is None or known.startswith("utf-8"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            known = known or "cp1252"
    return data.decode(known, "replace")


def parse(data: bytes, encoding: str | None = None, *, label: str = "the file") -> Element:
    """Return the root element of an HTML or XHTML page, however broken its markup is.

    Raises:
        UnreadableDocument: the markup is nested, long or declared as no honest page is; ``label`` opens the message.
    """
    return parse_text(decode(data, encoding), label=label)


def parse_text(text: str, *, label: str = "the file") -> Element:
    """Return the root element of a page whose characters are known.

    Raises:
        UnreadableDocument: as ``parse`` does.
    """
    from lxml import etree  # here, so that only a folder that holds markup loads the library

    if _DOCTYPE.search(text, 0, 1 << 16):
        raise UnreadableDocument(f"{label} defines XML entities, which no honest page does: it is skipped")
    if _XHTML.search(text, 0, _DECLARED_WITHIN):
        text = _EMPTY_TAG.sub(_spelt_out, text)
    text = _CONTROL.sub(" ", _UNSEEN.sub(" ", text))
    if text.count("<") > _MOST_TAGS:
        raise UnreadableDocument(f"{label} has more than {_MOST_TAGS:,} tags: split it into smaller files")
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > _LONG_TAG and len(_VALUE.sub(" ", tag[0]).split()) > _MOST_ATTRIBUTES:
            raise UnreadableDocument(f"{label} has a tag with more than {_MOST_ATTRIBUTES} attributes, which no honest page has: it is skipped")
    if not text.strip():
        return etree.Element("html")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(f"{label} is nested deeper than any honest page: open it in its own program and save it anew")
    return root if root is not None else etree.Element("html")


def parse_xml(data: bytes, *, label: str = "the file") -> Element:
    """Return the root element of an XML file; entities are not replaced and nothing is fetched.

    Raises:
        UnreadableDocument: the file is not XML; ``label`` opens the message.
    """
    from lxml import etree  # here, as above

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{label} is damaged: open it in its own program and save it anew") from error
    if root is None:
        raise UnreadableDocument(f"{label} is damaged: open it in its own program and save it anew")
    return root


def name(element: Element) -> str:
    """Return an element's name in lower case without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def visit(root: Element, start: Callable[[Element], bool], text: Callable[[str], None], end: Callable[[Element], None]) -> None:
    """Walk from ``root`` through all below it in order, however deep; what ``start`` says no to is passed over with all that it holds."""
    if not start(root):
        return
    text(root.text or "")
    open_elements = [(root, iter(root))]
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            end(element)
            if open_elements:
                text(element.tail or "")
        elif name(child) and start(child):
            text(child.text or "")
            open_elements.append((child, iter(child)))
        else:
            text(child.tail or "")


def tokens(element: Element, *attributes: str) -> list[str]:
    """Return the words of some attributes, in lower case."""
    values = (element.get(attribute) for attribute in attributes)
    return [word for value in values if value for word in value[:_MOST_OF_AN_ATTRIBUTE].lower().split()]


def style(element: Element) -> str:
    """Return the style that stands at the element itself, in lower case without white space."""
    return "".join((element.get("style") or "")[:_MOST_OF_AN_ATTRIBUTE].lower().split())


def _spelt_out(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def _known(name: str) -> str | None:
    """Return Python's name of an encoding; a page that states ASCII or Latin-1 is Windows-1252, one that states UTF-16 in ASCII letters is UTF-8."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    if known.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return "cp1252" if known in _LATIN else known
