"""Web pages (.html, .htm, .xhtml): the article of a page, with what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import UnreadableDocument
from ingest.limits import Limits
from ingest.manuscript import FileContent, Manuscript
from ingest.readers.furniture import remove_furniture, words_of
from ingest.readers.headline import find_headline, with_headline
from ingest.readers.markup import write_markup
from ingest.readers.page_source import page_source
from ingest.readers.tree import Element, decode, name, parse_text, tokens

_LINKED_DATA = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.*?)(?:</script|\Z)", re.I | re.S)
_MOST_LINKED_DATA = 10
_MAIN_SHARE = 0.25
_ARTICLE_SHARE = 0.5
_ARTICLE_NAMES = re.compile(
    r"(?:(?:entry|post|article|story)-?_?(?:content|body|text)|main-?_?content|maincontent|mw-content-text|bodycontent|content-?_?main)", re.I
)
_BINARY_WITHIN = 1 << 12


def read(path: Path, limits: Limits) -> FileContent:
    """Return the text of a web page without its furniture.

    Raises:
        UnreadableDocument: the file is no page, or its markup is nested, long or declared as no honest page is.
    """
    data = path.read_bytes()
    if b"\0" in data[:_BINARY_WITHIN] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument(f"{path.name} is not a web page: give it the ending of its own format")
    text = decode(data)
    root = parse_text(text, label=path.name)
    linked_data = [match[1] for match, _ in zip(_LINKED_DATA.finditer(text), range(_MOST_LINKED_DATA), strict=False)]
    source = page_source(root, linked_data)
    body = next((element for element in root.iter("body")), root)
    headline = find_headline(root, body)
    remove_furniture(body, headline)
    if not words_of(body):
        body, headline = parse_text(text, label=path.name), None
    manuscript = Manuscript()
    write_markup(manuscript, with_headline(_article(body), headline, root))
    return manuscript.content(source)


def _article(body: Element) -> Element:
    """Return the element that holds the article: what says that it does, if most of the text stands in it."""
    total = words_of(body)
    for share, candidates in ((_MAIN_SHARE, _mains(body)), (_ARTICLE_SHARE, _articles(body))):
        best = max(((words_of(element), -number, element) for number, element in enumerate(candidates)), default=None, key=lambda each: each[:2])
        if best is not None and best[0] > share * total:
            return best[2]
    return body


def _mains(body: Element) -> Iterator[Element]:
    return _outermost(element for element in body.iter() if name(element) == "main" or "main" in tokens(element, "role"))


def _articles(body: Element) -> Iterator[Element]:
    return _outermost(
        element
        for element in body.iter()
        if name(element) == "article"
        or "articlebody" in tokens(element, "itemprop")
        or "article" in tokens(element, "role")
        or any(_ARTICLE_NAMES.fullmatch(word) for word in tokens(element, "class", "id"))
    )


def _outermost(elements: Iterator[Element]) -> Iterator[Element]:
    """Yield those of the elements, given in order, that stand in none of the others."""
    inside: set[Element] = set()
    for element in elements:
        if element not in inside:
            inside.update(element.iter())
            yield element
