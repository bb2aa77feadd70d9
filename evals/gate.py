"""The gate: a run of the gate half against the stored baseline. Any figure that falls, and any broken case, closes it.

For systems whose replies vary from run to run a fall may be asked to be significant: then it closes the gate only where a paired permutation test
(``evals.permutation``) finds a fall as large as this by chance in no more than that share of cases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from evals.cases import Case, of_split
from evals.errors import BaselineError
from evals.figures import gated_figures
from evals.measures import EXACTNESS, MEASURES, REFUSAL
from evals.measures.measure import NOT_APPLICABLE, Ratio
from evals.permutation import permutation_test
from evals.runner import Run, Scored

FORMAT = 1
_LOWER = frozenset(measure.name for measure in MEASURES if not measure.higher_is_better)
_UPDATE = "write a new one: the same command with --update-baseline in place of --gate"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run reached: the gated figures by name and each case's mark (0 to 1) by id; both are for one exact set of questions."""

    questions_sha256: str
    figures: Mapping[str, float]
    scores: Mapping[str, float]
    ratios: Mapping[str, Mapping[str, Ratio]] = field(default_factory=dict)
    """Each case's share of each gated figure, by figure and case; a baseline of an older version has none."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure or a case's mark, before and after; ``after`` is ``None`` where it could not be measured.

    ``p`` is the one-sided p-value of a figure's fall, where the gate was asked to test it.
    """

    name: str
    before: float
    after: float | None
    question: str = ""
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found: the figures that fell, and the cases whose mark rose or fell, in the order of the question set."""

    fallen: tuple[Change, ...]
    risen: tuple[Change, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    broken: tuple[str, ...]
    inexact: tuple[str, ...]
    """Ids of cases with a quote that does not stand at its place."""
    tolerated: tuple[Change, ...] = ()
    """Figures that fell by no more than chance explains; only where the gate was asked to test falls."""
    held: tuple[str, ...] = ()
    """Figures that did not move."""
    note: str = ""
    """Why falls were not tested although that was asked for."""

    @property
    def is_open(self) -> bool:
        """Say whether the version may pass; a case may get worse as long as no figure falls."""
        return not (self.fallen or self.broken or self.inexact)


def digest(cases: Sequence[Case]) -> str:
    """Return the SHA-256 of what decides a case's marks: ids, questions and gold; notes and voices may change."""
    keys = ("id", "question", "turns", "kind", "answerable", "facts")
    rows = [{key: value for key, value in asdict(case).items() if key in keys} for case in sorted(cases, key=lambda case: case.id)]
    for gold in (gold for row in rows for fact in row["facts"] for gold in fact["quotes"]):
        # Which state of a document the quote was copied from decides no mark.
        del gold["sha256"]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def gate_half(run: Run) -> Run:
    """Return the part of a run that the gate looks at.

    Raises:
        QuestionSetError: if the set has no gate half.
    """
    ids = {case.id for case in of_split(_cases(run), "gate")}
    scored = tuple(one for one in run.scored if one.case.id in ids)
    return Run(run.system, scored, tuple(failure for failure in run.failures if failure.case.id in ids))


def baseline_of(run: Run) -> Baseline:
    """Return the baseline that a run of the gate half sets.

    Raises:
        BaselineError: if a case broke or a quote was not exact; such a run sets no standard.
    """
    flawed = [failure.case.id for failure in run.failures] + inexact_ids(run)
    if flawed:
        raise BaselineError(f"no baseline was written: {len(flawed)} cases are broken or inexact ({', '.join(flawed[:3])}); mend them first")
    return Baseline(digest(_cases(run)), gated_figures(run), {one.case.id: round(one.score, 6) for one in run.scored}, gated_ratios(run))


def gated_ratios(run: Run) -> dict[str, dict[str, Ratio]]:
    """Return each case's share of each gated figure that is a ratio of sums over cases, by figure and case id."""
    found: dict[str, dict[str, Ratio]] = {}
    for name in gated_figures(run):
        measure, _, kind = name.partition(f"{REFUSAL.name}, ")
        cases = [one for one in run.scored if not kind or one.case.kind == kind]
        ratios = {one.case.id: one.ratios.get(measure or REFUSAL.name, NOT_APPLICABLE) for one in cases}
        if any(ratio.whole for ratio in ratios.values()):
            found[name] = {case_id: ratio for case_id, ratio in ratios.items() if ratio.whole}
    return found


