"""Where a text refers to a work: "(Harwin et al., 2019)", "Munro (2011)", "Masson and Dickens 2019", "[12]". Found, not yet looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.span import Span

_YEAR = re.compile(
    r"(?<![\w/£$€.,–-])(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)(?![\w/%])(?![–-]\d)(?![.,]\d)|(?P<none>n\.\s?d\.?|no date|forthcoming|in press)(?!\w))",
    re.I,
)
_LETTER_MORE = re.compile(r"\s*(?:,|&|and)\s*(?P<letter>[a-z])(?![\w.’'])")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]{0,60}\)){4,400}\)|\[[^\[\]()]{6,300}\]")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\]")
_LEAD = re.compile(
    r"(?:(?:see|also|e\.?g\.?|cf\.?|i\.e\.|for (?:example|instance|a review)|sources?|adapted from|data from|(?:as )?(?:cited|quoted) (?:in|by)"
    r"|compare|notably|including|(?-i:in|from|by|and|but|both|following|also|of|for|to|as))(?:[\s,:]+|$))+",
    re.I,
)
"""What may lead to the names in a bracket."""
_OPENING = re.compile(
    r"(?:(?:in|from|by|and|but|both|following|according to|as|while|whilst|however|although|though|since|when|where|with|after|before|similarly|moreover"
    r"|furthermore|recently|later|earlier|like|unlike|what|yet|then|thus|therefore|here|at|on|to|of|for|that|this|see|also|professors?|prof\.|dr\.?|sir"
    r"|dame|lord|lady|baroness|(?:the )?(?:studies|study|work|research|reviews?|reports?|findings) (?:by|of|from))(?:[\s,:]+|$))+",
    re.I,
)
"""What may open a sentence before the names in it."""
_LOCATOR = r"(?:,?\s*(?:at\s)?(?:pp?\.?|pages?|paras?\.?|paragraphs?|ch(?:apters?|ap|s)?\.?|sections?|tables?|figures?|annex|vol\.?|:)\s*\d[\w.–-]*(?:,\s*\d+)*)"
_TAIL = re.compile(rf"{_LOCATOR}*[\s,.)\]]*(?:n\.d\.)?(?:\]\s[A-Z][A-Z ]+\d+(?:\s\(\w+\))?)?[\s,.*_]*", re.I)
_JUST_LOCATOR = re.compile(rf"{_LOCATOR}+[\s,.*]*", re.I)
_MONTH = re.compile(
    r"(?:^|[,\s]\s*)(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ch|il|ust|ember|ober|tember)?\.?(?:\s\d{1,2})?\s*$",
    re.I,
)
_PAGE_NUMBER = re.compile(r",\s*\d{1,4}\s*\[?\s*$")
_CONNECTIVES = frozenset(
    "and & of for the in on to with at by de van der den von la le du da di dos del della al el bin ibn ten ter zu und et y e colleagues others al".split()
)
_NOT_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec spring summer"
    " autumn winter easter christmas monday tuesday wednesday thursday friday saturday sunday between until during since early late mid year years"
    " throughout ending".split()
)
_LAW = re.compile(r"\b(?:Act|Regulations?|Order|Rules|Bill|Directive|Convention|Treaty|Code)s?$")
_WORK = re.compile(
    r"\s(?:\w+\s){0,2}?(?:reviews?|reports?|study|studies|paper|book|survey|evaluation|research|analysis|inquiry|work|article|findings|lecture)\b", re.I
)
_BARE = re.compile(r"(?:et\.? al\.?,?|\b(?:and|&)\s[^\W\d_][\w'’-]+,?)\s$")
_NAME_WORD = re.compile(r"[\"“‘(*_]*(?:[A-ZÀ-Þ]\.?(?:-?[A-ZÀ-Þ]\.)*|\w*[A-ZÀ-Þ][\w'’&-]*(?:\.(?=$))?|\([A-Z]\w+\))[,)\]*_]*")
_ENDS = re.compile(r"[.!?;:][\"”’)\]]*$")
_WINDOW = 180
_MOST_WORDS = 26


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
        for piece in re.finditer(r"[^;]+", bracket[0][1:-1]):
            found += _in_bracket(bare, Span(bracket.start() + 1 + piece.start(), bracket.start() + 1 + piece.end()))
    for numbers in _NUMBERS.finditer(bare):
        found += (Mention(Span(*numbers.span()), f"[{number}]", number=number) for number in _expand(numbers[1]))
    sure = {mention.span.end for mention in found if mention.certain}
    for year in _YEAR.finditer(bare):
        if year.end() not in sure:
            prose = [mention for mention in _in_prose(bare, year) if mention.span.end not in sure]
            found = [mention for mention in found if not any(other.certain and other.span.end == mention.span.end for other in prose)]
            found += (mention for mention in prose if mention.certain or all(other.span.end != mention.span.end for other in found))
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
        core, core_start = _core(content, position, year.start())
        if core:
            label, start = core, core_start
            groups.append((label, start, []))
        if not label:
            return
        if not (year["none"] and groups[-1][2] and not content[position : year.start()].strip()):
            groups[-1][2].append(year)
        position = year.end()
        for more in iter(lambda: _LETTER_MORE.match(content, position), None):
            groups[-1][2].append(more)
            position = more.end()
    clean_tail = bool(_TAIL.fullmatch(content, position))
    for k, (label, start, dated) in enumerate(groups):
        sure = _are_names(label)
        if sure is None:
            continue
        last = k == len(groups) - 1
        end = dated[-1].end()
        locator = re.compile(_LOCATOR, re.I).match(content, end)
        whole = " ".join(content[start : locator.end() if locator else end].split())
        number = ""
        for j, year in enumerate(dated):
            number = year.groupdict().get("year") or ("n.d." if year.groupdict().get("none") else number)
            begin = start if j == 0 else year.start("letter" if year.re is _LETTER_MORE else 0)
            letter = (year["letter"] or "").lower()
            yield Mention(Span(piece.start + begin, piece.start + year.end()), whole, label, number, letter, certain=sure and (clean_tail or not last))


def _core(content: str, start: int, end: int) -> tuple[str, int]:
    """Return the label between two years without what leads to it, and where it starts; empty where only a page or a comma stands there."""
    between = content[start:end]
    if not re.search(r"[^\W\d_]{2}", between) or _JUST_LOCATOR.fullmatch(between.strip(" ,.&")):
        return "", start
    stripped = between.lstrip(" ,.&:\n\t\r\f\"“‘([")
    lead = _LEAD.match(stripped)
    core = stripped[lead.end() :] if lead and re.search(r"[^\W\d_]{2}", stripped[lead.end() :]) else stripped
    label = _MONTH.sub("", " ".join(_PAGE_NUMBER.sub("", core).split()).rstrip(" ,([:")).rstrip(" ,([:")
    return label, end - len(core)


def _are_names(label: str) -> bool | None:
    """Say whether a label reads like names: surely, perhaps (a title, a law, something with a number), or ``None`` for a date or prose."""
    words = re.findall(r"[^\s,]+", label)
    plain = [re.sub(r"\W+", " ", word).strip().lower() for word in words]
    if not words or len(words) > _MOST_WORDS or all(part in _NOT_NAMES or part in _CONNECTIVES or part.isdigit() for word in plain for part in word.split()):
        return None
    if any(character in label for character in "%£$€=<>"):
        return None
    named = all(re.search(r"[A-ZÀ-Þ]", word) or not part or part in _CONNECTIVES for word, part in zip(words, plain, strict=True))
    dated = any(re.search(r"\d", word) for word in words)
    return named and not dated and not _LAW.search(label)


def _in_prose(bare: str, year: re.Match[str]) -> Iterator[Mention]:
    """Yield the reference that a year outside a citing bracket belongs to: "Munro (2011)", "Masson and Dickens 2019", "Wood's 2016 review"."""
    before = bare[max(0, year.start() - _WINDOW) : year.start()]
    opening = re.search(r"\s*[(\[]\s*$", before)
    spot = year.start() - len(before) + (opening.start() if opening else len(before.rstrip(" ")))
    label, start = _names_before(bare, spot)
    if not label:
        return
    possessive = re.search(r"(?:['’]s|s['’])$", label)
    sure = _are_names(label)
    if sure is None:
        return
    if opening:
        closing = re.compile(rf"(?:\s*,\s*(?:1[5-9]|20)\d\d[a-z]?)*{_LOCATOR}*\s*[)\]]", re.I).match(bare, year.end())
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


def _names_before(bare: str, end: int) -> tuple[str, int]:
    """Return the run of names that ends at ``end``, and where it starts; empty where a word stands there that is no name."""
    window = max(0, end - _WINDOW)
    words = list(re.finditer(r"\S+", bare[window:end]))
    first = len(words)
    while first > 0 and len(words) - first < _MOST_WORDS:
        word = words[first - 1][0]
        plain = word.strip(".,;:'’\"“”()").lower()
        if plain not in _CONNECTIVES and not _NAME_WORD.fullmatch(word):
            break
        if first < len(words) and _ENDS.search(word) and plain not in ("al", "et") and not re.fullmatch(r"(?:[A-ZÀ-Þ]\.-?)+|Dr\.|Prof\.", word):
            break
        first -= 1
    while first < len(words):
        rest = bare[window + words[first].start() : end]
        lead = _OPENING.match(rest)
        if words[first][0].lower() in _CONNECTIVES - {"de", "van", "von", "der", "den", "la", "le", "du", "da", "di", "al", "el", "bin", "ibn"}:
            first += 1
        elif lead and lead.end() < len(rest):
            first += len(rest[: lead.end()].split())
        else:
            break
    if first >= len(words) or not re.search(r"[A-ZÀ-Þ]", words[-1][0] if "al" not in words[-1][0].lower() else words[first][0]):
        if first >= len(words) or not re.search(r"(?:et\.? al\.?,?|colleagues|others)$", bare[window:end].rstrip()):
            return "", end
    start = window + words[first].start()
    return " ".join(bare[start:end].split()).strip("\"“‘(").rstrip(" ,"), start


def _expand(numbers: str) -> list[int]:
    """Return the numbers of "3, 5–7" one by one, in order."""
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?", numbers):
        first, _, last = re.sub(r"\s?[–-]\s?", "-", part).partition("-")
        stop = int(last) if last else int(first)
        found += range(int(first), stop + 1) if int(first) <= stop <= int(first) + 30 else [int(first)]
    return list(dict.fromkeys(found))
