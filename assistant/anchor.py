"""The anchors of a question: the years, places and named things that it takes for granted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.place import Word, cut_words, fold, standard_gazetteer
from assistant.vocabulary import standard_vocabulary

Kind = Literal["year", "place", "name"]

YEAR = re.compile(
    r"(?<![\d£$€.,/-])((?:19|20)\d\d)(?:\s?[/–-]\s?((?:19|20)?\d\d)(?![\d/]))?(?![\d%]|['’]?s\b|[,.]\d|\s?[–-]?(?:words?|children|pounds)\b)"
)
_LINKS = frozenset({"of", "and", "for", "the", "&"})
_SMALL_WORDS = frozenset(
    """
    a about according after all also although among an and any are as at be because before being between both but by can compare could did do does
    during each either else every explain find for from get give had has have he her his how i if in into is it its list many may me might more most
    much my no not of on one or other our over per please quote quotes rather say says shall she should show since so some state such summarise
    summary tell than that the their them then there these they this those through to under until up us was we were what when where whether which
    while who whom whose why will with within without would you your
    """.split()
)
_TITLES = frozenset("prof professor dr mr mrs ms miss sir dame lord lady lords baroness judge justice minister mp rt hon".split())
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday christmas easter xmas spring summer autumn winter covid pandemic
    victorian edwardian europe european africa african asia asian america
    """.split()
)
_CITED = re.compile(r"\s*(?:et\.? al\b|and colleagues\b|\(?,?\s*(?:19|20)\d\d\b|['’]s? (?:19|20)\d\d\b)")
_AUTHOR_BEFORE = re.compile(r"(?:([A-Z][\w'’-]*)|et al\.?),?\s*\(?$")
_ACRONYM = re.compile(r"(?:[A-Z]{1,6}\d{0,2}|[A-Z]\w?[A-Z]+)(?:['’]?(?:s|d|ed))?|[A-Za-z]?\d+|[A-Z]{2,}[a-z]|[A-Z][a-z][A-Z]s?")
_ASIDE = re.compile(
    r"\b(?:outside(?: of)?|other than|apart from|except|beyond)(?: the)? $"
    r"|\b(?:com(?:e|es|ing)|mov(?:e|es|ed|ing)|fly|flying|flew|go|goes|going|liv(?:e|es|ed|ing)|born|arriv\w+|travel\w*"
    r"|(?:s?he|they|we|who|mum|dad|nan|gran|uncle|aunt)(?:['’]?s|['’]re)|i['’]?m)(?: \w+)? (?:from|to|in|near|over) $",
    re.I,
)
"""Before a place that a question sets aside, or where somebody comes from or goes to."""
_RELATIVE = re.compile(r"\b(?:since|before|until|till|by|back to|prior to|pre-?|after|from)(?: \w+)? ?$", re.I)
"""Before a year from or to which something is counted: documents say "over the last ten years"."""
_SENTENCE = re.compile(r"[^.?!]+(?:[.?!]+(?!\s|$)[^.?!]+)*[.?!]*")
_LONGEST_RANGE = 40
_STATE = frozenset("act bill parliament government whitehall westminster treasury commons cabinet state mp mps tv".split())
"""Words for the state at large, capitalised by habit; a question that says them is not about them."""
_SHOUTED = 0.9
"""Share of a question's longer words that begin with a capital from which capitals tell nothing."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something of a question that an answer must be about: ``text`` as typed, ``forms`` what counts as the same."""

    kind: Kind
    text: str
    forms: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.text or not self.forms:
            raise ValueError("an anchor has a text and a form")


def find_anchors(question: str) -> tuple[Anchor, ...]:
    """Return the anchors of a question in their order, each once.

    Years are financial years or single ones; a citation's year belongs to the name before it. Places come from ``places.toml``. Names are runs of
    capitalised words, unless the whole question is capitalised; what ``vocabulary.toml`` knows is none.
    """
    asking = _asking(question)
    words = cut_words(question)
    gazetteer = standard_gazetteer()
    places = list(gazetteer.find(question, words))
    taken = {position for place in places for position in range(place.first, place.last)}
    found = [
        (words[place.first].start, Anchor("place", question[words[place.first].start : _end(words[place.last - 1])], gazetteer.forms[place.name]))
        for place in places
        if not _ASIDE.search(question[: words[place.first].start])
    ]
    found += _years(question)
    if not _shouted(words):
        found += [(words[run[0]].start, _name(question, [words[position] for position in run])) for run in _runs(question, words, taken)]
    once: dict[tuple[Kind, tuple[str, ...]], Anchor] = {}
    for start, anchor in sorted(found, key=lambda pair: pair[0]):
        if asking(start):
            once.setdefault((anchor.kind, anchor.forms), anchor)
    return tuple(once.values())


def _asking(question: str) -> Callable[[int], bool]:
    """Return whether a place in the question stands in a sentence that asks, not in one that tells the situation before it."""
    sentences = list(_SENTENCE.finditer(question))
    asked = [match for match in sentences if match[0].rstrip().endswith("?")]
    told = [match for match in sentences if match not in asked] if asked else []
    return lambda start: not any(match.start() <= start < match.end() for match in told)


