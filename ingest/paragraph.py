"""Lines gathered into raw blocks: paragraphs, list items, table rows, headings that the text marks itself.

What this module does not do: it does not tell bare headings from paragraphs, find boilerplate, or look beyond one run of lines.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.line import ATX_HEADING, BULLET_MARKER, FENCE, FOOTNOTE_MARKER, LIST_MARKER, RULE, SETEXT_UNDERLINE, Line, is_table_row
from ingest.span import Span

PAGE_BREAK_BLANKS = 3
"""Blank lines that stand for a page break in extracted text."""
_LONGEST_HEADING = 400
_WRAP_LIMIT = 130
_FEW_LINES = 2
"""From so few lines it cannot be told whether a text is hard-wrapped; it is taken to be."""
_ENOUGH_LINES = 8
"""A longer run of lines is judged by itself, a shorter one by the whole document."""
_WRAP_FLOOR = 45
_CHANCE_MARKER = re.compile(r"(?:[–—]|(?!1[.)])\d{1,3}[.)]) ")
"""What may begin a wrapped line by chance: a dash between two halves of a sentence, or a number that ends one."""
_ORDINARY = re.compile(r"[ \t]*[A-Za-z](?:[^.)|\t]{5}|[^.)|\t]*$)")
"""What begins like no marker at all, which is most lines: seen with one look instead of seven."""
_CELL = re.compile(r"[|\t]")
_DATE_ALONE = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? [\w ,]{0,24}\d{4}|By [A-Z][a-z]+ [A-Z][^.]{0,60})$")
_TERMINAL = (".", "!", "?", ":", ";", '."', ".”", ".’", ".'", ".)")


class Mark(enum.Enum):
    """What the text itself says that a raw block is."""

    PLAIN = "plain"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table row"
    QUOTE = "quote"
    CAPTION = "caption"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph-like stretch of the text; ``span`` starts behind the list marker, ``level`` is the heading's or the indent's depth."""

    mark: Mark
    span: Span
    text: str
    blank_before: int
    level: int = 0
    lines: int = 1
    alone: bool = True
    """Whether blank lines stand on both sides."""
    marker: str = ""

    @property
    def page_break_before(self) -> bool:
        """Say whether a page break stands before the block."""
        return self.blank_before >= PAGE_BREAK_BLANKS


def raw_blocks(text: str, lines: Iterable[Line]) -> list[RawBlock]:
    """Gather the lines of ``text`` into raw blocks, in order."""
    blocks: list[RawBlock] = []
    prose: list[Line] = []
    everything = list(lines)
    wrapped = _is_wrapped(everything)
    for fenced, group in _fenced(everything):
        if fenced:
            blocks.extend(_gather_runs(text, prose, wrapped))
            prose = []
            blocks.append(_block(text, group, Mark.CODE))
        else:
            prose.extend(group)
    blocks.extend(_gather_runs(text, prose, wrapped))
    return mark_alone([block for block in blocks if len(block.span)])


