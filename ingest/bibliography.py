"""Bibliographies, found by the shape of their entries, wherever their heading stands."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from ingest.paragraph import Mark, RawBlock

_YEAR = r"\((?:n\.d\.|[^()]{0,24}?(?:1[6-9]|20)\d\d[a-z]?[^()]{0,24})\)"
_ENTRY = re.compile(rf"^[\"“'‘*_]*[A-Z\d].{{0,320}}?{_YEAR}[.,:)]?\s", re.S)
_NUMBERED_ENTRY = re.compile(r"^[A-Z][\w'’\-]+,? (?:[A-Z]\.? ?){1,3}.{0,300}\b(?:1[6-9]|20)\d\d\b", re.S)
_STOPPED_ENTRY = re.compile(r"^[A-ZÀ-Þ—–_-].{2,300}?[.,] (?:(?:1[6-9]|20)\d\d[a-z]?|n\.d)\. [\"“'‘*_]*\w", re.S)
"""Chicago's author-date style: the year stands between two full stops."""
_BODY_ENTRY = re.compile(r"^[A-Z][^.]{2,200}\. [^\n]{4,400}[;,.] ?(?:1[6-9]|20)\d\d\b", re.S)
_NUMBER = re.compile(r"^(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+")
_VOLUME = re.compile(r"\d ?[(:] ?\d|;\s?\d")
"""A volume with its issue or pages."""
_PUBLISHER = re.compile(r"\b[A-Z][\w.-]+(?:, [A-Z]{2})?: [A-Z]\w|" + _VOLUME.pattern)
"""A place and a publisher, or a volume."""
_CITING = re.compile(
    r"\([^()]{0,120}[A-ZÀ-Þ][^()\d]{0,60}?(?<!january)(?<!february)(?<!march)(?<!april)(?<!may)(?<!june)(?<!july)(?<!august)(?<!september)(?<!october)"
    r"(?<!november)(?<!december),?\s(?:1[6-9]|20)\d\d[a-z]?(?:[,:;][^()]*)?\)",
    re.I,
)
"""A reference to a work, which a paragraph of the body makes and an entry does not."""
_LOCATOR = re.compile(r"https?://|\bdoi\b|www\.|\b\d{1,4}\(\d{1,3}\)|\bpp?\. ?\d|\*|_|\bpress\b|\bjournal\b|\bretrieved\b", re.I)
_BARE_ENTRY = re.compile(r"^[A-Z][^()]{2,160} \((?:n\.d\.|(?:1[6-9]|20)\d\d[a-z]?)\)[.,:]? [\"“‘']?[A-Z0-9]")
"""A short entry that says no place to look: only in an announced bibliography, with no other text between."""
_HEADING = re.compile(r"^\W*(?:\d+\.?\s*)?(?:bibliography|references|reference list|works cited|literature cited|further reading)\W*$", re.I)
_SHORT_ENTRY = 300
_LEAST_RUN = 3
_PATIENCE = 4


def looks_like_entry(text: str) -> bool:
    """Say whether a paragraph has the shape of a bibliography entry: authors, a year, and where to find the work."""
    if len(text) > 900 or _CITING.search(text):
        return False
    number = _NUMBER.match(text)
    if number:
        text = text[number.end() :]
        if _PUBLISHER.search(text) and (_NUMBERED_ENTRY.match(text) or (number[0].startswith("[") and _BODY_ENTRY.match(text))):
            return True
    if _STOPPED_ENTRY.match(text):
        return bool(_LOCATOR.search(text) or _PUBLISHER.search(text))
    vancouver = _NUMBERED_ENTRY.match(text)
    if vancouver and _VOLUME.search(text):
        return True
    if not (_ENTRY.match(text) or vancouver):
        return False
    return bool(_LOCATOR.search(text)) or bool(re.match(rf"^[^.]{{2,200}}\.? {_YEAR}\. [A-Z]", text))


def is_heading(text: str) -> bool:
    """Say whether a bare line is the heading of a bibliography."""
    return bool(_HEADING.match(text))


def find_bibliography(blocks: Sequence[RawBlock], boilerplate: Container[int]) -> frozenset[int]:
    """Return the positions of the bibliography's blocks.

    A region starts at an entry of which most of the next blocks are entries too, or behind a heading that announces
    it, and ends where several blocks in a row are none or at a heading that the text marks itself.
    """
    found: set[int] = set()
    body = [i for i in range(len(blocks)) if i not in boilerplate]
    entry = {i: looks_like_entry(blocks[i].text) for i in body}
    bare = {i: len(blocks[i].text) <= _SHORT_ENTRY and _BARE_ENTRY.match(blocks[i].text) is not None for i in body}
    k = 0
    while k < len(body):
        announced = is_heading(blocks[body[k]].text)
        ahead = body[k + 1 : k + 6] if announced else body[k : k + 5]
        enough = sum(entry[i] or (announced and bare[i]) for i in ahead) >= (min(2, len(ahead)) if announced else max(_LEAST_RUN, len(ahead) - 1))
        if not (enough and ahead and (announced or entry[body[k]])):
            k += 1
            continue
        misses: list[int] = []
        k += 1 if announced else 0
        while k < len(body) and len(misses) < _PATIENCE and blocks[body[k]].mark is not Mark.HEADING:
            if entry[body[k]] or (announced and not misses and bare[body[k]]):
                found.update(misses, [body[k]])
                misses = []
            elif not is_heading(blocks[body[k]].text):
                misses.append(body[k])
            k += 1
    return frozenset(found)
