"""The text of a Word paragraph as a reader sees it: insertions in, deletions, hidden text and field codes out, notes raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.manuscript import superscript, tidy
from ingest.readers.package import attribute, local
from ingest.readers.word_styles import Styles, child, switch, value

PASSED = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple"})
"""Elements that only stand around text which is kept."""
_LEFT_OUT = frozenset({"del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "delText", "rt", "instrText"})
_SPACES = frozenset({"tab", "ptab", "br", "cr"})
_HIDDEN_FIELDS = frozenset({"TOC", "INDEX", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES", "XE", "TC", "TA", "RD", "PRIVATE"})
"""Fields whose result belongs to the pages and not to the text."""
_SYMBOLS = {
    "symbol": dict(zip("abgdeqlmprsSW£³´·ÞÛ®±", "αβγδεθλμπρσΣΩ≤≥×•⇒⇔→±", strict=True)),
    "wingdings": dict(zip("üûà§ØðþqoJL", "✓✗→▪➢⇨☑❑☐☺☹", strict=True)),
}
_PRIVATE_USE = range(0xF000, 0xF100)


@dataclass(slots=True)
class Note:
    """A footnote or an endnote that the text has a mark of."""

    mark: str
    element: Any


@dataclass(slots=True)
class Reader:
    """Reads paragraphs in order; a field may begin in one and end in another.

    ``notes`` and ``boxes`` gather the notes and text boxes that were met, until ``taken`` fetches them.
    """

    styles: Styles
    footnotes: dict[str, Any] = field(default_factory=dict)
    endnotes: dict[str, Any] = field(default_factory=dict)
    note_marks: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _fields: list[list[str]] = field(default_factory=list)
    """Of each field that is open: what its code says, and "result" once its result has begun."""
    _hidden: bool = False

    def text(self, paragraph: Any) -> str:
        """Return the text of a paragraph in one line."""
        self._hidden = self.styles.of(value(child(child(paragraph, "pPr"), "pStyle"))).hidden
        return tidy("".join(self._pieces(paragraph)))

    def taken(self) -> tuple[list[Note], list[Any]]:
        """Return the notes and the text boxes met since the last call."""
        taken = self.notes, self.boxes
        self.notes, self.boxes = [], []
        return taken

    def _pieces(self, element: Any) -> Iterator[str]:
        for inner in element:
            name = local(inner)
            if name == "r":
                yield from self._run(inner)
            elif name == "fldSimple" and _code(attribute(inner, "instr") or "") in _HIDDEN_FIELDS:
                continue
            elif name == "sdt":
                yield from () if is_placeholder(inner) else self._pieces(inner)
            elif name in PASSED:
                yield from self._pieces(inner)
            elif name in ("oMath", "oMathPara"):
                yield f" {formula(inner)} " if self._visible else ""
            elif name == "AlternateContent":
                yield from self._pieces(chosen(inner))

    def _run(self, run: Any) -> Iterator[str]:
        letters = child(run, "rPr")
        style = self.styles.of(value(child(letters, "rStyle")) or "")
        hidden = switch(letters, "vanish")
        if (style.hidden or self._hidden) if hidden is None else hidden:
            for inner in run:
                self._follow_field(inner)
            return
        position = value(child(letters, "vertAlign"))
        raised = style.raised if position is None else position == "superscript"
        yield from self._inside_run(run, raised)

    def _inside_run(self, run: Any, raised: bool) -> Iterator[str]:
        for inner in run:
            name = local(inner)
            if self._follow_field(inner) or not self._visible or name in _LEFT_OUT:
                continue
            if name == "t":
                text = inner.text or ""
                yield superscript(text) if raised and re.fullmatch(r"\s*\d{1,3}\s*", text) else text
            elif name in _SPACES:
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield symbol(attribute(inner, "char") or "", attribute(inner, "font") or "")
            elif name in ("footnoteReference", "endnoteReference"):
                yield self._note(inner, name.removesuffix("Reference"))
            elif name == "AlternateContent":
                yield from self._inside_run(chosen(inner), raised)
            elif name == "ruby":
                yield "".join(piece for base in inner if local(base) == "rubyBase" for piece in self._pieces(base))
            elif name in ("drawing", "pict", "object"):
                self._look_into(inner)

    @property
    def _visible(self) -> bool:
        return all(len(opened) > 1 and _code(opened[0]) not in _HIDDEN_FIELDS for opened in self._fields)

    def _follow_field(self, inner: Any) -> bool:
        """Take a field's beginning, code, middle or end; say whether the element was one."""
        name = local(inner)
        if name == "instrText" and self._fields and len(self._fields[-1]) == 1:
            self._fields[-1][0] += inner.text or ""
        elif name == "fldChar":
            match attribute(inner, "fldCharType"):
                case "begin":
                    self._fields.append([""])
                case "separate" if self._fields:
                    self._fields[-1].append("result")
                case "end" if self._fields:
                    self._fields.pop()
        return name in ("instrText", "fldChar")

    def _note(self, reference: Any, kind: str) -> str:
        name = attribute(reference, "id") or ""
        element = (self.footnotes if kind == "footnote" else self.endnotes).get(name)
        mark = self.note_marks.get((kind, name), "")
        if element is None or attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            following = reference.getparent().find("{*}t")
            mark = (following.text or "").strip() if following is not None else ""
            if element is not None:
                self.notes.append(Note(mark, element))
            return ""
        self.notes.append(Note(mark, element))
        return superscript(mark)

    def _look_into(self, drawing: Any) -> None:
        """Gather the text boxes of a drawing; tell of what it shows that is not read."""
        found = list(_text_boxes(drawing))
        self.boxes += found
        shown = {(data.get("uri") or "").rpartition("/")[2] for data in drawing.iter("{*}graphicData")}
        for kind in ("chart", "diagram"):
            if kind in shown:
                self.warnings.append(f"holds a {kind} whose text is not read")