def _fenced(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Split the lines at pairs of code fences; a fence without a partner is an ordinary line."""
    fences = [i for i, line in enumerate(lines) if FENCE.match(line.text)]
    position = 0
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        yield False, lines[position:opening]
        yield True, lines[opening : closing + 1]
        position = closing + 1
    yield False, lines[position:]


def _gather_runs(text: str, lines: Iterable[Line], wrapped: bool) -> Iterator[RawBlock]:
    for run in _runs(lines):
        yield from _gather(text, run, wrapped if len(run) <= _ENOUGH_LINES else _is_wrapped(run))


def mark_alone(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Return the blocks, each with what the blank lines before it and the next one say of its standing alone."""
    result = []
    for i, block in enumerate(blocks):
        after = blocks[i + 1].blank_before if i + 1 < len(blocks) else 1
        before = block.blank_before if i else 1
        result.append(
            RawBlock(block.mark, block.span, block.text, block.blank_before, block.level, block.lines, before > 0 and after > 0, block.marker)
        )
    return result


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and line.blank_before:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _gather(text: str, run: list[Line], wrapped: bool) -> Iterator[RawBlock]:
    width = max(len(line.text.rstrip()) for line in run) if wrapped else 0
    group: list[Line] = []
    for line in run:
        if len(group) == 1 and _is_setext(group[0], line):
            yield RawBlock(Mark.HEADING, _trim(group[0].span, text), group[0].stripped, group[0].blank_before, 1 if "=" in line.text else 2)
            group = []
        elif group and not _DATE_ALONE.match(line.stripped) and _continues(group[-1], line, width, _kind(group[0])):
            group.append(line)
        else:
            if group:
                yield _block(text, group)
            group = [line]
    if group:
        yield _block(text, group)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Say whether line breaks stand where the lines were full: then some lines begin with a small letter, in lists hardly any."""
    later = [line for line in lines[1:] if not line.blank_before]
    return len(later) <= _FEW_LINES or 5 * sum(line.stripped[0].islower() for line in later) >= len(later)


def _is_setext(title: Line, underline: Line) -> bool:
    return _kind(title) is Mark.PLAIN and SETEXT_UNDERLINE.match(underline.text) is not None and len(title.stripped) < _WRAP_LIMIT


def _kind(line: Line) -> Mark:
    if _ORDINARY.match(line.text) and not _CELL.search(line.text):
        return Mark.PLAIN
    checks = (
        (Mark.HEADING, len(line.text) <= _LONGEST_HEADING and ATX_HEADING.match(line.text)),
        (Mark.RULE, RULE.match(line.stripped)),
        (Mark.TABLE_ROW, is_table_row(line.text)),
        (Mark.FOOTNOTE, FOOTNOTE_MARKER.match(line.text)),
        (Mark.QUOTE, line.stripped.startswith(">")),
        (Mark.BULLET, BULLET_MARKER.match(line.text)),
        (Mark.NUMBERED, LIST_MARKER.match(line.text)),
    )
    return next((mark for mark, found in checks if found), Mark.PLAIN)


def _continues(above: Line, line: Line, width: int, mark: Mark) -> bool:
    """Say whether ``line`` goes on with the sentence or paragraph of the line above it."""
    if mark in (Mark.HEADING, Mark.RULE, Mark.TABLE_ROW):
        return False
    kind = _kind(line)
    if mark is Mark.QUOTE and kind is Mark.QUOTE:
        return True
    ended = above.stripped.endswith(_TERMINAL)
    first_word = line.stripped.split(maxsplit=1)[0]
    full = _WRAP_FLOOR <= width <= _WRAP_LIMIT and len(above.text.rstrip()) + 1 + len(first_word) > 0.85 * width
    if kind is not Mark.PLAIN:
        return full and not ended and mark is Mark.PLAIN and _CHANCE_MARKER.match(line.stripped) is not None
    if full:
        return True
    return not ended and (line.stripped[0].islower() or above.stripped.endswith((",", "-")))


def _block(text: str, group: list[Line], mark: Mark | None = None) -> RawBlock:
    first = group[0]
    kind = mark or _kind(first)
    span = Span(first.span.start, group[-1].span.end)
    level, marker = 0, ""
    if kind is Mark.HEADING:
        match = ATX_HEADING.match(first.text)
        assert match is not None
        level = len(match[1])
        span = Span(first.span.start + match.start(2), first.span.start + match.end(2))
    elif kind in (Mark.BULLET, Mark.NUMBERED):
        match = (BULLET_MARKER if kind is Mark.BULLET else LIST_MARKER).match(first.text)
        assert match is not None
        marker = match[0].strip()
        level = len(first.text.expandtabs(4)) - len(first.text.expandtabs(4).lstrip())
        span = Span(first.span.start + match.end(), span.end)
    elif kind is Mark.QUOTE:
        offset = len(first.text) - len(first.text.lstrip("> \t"))
        span = Span(min(first.span.start + offset, span.end), span.end)
    span = _trim(span, text)
    return RawBlock(kind, span, span.of(text), first.blank_before, level, len(group), marker=marker)


def _trim(span: Span, text: str) -> Span:
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, start + len(content.strip())) if content.strip() else Span(span.start, span.start)
