"""One line that says where a quote stands, in author-date style."""

from __future__ import annotations

from datetime import date

from assistant.source_cue import is_person
from ingest.document import Document


def cite(document: Document, section: tuple[str, ...], page: int | None) -> str:
    """Return the citation of a place in a document: author (year) title. Publisher. Section, page. What is not known is left out."""
    source = document.source
    author = author_in_citation(source.author) if source.author else None
    year = source.published[:4] if source.published else "n.d."
    head = f"{author} ({year}) {document.title}" if author else f"{document.title} ({year})"
    parts = [head]
    if source.publisher and source.publisher != source.author:
        parts.append(source.publisher)
    if section:
        parts.append(f"Section ‘{section[-1]}’")
    if page is not None:
        parts.append(f"p. {page}")
    return ". ".join(part.rstrip(".") for part in parts) + "."


def author_in_citation(author: str) -> str:
    """Return a person as "Surname, I." and a body as it is."""
    if not is_person(author):
        return author
    *given, surname = author.split()
    return f"{surname}, {' '.join(name[0] + '.' for name in given)}"


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
