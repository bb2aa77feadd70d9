"""What the lines under a document's title say of it: by whom, when, and who published it.

Only whole lines count that say nothing else ("By Jane Smith", "Published: 12 March 2022"), and only above the running text. What this module
does not do: it reads nothing out of sentences, and where two lines disagree it takes neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.document import Block, BlockKind, Source
from ingest.segment import clean

_MOST_BLOCKS = 10
_MOST_WORDS = 14
_CHRONICLE = 2
"""So many other dates that stand alone make a text a chronicle, whose first date is not its own."""
_LONGEST_DATE = 40
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DATE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_WEEKDAY}{_DAY} {_MONTH},? {_YEAR}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
    )
)
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted|issued)(?: on|:)? |(?:publication |release )?date(?: of publication)?: ", re.I)
_UPDATED = re.compile(r"(?:last )?(?:updated|reviewed|revised|modified)(?: on|:)? ", re.I)
_AUTHOR = re.compile(r"(?:authors?|author\(s\)|written by):? ", re.I)
_BYLINE = re.compile(r"By (?=[A-Z])")
_PUBLISHER = re.compile(r"published by:? |publisher: ", re.I)
_NAME = re.compile(r"(?:[A-Z][\w’'-]*\.?|[a-z]{2,3}(?= [A-Z]))(?: (?:[A-Z][\w’'-]*\.?|(?:de|da|del|di|van|von|der|den|la|le|bin|al)(?= [A-Z])))+")
"""A person's name: two words or more that begin with a capital."""
_NAMES_END = re.compile(r"(?:,| and| &) ")
_NO_NAME = frozenset("Design Default Royal Popular Special Order Hand Law Post Mail Train Region Area Age Country Year Land Sea The A An".split())
"""What stands behind "By" in titles that are no bylines ("By Royal Appointment")."""
_NO_BODY = re.compile(r"\d| (?:on|at|in) |^(?:unknown|various|anonymous|none|n/a)$", re.I)
_ENDS = (".", "?", "!", ":", ";")


def source_of_first_page(text: str, blocks: Sequence[Block], page_starts: Sequence[int] = ()) -> Source:
    """Return author, publisher and date (ISO 8601) as the lines between the title and the running text state them."""
    authors: list[str] = []
    publishers: list[str] = []
    dates: dict[str, list[str]] = {"published": [], "bare": [], "updated": []}
    end = page_starts[1] if len(page_starts) > 1 else len(text)
    for line in _front_lines(text, blocks, end):
        publisher = _PUBLISHER.match(line)
        author = _AUTHOR.match(line)
        byline = _BYLINE.match(line)
        published = _PUBLISHED.match(line)
        updated = _UPDATED.match(line)
        if publisher:
            publishers += _body(line[publisher.end() :])
        elif author:
            authors += _body(line[author.end() :])
        elif byline:
            names, when = _byline(line[byline.end() :])
            authors += names
            dates["bare"] += when
        elif published:
            dates["published"] += _dates(line[published.end() :], year=True)
        elif updated:
            dates["updated"] += _dates(line[updated.end() :], year=True)
        else:
            dates["bare"] += _dates(line)
    if len(_dated(text, blocks) - set(dates["bare"])) >= _CHRONICLE:
        dates["bare"] = []
    when = next((stated for stated in dates.values() if stated), [])
    return Source(author=_only(authors), publisher=_only(publishers), published=_only(when))


def _front_lines(text: str, blocks: Sequence[Block], end: int) -> Iterator[str]:
    """Yield the lines below the title, up to the first block that is running text or a heading of the body."""
    titled = below = False
    for block in [block for block in blocks if block.span.start < end][:_MOST_BLOCKS]:
        if block.kind is BlockKind.BOILERPLATE:
            below = below or titled
            continue
        if block.kind is BlockKind.HEADING:
            if below:
                return
            titled = True
            continue
        if block.kind not in (BlockKind.FRONT_MATTER, BlockKind.PARAGRAPH):
            return
        lines = [clean(line) for line in block.span.of(text).splitlines() if line.strip()]
        if any(len(line.split()) > _MOST_WORDS or line.endswith(_ENDS) for line in lines):
            return
        below = True
        yield from lines


def _dated(text: str, blocks: Sequence[Block]) -> set[str]:
    """Return the dates that stand alone anywhere in a document."""
    alone = (block.span.of(text) for block in blocks if len(block.span) <= _LONGEST_DATE and block.kind is not BlockKind.BOILERPLATE)
    return {found for line in alone for found in _dates(clean(line))}


def _only(values: Sequence[str]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _body(stated: str) -> list[str]:
    """Return who a line names behind "Author:" or "Published by": a person or a body, but nothing that goes on with a date or a place."""
    name = stated.strip(" ,")
    return [name] if name[:1].isupper() and not _NO_BODY.search(name) else []


def _byline(stated: str) -> tuple[list[str], list[str]]:
    """Return the names of a byline as one author, and the date behind them; none where a part of it is neither name nor date."""
    when: list[str] = []
    names: list[str] = []
    for place in re.finditer(r",? (?:[|–—-] )?", stated):
        when = _dates(stated[place.end() :])
        if when:
            stated = stated[: place.start()]
            break
    for part in _NAMES_END.split(stated.strip()):
        if not _NAME.fullmatch(part.strip()) or _NO_NAME & set(part.split()):
            return [], []
        names.append(part.strip())
    return [stated.strip()], when


def _dates(line: str, *, year: bool = False) -> list[str]:
    """Return the ISO date that a text is, if it is one and nothing else; ``year`` takes a year alone as well."""
    line = line.strip(" ,|")
    if year and re.fullmatch(_YEAR, line):
        return [line]
    for pattern in _DATE:
        found = pattern.fullmatch(line)
        if found is None:
            continue
        parts = found.groupdict()
        month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"].lower()) + 1
        if "day" not in parts:
            return [f"{parts['year']}-{month:02}"]
        try:
            return [date(int(parts["year"]), month, int(parts["day"])).isoformat()]
        except ValueError:
            return []
    return []