def _text_boxes(element: Any) -> Iterator[Any]:
    for inner in element:
        if local(inner) == "txbxContent":
            yield inner
        elif local(inner) == "AlternateContent":
            yield from _text_boxes(chosen(inner))
        else:
            yield from _text_boxes(inner)


def chosen(alternatives: Any) -> Any:
    """Return the one of some alternatives that a program of today shows: the first choice, else what stands in for it."""
    return next((inner for inner in alternatives if local(inner) in ("Choice", "Fallback")), alternatives)


def is_placeholder(control: Any) -> bool:
    """Say whether a content control shows only what to fill in, or the table of contents."""
    properties = child(control, "sdtPr")
    gallery = value(child(child(properties, "docPartObj"), "docPartGallery")) or ""
    return bool(switch(properties, "showingPlcHdr")) or gallery in ("Table of Contents", "Table of Figures", "Page Numbers (Top of Page)")


def symbol(code: str, font: str) -> str:
    """Return the character that a symbol of a font looks like; nothing where only the font knows."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    low = chr(number - 0xF000 if number in _PRIVATE_USE else number)
    known = _SYMBOLS.get(font.lower(), {}).get(low)
    return known or (low if number not in _PRIVATE_USE and not font.lower().startswith(("symbol", "wingdings", "webdings")) else "")


def formula(element: Any) -> str:
    """Return a formula in one line: fractions with a stroke, powers with ^, indices with _, roots with √."""
    parts: dict[str, str] = {}
    line = ""
    for inner in element:
        name = local(inner)
        if name == "t":
            line += inner.text or ""
        elif name in ("num", "den", "sup", "sub", "deg", "e"):
            parts[name] = f"{parts[name]}, {formula(inner)}" if name in parts else formula(inner)
        elif not name.endswith("Pr"):
            line += formula(inner)
    make: dict[str, Callable[[], str]] = {
        "f": lambda: f"{_bracketed(parts.get('num', ''))}/{_bracketed(parts.get('den', ''))}",
        "rad": lambda: f"{parts.get('deg', '')}√{_bracketed(parts.get('e', ''))}",
        "d": lambda: f"({parts.get('e', '')})",
    }
    if local(element) in make:
        return make[local(element)]()
    low = f"_{_bracketed(parts['sub'])}" if parts.get("sub") else ""
    high = f"^{_bracketed(parts['sup'])}" if parts.get("sup") else ""
    operator = (value(child(child(element, "naryPr"), "chr")) or "∫") if local(element) == "nary" else ""
    base = parts.get("e", "")
    return f"{line}{operator}{low}{high} {base}" if operator else f"{line}{base}{low}{high}"


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"\w*", text) else f"({text})"


def _code(instruction: str) -> str:
    words = instruction.split(maxsplit=1)
    return words[0].upper() if words else ""
