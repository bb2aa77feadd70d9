"""A sentence of a quote as a statement: its figures, each with the words that say what it measures, and what limits it (years, ages, periods)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.figure import DIRECTION, Figure, find_figures
from assistant.reference import find_references
from index.lexical_store import words_of
from ingest.sentences import split_sentences

_N = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_YEAR = re.compile(
    r"(?<![\d,£$€])\b((?:(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=until )|(?<=from ))1[0-8]\d\d|(?:19|20)\d\d)(?:\s?[-/–]\s?(?:\d{4}|\d\d)\b)?)"
    r"(?![\d,]*\d)(?!\s?(?:%|per cent))"
)
_AGE = re.compile(
    rf"\b(?:ag(?:ed|es|e of|e)\s(?:(?:under|over|between|about)\s)?{_N}(?:\s?(?:-|–|to|and|or)\s?{_N})?(?:\syears?(?:\sold)?)?"
    rf"(?:\s(?:and|or)\s(?:over|under|older|above|younger|below))?|{_N}(?:[-–]{_N})?[- ]years?[- ]olds?"
    rf"|(?:under|over)[- ]{_N}s\b|(?:under|over) (?:the age of )?{_N}(?: years)?(?: old| of age)|{_N}\+"
    rf"|(?<=children )(?:under|over) {_N}\b)",
    re.I,
)
_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTH})|(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))\b", re.I)
_LABEL = re.compile(
    r"\b(?:(?:sections?|part|articles?|chapter|table|figure|box|pages?|paragraphs?|annex|appendix|schedule|regulations?|rule|step|stage|phase|level|band|grade"
    r"|tier|zone|group|class|category|type|option|key stage|version|covid|question|recommendation|number|formula)[ -](?:\d[\d.()]*|[A-Z]\b)"
    r"|(?:s|ss|pp?|para|no|art|reg)\.\s?\d[\d.()]*)"
    r"|(?-i:\b[A-Z]{2,}[ -]\d+\b|(?<=[\w,;] )[A-Z][\w-]+ (?![12]\d{3}\b)\d+(?![\d,.]*\s?(?:%|per|m|b)))|#\d+"  # NGC 6285, Formula 4
    r"|\b\d+[A-Za-z]?(?= (?:(?-i:[A-Z])[\w’'-]+ ){1,2}(?:street|road|avenue|lane|way|place|square)\b)"
    r"|\+?\d+(?:[ .-]{1,2}\d+){2,}"  # addresses, telephones
    r"|(?<=[A-Za-z])\d+|^\s*\(?\d{1,2}[.)]\s|[²³¹⁰⁴-⁹]+|\[\d+\]|\d{1,2}:\d\d|\d{1,2}\.\d\d\s?(?:am|pm)\b",  # footnotes, list items, times
    re.I,
)
_BORDER = re.compile(r"[,;:(]\s?|\s[–—-]\s|\b(?:and|but|whilst|while|whereas|compared|versus|against)\b")
NEGATION = re.compile(
    r"\b(?:not(?! (?:more|less) than| only)|no(?! (?:more|fewer|less|longer|later|greater) than)|never|nor|neither|none|without"
    r"|cannot|ineffective|little)\b"
    r"|n['’]t\b",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|must) (?:not|never)(?! only| more| less)\b|\bnever\b|\bcannot\b"
    r"|\bthere (?:is|are|was|were) no\b|\b(?:found|finds?) no\b|\bineffective\b|n['’]t\b",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:who|whose|which|that|where|when|while|whilst|because|with|until|unless|except)\b", re.I)
_BOUND = re.compile(
    r"(?:^|, )(?:(?:as )?(?:during|at|in|after|by|of|for|on|under) )?"
    r"(?:the (?!(?:total )?(?:number|share|proportion|percentage) of\b)|this|that|these|those|it|its|they|their|he|she|his|her|there|here)\b"
    r"|\b(?:we|our|ours|us|i|my|you|your)\b",
    re.I,
)
_REPORTING = re.compile(
    r"^(?:we|the \w+|they|it|researchers|studies) (?:\w+ly )?(?:know|found|find|estimated?|report(?:ed|s)?|shows?|say|said) (?:\w+ly )?that ", re.I
)
_PAST = re.compile(r"\b(?:past|previous|preceding|coming|(?:the|in) (?:last|next|first))\s$", re.I)
_GUARDED = re.compile(
    r"\b(?:can|could|may|might|should|would|if|whether|unless|some|sometimes|often|usually|all|most|many|any|always|only|both|either|likely|possibly"
    r"|expected|appears?|seems?|mixed|suggests?)\b",
    re.I,
)
_IDLE = """
study studies research evaluation report reported reports review found finds finding findings figure figures data according estimate estimated
shows show showed year years year's day days week weeks month months hour hours minute minutes people person persons percent per cent cents
quarter half third staggering almost nearly about around approximately over under more less than least most up down within just some also still
now currently only every each during since however total number numbers rate rates proportion share percentage evidence annum working times time
overall roughly maximum minimum following further was were had has have been did does do its their they our you your which who whom what when
where from between into can will said says say both being per that those these this there here it he she him her his them then before after
lasting last lasts lasted reached reaches stood amounted amounts
"""
"""Words that say nothing of what a figure measures: reporting, units, hedges."""
_ALIKE = {
    **dict.fromkeys(("broken", "broke"), "break"),
    **dict.fromkeys(("children", "child's"), "child"),
    **dict.fromkeys(("entitl", "receiv", "get", "got", "given", "grant", "gave", "give"), "receiv"),
    **dict.fromkeys(("permit", "let"), "allow"),
    **dict.fromkeys(("cost", "price", "charg"), "cost"),
    **dict.fromkeys(("start", "began", "begin"), "begin"),
    **dict.fromkeys(("end", "finish"), "end"),
    **dict.fromkeys(("employe", "worker", "staff"), "staff"),
    **dict.fromkeys(("spent", "spend"), "spend"),
    **dict.fromkeys(("paid", "pay"), "pay"),
    **dict.fromkeys(("ineffect", "effect"), "effect"),
}
_OF = re.compile(r"\s+of\s+(?:(?:all|the|these|those|its|their|our)\s+)*([\w’'-]+(?:\s+[\w’'-]+)?)")
_NEAR_BEFORE, _NEAR_BEHIND = 8, 14


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, the stems of the words that say what it measures, and the periods (in days) that limit it."""

    figure: Figure
    stems: tuple[str, ...]
    near: frozenset[str]
    """The stems of the words near the figure, in its own part of the sentence."""
    of: str
    """The stem of what a share is taken of ("24% of children"); empty where the text does not say."""
    negated: bool
    periods: frozenset[float]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence: its measures, its content stems in order, and the years and names that limit what it says."""

    text: str
    measures: tuple[Measure, ...]
    stems: tuple[str, ...]
    years: frozenset[str]
    names: frozenset[str]
    directions: tuple[tuple[str, str], ...]
    """The words of rise and fall in it: ("up" or "down", the word)."""
    negated: bool
    denial: bool
    """Whether its main verb is denied; a "not" that only marks off a group ("those who did not") is none."""
    guarded: bool
    """Whether it speaks of some, or of what may be: no flat statement."""
    bound: bool
    """Whether its subject is known from its own document alone ("we", "it", "the population"): another document's may be another."""


