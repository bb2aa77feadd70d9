"""Windows: stretches of neighbouring sentences under one heading that are encoded together, each sentence in one of them.

One pass of the model over a window gives token vectors that know their surroundings; the vectors of sentences and neighbourhoods are sums
of them (``index.sentence_vector``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.sentence import Sentence
from ingest.span import Span

OWN_SHARE = 0.7
"""Share of the model's window that a window's own sentences may fill; heading and context take what is left."""


@dataclass(frozen=True, slots=True)
class Window:
    """A text to encode: the heading, a sentence of context on each side where it fits, and between them the window's own sentences.

    ``owns`` are the positions of its own sentences, and ``places`` where each stands in ``text``.
    """

    text: str
    owns: tuple[int, ...]
    places: tuple[Span, ...]


def neighbours(sentences: Sequence[Sentence], i: int, reach: int) -> range:
    """Return the positions of a sentence and up to ``reach`` neighbours on each side that stand under the same heading in the same document."""
    here = sentences[i]
    first, last = i, i
    while i - first < reach and first > 0 and _together(sentences[first - 1], here):
        first -= 1
    while last - i < reach and last + 1 < len(sentences) and _together(sentences[last + 1], here):
        last += 1
    return range(first, last + 1)


def cut_windows(sentences: Sequence[Sentence], title: str, count_tokens: Callable[[Sequence[str]], list[int]], most_tokens: int) -> list[Window]:
    """Cut the sentences of one document into windows.

    ``count_tokens`` says how many tokens each of some texts has, ``most_tokens`` how many the model reads.
    """
    lengths = count_tokens([sentence.clean for sentence in sentences])
    windows = []
    start = 0
    while start < len(sentences):
        end, total = start + 1, lengths[start]
        while end < len(sentences) and _together(sentences[end], sentences[start]) and total + lengths[end] <= OWN_SHARE * most_tokens:
            total += lengths[end]
            end += 1
        windows.append(_window(sentences, range(start, end), title, lengths, int(most_tokens - total)))
        start = end
    return windows


def _window(sentences: Sequence[Sentence], own: range, title: str, lengths: Sequence[int], room: int) -> Window:
    first, last = own[0], own[-1]
    heading = sentences[first].headings[-1] if sentences[first].headings else title
    heading_tokens = len(heading.split()) * 2 + 4
    pieces: list[tuple[int | None, str]] = []
    if heading and heading_tokens <= room:
        pieces.append((None, f"{heading}: "))
        room -= heading_tokens
    lead = sentences[first].lead_in
    if first > 0 and _together(sentences[first - 1], sentences[first]) and lengths[first - 1] <= room // 2:
        pieces.append((None, sentences[first - 1].clean + " "))
        room -= lengths[first - 1]
    elif lead and not _is_row(sentences[first]) and len(lead.split()) * 2 <= room // 2:
        pieces.append((None, lead + " "))
    pieces += [(i, sentences[i].clean + " ") for i in own]
    if last + 1 < len(sentences) and _together(sentences[last + 1], sentences[last]):
        pieces.append((None, sentences[last + 1].clean))
    text, places = "", []
    for position, piece in pieces:
        if position is not None:
            places.append(Span(len(text), len(text) + len(piece) - 1))
        text += piece
    return Window(text, tuple(own), tuple(places))


def fingerprint(windows: Sequence[Window]) -> str:
    """Return a hash of all that is encoded of a document; equal fingerprints have equal vectors under one embedder."""
    digest = hashlib.sha256()
    for window in windows:
        digest.update(f"{window.text}\x1f{window.places}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _together(one: Sentence, other: Sentence) -> bool:
    if one.doc_id != other.doc_id or one.headings != other.headings or _is_row(one) or _is_row(other):
        return False
    # A footnote belongs to a sentence somewhere above, not to what stands beside it.
    return one.block == other.block or BlockKind.FOOTNOTE not in (one.kind, other.kind)


def _is_row(sentence: Sentence) -> bool:
    """Say whether a sentence is a row whose columns are named: it says all of itself, and its neighbours only look like it."""
    return sentence.kind is BlockKind.TABLE_ROW and sentence.lead_in is not None
