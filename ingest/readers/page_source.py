"""What a web page says of itself: title, author, publisher, date and address, from the fields that pages have for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ingest.document import Source
from ingest.manuscript import tidy
from ingest.readers.date import iso_date
from ingest.readers.markup import heading_level
from ingest.readers.tree import Element, name, tokens

_TITLE = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR = ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "sailthru.author")
_PUBLISHER = ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name")
_DATE = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "govuk:first-published-at",
)
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")
_LONGEST = 300
_MOST_AUTHORS = 20
_MOST_LINKED_DATA = 1 << 20
_MOST_NODES = 2_000
_KINDS = ("article", "report", "webpage", "posting", "scholarlyarticle", "book", "creativework", "document")


def page_source(root: Element, linked_data: list[str]) -> Source:
    """Return what a page states of itself; ``linked_data`` has the texts of its JSON-LD scripts. What it does not state is ``None``."""
    meta = _meta(root)
    stated = _stated(linked_data)
    site = _first(meta, _PUBLISHER) or stated.get("publisher")
    return Source(
        title=_first(meta, _TITLE) or stated.get("title") or _titled(root, site),
        author=_authors(meta) or stated.get("author"),
        publisher=site,
        published=next((iso for key in _DATE for value in meta.get(key, ()) if (iso := iso_date(value))), None)
        or iso_date(stated.get("published") or "")
        or _dated(root),
        url=_address(root, meta),
    )


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        value = tidy((element.get("content") or "")[: 4 * _LONGEST])
        if key and value and len(value) <= _LONGEST:
            found.setdefault(key, []).append(value)
    return found


def _first(meta: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _authors(meta: dict[str, list[str]]) -> str | None:
    """Return the authors of the first field that has any; an address is no name."""
    for key in _AUTHOR:
        names = [value for value in dict.fromkeys(meta.get(key, ())) if not re.match(r"https?:|@|www\.", value, re.I)]
        if names:
            return _listed(names)
    return None


def _listed(names: list[str]) -> str:
    """Return names as they stand in a reference: those in the order "family, given" are parted by semicolons."""
    shown = names[:_MOST_AUTHORS]
    return ("; " if any("," in each for each in shown) else ", ").join(shown)


def _titled(root: Element, site: str | None) -> str | None:
    """Return the heading that the page's ``title`` names; else its only one of the highest level, or the one that a word processor calls the title.

    Without these it is the ``title``, less the site's name where it is known to end with it.
    """
    title = next((tidy("".join(element.itertext())) for element in root.iter("title")), "")[:_LONGEST]
    marked = [element for element in root.iter("h1", "p") if heading_level(element, name(element)) == 1]
    shown = {tidy("".join(element.itertext())): name(element) for element in marked}
    headings = [text for text in shown if 0 < len(text) <= _LONGEST]
    named = [text for text in headings if text.casefold() in title.casefold()]
    if named:
        return max(named, key=lambda text: (title.casefold().startswith(text.casefold()), len(text)))
    if len(headings) == 1 or (headings and shown[headings[0]] == "p"):
        return headings[0]
    parts = _SEPARATOR.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·»:-")
    return title or None


def _dated(root: Element) -> str | None:
    """Return the date that stands as such beside the page's title: a ``time`` before the second heading that follows it."""
    after_title = 0
    for element in root.iter():
        kind = name(element)
        after_title += kind in ("h1", "h2") and (after_title > 0 or kind == "h1")
        if after_title > 2:
            return None
        marked = kind == "time" and (element.get("pubdate") is not None or "published" in " ".join(tokens(element, "class", "itemprop")))
        if marked or (kind == "time" and 0 < after_title <= 1):
            date = iso_date(element.get("datetime") or "") or iso_date("".join(element.itertext()))
            if date:
                return date
    return None


def _address(root: Element, meta: dict[str, list[str]]) -> str | None:
    links = [element.get("href") or "" for element in root.iter("link") if "canonical" in tokens(element, "rel")]
    for address in (*links, *meta.get("og:url", ())):
        parts = urlsplit(address.strip()) if len(address) <= 2_000 and address.isprintable() else None
        if parts and parts.scheme in ("http", "https") and parts.netloc and "@" not in parts.netloc and " " not in address.strip():
            return str(address.strip())
    return None


def _stated(texts: list[str]) -> dict[str, str]:
    """Return what linked data (schema.org) says of the page: the first node of a fitting kind counts."""
    for text in texts:
        if len(text) > _MOST_LINKED_DATA:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if kind.lower().endswith(_KINDS):
                fields = {
                    "title": _named(node.get("headline")) or _named(node.get("name")),
                    "author": _named(node.get("author")),
                    "publisher": _named(node.get("publisher")),
                    "published": _named(node.get("datePublished")),
                }
                return {key: value for key, value in fields.items() if value}
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of linked data, breadth first and not too many."""
    queue = [data]
    for number in range(_MOST_NODES):
        if number >= len(queue):
            return
        node = queue[number]
        if isinstance(node, dict):
            yield node
            queue += [node["@graph"]] if "@graph" in node else []
            queue += [node["mainEntity"]] if "mainEntity" in node else []
        elif isinstance(node, list):
            queue += node[:_MOST_NODES]


def _named(value: Any) -> str | None:
    """Return a text, or the names of one or several persons or bodies."""
    values = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in values[:_MOST_AUTHORS]]
    shown = [tidy(each) for each in names if isinstance(each, str) and 0 < len(each) <= _LONGEST]
    return _listed([each for each in shown if each]) or None
