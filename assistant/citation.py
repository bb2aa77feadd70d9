"""One line that says where a quote stands, in author-date style."""

from __future__ import annotations

import re
from datetime import date

from assistant.author import listed, read_authors, shortened
from ingest.document import Document

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_NO_DATE = "n.d."


def cite(document: Document, section: tuple[str, ...], page: int | None, letter: str = "") -> str:
    """Return the citation of a place in a document: author (year) title. Publisher. Section, page. What is not known is left out.

    ``letter`` tells two documents of one author and year apart: (2021a).
    """
    source = document.source
    author = author_in_citation(source.author) if source.author else None
    year = dated(source.published, letter)
    parts = [f"{author} ({year}) {document.title}" if author else f"{document.title} ({year})"]
    if source.publisher and source.publisher != source.author:
        parts.append(source.publisher)
    if section:
        parts.append(f"Section ‘{section[-1]}’")
    if page is not None:
        parts.append(f"p. {page}")
    return " ".join(part if part.endswith(("?", "!", "…")) else f"{part.rstrip('.')}." for part in parts)


def author_date(document: Document, letter: str = "") -> str:
    """Return what a citation in the text has of a document: "Smith & Jones, 2021"; its title where no author is known."""
    authors = read_authors(document.source.author)
    return f"{shortened(authors) if authors else document.title}, {dated(document.source.published, letter)}"


def author_in_citation(author: str) -> str:
    """Return persons as "Surname, I." and a body as it is; several are joined by commas and "&"."""
    return listed(read_authors(author)) if author.strip() else author


def dated(published: str | None, letter: str = "") -> str:
    """Return the year of a date in a citation, with a letter where two documents share author and year: 2021, 2021a, n.d., n.d.-a."""
    if year := year_of(published):
        return f"{year}{letter}"
    undated = published or _NO_DATE
    return f"{undated}-{letter}" if letter else undated


def year_of(published: str | None) -> str | None:
    """Return the four digits of the year that a date names, ``None`` where it names none."""
    year = _YEAR.search(published or "")
    return year[0] if year else None


def date_parts(published: str | None) -> tuple[int, ...]:
    """Return an ISO date as year, month and day, as far as it says them; nothing where it is no date of the calendar."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", published or "", re.ASCII):
        return ()
    parts = tuple(int(part) for part in (published or "").split("-"))
    try:
        date(*parts, *(1, 1)[len(parts) - 1 :])
    except ValueError:
        return ()
    return parts


def spoken_date(published: str | None) -> str | None:
    """Return an ISO date as people write it: 30 March 2021, June 2021, 2021."""
    if not published:
        return None
    try:
        if len(published) == 10:
            day = date.fromisoformat(published)
            return f"{day.day} {day:%B %Y}"
        if len(published) == 7:
            return f"{date.fromisoformat(published + '-01'):%B %Y}"
    except ValueError:
        return published
    return published
