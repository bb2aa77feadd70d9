"""Evidence cards: one quote, where it stands, and the text around it, as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.chat.hover import explained
from assistant.chat.markup import LONGEST, byline, escaped, folded, isolated, shortened, titled
from assistant.chat.permalink import permalink
from assistant.chat.surroundings import surroundings
from assistant.reply import UNRESOLVED, Place, Quote, Reference
from ingest.document import Document
from ingest.span import Span

CUT = "The quote is too long to be shown whole here: the source shows all of it."


def card_id(turn: int, number: int) -> str:
    """Return the HTML id of the card of quote ``number`` (from 1) of question ``turn`` (from 1)."""
    return f"carecite-{turn}-{number}"


def marker_id(turn: int, number: int) -> str:
    """Return the HTML id of the marker ``[number]`` in the answer to question ``turn``."""
    return f"carecite-{turn}-{number}-marker"


def evidence_card(quote: Quote, documents: Mapping[str, Document], turn: int, number: int, question: str = "") -> str:
    """Return the card of one quote as HTML.

    ``turn`` and ``number`` count from 1; the button carries them, so that the page can open the source of this very quote.
    A quote too long for the page is cut for display, and then not offered for copying. A quote
    whose document is not at hand is shown without surrounding text and without a button. The link of the card reopens ``question`` and place.
    """
    document = documents.get(quote.doc_id)
    identifier = card_id(turn, number)
    is_cut = len(quote.text) > LONGEST
    parts = [
        f'<article class="cc-card" id="{identifier}" tabindex="-1" aria-labelledby="{identifier}-title">',
        f'<h3 id="{identifier}-title"><span class="cc-number">[{number}]</span> {titled(quote.title)}</h3>',
        f'<p class="cc-byline">{byline(quote.author, quote.published)}</p>',
        _place(quote.section, quote.page),
        _context(quote),
        f"<blockquote>{_quoted(quote, document)}</blockquote>",
        f'<p class="cc-note">{CUT}</p>' if is_cut else "",
        _also_in(quote.also_in),
        _footnotes(quote),
        _references(quote),
        f'<p class="cc-citation"><span class="cc-label">Cite as:</span> {isolated(quote.citation)}</p>',
        '<div class="cc-actions">',
        _open_button(turn, number) if document else "",
        "" if is_cut else _copy_button(f"“{folded(quote.text)}” ({quote.citation.rstrip('.')}).", "Copy with citation", turn, number),
        _link(quote, question, turn, number) if document else "",
        f'<a href="#carecite-{turn}" class="cc-jump" data-jump="{marker_id(turn, number)}" data-else="carecite-{turn}">Back to the answer</a>',
        f'<label class="cc-take"><input type="checkbox" data-take="{turn}.{number}"> Tick'
        f'<span class="cc-unseen"> quote {number} of question {turn} to download it</span></label></div>',
        f'<details class="cc-score"><summary>Score</summary><p>{quote.score:.3f}. A higher score means that the sentence fits the question better; '
        "scores of different questions cannot be compared.</p></details>",
        "</article>",
    ]
    return "".join(parts)


def _open_button(turn: int, number: int) -> str:
    # The spoken name starts with the words that can be seen, so that people who steer by voice can say them.
    label = f"Open the source here: quote {number} of question {turn}"
    return f'<button type="button" class="cc-button" data-turn="{turn}" data-number="{number}" aria-label="{label}">Open the source here</button>'


def _copy_button(text: str, name: str, turn: int, number: int) -> str:
    about = f'<span class="cc-unseen"> quote {number} of question {turn}</span>'
    return f'<button type="button" class="cc-plain" data-copy="{escaped(text)}">{name}{about}</button>'


def _link(quote: Quote, question: str, turn: int, number: int) -> str:
    address = escaped(permalink(question, quote))
    about = f'<span class="cc-unseen"> to quote {number} of question {turn}</span>'
    return f'<a class="cc-link" href="{address}" data-copy-link>Link{about}</a>'


def _context(quote: Quote) -> str:
    if not quote.context:
        return ""
    label = "Columns of the table" if quote.is_row else "Context"
    return f'<p class="cc-context"><span class="cc-label">{label}, not part of the quote:</span> {_explained(quote, quote.context)}</p>'


def _place(section: tuple[str, ...], page: int | None) -> str:
    steps = [f"<li>{isolated(heading)}</li>" for heading in section]
    if page is not None:
        steps.append(f"<li>page {page}</li>")
    return f'<ol class="cc-place" aria-label="Place in the document">{"".join(steps)}</ol>' if steps else ""


def _quoted(quote: Quote, document: Document | None) -> str:
    marked = f"<mark>{_with_answer(quote)}</mark>"
    if document is None:
        return marked
    around = surroundings(document, quote.span)
    before, after = around.before.of(document.text), around.after.of(document.text)
    return "".join(
        [
            "… " if around.cut_before else "",
            f"{isolated(before)} " if before.strip() else "",
            marked,
            # A space only where the source has one: a closing quotation mark may follow at once.
            " " if after[:1].isspace() else "",
            isolated(after) if after.strip() else "",
            " …" if around.cut_after else "",
        ]
    )


def _with_answer(quote: Quote) -> str:
    if quote.answer_span is None or len(quote.text) > LONGEST:
        return _explained(quote, quote.text)
    inside = Span(quote.answer_span.start - quote.span.start, quote.answer_span.end - quote.span.start)
    # One isolate for the whole quote: the answer inside it must keep its place in the line.
    pieces = (quote.text[: inside.start], inside.of(quote.text), quote.text[inside.end :])
    before, answer, after = (explained(_folded_inside(piece), quote.terms) for piece in pieces)
    return f"<bdi>{before}<strong>{answer}</strong>{after}</bdi>"


def _explained(quote: Quote, text: str) -> str:
    return f"<bdi>{explained(shortened(folded(text)), quote.terms)}</bdi>"


def _folded_inside(text: str) -> str:
    """Fold white space, keeping one space at each end where there was any: the piece stands inside a sentence."""
    core = " ".join(text.split())
    if not core:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{core}{' ' if text[-1].isspace() else ''}"


def _also_in(places: tuple[Place, ...]) -> str:
    if not places:
        return ""
    rows = []
    for place in places:
        where = ", ".join(isolated(heading) for heading in place.section)
        rows.append(f"<li>{titled(place.title)}{f' ({where})' if where else ''}: <q>{isolated(place.text)}</q></li>")
    return f'<div class="cc-also"><p class="cc-label">Also in:</p><ul>{"".join(rows)}</ul></div>'


def _footnotes(quote: Quote) -> str:
    rows = [f"<li>{isolated(footnote.mark)}: {isolated(footnote.text)}</li>" for footnote in quote.footnotes]
    return f'<div class="cc-also"><p class="cc-label">Footnotes of the quote:</p><ul>{"".join(rows)}</ul></div>' if rows else ""


def _references(quote: Quote) -> str:
    rows = [f"<li>{isolated(reference.in_text)}: {_entry(reference)}</li>" for reference in quote.references]
    return f'<div class="cc-also"><p class="cc-label">Referred to in the quote:</p><ul>{"".join(rows)}</ul></div>' if rows else ""


def _entry(reference: Reference) -> str:
    return isolated(reference.entry) if reference.entry is not None else f"({UNRESOLVED[reference.status]})"
