"""The works that replies quote as BibTeX, with the quotes and their places in the field ``annote``, which styles do not print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from assistant.author import Author, Person
from assistant.citation import date_parts, year_of
from assistant.export.asked import Asked
from assistant.export.characters import named
from assistant.export.kind import Kind, read_kind
from assistant.export.work import Work, cited_works
from ingest.document import Document

_COMMANDS = {
    "\\": "\\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so a single one must not stand in a field.
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
} | {char: f"\\{char}" for char in "&%$#_"}
_SPECIAL = re.compile(r"[\\{}~^<>|&%$#_]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%~"


def to_bibtex(asked: Sequence[Asked], documents: Mapping[str, Document]) -> bytes:
    """Return an entry for each work in UTF-8, in author-date order.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    return "\n".join(_entry(work) for work in cited_works(asked, documents)).encode("utf-8")


def escaped(text: str) -> str:
    """Return text as LaTeX that prints the same characters, its braces balanced."""
    return _SPECIAL.sub(lambda match: _COMMANDS[match[0]], named(text))


def _entry(work: Work) -> str:
    """Return the entry of a work; a field whose value is not known is not there."""
    source = work.document.source
    kind = read_kind(source.kind)
    parts = date_parts(source.published)
    publisher = {Kind.REPORT: "institution", Kind.JOURNAL: "journal", Kind.ARTICLE: "journal", Kind.BOOK: "publisher"}.get(kind, "howpublished")
    fields = {
        "author": _braced(" and ".join(_name(author) for author in work.authors)),
        # The second pair of braces keeps the capitals.
        "title": _braced(f"{{{escaped(work.document.title)}}}"),
        publisher: _braced(escaped(source.publisher or "")),
        "type": _braced(escaped(source.kind or "")) if source.title else "",
        "year": _braced(year_of(source.published) or ""),
        "month": _MONTHS[parts[1] - 1] if len(parts) > 1 else "",
        "day": _braced(str(parts[2])) if len(parts) > 2 else "",
        "url": _braced(_address(source.url or "")),
        "annote": _braced("; ".join(escaped(excerpt.note) for excerpt in work.excerpts)),
    }
    lines = [f"  {name} = {value},\n" for name, value in fields.items() if value]
    return f"@{kind.bibtex}{{{work.key},\n{''.join(lines)}}}\n"


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""


def _name(author: Author) -> str:
    """Return a person as "family, suffix, given" and a body in braces of its own, which no program takes apart."""
    if not isinstance(author, Person):
        return f"{{{escaped(author.name)}}}"
    return ", ".join(escaped(part) for part in (author.family, author.suffix, author.given) if part)


def _address(url: str) -> str:
    """Return an address as it is but for characters that no address may have, which are written in percent: LaTeX takes it word for word."""
    return quote(named(url), safe=_IN_ADDRESSES)
