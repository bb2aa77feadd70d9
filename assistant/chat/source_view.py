"""The whole source text, with one quote highlighted, as HTML."""

from __future__ import annotations

from assistant.chat.markup import escaped, source_byline, titled
from assistant.reply import Quote
from ingest.document import Document
from ingest.span import Span

MARK_ID = "carecite-mark"


def source_view(document: Document, quote: Quote, opening: int) -> str:
    """Return the canonical text of the document, unchanged, with the quote marked, as HTML.

    ``opening`` is a count that differs each time: opening the same place again then still changes the page. Where the quote does not stand at its
    span, nothing is marked and a line says so: a wrong highlight is worse than none.
    """
    fits = quote.span.end <= len(document.text) and quote.span.of(document.text) == quote.text
    return source_at(document, quote.span if fits else None, opening)


def source_at(document: Document, span: Span | None, opening: int) -> str:
    """Return the canonical text of the document, unchanged, with ``span`` marked (``None``: nothing, and a line says so), as HTML."""
    text = document.text
    if span is not None:
        mark = f'<mark id="{MARK_ID}" tabindex="-1"><bdi>{escaped(span.of(text))}</bdi></mark>'
        body = f"{_lines(text[: span.start])}{mark}{_lines(text[span.end :])}"
        note = "The quote is highlighted. The text is shown exactly as the assistant read it."
    else:
        body = _lines(text)
        note = "The quote could not be placed in this text, so nothing is highlighted."
    return "".join(
        [
            f'<section class="cc-source" data-opening="{opening}" data-placed="{str(span is not None).lower()}">',
            f'<h2 class="cc-source-title" id="carecite-source-title">{titled(document.title)}</h2>',
            f'<p class="cc-byline">{source_byline(document.source)}</p><p class="cc-note">{note}</p>',
            f'<div class="cc-source-text" tabindex="0" role="region" aria-labelledby="carecite-source-title">{body}</div></section>',
        ]
    )


def _lines(text: str) -> str:
    """Escape the text, each line an isolate of its own: a control character left open in one line ends with that line."""
    return "\n".join(f"<bdi>{escaped(line)}</bdi>" if line else "" for line in text.split("\n"))
