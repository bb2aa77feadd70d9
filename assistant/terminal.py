"""A reply set for a person to read: in a terminal with bold and dim type and lines that fit, elsewhere as plain text.

Nothing in a document or a question is ever taken for markup or for a command to the terminal.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from assistant.note import said_by
from assistant.reply import MAY_NOT_ANSWER, UNRESOLVED, Abstention, Place, Quote, Reference, Reply
from ingest.span import Span

NOT_ANSWERING = "The nearest passages, which do not answer the question:"
_UNSAFE = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters of both sets, and the characters that turn the direction of text."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_MOST_COLUMNS = 100
"""Longer lines are hard to read, however wide the window."""
_LEAST_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the reply: text, style in a terminal, columns that it is set in, and where the exact answer stands in it."""

    text: str
    style: str = ""
    indent: int = 0
    answer: Span | None = None


def printable(text: str) -> str:
    """Return text that is safe to show on one line: white space folded, control characters and changes of direction left out."""
    folded = _UNSAFE.sub("", " ".join(text.split()))
    return _HALF_CHARACTER.sub("\ufffd", folded)


def plain_text(reply: Reply) -> str:
    """Return a reply without colours, each paragraph on one line, so that its words can be searched for."""
    return "".join(f"{' ' * line.indent}{line.text}".rstrip() + "\n" for line in lay_out(reply))


def terminal_text(reply: Reply, columns: int) -> str:
    """Return a reply with the terminal's codes for bold, dim and italic, in lines of at most ``columns`` characters (never more than 100)."""
    width = max(min(columns, _MOST_COLUMNS), _LEAST_COLUMNS)
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=width, legacy_windows=False)
    for line in lay_out(reply):
        text = Text(line.text, line.style)
        if line.answer:
            text.stylize("bold", line.answer.start, line.answer.end)
        for piece in text.wrap(console, width - line.indent) or [Text()]:
            piece.rstrip()
            console.print(Text(" " * line.indent) + piece, soft_wrap=True)
    return stream.getvalue()


def lay_out(reply: Reply) -> Iterator[Line]:
    """Yield the lines of a reply from top to bottom."""
    if reply.resolved_question:
        yield Line(f"Understood as: {printable(reply.resolved_question)}", "dim")
        yield Line("")
    if isinstance(reply, Abstention):
        yield Line("The documents do not say.", "bold")
        yield Line(printable(reply.reason))
        if reply.related:
            yield Line("")
            yield Line(NOT_ANSWERING, "italic")
            yield from _quotes(reply.related, numbered=False)
    else:
        if reply.is_unsure:
            yield Line(f"{MAY_NOT_ANSWER}:", "italic")
            yield Line("")
        yield from _quotes(reply.quotes, numbered=True)
        for remark in reply.differences:
            yield Line("")
            yield Line(printable(remark.note), "italic")


def _quotes(quotes: Sequence[Quote], *, numbered: bool) -> Iterator[Line]:
    """Yield the lines of quotes; those that follow each other from one document share the line that says who says it."""
    before = None
    for number, quote in enumerate(quotes, start=1):
        if number > 1 or not numbered:
            yield Line("")
        who = printable(said_by(quote))
        if who != before:
            yield Line(f"{who}:", "bold" if numbered else "dim")
        before = who
        if quote.context:
            yield Line(f"({'Columns' if quote.is_row else 'It follows on from'}: {printable(quote.context)})", "dim italic", 4)
        text = f"“{printable(quote.text)}”" + (f" [{number}]" if numbered else "")
        yield Line(text, "" if numbered else "dim", 4, _answer(quote, text) if numbered else None)
        yield Line(_where(quote.section, quote.doc_id, quote.span, quote.page), "dim", 4)
        for place in quote.also_in:
            yield Line(_also(place), "dim", 4)
        for footnote in quote.footnotes:
            yield Line(f"Footnote {printable(footnote.mark)}: {printable(footnote.text)}", "dim", 4)
        for reference in quote.references:
            yield Line(_cited(reference), "dim", 4)


def _answer(quote: Quote, shown: str) -> Span | None:
    """Return where the exact answer stands in the quote as it is shown."""
    if quote.answer_span is None:
        return None
    before = quote.text[: quote.answer_span.start - quote.span.start]
    answer = printable(quote.answer_span.shift(-quote.span.start).of(quote.text))
    start = len(f"“{printable(before)}") + bool(before[-1:].isspace())
    span = Span(start, start + len(answer))
    return span if span.of(shown) == answer else None


def _cited(reference: Reference) -> str:
    entry = printable(reference.entry) if reference.entry is not None else f"({UNRESOLVED[reference.status]})"
    return f"Cites {printable(reference.in_text)}: {entry}"


def _also(place: Place) -> str:
    return f"Also in: {printable(place.title)} | {_where(place.section, place.doc_id, place.span, None)}"


def _where(section: Sequence[str], doc_id: str, span: Span, page: int | None) -> str:
    """Return the place of a quote: headings, page, and the characters of the document that ``carecite source`` prints."""
    parts = [" > ".join(printable(heading) for heading in section)] if section else []
    parts += [f"p. {page}"] if page is not None else []
    return " | ".join([*parts, f"{printable(doc_id)} {span.start}-{span.end}"])
