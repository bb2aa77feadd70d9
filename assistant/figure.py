"""Figures in a text: shares, sums of money, durations, counts, and how near to its number each of them means to be.

What this module does not do: read figures written in another language, or say what a figure measures (``assistant/difference.py`` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.span import Span

_ONES = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(number) for number, word in enumerate(_ONES, start=2)} | {word: 10.0 * ten for ten, word in enumerate(_TENS, start=2)}
_WORDS |= {"one": 1.0, "hundred": 100.0, "a hundred": 100.0}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "tenth": 1 / 10}
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}

_DIGITS = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,]*\d)"
_NUMBER = rf"(?:{_DIGITS}|\b(?:(?:{'|'.join(_TENS)})-(?:one|{'|'.join(_ONES[:8])})|{'|'.join(_WORDS)})\b)"
_SCALE = r"(?:\s?(?:hundred|thousand|million|billion|bn|mn|m|k)\b)?"
_RANGE = rf"(?:\s?(?:[-–]|\bto\b)\s?{_NUMBER})?"
_CLAUSE = (
    r"had|has|have|was|were|is|are|did|do|does|will|would|said|say|went|lived|live|left|changed|felt|reported|experienced|moved|received|returned"
)
_FRACTION = (
    rf"\b(?:(?P<times>a|one|two|three|four)[ -](?P<part>{'|'.join(_PARTS)})s?|(?P<half>half))"
    rf"(?=\s+(?:of(?!\s+an?\s+(?:hour|day|mile|year|pound|point))|the|{_CLAUSE})\b|\s*[.,;:)]|\s*$)"
)
_PATTERN = re.compile(
    rf"(?P<money>(?P<sign>[£$€])\s?(?P<sum>{_NUMBER}){_SCALE}(?:\s?(?:-|–|to|and)\s?[£$€]?{_NUMBER}{_SCALE})?(?:\s?pounds)?"
    rf"|(?P<coins>{_NUMBER}){_SCALE}\s(?P<coin>pounds|pence|dollars|euros)\b|\b(?P<penny>\d+)p\b)"
    rf"|(?P<points>{_NUMBER}\s?(?:%|per ?cent|percent|percentage)(?:age)?[ -]points?\b)"
    rf"|(?P<share>(?P<percent>{_NUMBER}){_RANGE}\s?(?:%|per ?cent\b|percent\b)|(?P<of>{_NUMBER})\s(?:in|out of)\s(?:every\s)?(?P<all>{_NUMBER})"
    rf"(?!\s?%)|{_FRACTION})"
    rf"|(?P<multiple>(?P<fold>{_NUMBER})(?:\stimes\b|[ -]?fold\b)|\btwice\b|\bthrice\b)"
    rf"|(?P<duration>(?P<lasts>{_NUMBER})(?:\s?(?:[-–]|\b(?:to|or)\b)\s?{_NUMBER})?[ -](?:working |calendar )?(?P<unit>{'|'.join(_DAYS)})s?\b)"
    rf"|(?P<count>{_NUMBER}{_SCALE}{_RANGE}(?![\w%-]))",
    re.I,
)
_HEDGES = {
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|c\.|in the region of|an estimated|estimated at",
    "nearly": r"nearly|almost|just under|close to|not quite",
    "just over": r"just over|slightly (?:over|more than|above)",
    "at most": r"up to|at most|no (?:more|longer|later|greater) than|not more than|a maximum of|within",
    "at least": r"at least|no (?:fewer|less) than|not less than|a minimum of",
    "more": r"more than|over|above|upwards of|in excess of|(?<!no )(?<!not )greater than",
    "less": r"less than|fewer than|under|below",
}
_HEDGE = re.compile(
    r"(?:\b(?:" + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _HEDGES.items()) + r"))\s+(?:the\s+|a\s+)?$", re.I
)
_PER = re.compile(
    r"(?:\s+[\w’'-]+){0,2}?\s+(?:per|a|an|each|every)\s+(hour|day|week|night|month|year|annum|child|person|family|household|worker|item)\b", re.I
)
_UP = r"(?:increas|ris(?:e|es|en|ing)\b|rose\b|grow(?:s|n|th|ing)?\b|grew\b)\w*"
_DOWN = r"(?:decreas|fall(?:s|en|ing)?\b|fell\b|declin|reduc|shr[aiu]nk)\w*"
DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))", re.I)
"""A word that says that something went up or down."""
_CHANGE_BEFORE = re.compile(rf"(?:\bby|\b(?:{_UP}|{_DOWN})(?:\s(?:of|by))?)\s+(?:a\s+(?:staggering|further|massive)\s+)?$", re.I)
_CHANGE_BEHIND = re.compile(rf"\s+(?:real[- ]terms\s+|real\s+)?(?:{_UP}|{_DOWN})", re.I)
_FROM_TO = re.compile(r"\b(from|to)\s+$", re.I)
_ABOUT, _ABOUT_WIDE = 0.06, 0.15
"""How far a hedged figure may be off its number and still be called the same, and how far before it is called another."""
_PART, _PART_WIDE = 0.011, 0.03
"""The same, in points of the whole, for a share in words that is not hedged: "a quarter" is often 24 %."""
_ROUNDED = 0.05
"""A long number that ends in zeros is rounded, by no more than this share of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its kind with the unit, its role, its value, and where it stands.

    ``kind`` is ``share``, ``points``, ``multiple``, ``duration``, ``working duration``, ``count`` or ``money`` with its currency; only figures of
    one kind compare. ``value`` and ``top`` are the ends of a range, equal where there is none; shares are parts of 1, durations are in days.
    ``role`` says whether it is a level, a change, or an end of a change ("from", "to"). ``slack`` is how far rounding alone may take it from its
    number. ``hedge`` is the name of what stands before it ("about", "nearly", "at least" ...) or empty. ``per`` is what it is counted by.
    """

    kind: str
    role: str
    value: float
    top: float
    slack: float
    hedge: str
    per: str
    in_words: bool
    span: Span
    text: str

    def same_value(self, other: Figure) -> bool:
        """Say whether two figures of one kind give the same value: equal, one the rounding of the other, or one within the other's hedge."""
        if self.hedge in _BOUNDS or other.hedge in _BOUNDS:
            return self.hedge == other.hedge and self._number(other)
        if (self.hedge and other.hedge) or not (self.hedge or other.hedge or self.in_words or other.in_words):
            return self._number(other)
        return _meet(self._reach(_ABOUT, _PART), other._reach(_ABOUT, _PART))

    def other_value(self, other: Figure) -> bool:
        """Say whether two figures of one kind cannot give the same value, however kindly they are read."""
        if self.hedge == other.hedge and self.hedge in ("at most", "at least"):
            return not self._number(other)
        if self.hedge in ("at most", "at least") or other.hedge in ("at most", "at least"):
            return False
        one, two = self._reach(_ABOUT_WIDE, _PART_WIDE), other._reach(_ABOUT_WIDE, _PART_WIDE)
        return one[1] < two[0] - _tiny(two[0]) or two[1] < one[0] - _tiny(one[0])

    def _number(self, other: Figure) -> bool:
        slack = max(self.slack, other.slack) + _tiny(self.value)
        return abs(self.value - other.value) <= slack and abs(self.top - other.top) <= slack

    def _reach(self, hedged: float, in_words: float) -> tuple[float, float]:
        slack = max(self.slack, in_words if self.in_words and not self.hedge else 0.0)
        low, high = self.value - slack, self.top + slack
        match self.hedge:
            case "about":
                return low - hedged * self.value, high + hedged * self.top
            case "nearly":
                return low - hedged * self.value, high
            case "just over":
                return low, high + hedged * self.top
            case "more":
                return low, float("inf")
            case "less":
                return float("-inf"), high
        return low, high


