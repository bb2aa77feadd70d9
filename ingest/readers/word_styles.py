"""What the styles and the numbering of a Word document say of a paragraph: heading, item, quotation, caption, and the number before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.package import attribute, local

_HEADING = re.compile(r"heading ([1-9])$")
_LEFT_OUT = re.compile(r"(?:toc \d|toc heading|table of (?:figures|authorities)|index \d|index heading|toa heading)$")
_LEVEL = re.compile(r"%([1-9])")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's or a character's style with all that it takes from the styles it is based on.

    ``level`` is the heading level, 0 for the title, ``None`` for no heading; ``numbering`` the list and the level in it.
    """

    name: str = ""
    level: int | None = None
    numbering: tuple[str | None, int | None] = (None, None)
    hidden: bool = False
    raised: bool = False

    @property
    def left_out(self) -> bool:
        """Say whether the style is that of a table of contents, of figures or of an index."""
        return _LEFT_OUT.match(self.name) is not None

    @property
    def is_caption(self) -> bool:
        """Say whether the style is that of a caption."""
        return self.name == "caption"

    @property
    def is_quotation(self) -> bool:
        """Say whether the style is that of a quotation."""
        return self.name in ("quote", "intense quote", "block text", "block quote", "block quotation", "quotations")

    @property
    def list_depth(self) -> int | None:
        """The depth that the name of a list's style states ("List Bullet 2"); ``None`` for other styles."""
        found = re.match(r"list (?:bullet|number)(?: ([2-5]))?$", self.name)
        return int(found[1] or 1) - 1 if found else None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, tree: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._default = ""
        self._made: dict[str, Style] = {}
        for element in children(tree, "style"):
            name = attribute(element, "styleId") or ""
            self._elements[name] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                self._default = name

    def of(self, name: str | None) -> Style:
        """Return the style of an id, the default one for none."""
        chosen = self._default if name is None else name
        if chosen not in self._made:
            self._made[chosen] = self._make(chosen)
        return self._made[chosen]

    def _make(self, name: str) -> Style:
        title = value(child(self._elements.get(name), "name")) or name
        lowered, level = title.lower(), None
        list_id = depth = hidden = raised = None
        for element in self._chain(name):
            base = (value(child(element, "name")) or "").lower()
            heading = _HEADING.match(base)
            properties, letters = child(element, "pPr"), child(element, "rPr")
            outline = value(child(properties, "outlineLvl"))
            if level is None:
                level = 0 if base == "title" else int(heading[1]) if heading else int(outline) + 1 if outline and outline.isdigit() else None
            number = child(properties, "numPr")
            list_id = list_id if list_id is not None else value(child(number, "numId"))
            depth = depth if depth is not None else value(child(number, "ilvl"))
            hidden = hidden if hidden is not None else switch(letters, "vanish")
            position = value(child(letters, "vertAlign"))
            raised = raised if raised is not None or position is None else position == "superscript"
        if level is not None and (level > _BODY_LEVEL or _LEFT_OUT.match(lowered)):
            level = None
        return Style(lowered, level, (list_id, int(depth) if depth and depth.isdigit() else None), bool(hidden), bool(raised))

    def _chain(self, name: str) -> Iterator[Any]:
        """Yield a style and those that it is based on, nearest first; a circle of styles ends after some."""
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(name)
            if element is None:
                return
            yield element
            name = value(child(element, "basedOn")) or ""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    tree: Any | None
    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for element in children(self.tree, "abstractNum"):
            self._abstract[attribute(element, "abstractNumId") or ""] = dict(_levels(element))
        for element in children(self.tree, "num"):
            base = value(child(element, "abstractNumId")) or ""
            changed = dict(self._abstract.get(base, {}))
            for override in children(element, "lvlOverride"):
                depth = int(attribute(override, "ilvl") or 0)
                changed.update(_levels(override))
                start = value(child(override, "startOverride"))
                if start and start.isdigit():
                    old = changed.get(depth, _Level())
                    changed[depth] = _Level(int(start), old.form, old.text, old.style)
                    self._begun.add(attribute(element, "numId") or "")
            self._lists[attribute(element, "numId") or ""] = (base, changed)

    def level_of_style(self, list_id: str, style_id: str | None) -> int:
        """Return the level of a list that is linked with a style; 0 where none is."""
        return next((depth for depth, level in sorted(self._lists.get(list_id, ("", {}))[1].items()) if style_id and level.style == style_id), 0)

    def next(self, list_id: str, depth: int) -> str | None:
        """Count one more paragraph of a list and return the number before it, "" for a bullet, ``None`` for no list."""
        if list_id not in self._lists:
            return None
        base, levels = self._lists[list_id]
        level = levels.get(depth, _Level(form="bullet"))
        counts = self._counts.setdefault(base, {})
        if list_id in self._begun:
            self._begun.discard(list_id)
            counts.clear()
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none") and not _LEVEL.search(level.text):
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = levels.get(place, _Level())
            return spelled(counts.get(place, other.start), other.form)

        return _LEVEL.sub(number, level.text)


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in children(element, "lvl"):
        start = value(child(level, "start")) or "1"
        form = value(child(level, "numFmt")) or "decimal"
        text = value(child(level, "lvlText")) or ""
        yield int(attribute(level, "ilvl") or 0), _Level(int(start) if start.isdigit() else 1, form, text, value(child(level, "pStyle")))


def spelled(number: int, form: str) -> str:
    """Return a number as Word writes it in one of its forms; forms of other scripts come out as digits."""
    match form:
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            roman, rest = "", number
            for size, sign in _ROMAN:
                roman += sign * (rest // size)
                rest %= size
            return roman if form == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def children(element: Any | None, name: str) -> Iterator[Any]:
    """Yield the children of an element that have a name."""
    return (found for found in (element if element is not None else ()) if local(found) == name)


def child(element: Any | None, name: str) -> Any | None:
    """Return the first child with a name."""
    return next(children(element, name), None)


def value(element: Any | None) -> str | None:
    """Return the value that an element of properties states."""
    return attribute(element, "val") if element is not None else None


def switch(properties: Any | None, name: str) -> bool | None:
    """Return whether a property is switched on; ``None`` where it is not mentioned."""
    found = child(properties, name)
    return None if found is None else value(found) not in ("0", "false", "off")
