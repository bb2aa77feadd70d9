"""What could be an answer in a text: numbers with their unit and hedge, dates, durations, names, bodies and places, found by pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.span import Span

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    "|thirty|forty|fifty"
    "|sixty|seventy|eighty|ninety"
)
_WORDED = (
    rf"(?:(?:{_SMALL})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?: and a half)?(?: (?:hundred|thousand|million"
    rf"|billion))?|a (?:dozen|hundred))"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+"
_NUMBER = rf"(?:(?:{_DIGITS})(?: ?(?:million|billion|thousand|bn|m|k)\b)?|{_WORDED})"
_TO = r"(?:\s+(?:to|and|or)\s+|\s?[-–]\s?)"
_HEDGE = (
    r"(?:(?:(?:just )?(?:about|around|over|under|above|below)|approximately|approx\.|roughly|nearly|almost|some|only|just|(?:more|fewer|less"
    r"|no more|not more)"
    r" than|at least|at most|up to|as (?:many|much|few|little) as|between|from(?=\s\S+\sto\s)|an? (?:estimated|average of)|within)\s+)*"
)
_UNIT = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|nights?|terms?)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FRACTION = (
    rf"(?:(?:an?|one|two|three|four|five) ?-?(?:half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)|half"
    rf"|\d/\d+(?:rd|th|nd)?s?"
    rf"|(?:{_NUMBER}|one \w+) (?:in|out of) (?:every )?(?:the )?(?!(?:19|20)\d\d\b){_NUMBER})(?!-)"
)
_NAMED = r"(?:[A-ZÀ-Þ][\w'’&.-]*\w|[A-Z])"
_BARE = r"(?![\w,.]*\d)(?!(?:st|nd|rd|th)\b)"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("date", rf"(?:\*{{0,2}}\d{{1,2}}\*{{0,2}}(?:st|nd|rd|th)?\*{{0,2}} (?:of )?)\*{{0,2}}{_MONTH}\b\*{{0,2}}(?:,? (?:19|20)\d\d)?"),
        (
            "date",
            rf"(?:(?:the )?(?:end|start|beginning|middle) of )?(?:(?:early|late|mid)[ -])?(?:{_MONTH}|(?:the )?(?:spring|summer|autumn|winter)"
            r"(?: of)?) (?:19|20)\d\d\b",
        ),
        ("date", r"\bnext (?:spring|summer|autumn|winter|year|month|week)\b"),
        ("period", r"(?:between |from )?\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?(?: and | to |[–-])(?:19|20)\d\d(?:[/-]\d\d)?\b"),
        (
            "year",
            r"(?:(?:the )?(?:end|start|beginning|middle) of |about |(?:early|late|mid)[ -])?\b(?:1[89]|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b(?![,.]\d|%)",
        ),
        (
            "money",
            rf"{_HEDGE}[£$€]\s?(?:{_DIGITS})(?: ?(?:million|billion|bn|m|k)\b)?(?:{_TO}[£$€]?(?:{_DIGITS})(?: ?(?:million|billion|bn|m"
            rf"|k)\b)?)?(?: pounds)?"
            r"(?: (?:a|an|per|each) (?:week|year|month|day|hour|child|head|case|family|night|person|household|room|wave|place)\b)?",
        ),
        ("money", rf"{_HEDGE}\b{_NUMBER} (?:pounds|pence)\b"),
        ("points", rf"{_HEDGE}\b{_NUMBER} percentage points?"),
        ("percent", rf"{_HEDGE}\b{_NUMBER}(?: ?(?:%|per ?cent))?(?:{_TO})?{_NUMBER}? ?(?:%|per ?cent\b)(?: (?:more|less) likely)?"),
        (
            "times",
            rf"{_HEDGE}\b{_NUMBER}(?:{_TO}{_NUMBER})? times (?=more|less|as|like|high|great|the|that|big|low|wors)(?:(?:more|less) likely"
            rf"|higher|greater)?",
        ),
        (
            "rate",
            rf"{_HEDGE}\b{_NUMBER}(?: \w+)? (?:per|for every|in every) (?:1,000|10,000|100,000|1000|10000|100000|thousand)\b"
            rf"|\b{_NUMBER} to 1\b{_BARE}",
        ),
        ("fraction", rf"{_HEDGE}(?<!first )(?<!second )\b{_FRACTION}(?: \(\d[\d.]*%\))?"),
        ("age", rf"\b(?:aged |age (?:of )?|ages of )(?:between )?{_NUMBER}(?:{_TO}{_NUMBER})?\b"),
        (
            "duration",
            rf"{_HEDGE}\b{_NUMBER}(?:{_TO}{_NUMBER})?(?:[ -](?:working|school|calendar"
            rf"|consecutive))?[ -]{_UNIT}\b(?! old)(?: and {_NUMBER} {_UNIT})?",
        ),
        ("duration", r"\b(?:an hour and \w+|a matter of (?:hours|days|weeks|months)|(?:half )?an hour|half a (?:year|day))\b"),
        ("part", rf"\b{_NUMBER} (?:out )?of (?:the|all|its|their|our|these|those)?(?: total of)? ?{_NUMBER}{_BARE}"),
        ("decimal", rf"(?<![\w.,/-])\d+\.\d+{_BARE}(?![\w%/])"),
        ("count", rf"{_HEDGE}(?<![\w.,/-])(?:{_NUMBER})(?:{_TO}(?:{_NUMBER}))?{_BARE}(?![\w%/]|-\w*\d)(?: \(\d[\d.]*%\))?"),
    )
)

_NAMES = (
    ("cited", re.compile(rf"{_NAMED}(?:,? (?:and|&) {_NAMED}| et al\.?,?)+,? \(?(?:19|20)\d\d[a-z]?\)?|\({_NAMED},? (?:19|20)\d\d[a-z]?\)")),
    ("person", re.compile(rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof\.?|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|Judge|Justice)\.? {_NAMED}(?: {_NAMED})*")),
    (
        "body",
        re.compile(
            rf"(?:\b[Tt]he )?\b{_NAMED}(?:(?: (?:of|for|and|on|the|in|de|to))*,? ?(?<=[ ]){_NAMED})*(?:['’]s?\.? {_NAMED})*(?: \([A-Z]\w+\))?"
        ),
    ),
    (
        "role",
        re.compile(
            r"\b(?:the|an?) (?:[\w-]+ ){0,3}?(?:directors?|managers?|officers?|teachers?|judges?|ministers?|courts?|panels?|inspectors?"
            r"|guardians?|commissioners?"
            r"|inspectorate|regulator|council|police|magistrates|coroner|nurses?|visitors?|workers?|psychologists?|chairs?|chairman|auditor)\b"
        ),
    ),
)
_NO_NAME = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " The A An In Of On At By For From It Its This That These Those They Their We Our He She His Her I As If When While Where Although Though"
    " Because Some"
    " Many Most Few One Two Three Four Five Six Seven Eight Nine Ten Children Parents Families Young People Only About Over Under Nearly"
    " Almost Year Q"
    " English Welsh Scottish Irish British Black White Asian After Before During Between Among Since Until And But Or So Yet Not No There Here"
    " All Both Each"
    " Fathers Mothers Carers Workers Social Schools Evidence Permission Staff Under".split()
)
_AT = re.compile(r"\b(?:in|at|near|from|across|over|outside|around) (?:the )?$", re.I)
_CITED_YEAR = re.compile(r"(?:[A-Z][\w'’-]+(?:,? (?:and|&) [A-Z][\w'’-]+| et al\.?)?,? \(?|\([^()]*[A-Z][\w'’-]+[^()]*, )$")
_NAMED_KINDS = frozenset({"name", "place", "author"})
_SMALL_VALUES = {word: value for value, word in enumerate(_SMALL.split("|")[:19], 1)} | {
    word: 10 * value for value, word in enumerate(_SMALL.split("|")[19:], 2)
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of a text and its kind: "count", "percent", "money", "date", "person" and so on."""

    kind: str
    span: Span