_BOUNDS = frozenset({"at most", "at least", "more", "less"})


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in order; years, ages, dates and numbers of sections are to be blanked out before (they would be counts)."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup if match.lastgroup in _KINDS else next(name for name in _KINDS if match[name])
        if kind == "count" and match[0].lower() in ("one", "hundred", "a hundred"):
            continue
        value, top, slack, in_words = _value(kind, match)
        if top < value or (kind == "share" and match["all"] and not 0 < value <= 1):
            continue
        before = text[: match.start()]
        hedge = _HEDGE.search(before)
        start = hedge.start() if hedge else match.start()
        start -= len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
        per = _PER.match(text, match.end())
        yield Figure(
            kind=_kind(kind, match),
            role=_role(text[:start], text[match.end() :], kind),
            value=value,
            top=top,
            slack=slack,
            hedge=next(name for name in _HEDGES if hedge[name.replace(" ", "_")]) if hedge else "",
            per=per[1].lower().replace("annum", "year") if per else "",
            in_words=in_words,
            span=Span(start, match.end()),
            text=" ".join(text[start : match.end()].split()),
        )


_KINDS = ("money", "points", "share", "multiple", "duration", "count")
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>{_SCALE})", re.I)


def _value(kind: str, match: re.Match[str]) -> tuple[float, float, float, bool]:
    """Return the lower and the upper end of a figure, how far rounding may take it, and whether it is a share in words."""
    if kind == "multiple" and not match["fold"]:
        value = 2.0 if match[0].lower() == "twice" else 3.0
        return value, value, 0.0, False
    if match["part"] or match["half"]:
        value = 0.5 if match["half"] else _PARTS[match["part"].lower()] * (1 if match["times"] in "aA" else _number(match["times"]))
        return value, value, 0.0, True
    if match["all"]:
        value = _number(match["of"]) / max(_number(match["all"]), 1.0)
        return value, value, 0.0, True
    numbers = list(_PLAIN.finditer(match[0]))
    last_scale = numbers[-1]["scale"].strip().lower()
    values = [_number(one["number"]) * _SCALES.get(one["scale"].strip().lower() or last_scale, 1.0) for one in numbers]
    unit = 0.01 if kind in ("share", "points") or (match["coin"] or "").lower() == "pence" or match["penny"] else 1.0
    if kind == "duration":
        unit = _DAYS[match["unit"].lower()]
    digits = numbers[0]["number"]
    slack = _rounding(digits, whole_counts=kind not in ("share", "points") and not last_scale) * unit * _SCALES.get(last_scale, 1.0)
    if kind == "duration":
        slack = max(slack, 0.015 * values[0] * unit)  # 52 weeks, 12 months and a year are the same
    return values[0] * unit, values[-1] * unit, slack, False