def compare(run: Run, baseline: Baseline, significance: float | None = None) -> Verdict:
    """Compare a run of the gate half with the baseline.

    ``significance`` is the largest p-value at which a fall still closes the gate; ``None`` lets any fall close it.

    Raises:
        BaselineError: if the baseline was made with other questions.
    """
    if digest(_cases(run)) != baseline.questions_sha256:
        raise BaselineError(f"the baseline was made with other questions than these; {_UPDATE}")
    figures = gated_figures(run)
    moved = [Change(name, before, figures.get(name)) for name, before in baseline.figures.items() if figures.get(name) != before]
    marks = [Change(one.case.id, baseline.scores[one.case.id], round(one.score, 6), one.case.question) for one in run.scored]
    fallen = [change for change in moved if _is_fall(change)]
    tests = significance is not None and bool(baseline.ratios)
    falls = [replace(change, p=_chance(change, baseline.ratios.get(change.name), gated_ratios(run))) for change in fallen] if tests else fallen
    tolerated = tuple(change for change in falls if significance is not None and change.p is not None and change.p > significance)
    return Verdict(
        fallen=tuple(change for change in falls if change not in tolerated),
        risen=tuple(change for change in moved if not _is_fall(change)),
        better=tuple(change for change in marks if change.after is not None and change.after > change.before),
        worse=tuple(change for change in marks if change.after is not None and change.after < change.before),
        broken=tuple(failure.case.id for failure in run.failures),
        inexact=tuple(inexact_ids(run)),
        tolerated=tolerated,
        held=tuple(name for name, before in baseline.figures.items() if figures.get(name) == before),
        note="" if significance is None or tests else f"the baseline holds no figures of single questions, so any fall closes the gate; {_UPDATE}",
    )


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: if the file is missing, unreadable or damaged, or of another format.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BaselineError(f"cannot read the baseline {path} ({error.strerror}); {_UPDATE}") from error
    except ValueError as error:
        raise BaselineError(f"the baseline {path} is not JSON; {_UPDATE}") from error
    try:
        if stored["format"] != FORMAT:
            raise BaselineError(f"the baseline {path} is of format {stored['format']!r}, this program reads {FORMAT}; {_UPDATE}")
        figures = {str(name): float(value) for name, value in stored["figures"].items()}
        scores = {str(name): float(value) for name, value in stored["scores"].items()}
        ratios = {str(name): {str(key): Ratio(*pair) for key, pair in of.items()} for name, of in stored.get("ratios", {}).items()}
        return Baseline(str(stored["questions_sha256"]), figures, scores, ratios)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"{path} is no baseline, or a damaged one; {_UPDATE}") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline as JSON.

    Raises:
        BaselineError: if the file cannot be written.
    """
    head = {"format": FORMAT, "questions_sha256": baseline.questions_sha256, "figures": dict(baseline.figures), "scores": dict(baseline.scores)}
    text = json.dumps(head, ensure_ascii=False, indent=1)
    if baseline.ratios:
        # A line a figure: one number a line would make most of the file white space.
        pairs = {name: {key: [ratio.part, ratio.whole] for key, ratio in of.items()} for name, of in baseline.ratios.items()}
        lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(of, ensure_ascii=False)}" for name, of in pairs.items())
        text = text.removesuffix("\n}") + f',\n "ratios": {{\n{lines}\n }}\n}}'
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"cannot write the baseline {path} ({error.strerror}); name another file with --baseline") from error


def _chance(change: Change, before: Mapping[str, Ratio] | None, after: Mapping[str, Mapping[str, Ratio]]) -> float | None:
    """Return the one-sided p-value of a figure's fall; ``None`` where it cannot be tested, so that it closes the gate."""
    now = after.get(change.name)
    if before is None or now is None:
        return None
    ids = sorted({*before, *now})
    old, new = ([ratios.get(case_id, NOT_APPLICABLE) for case_id in ids] for ratios in (before, now))
    test = permutation_test(new, old)
    return test.rise if change.name in _LOWER else test.fall


def _is_fall(change: Change) -> bool:
    if change.after is None:
        return True
    return change.after > change.before if change.name in _LOWER else change.after < change.before


def _cases(run: Run) -> list[Case]:
    return [one.case for one in run.scored] + [failure.case for failure in run.failures]


def inexact_ids(run: Run) -> list[str]:
    """Return the ids of the questions of which a quote is not exact."""

    def is_inexact(one: Scored) -> bool:
        ratio = one.ratios[EXACTNESS.name]
        return ratio.part < ratio.whole

    return [one.case.id for one in run.scored if is_inexact(one)]