def find_candidates(question: str, text: str, kinds: frozenset[str]) -> list[Candidate]:
    """Return what could be an answer, in order, none of which overlap: numbers, and names where one is asked for."""
    taken: list[Candidate] = []
    known = set(re.findall(r"[£$]?\d[\d,./]*\d|\d|\w+", question.lower()))
    patterns = (*_NAMES, *_PATTERNS) if kinds & _NAMED_KINDS else _PATTERNS
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            span = _trimmed(match, kind)
            if span is None or any(span.overlaps(other.span) for other in taken):
                continue
            if _is_said(span.of(text), known, kind) or _is_noise(text, span, kind):
                # Still taken, so that no part of it is a candidate of another kind.
                taken.append(Candidate("", span))
            else:
                taken.append(Candidate("place" if kind == "body" and _is_place(text, span, kinds) else kind, span))
    return sorted((one for one in taken if one.kind), key=lambda one: one.span)


def _trimmed(match: re.Match[str], kind: str) -> Span | None:
    start, end = match.span()
    if kind in ("body", "person"):
        words = list(re.finditer(r"\S+", match[0]))
        while words and words[0][0].strip(".,'’") in _NO_NAME and not (words[0][0] == "The" and len(words) > 2):
            words.pop(0)
        if not words or (len(words) == 1 and _lone_is_no_name(match.string[: match.start() + words[0].start()], words[0][0])):
            return None
        start += words[0].start()
    return Span(start, end - len(match[0]) + len(match[0].rstrip()))