def _number(word: str) -> float:
    word = word.lower()
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in _WORDS:
        return _WORDS[word]
    tens, ones = word.split("-")
    return _WORDS[tens] + _WORDS[ones]


def _rounding(digits: str, *, whole_counts: bool) -> float:
    """Return half of the last place of a number as written; a whole number under 1,000 is taken as counted."""
    if not digits[0].isdigit():
        return 0.0
    if "." in digits:
        return 0.5 * 10.0 ** -len(digits.partition(".")[2])
    value = float(digits.replace(",", ""))
    if not whole_counts:
        return 0.5
    if value < 1000:
        return 0.0
    bare = digits.replace(",", "")
    zeros = len(bare) - len(bare.rstrip("0"))
    return min(0.5 * 10.0**zeros, _ROUNDED * value) if zeros else 0.0


def _role(before: str, behind: str, kind: str) -> str:
    if kind != "duration" and (_CHANGE_BEFORE.search(before) or (kind in ("share", "points") and _CHANGE_BEHIND.match(behind))):
        return "change"
    end = _FROM_TO.search(before)
    if end and (end[1].lower() == "from" or DIRECTION.search(before) or re.search(r"\bfrom\b", before, re.I)):
        return end[1].lower()
    return "level"


def _kind(kind: str, match: re.Match[str]) -> str:
    """Return the kind with its unit, where two units cannot be compared."""
    if kind == "money":
        return f"money {match['sign'] or {'dollars': '$', 'euros': '€'}.get((match['coin'] or '').lower(), '£')}"
    return "working duration" if kind == "duration" and "working" in match[0].lower() else kind


def _meet(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return one[0] <= two[1] + _tiny(two[1]) and two[0] <= one[1] + _tiny(one[1])


def _tiny(value: float) -> float:
    return 1e-9 * abs(value) if abs(value) != float("inf") else 0.0
