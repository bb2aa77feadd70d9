"""Where a text refers to a work: "(Harwin et al., 2019)", "Munro (2011)", "Masson and Dickens 2019", "[12]". Found, not yet looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.mention_label import are_names, label_of, names_before
from ingest.span import Span

_YEAR = re.compile(
    r"(?<![\w/£$€.,–-])(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)(?![\w/%])(?![–-]\d)(?![.,]\d)"
    r"|(?P<none>n\.\s?d\.?|no date|forthcoming|in press)(?!\w))",
    re.I,
)
_LETTER_MORE = re.compile(r"\s*(?:,|&|and)\s*(?P<letter>[a-z])(?![\w.’'])")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]{0,60}\)){4,400}\)|\[[^\[\]()]{6,300}\]")
_PIECE = re.compile(r"[^;]+(?:;\s*(?:1[5-9]|20)\d\d[a-z]?(?=\s*[,;]|\s*$)[^;]*)*")
"""What stands between two semicolons, with further years of the same names behind it."""
_SHORT_LABEL = re.compile(r"[A-ZÀ-Þ][^\d\s]*(?:\s[^\d\s]+){1,5}(?<!Act)(?<!Regulations)(?<!Order)(?<!Bill)")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\]")
_LOCATOR = (
    r"(?:[,:]?\s*(?:at\s)?(?:pp?\.?|pages?|paras?\.?|paragraphs?|ch(?:apters?|ap|s)?\.?|sections?|tables?|figures?|annex|vol\.?|:)"
    r"\s*\d[\w.–-]*(?:,\s*\d+)*|,\s*\d{1,3}(?:[–-]\d{1,4})?(?!\w))"
)
_TAIL = re.compile(rf"{_LOCATOR}*[\s,.)\]]*(?:n\.d\.)?(?:\]\s[A-Z][A-Z ]+\d+(?:\s\(\w+\))?)?[\s,.*_]*", re.I)
_LOCATION = re.compile(_LOCATOR, re.I)
_WORK = re.compile(
    r"\s(?:\w+\s){0,2}?(?:reviews?|reports?|study|studies|paper|book|survey|evaluation|research|analysis|inquiry|work|article|findings|lecture)\b",
    re.I,
)
_BEFORE = 180
"""Characters in front of a year in which its names are looked for."""
_BARE = re.compile(r"(?:et\.? al\.?,?|\b(?:and|&)\s[^\W\d_][\w'’-]+,?)\s$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference as a text makes it; ``span`` ends behind its year, ``text`` is the whole of it with white space folded.

    ``label`` holds the names or the title as they stand. A mention that is not ``certain`` counts only where the bibliography has such a work.
    """

    span: Span
    text: str
    label: str = ""
    year: str = ""
    letter: str = ""
    number: int | None = None
    certain: bool = True
    narrative: bool = False


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return the references that a text makes, in order; time is linear in the length of the text."""
    bare = _without_markup(text)
    found: list[Mention] = []
    for bracket in _BRACKET.finditer(bare):
        for piece in _PIECE.finditer(bracket[0][1:-1]):
            found += _in_bracket(bare, Span(bracket.start() + 1 + piece.start(), bracket.start() + 1 + piece.end()))
    for numbers in _NUMBERS.finditer(bare):
        found += (Mention(Span(*numbers.span()), f"[{number}]", number=number) for number in _expand(numbers[1]))
    sure = {mention.span.end for mention in found if mention.certain}
    prose = [mention for year in _YEAR.finditer(bare) if year.end() not in sure for mention in _in_prose(bare, year)]
    better = {mention.span.end for mention in prose if mention.certain}
    weak = {mention.span.end for mention in found if not mention.certain}
    found = [mention for mention in found if mention.certain or mention.span.end not in better]
    found += (mention for mention in prose if mention.span.end not in sure and (mention.certain or mention.span.end not in weak))
    return tuple(sorted(found, key=lambda mention: (mention.span.end, mention.span.start, mention.number or 0)))


def _without_markup(text: str) -> str:
    """Return the text with emphasis and tags blanked, so that offsets stay right."""
    return re.sub(r"</?[a-zA-Z][^<>]{0,80}>|[*_]+", lambda match: " " * len(match[0]), text)


def _in_bracket(bare: str, piece: Span) -> Iterator[Mention]:
    """Yield the references of one piece of a bracket: a label and its years, then perhaps another label and its years."""
    content = piece.of(bare)
    years = list(_YEAR.finditer(content))
    label, start, position = "", 0, 0
    groups: list[tuple[str, int, list[re.Match[str]]]] = []
    for year in years:
        between = content[position : year.start()]
        core, offset = label_of(between)
        if core:
            label, start = core, position + offset
            groups.append((label, start, []))
        if not label:
            return
        if not (year["none"] and groups[-1][2] and not content[position : year.start()].strip()):
            groups[-1][2].append(year)
        position = year.end()
        while year["letter"] and (more := _LETTER_MORE.match(content, position)):
            groups[-1][2].append(more)
            position = more.end()
        locator = _LOCATION.match(content, position)
        position = locator.end() if locator else position
    clean_tail = bool(_TAIL.fullmatch(content, position))
    for k, (label, start, dated) in enumerate(groups):
        sure = are_names(label)
        if sure is None:
            continue
        last = k == len(groups) - 1
        # Names with small letters ("Public law working group, 2021") are known by the comma before the year.
        sure = sure or (bool(_SHORT_LABEL.fullmatch(label)) and content[start : dated[0].start()].rstrip().endswith(","))
        end = dated[-1].end()
        locator = _LOCATION.match(content, end)
        whole = " ".join(content[start : locator.end() if locator else end].split()) + ("]" if content[end : end + 1] == "]" else "")
        number = ""
        for j, year in enumerate(dated):
            number = year.groupdict().get("year") or ("n.d." if year.groupdict().get("none") else number)
            begin = start if j == 0 else year.start("letter" if year.re is _LETTER_MORE else 0)
            letter = (year["letter"] or "").lower()
            yield Mention(
                Span(piece.start + begin, piece.start + year.end()), whole, label, number, letter, certain=sure and (clean_tail or not last)
            )


def _in_prose(bare: str, year: re.Match[str]) -> Iterator[Mention]:
    """Yield the reference that a year outside a citing bracket belongs to: "Munro (2011)", "Masson and Dickens 2019", "Wood's 2016 review"."""
    before = bare[max(0, year.start() - _BEFORE) : year.start()]
    opening = re.search(r"\s*[(\[]\s*$", before)
    spot = year.start() - len(before) + (opening.start() if opening else len(before.rstrip(" ")))
    label, start = names_before(bare, spot)
    if not label:
        return
    possessive = re.search(r"(?:['’]s|s['’])$", label)
    sure = are_names(label)
    if sure is None:
        return
    if opening:
        closing = re.compile(rf"(?:\s*[,;]\s*(?:1[5-9]|20)\d\d[a-z]?)*{_LOCATOR}*\s*[)\]]", re.I).match(bare, year.end())
        if closing is None:
            return
        name = re.sub(r"['’]s?$", "", label) if possessive else label
        whole = " ".join(bare[start : closing.end()].split())
        for other in [year, *_YEAR.finditer(bare, year.end(), closing.end())]:
            begin = start if other is year else other.start()
            yield _prose(Span(begin, other.end()), whole, name, other, sure)
        return
    whole = " ".join(bare[start : year.end()].split())
    if possessive and _WORK.match(bare, year.end()):
        yield _prose(Span(start, year.end()), whole, label[: possessive.start()], year, False)
    elif _BARE.search(before[-60:]) and not possessive and len(label.split()) <= 8:
        yield _prose(Span(start, year.end()), whole, label, year, sure)
    elif len(label.split()) >= 3:
        yield _prose(Span(start, year.end()), whole, label, year, False)


def _prose(span: Span, whole: str, label: str, year: re.Match[str], sure: bool) -> Mention:
    letter = (year["letter"] or "").lower()
    return Mention(span, whole, label.rstrip(" ,"), year["year"] or "n.d.", letter, certain=sure, narrative=True)


def _expand(numbers: str) -> list[int]:
    """Return the numbers of "3, 5–7" one by one, in order."""
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?", numbers):
        first, _, last = re.sub(r"\s?[–-]\s?", "-", part).partition("-")
        stop = int(last) if last else int(first)
        found += range(int(first), stop + 1) if int(first) <= stop <= int(first) + 30 else [int(first)]
    return list(dict.fromkeys(found))
