"""Headings: which bare lines are headings, and how deep each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.boilerplate import fold
from ingest.dateline import is_dateline, is_front_matter
from ingest.paragraph import Mark, RawBlock

_MOST_WORDS = 24
_MOST_CHARACTERS = 180
_LONG = 7
"""Words from which a bare heading reads like a statement that short headings can stand under."""
_OPENERS = re.compile(
    r"^(?:chapter|part|section|annex|appendix)\b"
    r"|^(?:foreword|preface|executive summary|summary|introduction|conclusions?"
    r"|glossary|bibliography|references|acknowledge?ments|recommendations)\b",
    re.I,
)
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+\S")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?] [A-Z]|^.{8,}(?:\d{2}|[)”\"])[.!?] [A-Z]")
_OPEN_END = re.compile(r"\b(?:which|who|whose|that|because|the|an?|is|are|was|were|has|have)$", re.I)
_FOOTNOTE_REFERENCE = re.compile(r"(?:\[\^?\w{1,20}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)+$")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_RECORD = re.compile(
    r"(?:present|in attendance|attend(?:ees|ance)|apologies|chair|date|time|venue|place|location|from|to|cc|subject|re|keywords|key words"
    r"|status|owner|contact|telephone|tel|phone|e-?mail|address|deadline|ref(?:erence)?|author|publisher|version)s?\b[^:]{0,20}:\s*\S",
    re.I,
)
"""A line that states something of a meeting, a letter or a document after a label."""
_CITATION = re.compile(r"\([^()]*\b(?:1[6-9]|20)\d\d[a-z]?\)")
GLOSSARY = re.compile(r"^\W*(?:\d+\.?\s*)?(?:glossary|definitions?|key terms|terminology|abbreviations|acronyms)\b", re.I)


def looks_like_heading(block: RawBlock) -> bool:
    """Say whether a line that stands alone reads like a heading: short, starting like a title, not ending like a sentence."""
    return block.alone and block.lines <= 2 and reads_like_title(block)


def reads_like_title(block: RawBlock) -> bool:
    """Say whether a block has the words of a heading, wherever it stands."""
    if len(block.text) > 2 * _MOST_CHARACTERS:
        return False
    text = _FOOTNOTE_REFERENCE.sub("", _EMPHASIS.sub("", " ".join(block.text.split())))
    if not text:
        return False
    if block.mark is Mark.NUMBERED:
        return block.lines == 1 and len(text.split()) <= _MOST_WORDS and not text.endswith((".", ";", ":", ","))
    if block.mark is not Mark.PLAIN or len(text) > _MOST_CHARACTERS or len(text.split()) > _MOST_WORDS or not re.search(r"[^\W\d_]{2}", text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or (text[0] in "‘“'\"" and not text.endswith(("”", '"', "’", "'")))):
        return False
    if text.endswith((".", ";", ":", ",", "…", '."', ".”")) or _SENTENCE_INSIDE.search(text) or _CITATION.search(text):
        return False
    if (_OPEN_END.search(text) and not _NUMBER.match(text)) or _RECORD.match(text):
        return False
    return not (is_dateline(text) or is_front_matter(block) or text.count('"') % 2 == 1)


def continues_heading(heading: str, block: RawBlock) -> bool:
    """Say whether a bare line is the rest of a heading that was set on two lines."""
    text = block.text.strip()
    if block.mark is not Mark.PLAIN or not block.alone or block.lines > 1 or block.page_break_before:
        return False
    return len(heading) >= 45 and text[:1].islower() and len(text.split()) <= 10 and not text.endswith((".", ";", ":", ","))


class Outline:
    """Keeps the path of headings while a document is read from top to bottom.

    Headings that the text marks itself (Markdown) and numbered headings carry their depth. A bare line is
    at the top when the table of contents names it, when it opens like a chapter, or while nothing has been at the top; otherwise
    it stands one level down, and a short one stands under the statement-like heading before it.
    """

    def __init__(self, contents: Iterable[str] = ()) -> None:
        self._contents = frozenset(fold(re.sub(r"[\t.\s]*\d*$", "", entry)) for entry in contents)
        self._path: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()

    def enter(self, text: str, *, marked_level: int | None = None) -> None:
        """Open the section that ``text`` heads; ``marked_level`` is the depth where the text marks it (1 is the top)."""
        title = " ".join(text.split())
        level = marked_level or self._level(title)
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, title))
        self.path = tuple(heading for _, heading in self._path)

    def _level(self, title: str) -> int:
        if fold(title) in self._contents or _OPENERS.match(title):
            return 100
        number = _NUMBER.match(title)
        if number:
            return 100 + number[1].count(".")
        if len(title.split()) >= _LONG:
            return 200
        above = [heading for level, heading in self._path if level == 200]
        return 300 if above and len(above[-1].split()) >= _LONG else 200