def years_of(text: str) -> Iterator[tuple[int, int | None, re.Match[str]]]:
    """Yield the years that a text names: the first, the second of a financial year or range (``None`` for a single one), and where.

    "2021-06" is a month, not a range.
    """
    for match in YEAR.finditer(text):
        first = int(match[1])
        second = match[2] or ""
        last = int(second) if len(second) == 4 else first - first % 100 + int(second or -1)
        last += 100 if last == first - 99 else 0
        yield first, last if first < last <= first + _LONGEST_RANGE else None, match


def is_cited(text: str, start: int) -> bool:
    """Say whether the year at ``start`` is that of a work: "Harwin (2019)", "Farmer's 2014 study"."""
    before = _AUTHOR_BEFORE.search(text[max(0, start - 40) : start])
    return before is not None and (before[1] is None or fold(before[1]) not in _SMALL_WORDS | _CALENDAR)


def _years(question: str) -> Iterator[tuple[int, Anchor]]:
    for first, last, match in years_of(question):
        if is_cited(question, match.start()) or _RELATIVE.search(question[: match.start()]):
            continue
        if last is None:
            yield match.start(), Anchor("year", match[1], (str(first),))
        elif last == first + 1:
            yield match.start(), Anchor("year", match[0], (f"{first}/{last % 100:02d}",))
        else:
            yield match.start(), Anchor("year", match[1], (str(first),))
            yield match.start() + 1, Anchor("year", match[2], (str(last),))


def _end(word: Word) -> int:
    """Return where a word ends without its possessive."""
    return word.end - len(re.search(r"(?:['’]s?)?$", word.text)[0])  # type: ignore[index]


def _shouted(words: Sequence[Word]) -> bool:
    long = [word for word in words if len(word.text) >= 4 and not word.text[0].isdigit()]
    capitals = sum(word.text[0].isupper() for word in long)
    small = sum(word.text.isupper() for word in words if len(word.text) >= 2)
    return (len(long) >= 4 and capitals >= _SHOUTED * len(long)) or (len(words) >= 4 and small >= 0.6 * len(words))


def _runs(question: str, words: Sequence[Word], taken: set[int]) -> Iterator[list[int]]:
    """Yield the positions of each run of capitalised words that may be a name."""
    position = 0
    while position < len(words):
        if position in taken or not _capital(words[position]):
            position += 1
            continue
        run = [position]
        while (following := _continued(question, words, run[-1], taken)) is not None:
            run += range(run[-1] + 1, following + 1)
        position = run[-1] + 1
        yield from _trimmed(question, words, run)


def _capital(word: Word) -> bool:
    return word.text[0].isupper()


def _continued(question: str, words: Sequence[Word], last: int, taken: set[int]) -> int | None:
    """Return the position of the next word of the run that ``last`` stands in, or ``None`` where it ends there."""
    if re.search(r"['’]s?$", words[last].text):
        return None
    here = last + 1
    while here < len(words) and here not in taken and question[words[here - 1].end : words[here].start].strip(" -‐‑&") == "":
        if _capital(words[here]) or (here == last + 1 and re.fullmatch(r"\d{1,2}", words[here].text) and _capital(words[last])):
            return here
        if words[here].text not in _LINKS or here - last > 2:
            return None
        here += 1
    return None


def _trimmed(question: str, words: Sequence[Word], run: list[int]) -> Iterator[list[int]]:
    """Yield the run without what only opens the sentence, titles and known words; nothing where no name is left."""
    opens = words[run[0]].opens
    while run and (words[run[0]].text.lower() in _TITLES or (words[run[0]].text.lower() in _SMALL_WORDS and (opens or words[run[0]].text == "I"))):
        run = run[1:]
        opens = opens and bool(run) and words[run[0]].text.lower() in _SMALL_WORDS
    while run and words[run[-1]].text in _LINKS:
        run = run[:-1]
    if not run or all(_is_known(words[position]) for position in run):
        return
    if opens and len(run) == 1 and not _CITED.match(question, _end(words[run[0]])):
        return
    yield run


def _is_known(word: Word) -> bool:
    """Say whether a word is no name of its own: an ordinary one, a known one or an acronym, whose long form may stand in the documents."""
    bare = word.text[: _end(word) - word.start]
    lower = bare.lower()
    return (
        len(bare) == 1
        or lower in _SMALL_WORDS | _CALENDAR | _TITLES | _LINKS | _STATE
        or lower in _known()
        or fold(lower) in _known()
        or lower.startswith(("i'", "i’"))
        or (fold(lower),) in standard_gazetteer().names
        or bool(_ACRONYM.fullmatch(bare))
    )


@cache
def _known() -> frozenset[str]:
    vocabulary = standard_vocabulary()
    return frozenset({*vocabulary.words, *(word.lower() for word in vocabulary.capitals)})


_ALSO = {"ofsted": ("inspector", "inspectorate", "inspection", "inspected", "inspect")}
"""What stands for a body in a document that does not name it."""


def _name(question: str, run: Sequence[Word]) -> Anchor:
    text = question[run[0].start : _end(run[-1])]
    folded = " ".join(word.fold for word in run)
    return Anchor("name", text, (folded, *_ALSO.get(folded, ())))
