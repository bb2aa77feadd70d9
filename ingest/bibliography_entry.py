"""The entries of a document's bibliography: who wrote the work, when, what it is called, and where the entry stands.

Read are the author-date styles (APA, Harvard, Chicago) and numbered lists (Vancouver). What the text does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.author_list import Author, parse_authors
from ingest.document import Block, BlockKind, Document
from ingest.span import Span

_NO_DATE = r"n\.\s?d\.?|no date|undated|forthcoming|in press"
_BRACKETED_YEAR = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,24}}?(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)\b[^()\[\]]{{0,24}}|(?P<none>{_NO_DATE}))[)\]]", re.I
)
_STOPPED_YEAR = re.compile(rf"(?<=[.,])\s(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)|(?P<none>{_NO_DATE}))[.,:]\s", re.I)
_ANY_YEAR = re.compile(r"(?<![\d/.-])(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)(?![\d/-])(?P<none>(?!))?")
_NUMBER = re.compile(r"\s*(?:\[(\d{1,4})\]|\(?(\d{1,4})[.)])\s*")
_VANCOUVER_HEAD = re.compile(r"[^\W\d_][\w'’ʼ -]{0,40}? [A-Z]{1,3}(?=[,.;]| and | et al)(?:(?:,| and) [^.]{1,400})?\.")
_FIRST_SENTENCE = re.compile(r".{3,}?(?:[^\W\d_]{2}|\d{4})[*_)\"”’']{0,2}[.?!](?=\s)", re.S)
_LINK = re.compile(r"https?:|www\.|\bdoi\b", re.I)
_SAME = re.compile(r"(?:[—–]|-{3}|_{3}){1,6}\s*[.,]?\s*(?=[(\d])")
_FARTHEST_YEAR = 420


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One entry: ``text`` is exactly the characters ``span`` of the document.

    ``head`` is what stands before the year: the authors, or the title of a work without any (then ``titled``). ``year`` is four digits,
    "n.d." for a work that says that it has no date, or empty; ``number`` is that of a numbered list. ``others`` says that the entry itself leaves
    authors out ("et al.").
    """

    span: Span
    text: str
    head: str
    authors: tuple[Author, ...]
    year: str = ""
    letter: str = ""
    title: str = ""
    number: int | None = None
    others: bool = False
    titled: bool = False

    def __post_init__(self) -> None:
        if not self.text or len(self.text) != len(self.span):
            raise ValueError("an entry's text has the length of its span and is never empty")


def read_entries(document: Document) -> tuple[BibliographyEntry, ...]:
    """Return the entries of a document's bibliography, in order; empty for a document without one."""
    found: list[BibliographyEntry] = []
    for block in document.blocks:
        if block.kind is BlockKind.BIBLIOGRAPHY_ENTRY:
            entry = parse_entry(
                block.span, block.span.of(document.text), _solid(document.text, block), _number_before(document.text, block.span.start)
            )
            same = _SAME.match(_body(entry.text)[1])
            if same and found:
                entry = replace(entry, head=found[-1].head, authors=found[-1].authors, others=found[-1].others)
            found.append(entry)
    return tuple(found)


def parse_entry(span: Span, text: str, solid: str | None = None, number: int | None = None) -> BibliographyEntry:
    """Return what an entry says of its work; ``solid`` is its text with foreign stretches blanked, ``number`` what a list marker before it says."""
    own, flat = _body(solid if solid is not None else text)
    year, head, rest = _dated(flat)
    titled = not rest.strip(" .") or bool(_LINK.match(rest.strip())) or bool(re.search(r"\d", head))
    authors, others = parse_authors(head) if head.strip(" .") else ((), False)
    none = bool(year and year["none"])
    return BibliographyEntry(
        span,
        text,
        head.strip(" .,:*_\"“”'‘’"),
        authors,
        "n.d." if none else year["year"] if year else "",
        "" if none or year is None else (year["letter"] or "").lower(),
        head.strip(" .*_") if titled else _title(rest),
        number if number is not None else own,
        others,
        titled,
    )


def _body(text: str) -> tuple[int | None, str]:
    """Return the number before an entry, and the rest with white space folded."""
    flat = " ".join(text.split())
    number = _NUMBER.match(flat)
    if number is None:
        return None, flat
    return int(number[1] or number[2]), flat[number.end() :]


def _dated(flat: str) -> tuple[re.Match[str] | None, str, str]:
    """Return the year of an entry, what stands before it, and what stands behind the authors (and the year, where it stands there)."""
    vancouver = _VANCOUVER_HEAD.match(flat)
    if vancouver and not _BRACKETED_YEAR.match(flat[vancouver.end() :].lstrip()) and not _STOPPED_YEAR.match(flat, vancouver.end()):
        rest = flat[vancouver.end() :]
        return _last_year(rest), vancouver[0].rstrip("."), rest
    years = [match for match in (_BRACKETED_YEAR.search(flat), _STOPPED_YEAR.search(flat)) if match and match.start() <= _FARTHEST_YEAR]
    if years:
        year = min(years, key=lambda match: match.start())
        return year, flat[: year.start()], flat[year.end() :].lstrip(" .,:")
    first = _FIRST_SENTENCE.match(flat)
    head, rest = (first[0].rstrip("."), flat[first.end() :]) if first else (flat, "")
    return _ANY_YEAR.search(head) or _last_year(rest), head, rest


def _last_year(text: str) -> re.Match[str] | None:
    """Return the last year in front of the entry's link, where styles that do not date the authors put it."""
    link = _LINK.search(text)
    years = list(_ANY_YEAR.finditer(text, 0, link.start() if link else len(text)))
    return years[-1] if years else None


def _title(rest: str) -> str:
    """Return the sentence behind the year."""
    first = _FIRST_SENTENCE.match(rest)
    return (first[0] if first else rest).strip(" .,*_")


def _solid(text: str, block: Block) -> str:
    solid = block.span.of(text)
    for hole in block.holes:
        inside = hole.shift(-block.span.start)
        solid = solid[: inside.start] + " " * len(inside) + solid[inside.end :]
    return solid


def _number_before(text: str, start: int) -> int | None:
    """Return the number of a list marker that stands on the entry's line, in front of its span."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 12) : start]
    number = _NUMBER.fullmatch(line) if line.strip() else None
    return int(number[1] or number[2]) if number else None


def bodies(entries: tuple[BibliographyEntry, ...]) -> Iterator[str]:
    """Yield the names of the bodies among the authors, each as its entry writes it."""
    for entry in entries:
        yield entry.head
        yield from (author.family for author in entry.authors if not author.given)