def _lone_is_no_name(before: str, word: str) -> bool:
    """Say whether a single word with a capital begins a sentence or is a label ("Q4"); an abbreviation is a name anywhere."""
    if word.isalpha() and word.isupper() and len(word) > 1:
        return False
    return not before.strip(" \n\"'“‘(") or before.rstrip()[-1:] in ".?!:" or not word[1:2].isalpha() or len(word) < 3


def _is_place(text: str, span: Span, kinds: frozenset[str]) -> bool:
    """Say whether a name stands where a place does; one of several words may be a body still, where no place is asked for."""
    return bool(_AT.search(text[: span.start])) and ("place" in kinds or " " not in span.of(text))


def _is_said(piece: str, known: set[str], kind: str) -> bool:
    """Say whether the question itself says the number or the name."""
    words = re.findall(r"[£$]?\d[\d,./]*\d|\d|\w+", piece.lower())
    if kind in ("person", "body", "cited"):
        said = [word in known for word in words]
        return sum(said) * 2 >= len(said)
    numbers = [word for word in words if any(c.isdigit() for c in word) or re.fullmatch(_SMALL, word)]
    return bool(numbers) and all(number in known for number in numbers)


def _is_noise(text: str, span: Span, kind: str) -> bool:
    """Say whether a number numbers something, or dates a citation."""
    before, after = text[: span.start], text[span.end :]
    if kind == "year":
        return bool(_CITED_YEAR.search(before[-60:]) and re.match(r"[a-z]?(?:\)|;|,? p)|[a-z]?, (?:19|20)", after))
    if kind != "count":
        return False
    piece = span.of(text)
    if re.fullmatch(r"(?:1[89]|20)\d\d", piece) or re.match(r"\s*(?:st|nd|rd|th)\b", after):
        return True
    if re.search(
        r"\b(?:section|regulation|chapter|table|figure|part|schedule|article|paragraph|page|pp?|no|annex|appendix|year|stage|level|grade|band|key"
        r"|form|s|ss|rule|box|note|phase|wave|tier|question|recommendation|M|A|Act)\.? $",
        before[-16:],
        re.I,
    ):
        return True
    if re.search(r"(?:^|\s)(?:one|1)$", piece.lower()):
        # "one" is mostly no count: "one of them", "no one", "one may".
        return True
    return not before.strip() and after[:1] in ".)" and piece.isdigit()


def value_of(piece: str) -> float:
    """Return the largest number that a piece of text says; 0 where it says none."""
    digits = [float(found.replace(",", "")) for found in re.findall(_DIGITS, piece)]
    scale = 1e9 if re.search(r"billion|bn", piece) else 1e6 if re.search(r"million|\dm\b", piece) else 1.0
    return scale * max([*digits, *(_SMALL_VALUES.get(word, 0) for word in re.findall(r"[a-z]+", piece.lower()))], default=0.0)
