"""The headline of a web page: which heading it is, and the article together with it where the two stand apart."""

from __future__ import annotations

import re

from ingest.manuscript import tidy
from ingest.readers.tree import Element, tokens

_SITE = re.compile(r"(?:.*[-_])?(?:logo|brand|branding|site-?(?:title|name))", re.I)
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})


def find_headline(root: Element, body: Element) -> Element | None:
    """Return the heading of the highest level that the page's ``title`` begins with, however its quotation marks are drawn.

    Where there is none, it is the only heading of that level beside the name of the site.
    """
    title = next((_plain(element) for element in root.iter("title")), "")
    headings = [element for element in body.iter("h1") if _plain(element)]
    named = [element for element in headings if title.startswith(_plain(element))]
    if named:
        return max(named, key=lambda element: len(_plain(element)))
    page = [element for element in headings if not title.endswith(_plain(element)) and not _names_site(element)]
    return page[0] if len(page) == 1 else None


def with_headline(article: Element, headline: Element | None, root: Element) -> Element:
    """Return what holds the article and its headline, cut to what stands from the one to the end of the other; the article alone if it has one."""
    if headline is None or _has_headline(article, root):
        return article
    place = {element: number for number, element in enumerate(root.iter())}
    article_in = {article, *article.iterancestors()}
    around = next((element for element in headline.iterancestors() if element in article_in), None)
    if around is None or around is article:
        return article
    if place[headline] > place[article]:
        copy = article.makeelement("h1")
        copy.text, copy.tail, article.text = "".join(headline.itertext()), article.text, None
        article.insert(0, copy)
        return article
    _cut_before(headline, around)
    _cut_behind(_last_part(article), around)
    return around


def _has_headline(article: Element, root: Element) -> bool:
    title = next((_plain(element) for element in root.iter("title")), "")
    headings = [text for text in map(_plain, article.iter("h1")) if text]
    return any(text in title for text in headings) or (bool(headings) and not title)


def _last_part(article: Element) -> Element:
    """Return the last of the elements that an article is cut into, as round an advertisement: siblings of one class."""
    parts = [each for each in article.itersiblings(article.tag) if each.get("class") and each.get("class") == article.get("class")]
    return parts[-1] if parts else article


def _cut_before(element: Element, around: Element) -> None:
    while element is not around:
        parent = element.getparent()
        for before in list(element.itersiblings(preceding=True)):
            parent.remove(before)
        parent.text = None
        element = parent


def _cut_behind(element: Element, around: Element) -> None:
    while element is not around:
        parent = element.getparent()
        for behind in list(element.itersiblings()):
            parent.remove(behind)
        element.tail = None
        element = parent


def _names_site(heading: Element) -> bool:
    parent = heading.getparent()
    words = (*tokens(heading, "class", "id"), *(tokens(parent, "class", "id") if parent is not None else ()))
    return any(_SITE.fullmatch(word) for word in words)


def _plain(element: Element) -> str:
    return tidy("".join(element.itertext())).translate(_SIGNS).casefold()
