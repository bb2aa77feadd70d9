"""Two runs held against each other: which questions and figures changed, whether by more than chance, and what the runs were made with.

Figures are compared on the questions that both runs hold with the same gold and that broke in neither. Each difference has a paired bootstrap
interval (``evals.bootstrap``) and the p-value of a paired permutation test (``evals.permutation``), not corrected for looking at many figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.bootstrap import difference_interval
from evals.errors import SavedRunError
from evals.measures import total
from evals.permutation import permutation_test
from evals.saved_run import SavedQuestion, SavedRun

BEGINNING = 80
"""Characters of a gold text that name its fact."""
_UNCOMPARED = ("time", "command")
"""Parts of a record that differ whenever a run is made."""

Pair = tuple[SavedQuestion, SavedQuestion]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after: the difference with its 95 % interval, and the two-sided p-value.

    ``cases`` is how many questions it rests on, ``differing`` how many of them changed.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    p: float
    cases: int
    differing: int
    lower_is_better: bool = False

    @property
    def difference(self) -> float:
        """After minus before."""
        return self.after - self.before

    @property
    def is_worse(self) -> bool:
        """Say whether the change is a step back."""
        return self.difference > 0 if self.lower_is_better else self.difference < 0


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question of which something changed; pairs are (before, after).

    ``rank`` is that of the first quote that shows a required fact; ``lost`` and ``won`` are the beginnings of the gold texts of the facts that the
    primary budget no longer shows, or now does; ``measures`` are the figures that the question moves.
    """

    id: str
    question: str
    kind: str
    score: tuple[float, float]
    abstained: tuple[bool, bool]
    rank: tuple[int | None, int | None]
    lost: tuple[str, ...]
    won: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """A part of the run record that is not the same; ``None`` where a run does not tell."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one run to another."""

    systems: tuple[str, str]
    common: int
    """Questions that the figures are compared on."""
    apart: tuple[str, ...]
    """What is not compared, a line each: questions of one run only, with other gold, or broken."""
    figures: tuple[FigureChange, ...]
    kinds: Mapping[str, tuple[FigureChange, ...]]
    questions: tuple[QuestionChange, ...]
    """Those that got worse first, then those that got better, then those that changed without."""
    other_quotes: int
    """Common questions whose quotes are not the same places in the same order."""
    records: tuple[RecordDifference, ...]
    before: Mapping[str, float]
    """Each common question's mark before."""


def compare_runs(old: SavedRun, new: SavedRun, *, old_system: str | None = None, new_system: str | None = None) -> Comparison:
    """Compare a system of one run with a system of another, the first of each unless named.

    Raises:
        SavedRunError: if there is no such system, or the two have no question in common.
    """
    before, after = old.system(old_system), new.system(new_system)
    earlier = {one.id: one for one in before.questions}
    pairs = [(earlier[one.id], one) for one in after.questions if one.id in earlier and _is_same(earlier[one.id], one)]
    if not pairs:
        raise SavedRunError("the two runs have no question in common that broke in neither; compare runs of the same question set")
    names = tuple(dict.fromkeys((*new.measures, *(name for _, one in pairs for name in one.measures))))
    lower = frozenset((*old.lower_is_better, *new.lower_is_better))
    kinds = sorted({one.kind for _, one in pairs} - {""})
    changes = [change for pair in pairs if (change := _question(pair)) is not None]
    return Comparison(
        systems=(before.system, after.system),
        common=len(pairs),
        apart=tuple(_apart(old, new, before.system, after.system, {one.id for _, one in pairs})),
        figures=_figures(pairs, names, lower),
        kinds={kind: _figures([pair for pair in pairs if pair[1].kind == kind], names, lower) for kind in kinds},
        questions=tuple(sorted(changes, key=_worst_first)),
        other_quotes=sum(one.quotes != other.quotes for one, other in pairs),
        records=tuple(_differences(old.record, new.record)),
        before={one.id: one.score for one, _ in pairs},
    )


def _is_same(one: SavedQuestion, other: SavedQuestion) -> bool:
    if one.digest and other.digest:
        return one.digest == other.digest
    return one.question == other.question


