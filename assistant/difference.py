"""Where quotes of one reply differ on one thing, and where they agree: other figures for the same measure, or opposite statements.

A false label misleads, so a label is given only where the words around the two figures are the same but for words that say nothing of what is
measured, where neither names a year, an age, a period or a group that the other does not, and where the figures cannot be read as one value. Many
true differences that are worded differently are therefore not labelled: no label does not mean that the quotes agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.citation import spoken_date
from assistant.reply import Quote, Remark
from assistant.statement import Measure, Statement, statements, stems_of

_SHARED = 3
"""Content words that two statements must share; one less where the question names one of them."""
_AGREE, _AGREE_SAME_YEARS = 0.75, 0.5
"""Share of the content words near a figure that must stand near an equal one; less where both name the same years."""
_AGREE_WORDS = 4
_SMALL_COUNT = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """Two quotes, by their 0-based positions in the reply, and what they do, as the end of a sentence: "give different figures: ..."."""

    first: int
    second: int
    what: str

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.second:
            raise ValueError("a difference lies between a quote and a later one")


def find_differences(question: str, quotes: Sequence[Quote]) -> tuple[Difference, ...]:
    """Return the pairs of quotes that give different figures or opposite statements on the same thing, in order, each pair once."""
    asked = frozenset(stems_of(question))
    found = ((k, m, _difference(quotes[k], quotes[m], asked)) for k, m in combinations(range(len(quotes)), 2))
    return tuple(Difference(k, m, what) for k, m, what in found if what)


def find_agreements(quotes: Sequence[Quote]) -> tuple[Difference, ...]:
    """Return the pairs of quotes of different documents that give the same figure for the same thing, in order, each pair once."""
    pairs = ((k, m) for k, m in combinations(range(len(quotes)), 2) if quotes[k].doc_id != quotes[m].doc_id)
    return tuple(Difference(k, m, "give the same figure") for k, m in pairs if _agree(quotes[k], quotes[m]))


def remarks(question: str, quotes: Sequence[Quote]) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Return what there is to say on the quotes of one reply: where they differ, and where they agree."""
    differing = tuple(Remark((one.first, one.second), difference_sentence(one, quotes)) for one in find_differences(question, quotes))
    agreeing = tuple(Remark((one.first, one.second), agreement_sentence(one)) for one in find_agreements(quotes))
    return differing, agreeing


def difference_sentence(difference: Difference, quotes: Sequence[Quote]) -> str:
    """Return a difference as one sentence for a person, each quote with the date of its document."""
    one, two = quotes[difference.first], quotes[difference.second]
    months = [spoken_date(quote.published[:7]) if quote.published else None for quote in (one, two)]
    if months[0] == months[1]:
        months = [spoken_date(quote.published) for quote in (one, two)]
    markers = [f"[{position + 1}]" for position in (difference.first, difference.second)]
    first, second = (f"{marker} ({month})" if month else marker for marker, month in zip(markers, months, strict=True))
    return f"{first} and {second} {difference.what}."


def agreement_sentence(agreement: Difference) -> str:
    """Return an agreement as one sentence for a person."""
    return f"[{agreement.first + 1}] and [{agreement.second + 1}] {agreement.what}."


def _difference(one: Quote, two: Quote, asked: frozenset[str]) -> str | None:
    for first, second in _statements(one, two):
        if one.doc_id == two.doc_id and not first.years:
            continue  # one document tells its years, groups and rows apart by its headings
        if first.years != second.years or (one.doc_id != two.doc_id and (first.bound or second.bound)):
            continue
        for mine, theirs in _measures(first, second):
            years = [f"#{' '.join(sorted(first.years))}"] if first.years else []
            same = _same_thing([*mine.stems, *years], [*theirs.stems, *years], one, two, asked)
            if same and mine.periods == theirs.periods and mine.figure.other_value(theirs.figure):
                return f"give different figures: “{mine.figure.text}” and “{theirs.figure.text}”"
        words = _opposite(first, second, one, two, asked)
        if words:
            return words
    return None


