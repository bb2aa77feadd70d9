"""The answer as a person reads it: a short evidence note made of the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.citation import spoken_date
from assistant.reply import Quote


def evidence_note(quotes: Sequence[Quote], remarks: Sequence[str] = ()) -> str:
    """Return the quotes as a note: who says it, when, the words, the marker; quotes that follow each other from one document share its line.

    ``remarks`` are sentences on how the quotes agree or differ; they make the last paragraph.
    """
    paragraphs: list[str] = []
    before = None
    for marker, quote in enumerate(quotes, start=1):
        who = said_by(quote)
        lines = [] if who == before else [f"{who}:"]
        before = who
        if quote.context:
            lines.append(f"({'Columns' if quote.is_row else 'It follows on from'}: {quote.context})")
        lines.append(f"“{' '.join(quote.text.split())}” [{marker}]")
        others = sorted({place.title for place in quote.also_in if place.doc_id != quote.doc_id})
        if others:
            lines.append(f"Also in: {'; '.join(others)}.")
        paragraphs.append("\n".join(lines))
    if remarks:
        paragraphs.append(" ".join(remarks))
    return "\n\n".join(paragraphs)


def said_by(quote: Quote) -> str:
    """Return who says a quote, where and when: author, title (date); what is not known is left out."""
    when = spoken_date(quote.published)
    title = f"{quote.title} ({when})" if when else quote.title
    return f"{quote.author}, {title}" if quote.author else title