def _figures(pairs: Sequence[Pair], names: Sequence[str], lower: frozenset[str]) -> tuple[FigureChange, ...]:
    """Return the change of each measure that applies in both runs."""
    return tuple(change for name in names if (change := _figure(name, pairs, name in lower)) is not None)


def _figure(name: str, pairs: Sequence[Pair], lower: bool) -> FigureChange | None:
    ratios = [(one.ratio(name), other.ratio(name)) for one, other in pairs]
    applying = [pair for pair in ratios if pair[0].whole or pair[1].whole]
    old, new = [one for one, _ in applying], [other for _, other in applying]
    before, after = total(old).value, total(new).value
    bounds = difference_interval(new, old)
    if before is None or after is None or bounds is None:
        return None
    test = permutation_test(new, old)
    differing = sum(one.value != other.value for one, other in applying)
    return FigureChange(name, before, after, *bounds, p=test.two_sided, cases=len(applying), differing=differing, lower_is_better=lower)


def _question(pair: Pair) -> QuestionChange | None:
    """Return what changed of a question; ``None`` where nothing did that a figure or a fact shows."""
    old, new = pair
    # Where one file is of an older version that kept no facts, nothing is said of them.
    facts = list(zip(old.facts, new.facts, strict=True)) if len(old.facts) == len(new.facts) else []
    names = dict.fromkeys((*new.measures, *old.measures))
    change = QuestionChange(
        id=new.id,
        question=new.question,
        kind=new.kind,
        score=(old.score, new.score),
        abstained=(old.abstained, new.abstained),
        rank=(old.rank, new.rank) if facts else (None, None),
        lost=tuple(_beginning(one.gold) for one, other in facts if one.shown and not other.shown),
        won=tuple(_beginning(other.gold) for one, other in facts if other.shown and not one.shown),
        measures=tuple(name for name in names if old.ratio(name).value != new.ratio(name).value),
    )
    is_same = old.score == new.score and old.abstained == new.abstained and change.rank[0] == change.rank[1]
    return None if is_same and not (change.lost or change.won or change.measures) else change


def _beginning(gold: str) -> str:
    folded = " ".join(gold.split())
    return folded if len(folded) <= BEGINNING else folded[:BEGINNING].rstrip() + "..."


def _worst_first(change: QuestionChange) -> tuple[bool, float]:
    """Order falls of the mark by size, then rises by size, then the rest; sorting keeps the order of the set among equals."""
    step = change.score[1] - change.score[0]
    return (step == 0, step if step < 0 else 2.0 - step)


def _apart(old: SavedRun, new: SavedRun, before: str, after: str, common: set[str]) -> list[str]:
    one, other = old.system(before), new.system(after)
    in_old = {question.id for question in one.questions} | {failure.id for failure in one.failures}
    in_new = {question.id for question in other.questions} | {failure.id for failure in other.failures}
    broken = {failure.id for failure in (*one.failures, *other.failures)}
    groups = {
        "only in the earlier run": in_old - in_new,
        "only in the later run": in_new - in_old,
        "broke in the earlier run": (in_old & in_new) & {failure.id for failure in one.failures},
        "broke in the later run": (in_old & in_new) & {failure.id for failure in other.failures},
        "asked or marked differently": (in_old & in_new) - broken - common,
    }
    return [f"{len(ids)} {'question' if len(ids) == 1 else 'questions'} {name}: {_few(sorted(ids))}" for name, ids in groups.items() if ids]


def _few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[RecordDifference]:
    one, other = _leaves(old), _leaves(new)
    names = [name for name in dict.fromkeys((*other, *one)) if name.partition(".")[0] not in (*_UNCOMPARED, "changed_settings")]
    return [RecordDifference(name, one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)]


def _leaves(values: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Return the record's single values, as text, under their names joined by dots; what is not known is left out."""
    leaves: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            leaves |= _leaves(value, f"{before}{name}.")
        elif value is not None:
            leaves[f"{before}{name}"] = str(value)
    return leaves
