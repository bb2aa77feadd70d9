"""Footnotes in markup: the links that are marks of notes, and the elements that hold the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.tree import Element, name, style, tokens

_NOTE_TARGET = re.compile(r"_?(?:ftnt?|fn|edn|en|foot|end|cite_)(?:note|n)?s?(?:[-_:.]|note|fn)*\w{0,12}[-_:.]?\w{0,3}\d", re.I)
"""The names that programs give to notes: fn1, fn:1, _ftn1, ftnt1, _edn1, footnote-1, cite_note-smith-1."""
_COMMENT_TARGET = re.compile(r"(?:cmnt|_msocom)", re.I)
"""Where a word processor's export keeps what reviewers wrote, which is no part of the text."""
_SAYS_SO = frozenset({"noteref", "doc-noteref", "footnote", "footnote-ref", "footnoteref", "footnote-reference", "fnref", "noteref-link"})
_NUMBERED = re.compile(r"(?:(?:foot|end)?note|fn)\.?\s*(\d{1,4})$", re.I)
_LONGEST_MARK = 16
_LONGEST_BACK_LINK = 40
_HOLDERS = frozenset("li aside p div section dd tr td blockquote".split())
_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, without brackets, and the element that holds its text."""

    mark: str
    holder: Element


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said of footnotes in a tree.

    ``references`` has the links in the running text that lead to a note, ``holders`` the elements that hold notes, and ``dropped`` the links back and
    the comments of reviewers.
    """

    references: dict[Element, Note] = field(default_factory=dict)
    holders: frozenset[Element] = frozenset()
    dropped: frozenset[Element] = frozenset()


def find_notes(root: Element) -> Notes:
    """Find the notes below ``root``: a mark is a short link to something further on, set high or named like a link to a note."""
    place = {element: number for number, element in enumerate(root.iter())}
    by_id: dict[str, Element] = {}
    for element in place:
        for key in (element.get("id"), element.get("name") if name(element) == "a" else None) if name(element) else ():
            if key:
                by_id.setdefault(key, element)
    links = [element for element in place if name(element) == "a" and "#" in (element.get("href") or "")]
    found: dict[Element, Note] = {}
    dropped: set[Element] = set()
    for link in links:
        key = link.get("href").lstrip("#") if link.get("href").startswith("#") else link.get("href")
        target = by_id.get(key)
        if target is None or place[target] <= place[link]:
            continue
        holder = _holder(target)
        if holder is None or place[holder] <= place[link]:
            continue
        if _COMMENT_TARGET.match(key):
            dropped.update((link, holder))
        elif _is_mark(link, key):
            found[link] = Note(clean_mark("".join(link.itertext())), holder)
    notes = _apart(found, place)
    holders = frozenset(note.holder for note in notes.values())
    dropped.update(link for holder in holders for link in holder.iter("a", "{*}a") if _leads_back(link, by_id, place, place[holder]))
    return Notes(notes, holders, frozenset(dropped))


def clean_mark(text: str) -> str:
    """Return a mark without brackets: "[1]", "[footnote 1]" and "1" are the same."""
    mark = " ".join(text.split()).strip("[]() .")
    numbered = _NUMBERED.match(mark)
    return numbered[1] if numbered else mark


def _is_mark(link: Element, key: str) -> bool:
    text = "".join(link.itertext()).strip()
    if not 0 < len(text) <= _LONGEST_MARK or not clean_mark(text):
        return False
    around = [link, *(ancestor for ancestor, _ in zip(link.iterancestors(), range(3), strict=False))]
    if any(
        _SAYS_SO.intersection(tokens(element, "epub:type", "{http://www.idpf.org/2007/ops}type", "role", "class", "rel")) for element in around[:2]
    ):
        return True
    raised = any(name(element) == "sup" for element in (*around, *link[:1])) or "mso-footnote-id" in style(link) or "super" in style(link)
    return raised or bool(_NOTE_TARGET.match(key.rpartition("#")[2]) and not clean_mark(text).isalpha())


def _holder(target: Element) -> Element | None:
    """Return the block that a link's target stands for: itself, or the paragraph, item or row that it opens."""
    element = target
    for _ in range(_CLIMB):
        if element is None or name(element) in ("body", "html", "main", "article"):
            return None
        if name(element) in _HOLDERS:
            break
        element = element.getparent()
    else:
        return None
    parent = element.getparent()
    if parent is None or element is target:
        return element if name(element) != "td" else parent
    first = next((child for child in parent if name(child)), None) is element
    if first and (name(parent) in ("li", "aside", "tr") or "mso-element" in style(parent)):
        return parent
    return element


def _apart(found: dict[Element, Note], place: dict[Element, int]) -> dict[Element, Note]:
    """Keep the notes whose holder holds nothing else: no second note with another mark, no other holder around it."""
    marks: dict[Element, set[str]] = {}
    for note in found.values():
        marks.setdefault(note.holder, set()).add(note.mark)
    kept: set[Element] = set()
    end = -1
    for holder in sorted((holder for holder, known in marks.items() if len(known) == 1), key=place.__getitem__):
        if place[holder] > end:
            kept.add(holder)
            end = max(place[element] for element in holder.iter())
    return {link: note for link, note in found.items() if note.holder in kept}


def _leads_back(link: Element, by_id: dict[str, Element], place: dict[Element, int], before: int) -> bool:
    href = link.get("href") or ""
    target = by_id.get(href.lstrip("#") if href.startswith("#") else href)
    return target is not None and place[target] < before and len("".join(link.itertext()).strip()) <= _LONGEST_BACK_LINK
