"""Terms that a document lists: a glossary, a list of abbreviations, a table with a column for each.

A list is known by its heading ("Glossary of terms", "List of abbreviations", and nothing else in it) or, for a table, by the header of its columns.
What this module does not do: it takes no "word: words" for an entry anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Document
from ingest.segment import clean
from ingest.short_form import end_behind, is_short_form, singular, spells
from ingest.span import Span
from ingest.term import Term
from ingest.term_mention import plain

_TITLE_WORD = (
    r"(?:abbreviations?|acronyms?|initialisms?|glossary|definitions?|terms?|terminology|words|phrases|list|table|key|common|main|important"
    r"|technical|legal|of|and|or|&|for|the|a|in|this|report|document|guide|used|explained|frequently|commonly)"
)
_TITLE = re.compile(rf"\W*(?:(?:annex|appendix|part|section|chapter)\s+\w{{1,4}}\W+)?(?:\d+(?:\.\d+)*\W+)?(?:{_TITLE_WORD}\b\W*)+", re.I)
_NAMES_LIST = re.compile(r"\b(?:abbreviations?|acronyms?|initialisms?|glossary|definitions|terminology|key terms|terms (?:used|explained))\b", re.I)
_TERM_COLUMN = re.compile(r"\W*(?:term|word|phrase|abbreviation|acronym|initialism|short form)s?\b.{0,20}", re.I)
_MEANING_COLUMN = re.compile(
    r"\W*(?:definition|meaning|explanation|description|full (?:form|name|title)|long form|stands for|in full|what it means)s?\b.{0,30}", re.I
)
_SECTION = re.compile(
    r"(?:about|introduction|background|conclusions?|foreword|preface|summary|executive|appendix|annex|chapter|notes?|contact|contents"
    r"|acknowledge?ments?|references|bibliography|how|why|what|who|when|where)\b|(?:part|section)\s+\w{1,4}\W*(?::.*)?$|.*\?$",
    re.I,
)
"""Headings that begin a part of the document and name no term."""
_CELLS = re.compile(r"\s*\|\s*|\s*\t+\s*|\s{2,}(?=\S)")
_DIVIDED = re.compile(r"([^:=]{2,80}?)(?:\s+[–—-]\s+|\s*:\s+|\s+=\s+|\s?[–—]\s?(?=[A-Z]))(\S.*)", re.S)
_WITH_SHORT = re.compile(r"(.+?)\s*\(([^()\s]{2,14})\)")
_LEAD = re.compile(r"[\s*_.,;:–—(\-]*(?:(?:is|are|means?|which is)\s+)?")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.I)
"""Begins an explanation ("DASH: a checklist") unless the words spell the abbreviation."""
_LONGEST_TITLE = 90
_LONGEST_ENTRY = 4000
_MOST_TERM_WORDS = 12
_LEAST_DEFINITION_WORDS = 3
_MOST_LONG_WORDS = 14


@dataclass(slots=True)
class _Section:
    """The list that is being read: by ``heads`` its terms are headings of their own, else they stand in the line of what explains them."""

    title: str
    heads: bool | None = None


def find_listed(document: Document) -> Iterator[Term]:
    """Yield the terms that a document lists, in order."""
    section: _Section | None = None
    headed: str | None = None
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE or block.kind is BlockKind.BIBLIOGRAPHY_ENTRY:
            continue
        # Most blocks are far too long for a title, and outside a list their text says nothing.
        text = clean(block.span.of(document.text)) if section or len(block.span) <= _LONGEST_TITLE else ""
        if _is_title(text):
            section, headed = _Section(text), None
            continue
        if block.kind is BlockKind.TABLE_ROW and block.lead_in is not None and _is_header(block.lead_in.of(document.text)):
            yield from _entries(document, block)
            continue
        if section is None:
            continue
        entries = [] if section.heads else list(_entries(document, block))
        if entries:
            section.heads = False
            yield from entries
        elif block.kind is BlockKind.HEADING:
            inside = any(_is_title(heading) for heading in block.headings)
            if section.heads is False or not inside:
                section = None
            else:
                section.heads = True
                headed = None if _SECTION.match(text) or len(text.split()) > _MOST_TERM_WORDS else text
        elif section.heads and headed:
            yield from _headed(headed, text, document.doc_id, block.span)
            headed = None
        elif section.heads is False and section.title not in block.headings:
            section = None


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and _TITLE.fullmatch(text) is not None and _NAMES_LIST.search(text) is not None


def _is_header(row: str) -> bool:
    cells = _cells(row)
    return len(cells) > 1 and _TERM_COLUMN.fullmatch(cells[0]) is not None and any(_MEANING_COLUMN.fullmatch(cell) for cell in cells[1:])


def _headed(heading: str, text: str, doc_id: str, span: Span) -> Iterator[Term]:
    """Yield the term of a heading, explained by the block under it."""
    if len(text.split()) < _LEAST_DEFINITION_WORDS:
        return
    both = _WITH_SHORT.fullmatch(heading)
    if both and is_short_form(both[2]):
        yield Term(singular(both[2]), plain(both[1]), doc_id, span, text)
    elif is_short_form(heading):
        yield from _explained(heading, text, doc_id, span)
    else:
        yield Term(None, plain(heading), doc_id, span, text)


def _entries(document: Document, block: Block) -> Iterator[Term]:
    """Yield the entries of a block: one for each line that begins one, with the lines that go on from it."""
    for span in _pieces(document.text, block):
        line = span.of(document.text)
        cells = _cells(line)
        if len(cells) < 2:
            divided = _DIVIDED.fullmatch(" ".join(line.split()))
            cells = [divided[1], divided[2]] if divided else cells[0].split(" ", 1) if cells else []
            if not divided and not (len(cells) == 2 and is_short_form(cells[0]) and spells(cells[1].split(), singular(cells[0]))):
                continue
        yield from _entry([clean(cell).strip(" *_") for cell in cells], document.doc_id, span)


def _entry(cells: Sequence[str], doc_id: str, span: Span) -> Iterator[Term]:
    key, value = cells[0], cells[1]
    if not key or not value or len(key.split()) > _MOST_TERM_WORDS or (_TERM_COLUMN.fullmatch(key) and _MEANING_COLUMN.fullmatch(value)):
        return
    both = _WITH_SHORT.fullmatch(key)
    if both and is_short_form(both[2]):
        yield Term(singular(both[2]), plain(both[1]), doc_id, span, value)
    elif is_short_form(value) and spells(key.split(), singular(value)):
        yield Term(singular(value), plain(key), doc_id, span, " ".join(cells[2:]).strip() or None)
    elif is_short_form(key) or (" " not in key and end_behind(value.split(), key) is not None):
        yield from _explained(key, " – ".join(cells[1:]), doc_id, span)
    elif len(value.split()) >= _LEAST_DEFINITION_WORDS and key[0].isalpha():
        yield Term(None, plain(key), doc_id, span, value)


def _explained(key: str, value: str, doc_id: str, span: Span) -> Iterator[Term]:
    """Yield the term of an abbreviation and what stands beside it: its long form, what explains it, or both."""
    short = singular(key)
    words = value.split()
    bare = [word.strip("*_.,;:()") for word in words]
    end = end_behind(bare, short)
    if end is not None:
        rest = " ".join(words[end:])
        lead = _LEAD.match(rest)
        definition = rest[lead.end() :] if lead else rest
        closed = end == len(words) or words[end - 1][-1] in ".:;,)" or (lead is not None and lead.end() > 0)
        if closed:
            is_definition = len(definition.split()) >= _LEAST_DEFINITION_WORDS
            yield Term(short, plain(" ".join(words[:end]).rstrip(".:;,)")), doc_id, span, definition if is_definition else None)
            return
    if len(words) <= _MOST_LONG_WORDS and not value.endswith(".") and not _ARTICLE.match(value):
        yield Term(short, plain(value), doc_id, span)
    elif len(words) >= _LEAST_DEFINITION_WORDS:
        yield Term(short, short, doc_id, span, value)


def _pieces(text: str, block: Block) -> list[Span]:
    """Return the entries of a block as spans: a line that holds none goes on from the one before it."""
    pieces: list[Span] = []
    position = block.span.start
    for line in block.span.of(text).splitlines(keepends=True):
        bare = line.strip()
        start = position + len(line) - len(line.lstrip())
        position += len(line)
        if not bare:
            continue
        end = start + len(bare)
        if pieces and not (len(_cells(bare)) > 1 or _DIVIDED.fullmatch(bare) or is_short_form(bare.split()[0])):
            pieces[-1] = Span(pieces[-1].start, end)
        else:
            pieces.append(Span(start, end))
    return pieces


def _cells(line: str) -> list[str]:
    if len(line) > _LONGEST_ENTRY:
        return [line]
    return [cell for cell in _CELLS.split(line.strip().strip("|").strip()) if cell]
