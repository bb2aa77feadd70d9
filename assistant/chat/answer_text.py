"""The text of an answer, its markers linked to the evidence, as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.chat.cards import card_id, marker_id
from assistant.chat.hover import explained
from assistant.chat.markup import escaped, folded
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
    quoted = re.compile("|".join(re.escape(words) for words in own)) if own else re.compile(r"(?!)")
    unlinked = set(range(1, len(quotes) + 1))
    return "".join(f"<p>{_paragraph(paragraph, quoted, terms, unlinked, turn)}</p>" for paragraph in paragraphs)


def _paragraph(text: str, quoted: re.Pattern[str], terms: Mapping[str, tuple[Term, ...]], unlinked: set[int], turn: int) -> str:
    pieces, end = [], 0
    for quote in quoted.finditer(text):
        words = explained(quote.group(), terms[quote.group()])
        pieces += [_with_links(text[end : quote.start()], unlinked, turn), f'<bdi class="cc-quoted">{words}</bdi>']
        end = quote.end()
    return "".join([*pieces, _with_links(text[end:], unlinked, turn)])


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
    return f"<bdi>{escaped(text)}</bdi>" if text else ""
