"""The structure of a text: raw blocks turned into the blocks of a document, each with its kind and heading path."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest import bibliography, heading
from ingest.boilerplate import find_boilerplate, fold
from ingest.continuation import WIDEST_HOLE, joined
from ingest.dateline import is_front_matter, letter_parts
from ingest.document import Block, BlockKind
from ingest.footnote import plain_mark
from ingest.line import lines
from ingest.note_section import at_home
from ingest.paragraph import Mark, RawBlock, raw_blocks
from ingest.span import Span
from ingest.table_row import cells, names_columns

_CAPTION = re.compile(r"^(?:figure|fig\.|table|chart|box|exhibit|source)\s*\d*\s*[.:]", re.I)
_ASKS_READERS = re.compile(
    r"\b(?:following|these|specific|key)\b[^.:]{0,60}\bquestions?\b|\bwould welcome (?:your )?views\b|\bconsultation questions?\b", re.I
)
_PLAIN_FOOTNOTE = re.compile(r"^(\d{1,3})\s+(?=\S)")
_MARKED_FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\{?\s?\d+|\[\^[^\]]+\]:)")
_RUN_IN = re.compile(r"^\(?([a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_TABLE_RULE = re.compile(r"[|:\-\s]+")
_LABELLED = re.compile(r"[^:]{1,40}: \S")
_LONGEST_NAME = 14
_LIST_OF_LINES = 4
"""So many bare lines in a row are a list and not headings."""
_DEEPEST = 99
"""Level of a glossary whose heading is bare: no heading that the text marks itself stands in it."""


def find_blocks(text: str) -> tuple[Block, ...]:
    """Find the blocks of a plain text or Markdown document, in order, with kinds, heading paths, lead-ins and holes."""
    return blocks_of(text, raw_blocks(text, lines(text)))


def blocks_of(text: str, raw: Sequence[RawBlock], *, marked: bool = False) -> tuple[Block, ...]:
    """Find the blocks of a document whose raw blocks are known, in order, with kinds, heading paths, lead-ins and holes.

    Where the headings are ``marked``, no other line is one.
    """
    return at_home(text, _Reader(text, raw, marked).read())


@dataclass(slots=True)
class _Reader:
    """One pass from top to bottom over the raw blocks."""

    text: str
    raw: Sequence[RawBlock]
    marked: bool = False
    letter: frozenset[int] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    in_glossary: bool = False
    glossary_level: int = 0
    asks_readers: bool = False
    last_footnote: int = 0
    run_in: str | None = None
    lone: set[int] = field(default_factory=set)
    """Bare lines that would be headings if the document did not mark its own: names, parts of a cover, no evidence."""

    def read(self) -> tuple[Block, ...]:
        boilerplate = find_boilerplate(self.raw)
        entries = bibliography.find_bibliography(self.raw, boilerplate)
        contents = [self.raw[i].text for i in boilerplate if re.search(r"\d\s*$", self.raw[i].text) and len(self.raw[i].text) < 200]
        outline = heading.Outline(contents)
        self.letter = letter_parts(self.raw)
        headings = self._headings([i for i in range(len(self.raw)) if i not in boilerplate], entries)
        i = 0
        while i < len(self.raw):
            block = self.raw[i]
            if i in boilerplate:
                self._add(BlockKind.BOILERPLATE, block, ())
            elif i in headings or (self._is_lone(i) and self.in_glossary):
                i = self._heading(i, outline, boilerplate)
            elif self._is_lone(i):
                self._add(BlockKind.FRONT_MATTER, block, outline.path)
            elif i in entries:
                self._add(BlockKind.BIBLIOGRAPHY_ENTRY, block, outline.path)
            else:
                self._body(i, block, outline.path)
            i += 1
        return tuple(joined(self.text, self.blocks))

    def _headings(self, body: Sequence[int], entries: frozenset[int]) -> set[int]:
        """Pick the headings: what the text marks, and bare lines with something under them; a run of bare lines is a list, not headings."""
        found = {i for i in body if self.raw[i].mark is Mark.HEADING}
        settled = found | entries | self.letter
        bare = {i for i in body if i not in settled and self._is_bare_heading(i)}
        found.update(body[:1] if body and self._is_title(body[0]) else ())
        start = 0
        for is_bare, group in itertools.groupby(body, key=bare.__contains__):
            run = list(group)
            introduced = start > 0 and self.raw[body[start - 1]].text.endswith(":")
            start += len(run)
            if not is_bare or start == len(body) or (len(run) >= _LIST_OF_LINES and not self._spread(run)) or (introduced and len(run) > 1):
                continue
            (self.lone if self.marked else found).update(run)
        return found

    def _is_lone(self, i: int) -> bool:
        """Say whether a block is a bare line of a document that marks its headings, with no label that would make it a statement."""
        return i in self.lone and not _LABELLED.match(self.raw[i].text)

    def _is_bare_heading(self, i: int) -> bool:
        return heading.looks_like_heading(self.raw[i]) and not _CAPTION.match(self.raw[i].text)

    def _is_title(self, i: int) -> bool:
        """Say whether the first block of the body is a title straight above its byline."""
        below = self.raw[i + 1] if i + 1 < len(self.raw) else None
        return below is not None and below.blank_before == 0 and is_front_matter(below) and heading.reads_like_title(self.raw[i])

    def _spread(self, run: Sequence[int]) -> bool:
        """Say whether page breaks stand between the bare lines of a run, as on title pages and pages of figures."""
        return any(self.raw[i].page_break_before for i in run[1:])

    def _heading(self, i: int, outline: heading.Outline, boilerplate: frozenset[int]) -> int:
        block = self.raw[i]
        title, span, last = " ".join(block.text.split()), block.span, i
        following = next((j for j in range(i + 1, len(self.raw)) if j not in boilerplate), None)
        if following is not None and block.mark is Mark.PLAIN and heading.continues_heading(title, self.raw[following]):
            title = f"{title} {self.raw[following].text.strip()}"
            span = Span(block.span.start, self.raw[following].span.end)
            last = following
        if block.mark is Mark.NUMBERED:
            title = f"{block.marker} {title}"
        self.run_in = None
        if self.in_glossary and block.mark is Mark.PLAIN and not bibliography.is_heading(title) and len(title.split()) <= 12:
            outline.enter(title, marked_level=400)
        else:
            outline.enter(_unmarked(title), marked_level=block.level if block.mark is Mark.HEADING else None)
            inside = self.in_glossary and block.mark is Mark.HEADING and block.level > self.glossary_level
            if heading.GLOSSARY.match(title) and not inside:
                self.in_glossary, self.glossary_level = True, block.level or _DEEPEST
            else:
                self.in_glossary = inside
        self.asks_readers = False
        self.blocks.append(Block(BlockKind.HEADING, span, outline.path[:-1]))
        self.indents.append(0)
        return last

    def _body(self, i: int, block: RawBlock, path: tuple[str, ...]) -> None:
        kind = self._kind(i, block)
        if kind is BlockKind.PARAGRAPH:
            self.asks_readers = bool(_ASKS_READERS.search(block.text)) and block.text.rstrip().endswith(":")
            if self.asks_readers:
                kind = BlockKind.READER_QUESTION
            elif re.match(r"^we would welcome (?:your )?views\b", block.text, re.I):
                kind = BlockKind.READER_QUESTION
        if kind is BlockKind.LIST_ITEM and self.asks_readers:
            kind = BlockKind.READER_QUESTION
        label = _RUN_IN.match(block.text) if kind is BlockKind.LIST_ITEM and block.mark is Mark.BULLET else None
        if label:
            self.run_in = _label(block.text)
        elif block.mark is Mark.PLAIN and not block.text[:1].islower() and not self._follows_list(i):
            self.run_in = None
        section = (*path, self.run_in) if self.run_in else path
        self._add(kind, block, section, self._lead_in(kind, block.text, section, block.level))

    def _follows_list(self, i: int) -> bool:
        """Say whether a list item stands directly above, so that a paragraph may belong to the item's labelled section."""
        return i > 0 and self.raw[i - 1].mark in (Mark.BULLET, Mark.NUMBERED) and self.raw[i].text[:1].islower()

    def _kind(self, i: int, block: RawBlock) -> BlockKind:
        if block.mark is Mark.FOOTNOTE or self._is_footnote(i, block):
            return BlockKind.FOOTNOTE
        if block.mark is Mark.TABLE_ROW:
            return BlockKind.TABLE_ROW
        if i in self.letter or is_front_matter(block) or self._signs(i, block):
            return BlockKind.FRONT_MATTER
        if block.mark is Mark.CAPTION or (block.mark is Mark.PLAIN and _CAPTION.match(block.text) and len(block.text.split()) <= 45):
            return BlockKind.CAPTION
        if block.mark in (Mark.BULLET, Mark.NUMBERED):
            return BlockKind.LIST_ITEM
        if block.mark is Mark.QUOTE or _is_quotation(block.text):
            return BlockKind.QUOTATION
        if self.in_glossary and len(block.text.split()) >= 4:
            return BlockKind.GLOSSARY_ENTRY
        return BlockKind.PARAGRAPH

    def _signs(self, i: int, block: RawBlock) -> bool:
        """Say whether a few words stand directly above a dateline or an address, as a name in a signature does."""
        below = self.raw[i + 1] if i + 1 < len(self.raw) else None
        short = block.mark is Mark.PLAIN and len(block.text.split()) <= _LONGEST_NAME and not block.text.rstrip().endswith((".", ":", "?", "!"))
        return short and below is not None and below.blank_before == 0 and is_front_matter(below)

    def _is_footnote(self, i: int, block: RawBlock) -> bool:
        marked = _MARKED_FOOTNOTE.match(block.text)
        if marked:
            digits = re.search(r"\d{1,4}", plain_mark(marked[0]))
            self.last_footnote = int(digits[0]) if digits else self.last_footnote
            return True
        number = _PLAIN_FOOTNOTE.match(block.text)
        if number is None or block.mark is not Mark.PLAIN or not self.last_footnote < int(number[1]) <= self.last_footnote + 3:
            return False
        ahead = self.raw[i + 1 : i + 5]
        if not any(other.page_break_before for other in ahead):
            return False
        self.last_footnote = int(number[1])
        return True

    def _lead_in(self, kind: BlockKind, text: str, section: tuple[str, ...], level: int) -> Span | None:
        """Find the block that introduces a list: the nearest one above, not in the list itself nor indented deeper, that ends with a colon."""
        if kind is BlockKind.TABLE_ROW:
            return self._table_header(text)
        if kind is not BlockKind.LIST_ITEM:
            return None
        nested = False
        for above, indent in zip(reversed(self.blocks), reversed(self.indents), strict=True):
            deeper = above.kind is BlockKind.LIST_ITEM and indent > level
            nested = nested or deeper
            if above.kind in (BlockKind.BOILERPLATE, BlockKind.FOOTNOTE) or deeper:
                continue
            if above.kind is BlockKind.HEADING or above.headings[: len(section)] != section[: len(above.headings)]:
                return None
            if above.kind is BlockKind.LIST_ITEM and (nested or not above.span.of(self.text).rstrip().endswith(":")):
                if above.lead_in is not None or above.headings == section or nested:
                    return above.lead_in
                continue
            return above.span if above.span.of(self.text).rstrip().endswith(":") else None
        return None

    def _table_header(self, row: str) -> Span | None:
        """Find the header of a table: the row above the line that rules it off, or a first row of names over figures."""
        if not self.blocks:
            return None
        above = self.blocks[-1]
        if above.kind is BlockKind.FOOTNOTE:
            # The foot of a page in the middle of a table.
            body = next((block for block in reversed(self.blocks) if block.kind is not BlockKind.FOOTNOTE), above)
            goes_on = body.lead_in is not None and body.kind is BlockKind.TABLE_ROW and len(cells(body.span.of(self.text))) == len(cells(row))
            return body.lead_in if goes_on else None
        if above.kind is BlockKind.TABLE_ROW:
            first = above.lead_in is None and (len(self.blocks) == 1 or self.blocks[-2].kind is not BlockKind.TABLE_ROW)
            return above.span if first and names_columns(above.span.of(self.text), row) else above.lead_in
        ruled = above.kind is BlockKind.BOILERPLATE and _TABLE_RULE.fullmatch(above.span.of(self.text)) and len(self.blocks) > 1
        return self.blocks[-2].span if ruled and self.blocks[-2].kind is BlockKind.TABLE_ROW else None

    def _add(self, kind: BlockKind, block: RawBlock, path: tuple[str, ...], lead_in: Span | None = None) -> None:
        self.blocks.append(Block(kind, block.span, path, lead_in=lead_in))
        self.indents.append(block.level)


def _is_quotation(text: str) -> bool:
    """Say whether a whole paragraph stands between quotation marks."""
    return text[:1] in ('"', "“") and re.search(r"[\"”]\W*$", text[-20:]) is not None


def _label(text: str) -> str:
    """Return the label of a lettered list item: its words up to the first stop, colon or semicolon."""
    flat = " ".join(text.split())
    marker = _RUN_IN.match(flat)
    start = marker.end() if marker else 0
    label = re.split(r"[;:.?!]|, \[|\s\[", flat[start:], maxsplit=1)[0].rstrip(" ,-–")
    return flat[:start] + " ".join(label.split()[:14])


def _unmarked(title: str) -> str:
    """Return a heading without Markdown emphasis and links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}", r"\1", title))


__all__ = ["WIDEST_HOLE", "blocks_of", "find_blocks", "fold"]
