"""A document cut into sentences and passages, with offsets carried forward from the cut."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ingest.document import Block, BlockKind, Document
from ingest.sentence import Passage, Sentence
from ingest.sentences import split_sentences
from ingest.span import Span

PASSAGE_WORDS = 120
ROW_WORDS = 80
"""Words of a table's row that are still one sentence."""
_BAR = re.compile(r"[|\t]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)")
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)|\*\*")
_SPACE = re.compile(r"\s+")
_SUPERSCRIPTS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_QUOTE_MARK = re.compile(r"(?<=[\r\n])[ \t]*>[> \t]*")
_FOOTNOTE_REFERENCE = re.compile(r"\[\^[^\]\s]{1,20}\]:?")
_ENUMERATOR = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|[#>|]+\s*)")


def cut_sentences(document: Document) -> tuple[Sentence, ...]:
    """Cut the quotable blocks of ``document`` into sentences, numbered from 0 in reading order, footnotes behind all else.

    A footnote stands where its format puts it, often between two sentences that belong together; read last, it parts none.
    """
    sentences: list[Sentence] = []
    headers = {block.lead_in for block in document.blocks if block.kind is BlockKind.TABLE_ROW}
    for number, block in sorted(enumerate(document.blocks), key=lambda numbered: numbered[1].kind is BlockKind.FOOTNOTE):
        if not block.quotable or block.span in headers:
            continue
        lead_in = clean(block.lead_in.of(document.text)) if block.lead_in else None
        pieces = _row_sentences(document.text, block) if block.kind is BlockKind.TABLE_ROW else _block_sentences(document.text, block)
        for position, (span, cleaned) in enumerate(pieces):
            sentences.append(
                Sentence(
                    document.doc_id,
                    len(sentences),
                    span,
                    span.of(document.text),
                    cleaned,
                    block.kind,
                    block.headings,
                    number,
                    position,
                    lead_in,
                )
            )
    return tuple(sentences)


def _block_sentences(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    solid = _without_holes(text, block)
    for local in split_sentences(solid):
        cleaned = clean(local.of(solid))
        if re.search(r"\w", cleaned):
            yield local.shift(block.span.start), cleaned


def _row_sentences(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    """Yield a row of a table, each cell behind the name of its column where the text is searched.

    A row is one sentence, whatever stops its cells have; a row of more than ``ROW_WORDS`` words is cut between cells.
    """
    names = [clean(cell.of(text)) for cell in _cells(text, block.lead_in)] if block.lead_in else []
    cells = _cells(text, block.span)
    shown = [clean(cell.of(text)) for cell in cells]
    pairs = [f"{name}: {cell}" if name and cell else cell for name, cell in zip(names, shown, strict=True)] if len(names) == len(shown) else shown
    parts: list[list[int]] = [[]]
    words = 0
    for i, cell in enumerate(shown):
        length = len(cell.split())
        if parts[-1] and words + length > ROW_WORDS:
            parts.append([])
            words = 0
        parts[-1].append(i)
        words += length
    for part in parts:
        start = block.span.start if part is parts[0] else cells[part[0]].start
        end = block.span.end if part is parts[-1] else cells[part[-1]].end
        searched = "; ".join(pairs[i] for i in part if pairs[i]) if names else clean(text[start:end])
        if re.search(r"\w", searched):
            yield Span(start, end), searched


def _cells(text: str, row: Span) -> list[Span]:
    """Return the cells of a row, white space left out; those of a row between bars stand between its first and its last."""
    found: list[Span] = []
    start = row.start
    for end in [*(row.start + match.start() for match in _BAR.finditer(row.of(text))), row.end]:
        cell = text[start:end]
        left = start + len(cell) - len(cell.lstrip())
        found.append(Span(left, max(left, start + len(cell.rstrip()))))
        start = min(end + 1, row.end)
    return [cell for i, cell in enumerate(found) if len(cell) or 0 < i < len(found) - 1]


def _without_holes(text: str, block: Block) -> str:
    """Return the block's text with each hole blanked out by as many spaces, so that offsets stay right."""
    pieces, position = [], block.span.start
    for hole in block.holes:
        pieces += [text[position : hole.start], " " * len(hole)]
        position = hole.end
    pieces.append(text[position : block.span.end])
    return "".join(pieces)


def clean(text: str) -> str:
    """Return text as it is searched and shown in a line: white space folded, markup, footnote marks and enumerators left out."""
    text = _FOOTNOTE_REFERENCE.sub("", _QUOTE_MARK.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", html.unescape(_TAG.sub("", text)))
    text = _EMPHASIS.sub(lambda match: match[2] or "", text)
    text = _SUPERSCRIPTS.sub("", text)
    return _ENUMERATOR.sub("", _SPACE.sub(" ", text).strip()).removesuffix(" |")


def cut_passages(document: Document, sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """Gather neighbouring sentences under one heading path into passages of at most ``PASSAGE_WORDS`` words (one longer sentence stands alone)."""
    passages: list[Passage] = []
    group: list[Sentence] = []
    words = 0
    for sentence in sentences:
        fits = (
            bool(group)
            and sentence.headings == group[0].headings
            and words + sentence.words <= PASSAGE_WORDS
            and sentence.span.start >= group[-1].span.end
        )
        if group and not fits:
            passages.append(_passage(document, len(passages), group))
            group, words = [], 0
        group.append(sentence)
        words += sentence.words
    if group:
        passages.append(_passage(document, len(passages), group))
    return tuple(passages)


def _passage(document: Document, number: int, group: Sequence[Sentence]) -> Passage:
    span = Span(group[0].span.start, group[-1].span.end)
    return Passage(document.doc_id, number, span, span.of(document.text), group[0].headings, tuple(sentence.number for sentence in group))