@lru_cache(maxsize=2048)
def statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a quote's text, one for each sentence; lines of a list are statements of their own."""
    found = []
    for line in re.split(r"\n\s*(?=\n|[-•*] )", text):
        found += [_statement(" ".join(span.of(line).split())) for span in split_sentences(line)]
    return tuple(found)


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of ``text`` in order, each once, those that are alike made the same."""
    stems = (_ALIKE.get(stem, stem) for stem in words_of(text.replace("’", "'").replace("'s", "")) if not stem[0].isdigit())
    return tuple(dict.fromkeys(stem for stem in stems if stem not in _idle()))


@cache
def _idle() -> frozenset[str]:
    return frozenset(words_of(_IDLE))


def _statement(text: str) -> Statement:
    bare = text
    for reference in find_references(text):
        bare = _blank(bare, re.compile(r"\W{1,3}".join(re.escape(word) for word in re.findall(r"\w+", reference.in_text))))
    limits = [_folded(match[0]) for pattern in (_AGE, _DATE, _LABEL) for match in pattern.finditer(bare)]
    for pattern in (_AGE, _DATE, _LABEL):
        bare = _blank(bare, pattern)
    years = frozenset(re.sub(r"\s", "", match[1]).replace("–", "-").replace("/", "-") for match in _YEAR.finditer(bare))
    bare = _blank(bare, _YEAR)
    figures = find_figures(bare)
    limits = [limit for limit in limits if limit]
    denial = _DENIAL.search(bare)
    return Statement(
        text=text,
        measures=tuple(_measures(bare, figures, tuple(limits))),
        stems=(*stems_of(_without_figures(bare, figures)), *limits),
        years=years,
        names=frozenset(word.lower() for word in re.findall(r"(?<=[\w,;] )[A-Z][\w’'-]+", bare)),
        directions=tuple(("up" if match["up"] else "down", match[0]) for match in DIRECTION.finditer(bare)),
        negated=bool(NEGATION.search(bare)),
        denial=bool(denial) and not _RELATIVE.search(bare, 0, denial.start() if denial else 0),
        guarded=bool(_GUARDED.search(bare)),
        bound=bool(_BOUND.search(_REPORTING.sub("", bare))),
    )


def _measures(bare: str, figures: tuple[Figure, ...], limits: tuple[str, ...]) -> list[Measure]:
    """Return the figures that stand alone in their part of the sentence; where other figures are given, durations are periods and no measures."""
    durations = [figure for figure in figures if figure.kind.endswith("duration")]
    others = [figure for figure in figures if not figure.kind.endswith("duration")]
    measured = others or [figure for figure in durations if not _PAST.search(bare[: figure.span.start])]
    periods = frozenset(round(figure.value, 1) for figure in durations) if others else frozenset()
    borders = [0, *(_border(bare, one, two) for one, two in pairwise(measured)), len(bare)]
    head = bare[: measured[0].span.start] if measured else ""
    found = []
    for k, figure in enumerate(measured):
        start, end = borders[k], borders[k + 1]
        if start < 0 or end < 0:
            continue
        own = _without_figures(bare[start:end], tuple(find_figures(bare[start:end])))
        whole = own if start == 0 else f"{_without_figures(head, tuple(find_figures(head)))} {own}"
        stems = (*stems_of(whole), *limits)
        if figure.role == "change":
            ways = {"up" if match["up"] else "down" for match in DIRECTION.finditer(bare, 0, end)}
            stems = (*stems_of(DIRECTION.sub(" ", whole)), *limits, *sorted(f"#{way}" for way in ways))
        found.append(
            Measure(
                figure, stems, frozenset(stems_of(_around(bare, figure, start, end))), _taken_of(bare, figure), bool(NEGATION.search(whole)), periods
            )
        )
    return found


def _taken_of(bare: str, figure: Figure) -> str:
    match = _OF.match(bare, figure.span.end)
    return next(iter(stems_of(match[1])), "") if match else ""


def _around(bare: str, figure: Figure, start: int, end: int) -> str:
    """Return the words near a figure, inside its part of the sentence."""
    before = bare[start : figure.span.start].split()[-_NEAR_BEFORE:]
    return " ".join([*before, *bare[figure.span.end : end].split()[:_NEAR_BEHIND]])


def _border(bare: str, one: Figure, two: Figure) -> int:
    """Return where the part of the first figure ends and that of the second begins; -1 where nothing parts them."""
    borders = list(_BORDER.finditer(bare, one.span.end, two.span.start))
    return borders[0].start() if borders else -1


def _without_figures(text: str, figures: tuple[Figure, ...]) -> str:
    for figure in figures:
        text = text[: figure.span.start] + " " * len(figure.span) + text[figure.span.end :]
    return text


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _folded(limit: str) -> str:
    """Return an age, a date or a label so that two ways of writing it are alike; empty for a footnote mark or the number of a list item."""
    words = [
        word for word in re.findall(r"[a-z]+|\d+", limit.lower().replace("–", "-")) if word not in ("aged", "and", "or", "years", "year", "of", "age")
    ]
    return "" if all(word.isdigit() for word in words) and not limit[:1].isalpha() else "#" + " ".join(words)
