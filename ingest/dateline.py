"""Datelines and bylines: lines that say when and by whom, under a title or a signature, and at the head and foot of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.paragraph import Mark, RawBlock

_MOST_BYLINE = 400
_SHORT = 8
_ADDRESS_LINES = 12
_SIGNATURE_LINES = 4
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(
    rf"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}\b[ ,\d]*$"
    r"|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^(?:19|20)\d\d-\d\d-\d\d$",
    re.I,
)
_BYLINE = re.compile(
    r"^By(?: (?:[A-Z][\w.’'-]*|and|&|\||,|[–—-]|\d+|of|for|the))+$"
    r"|^(?:Last |First )?(?:[Pp]osted|[Pp]ublished|[Uu]pdated|[Rr]eviewed|[Mm]odified|[Ww]ritten)(?:(?: on| by| at|:) [^.]{1,80}| [^.]{0,30}\d{4})$"
)
_EMAIL = re.compile(r"[^\s@]@[^\s@]{1,200}\.\w")
_SALUTATION = re.compile(r"^dear\b[^.!?:;]{1,60}$", re.I)
_VALEDICTION = re.compile(
    r"^(?:yours (?:sincerely|faithfully|truly|ever)|(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards)[,.]?$", re.I
)


def is_dateline(text: str) -> bool:
    """Say whether a line is a date, a byline or an address of a person, as under a title or a signature."""
    flat = " ".join(text[:_MOST_BYLINE].split())
    if _DATE.match(flat) or (_BYLINE.match(flat[:1].upper() + flat[1:].replace(",", " ,")) and len(flat.split()) <= 14):
        return True
    return bool(_EMAIL.search(flat)) and len(flat.split()) <= 12


def is_front_matter(block: RawBlock) -> bool:
    """Say whether a block is a byline or a signature: short lines of which one is a date or a mail address."""
    if len(block.text) > _MOST_BYLINE or len(block.text.split()) > 30 or block.text.rstrip().endswith((".", ":", ";")):
        return False
    return any(is_dateline(part) for part in block.text.splitlines() if part.strip())


def letter_parts(blocks: Sequence[RawBlock]) -> frozenset[int]:
    """Return the positions of a letter's address, salutation, closing words and signature."""
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if block.lines > 1 or len(block.text) > _MOST_BYLINE:
            continue
        if _SALUTATION.match(block.text):
            found.add(i)
            found.update(_bare_from(blocks, range(i - 1, max(i - 1 - _ADDRESS_LINES, -1), -1)))
        elif _VALEDICTION.match(block.text):
            found.add(i)
            found.update(_bare_from(blocks, range(i + 1, min(i + 1 + _SIGNATURE_LINES, len(blocks)))))
    return frozenset(found)


def _bare_from(blocks: Sequence[RawBlock], positions: range) -> list[int]:
    """Take positions for as long as the blocks are short lines that end like no sentence."""
    taken = []
    for i in positions:
        if (
            blocks[i].mark is not Mark.PLAIN
            or len(blocks[i].text.split()) > _SHORT * blocks[i].lines
            or blocks[i].text.endswith((".", ":", "?", "!", ";"))
        ):
            break
        taken.append(i)
    return taken
