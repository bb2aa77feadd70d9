"""The text of an answer, its markers linked to the evidence, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.chat.cards import card_id, marker_id
from assistant.chat.hover import explained
from assistant.chat.markup import escaped, folded, shortened
from assistant.reply import Quote
from ingest.term import Term

MARKER = re.compile(r"\[(\d{1,3})\]")


def linked_markers(text: str, quotes: Sequence[Quote], turn: int) -> str:
    """Return an answer's text as HTML, its markers ``[1]`` to ``[n]`` linked to the evidence cards.

    Each number is linked once. A bracketed number that stands inside a quoted sentence is the document's own and is left alone.
    """
    paragraphs = [folded(paragraph) for paragraph in text.splitlines() if paragraph.strip()]
    terms: dict[str, tuple[Term, ...]] = {}
    for quote in quotes:
        terms.setdefault(folded(quote.text), quote.terms)
    own = sorted(terms, key=lambda words: (-len(words), words))
    unlinked = set(range(1, len(quotes) + 1))
    return "".join(f"<p>{_paragraph(paragraph, own, terms, unlinked, turn)}</p>" for paragraph in paragraphs)


def _paragraph(text: str, own: Sequence[str], terms: Mapping[str, tuple[Term, ...]], unlinked: set[int], turn: int) -> str:
    pieces, end = [], 0
    for start, quote in _quotes_in(text, own):
        words = explained(shortened(quote), terms[quote])
        pieces += [_with_links(text[end:start], unlinked, turn), f'<bdi class="cc-quoted">{words}</bdi>']
        end = start + len(quote)
    return "".join([*pieces, _with_links(text[end:], unlinked, turn)])


def _quotes_in(text: str, own: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where quotes stand in a text, from left to right, the first of ``own`` where two begin at one place.

    Not by a regular expression: making one of an endless quote takes seconds in which nobody else is served.
    """
    places = {words: text.find(words) for words in own if words}
    end = 0
    while places:
        for words, place in list(places.items()):
            if 0 <= place < end:
                places[words] = text.find(words, end)
        places = {words: place for words, place in places.items() if place >= 0}
        if places:
            start, _, quote = min((place, order, words) for order, (words, place) in enumerate(places.items()))
            yield start, quote
            end = start + len(quote)


def _with_links(text: str, unlinked: set[int], turn: int) -> str:
    pieces, end = [], 0
    for marker in MARKER.finditer(text):
        number = int(marker.group(1))
        if number not in unlinked:
            continue
        unlinked.remove(number)
        target = card_id(turn, number)
        name = f'id="{marker_id(turn, number)}" class="cc-marker" href="#{target}" data-jump="{target}"'
        link = f'<a {name} aria-label="[{number}], go to quote {number}">[{number}]</a>'
        pieces += [_isolated_part(text[end : marker.start()]), link]
        end = marker.end()
    return "".join([*pieces, _isolated_part(text[end:])])


def _isolated_part(text: str) -> str:
    # The spaces at the ends stay: the part stands between a quote and a marker.
    return f"<bdi>{escaped(shortened(text))}</bdi>" if text else ""
