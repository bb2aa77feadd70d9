"""The report as written in ``report.txt``: its blocks in order, and what its few marks mean.

A line is a paragraph. ``#`` heads a section, ``- `` and ``1. `` begin list items, ``[^1]:`` a footnote, ``::: box``, ``columns``, ``table``,
``glossary`` and ``bibliography`` open a part that ``:::`` closes. Inside a line ``*words*`` are emphasised, ``[^1]`` is a footnote's mark and
``~`` a space that breaks no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TEXT = Path(__file__).with_name("report.txt")
NBSP = "\u00a0"
_RUN = re.compile(r"\[\^(?P<mark>\d+)\]|\*(?P<emphasis>[^*]+)\*")


@dataclass(frozen=True, slots=True)
class Part:
    """A block: its kind, its text with marks, and where it stands.

    The kinds are heading, paragraph, bullet, number, footnote, box, caption, header, row, term, definition and entry. ``number`` is a heading's
    level or the number of a list item or footnote; ``within`` names the part around it, with ``ruled`` or ``plain`` for a table.
    """

    kind: str
    text: str
    number: int = 0
    within: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The report: what is known about it, and its blocks in reading order."""

    about: dict[str, str]
    parts: tuple[Part, ...] = field(default=())


def read_report(path: Path = TEXT) -> Report:
    """Read the report from its marked text."""
    lines = [line.replace("~", NBSP) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    about = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    return Report(about, tuple(_parts(line for line in lines if not line.startswith("@"))))


def _parts(lines: Iterator[str]) -> Iterator[Part]:
    within, first_row = "", False
    for line in lines:
        if line == ":::":
            within = ""
        elif line.startswith("::: "):
            name, _, rest = line[4:].partition(" ")
            style, _, caption = rest.partition(" ")
            within, first_row = (style, True) if name == "table" else (name, False)
            yield from [Part("caption", caption, within=style)] if name == "table" else [Part("box", rest, 3, "box")] if name == "box" else []
        elif within in ("ruled", "plain"):
            yield Part("header" if first_row else "row", line, within=within, cells=tuple(cell.strip() for cell in line.split("|")))
            first_row = False
        elif within == "glossary":
            term, _, definition = line.partition(": ")
            yield from (Part("term", term, within=within), Part("definition", definition, within=within))
        elif within == "bibliography":
            yield Part("entry", line, within=within)
        else:
            yield _plain_part(line, within)


def _plain_part(line: str, within: str) -> Part:
    if heading := re.match(r"(#+) (.*)", line):
        return Part("heading", heading[2], len(heading[1]))
    if note := re.match(r"\[\^(\d+)\]: (.*)", line):
        return Part("footnote", note[2], int(note[1]), within)
    if item := re.match(r"(\d+)\. (.*)", line):
        return Part("number", item[2], int(item[1]), within)
    if line.startswith("- "):
        return Part("bullet", line[2:], 0, within)
    return Part("paragraph", line, 0, within)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stretches of a text: its style (empty, ``emphasis`` or ``mark``) and its words, or the footnote's number."""
    position = 0
    for match in _RUN.finditer(text):
        if match.start() > position:
            yield "", text[position : match.start()]
        yield str(match.lastgroup), match[match.lastgroup or 0]
        position = match.end()
    if position < len(text):
        yield "", text[position:]


def unmarked(text: str) -> str:
    """Return a text without footnote marks and emphasis, as it is read aloud."""
    return "".join(words for style, words in runs(text) if style != "mark")


def notes_of(report: Report, text: str) -> list[Part]:
    """Return the footnotes whose marks stand in a text."""
    numbers = [int(words) for style, words in runs(text) if style == "mark"]
    return [part for part in report.parts if part.kind == "footnote" and part.number in numbers]