def _agree(one: Quote, two: Quote) -> bool:
    for first, second in _statements(one, two):
        if (first.years and second.years and first.years != second.years) or not (first.names <= second.names or second.names <= first.names):
            continue
        for mine, theirs in _measures(first, second):
            share = _AGREE_SAME_YEARS if first.years and first.years == second.years else _AGREE
            least = max(_AGREE_WORDS, share * min(len(mine.near), len(theirs.near)))
            periods = mine.periods <= theirs.periods or theirs.periods <= mine.periods
            if len(mine.near & theirs.near) >= least and periods and _telling(mine) and mine.figure.same_value(theirs.figure):
                return True
    return False


def _telling(measure: Measure) -> bool:
    """Say whether a figure tells anything by being the same: two small counts ("three countries") are often alike."""
    return measure.figure.kind != "count" or measure.figure.value >= _SMALL_COUNT


def _statements(one: Quote, two: Quote) -> Iterator[tuple[Statement, Statement]]:
    return ((first, second) for first in statements(one.text) for second in statements(two.text))


def _measures(first: Statement, second: Statement) -> Iterator[tuple[Measure, Measure]]:
    """Yield the measures of two statements that may be the same: same kind, same role, counted by the same, both negated or neither."""
    for mine in first.measures:
        for theirs in second.measures:
            one, two = mine.figure, theirs.figure
            if (one.kind, one.role, one.per, mine.negated) == (two.kind, two.role, two.per, theirs.negated) and (
                not (mine.of and theirs.of) or mine.of == theirs.of
            ):
                yield mine, theirs


def _same_thing(mine: Sequence[str], theirs: Sequence[str], one: Quote, two: Quote, asked: frozenset[str]) -> bool:
    """Say whether two lists of stems speak of the same thing: each word of one stands in the other, or in the title or heading above it."""
    shared = set(mine) & set(theirs)
    if len(shared) < _SHARED - bool(shared & asked) or all(stem.startswith("#") for stem in shared):
        return False
    all_mine, all_theirs = set(mine) | _above(one), set(theirs) | _above(two)
    if asked & _above(one) - all_theirs or asked & _above(two) - all_mine:
        return False  # the question names the subject of one document alone
    return set(mine) <= all_theirs and set(theirs) <= all_mine


def _above(quote: Quote) -> set[str]:
    return set(stems_of(" ".join((quote.title, *quote.section[-1:]))))


def _opposite(first: Statement, second: Statement, one: Quote, two: Quote, asked: frozenset[str]) -> str | None:
    """Return the two words of rise and fall, or that one statement denies the other; only flat statements with the same words in the same order."""
    if first.guarded or second.guarded:
        return None
    mine, theirs = _undirected(first), _undirected(second)
    shared = [stem for stem in mine if stem in theirs]
    if shared != [stem for stem in theirs if stem in mine] or not _same_thing(mine, theirs, one, two, asked):
        return None
    if len(first.directions) == len(second.directions) == 1 and first.negated == second.negated:
        if (one.published or "")[:4] != (two.published or "")[:4]:
            return None  # what rose in one year may have fallen in another
        (way, word), (other_way, other_word) = first.directions[0], second.directions[0]
        return f"make opposite statements: “{word}” and “{other_word}”" if way != other_way else None
    same_ways = [way for way, _ in first.directions] == [way for way, _ in second.directions]
    denied = first.denial != second.denial and first.negated != second.negated
    if denied and same_ways and len(shared) >= _SHARED and not (first.measures or second.measures):
        return "make opposite statements: one denies what the other says"
    return None


def _undirected(statement: Statement) -> list[str]:
    words = {stem for _, word in statement.directions for stem in stems_of(word)}
    return [stem for stem in statement.stems if stem not in words]
