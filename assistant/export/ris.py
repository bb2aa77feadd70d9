"""The works that replies quote as RIS, the format of reference managers: a tag a line, lines ended by carriage return and line feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.author import Author, Person
from assistant.citation import date_parts, year_of
from assistant.export.asked import Asked
from assistant.export.characters import named
from assistant.export.kind import read_kind
from assistant.export.work import Work, cited_works
from ingest.document import Document

_END = "\r\n"


def to_ris(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return a record for each work in UTF-8, in author-date order, with a note for each quote and its place.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    records = [f"{_END.join(f'{tag}  - {value}' for tag, value in _lines(work))}{_END}" for work in cited_works(asked, documents)]
    return _END.join(records).encode("utf-8")


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the tags of a work and their values; a tag whose value is not known is not there."""
    source = work.document.source
    kind = read_kind(source.kind)
    parts = date_parts(source.published)
    yield "TY", kind.ris
    yield "ID", work.key
    for author in work.authors:
        yield "AU", _name(author)
    yield "TI", named(work.document.title)
    if source.publisher:
        yield "T2" if kind.in_periodical else "PB", named(source.publisher)
    if year := year_of(source.published):
        yield "PY", year
    if parts:
        year_month_day = [f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]), "", ""]
        yield "DA", f"{'/'.join(year_month_day[:3])}/"
    if source.title and source.kind:
        yield "M3", named(source.kind)
    if source.url:
        yield "UR", named(source.url)
    for excerpt in work.excerpts:
        yield "N1", named(excerpt.note)
    yield "ER", ""


def _name(author: Author) -> str:
    """Return a person as "family, given, suffix" and a body as it is."""
    if not isinstance(author, Person):
        return named(author.name)
    return ", ".join(named(part) for part in (author.family, author.given, author.suffix) if part)
