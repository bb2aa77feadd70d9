"""What a reply holds for a person to read, part by part: the same in Markdown and in Word."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.citation import cite
from assistant.export.asked import Asked
from assistant.export.characters import named, quoted
from assistant.export.work import Work, cited_works, gather, place_of
from assistant.reply import MAY_NOT_ANSWER, UNRESOLVED, Abstention, Place, Quote
from assistant.terminal import NOT_ANSWERING
from ingest.document import Document
from ingest.span import Span

SOURCES = "Sources"


class Role(enum.Enum):
    """What a part is, from which a format takes how it looks."""

    HEADING = enum.auto()
    LABEL = enum.auto()
    TEXT = enum.auto()
    REMARK = enum.auto()
    QUOTE = enum.auto()
    DETAIL = enum.auto()
    ENTRY = enum.auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph: its role, its words on one line, the name that a detail has, and where in a quote the exact answer stands."""

    role: Role
    text: str
    name: str = ""
    answer: Span | None = None


def lay_out(asked: Sequence[Asked], documents: Mapping[str, Document]) -> Iterator[Part]:
    """Yield the parts of replies from top to bottom, and at the end the sources of the answers.

    Raises:
        ExportError: a reply quotes a document that is not among ``documents``.
    """
    works = gather(asked, documents)
    for one in asked:
        yield from _reply(one, works, documents)
    sources = cited_works(asked, documents)
    if sources:
        yield Part(Role.HEADING, SOURCES)
    for work in sources:
        yield Part(Role.ENTRY, work.entry)


def _reply(asked: Asked, works: Mapping[str, Work], documents: Mapping[str, Document]) -> Iterator[Part]:
    reply = asked.reply
    yield Part(Role.HEADING, named(reply.question) or "(no question)")
    if asked.id is not None:
        yield Part(Role.REMARK, f"Question {named(str(asked.id))}")
    if reply.resolved_question:
        yield Part(Role.REMARK, f"Understood as: {named(reply.resolved_question)}")
    if isinstance(reply, Abstention):
        yield Part(Role.LABEL, "The documents do not say.")
        yield Part(Role.TEXT, named(reply.reason))
        if reply.related:
            yield Part(Role.REMARK, NOT_ANSWERING)
        for quote in reply.related:
            yield from _quote(quote, works[quote.doc_id], documents)
        return
    if reply.is_unsure:
        yield Part(Role.REMARK, f"{MAY_NOT_ANSWER}.")
    for number, quote in enumerate(reply.quotes, start=1):
        page = f", p. {quote.page}" if quote.page is not None else ""
        yield Part(Role.LABEL, f"[{number}] {works[quote.doc_id].short}{page}")
        yield from _quote(quote, works[quote.doc_id], documents)
    for remark in reply.differences:
        yield Part(Role.REMARK, named(remark.note))


def _quote(quote: Quote, work: Work, documents: Mapping[str, Document]) -> Iterator[Part]:
    if quote.context:
        yield Part(Role.REMARK, f"{'Columns' if quote.is_row else 'It follows on from'}: {quoted(quote.context)}")
    yield Part(Role.QUOTE, quoted(quote.text), answer=_answer(quote))
    yield Part(Role.TEXT, named(cite(documents[quote.doc_id], quote.section, quote.page, work.letter)))
    if quote.section:
        yield Part(Role.DETAIL, " > ".join(named(heading) for heading in quote.section), "Section")
    if quote.page is not None:
        yield Part(Role.DETAIL, str(quote.page), "Page")
    yield Part(Role.DETAIL, place_of(quote.doc_id, quote.span), "Place")
    for reference in quote.references:
        stands_for = named(reference.entry) if reference.entry else f"not resolved, {UNRESOLVED[reference.status]}"
        yield Part(Role.DETAIL, f"{named(reference.in_text)}: {stands_for}", "Reference")
    for note in quote.footnotes:
        yield Part(Role.DETAIL, named(note.text), f"Footnote {named(note.mark)}")
    for place in quote.also_in:
        yield Part(Role.DETAIL, _also(place, documents), "Also in")


def _also(place: Place, documents: Mapping[str, Document]) -> str:
    page = documents[place.doc_id].page(place.span.start)
    parts = [named(place.title), " > ".join(named(heading) for heading in place.section), f"p. {page}" if page is not None else ""]
    return " | ".join(part for part in [*parts, place_of(place.doc_id, place.span)] if part)


def _answer(quote: Quote) -> Span | None:
    """Return where the exact answer stands in the quote as it is shown."""
    if quote.answer_span is None:
        return None
    inside = quote.answer_span.shift(-quote.span.start)
    before, through = quoted(quote.text[: inside.start]), quoted(quote.text[: inside.end])
    return Span(len(before), len(through)) if len(through) > len(before) else None
