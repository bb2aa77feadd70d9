"""The works that replies quote: each once, in author-date order, with a key of its own and what is quoted from it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from assistant.author import Author, Person, read_authors
from assistant.citation import author_date, cite, year_of
from assistant.errors import ExportError
from assistant.export.asked import Asked
from assistant.export.characters import named, quoted
from assistant.reply import Answer, Quote, Reference
from ingest.document import Document
from ingest.span import Span

_MARK_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words that a reply quotes from a work, and where they stand."""

    text: str
    doc_id: str
    span: Span
    section: tuple[str, ...]
    page: int | None
    references: tuple[Reference, ...] = ()

    @property
    def place(self) -> str:
        """Page, headings, and the characters of the document that ``carecite source`` prints."""
        parts = [f"p. {self.page}"] if self.page is not None else []
        parts += [" > ".join(named(heading) for heading in self.section)] if self.section else []
        return "; ".join([*parts, place_of(self.doc_id, self.span)])

    @property
    def note(self) -> str:
        """The words in quotation marks with their place, and the references in them that are known."""
        known = [f"{named(one.in_text)}: {named(one.entry)}" for one in self.references if one.entry]
        return f"“{quoted(self.text)}” ({self.place})" + "".join(f" [{entry}]" for entry in known)


@dataclass(frozen=True, slots=True)
class Work:
    """One work of a bibliography. ``letter`` tells works of one author and year apart; ``excerpts`` is empty where the work answers nothing."""

    key: str
    document: Document
    authors: tuple[Author, ...]
    letter: str = ""
    excerpts: tuple[Excerpt, ...] = ()

    @property
    def entry(self) -> str:
        """The work's line in a list of sources, with its address where that is known."""
        url = self.document.source.url
        return named(cite(self.document, (), None, self.letter)) + (f" {named(url)}" if url else "")

    @property
    def short(self) -> str:
        """The work as a citation in the text: "Smith & Jones, 2021a"."""
        return named(author_date(self.document, self.letter))


def place_of(doc_id: str, span: Span) -> str:
    """Return a place as the document's id and the characters of it."""
    return f"{named(doc_id)} {span.start}-{span.end}"


def gather(asked: Sequence[Asked], documents: Mapping[str, Document]) -> dict[str, Work]:
    """Return the works that replies show, by the doc_id of each of their documents, in author-date order.

    Two documents are one work where all that is known of them is the same, the title and an author or a date among it: a report as PDF and as text.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    quotes = [quote for one in asked for quote in _quotes(one)]
    shown = {quote.doc_id for quote in quotes} | {place.doc_id for quote in quotes for place in quote.also_in}
    groups: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for doc_id in sorted(shown):
        groups[_identity(_document(doc_id, documents))].append(doc_id)
    excerpts: dict[str, dict[Span, Excerpt]] = defaultdict(dict)
    for excerpt in (excerpt for one in asked for excerpt in _excerpts(one, documents)):
        excerpts[excerpt.doc_id].setdefault(excerpt.span, excerpt)
    ordered = sorted(groups.items(), key=lambda group: (_order(documents[group[1][0]]), group[0] or ""))
    labels = Counter(author_date(documents[doc_ids[0]]) for _, doc_ids in ordered)
    given: Counter[str] = Counter()
    works: dict[str, Work] = {}
    for identity, doc_ids in ordered:
        document = documents[doc_ids[0]]
        label = author_date(document)
        letter = _letter(given[label]) if labels[label] > 1 else ""
        given[label] += 1
        found = tuple(excerpt for doc_id in doc_ids for excerpt in excerpts[doc_id].values())
        key = _key(document, identity, {work.key for work in works.values()})
        works |= dict.fromkeys(doc_ids, Work(key, document, read_authors(document.source.author), letter, found))
    return works


def cited_works(asked: Sequence[Asked], documents: Mapping[str, Document]) -> tuple[Work, ...]:
    """Return each work that an answer quotes once, in author-date order; the nearest passages of an abstention are no source of anything.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    works = {work.key: work for work in gather(asked, documents).values()}
    return tuple(work for work in works.values() if work.excerpts)


def _quotes(asked: Asked) -> tuple[Quote, ...]:
    return asked.reply.quotes if isinstance(asked.reply, Answer) else asked.reply.related


def _excerpts(asked: Asked, documents: Mapping[str, Document]) -> Iterator[Excerpt]:
    """Yield what an answer quotes, the other places that say the same among it."""
    if not isinstance(asked.reply, Answer):
        return
    for quote in asked.reply.quotes:
        yield Excerpt(quote.text, quote.doc_id, quote.span, quote.section, quote.page, quote.references)
        for place in quote.also_in:
            yield Excerpt(place.text, place.doc_id, place.span, place.section, _document(place.doc_id, documents).page(place.span.start))


def _document(doc_id: str, documents: Mapping[str, Document]) -> Document:
    if doc_id not in documents:
        raise ExportError(f"a reply quotes {doc_id}, which is not among the documents: export it with the assistant that gave it")
    return documents[doc_id]


def _identity(document: Document) -> tuple[str | None, ...]:
    source = document.source
    if source.title and (source.author or source.published):
        return ("", source.title, source.author, source.publisher, source.published, source.kind, source.url)
    return (document.doc_id,)


def _order(document: Document) -> tuple[str, str, str, str]:
    """Return what a list of sources is sorted by: authors, year, title; a work without authors stands at its title."""
    authors = read_authors(document.source.author)
    names = [f"{one.family} {one.given}" if isinstance(one, Person) else one.name for one in authors] or [document.title]
    return "; ".join(_plain(name) for name in names), document.source.published or "", _plain(document.title), document.doc_id


def _letter(number: int) -> str:
    """Return the letters of a 0-based number: a, b, ..., z, aa, ab."""
    last = ascii_lowercase[number % 26]
    return _letter(number // 26 - 1) + last if number >= 26 else last


def _key(document: Document, identity: tuple[str | None, ...], taken: Container[str]) -> str:
    """Return a key that the work alone decides: author, year, and the beginning of a hash of what it is known by, longer where it is taken."""
    authors = read_authors(document.source.author)
    words = re.findall(r"[a-z0-9]+", _plain(authors[0].short if authors else document.title)) or ["source"]
    name = "".join(words) if authors and isinstance(authors[0], Person) else words[0]
    mark = hashlib.sha256("\n".join(part or "" for part in identity).encode("utf-8", "surrogatepass")).hexdigest()
    keys = (f"{name}{year_of(document.source.published) or ''}-{mark[:digits]}" for digits in range(_MARK_DIGITS, len(mark) + 1))
    return next(key for key in keys if key not in taken)


def _plain(text: str) -> str:
    """Return a text as it is sorted: in lower case, without accents, "the" and quotation marks in front."""
    folded = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return re.sub(r"^\W*(?:the |an? )?", "", folded)
