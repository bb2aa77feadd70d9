"""The gate: a run of the gate half against the stored baseline. Any figure that falls, and any broken case, closes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.cases import Case, of_split
from evals.errors import BaselineError
from evals.figures import gated_figures
from evals.measures import EXACTNESS, FALSE_DENIAL
from evals.runner import Run, Scored

FORMAT = 1
_UPDATE = "write a new one with: carecite eval --update-baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run reached: the gated figures by name and each case's mark (0 to 1) by id; both are for one exact set of questions."""

    questions_sha256: str
    figures: Mapping[str, float]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure or a case's mark, before and after; ``after`` is ``None`` where it could not be measured."""

    name: str
    before: float
    after: float | None
    question: str = ""


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
    flawed = [failure.case.id for failure in run.failures] + _inexact(run)
    if flawed:
        raise BaselineError(f"no baseline was written: {len(flawed)} cases are broken or inexact ({', '.join(flawed[:3])}); mend them first")
    return Baseline(digest(_cases(run)), gated_figures(run), {one.case.id: round(one.score, 6) for one in run.scored})


def compare(run: Run, baseline: Baseline) -> Verdict:
    """Compare a run of the gate half with the baseline.

    Raises:
        BaselineError: if the baseline was made with other questions.
    """
    if digest(_cases(run)) != baseline.questions_sha256:
        raise BaselineError(f"the baseline was made with other questions than these; {_UPDATE}")
    figures = gated_figures(run)
    moved = [Change(name, before, figures.get(name)) for name, before in baseline.figures.items() if figures.get(name) != before]
    marks = [Change(one.case.id, baseline.scores[one.case.id], round(one.score, 6), one.case.question) for one in run.scored]
    return Verdict(
        fallen=tuple(change for change in moved if _is_fall(change)),
        risen=tuple(change for change in moved if not _is_fall(change)),
        better=tuple(change for change in marks if change.after is not None and change.after > change.before),
        worse=tuple(change for change in marks if change.after is not None and change.after < change.before),
        broken=tuple(failure.case.id for failure in run.failures),
        inexact=tuple(_inexact(run)),
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
        return Baseline(str(stored["questions_sha256"]), figures, scores)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"the baseline {path} is damaged; {_UPDATE}") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline as JSON.

    Raises:
        BaselineError: if the file cannot be written.
    """
    text = json.dumps({"format": FORMAT, **asdict(baseline)}, ensure_ascii=False, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"cannot write the baseline {path} ({error.strerror}); name another file with --baseline") from error


def _is_fall(change: Change) -> bool:
    if change.after is None:
        return True
    return change.after > change.before if change.name == FALSE_DENIAL.name else change.after < change.before


def _cases(run: Run) -> list[Case]:
    return [one.case for one in run.scored] + [failure.case for failure in run.failures]


def _inexact(run: Run) -> list[str]:
    def is_inexact(one: Scored) -> bool:
        ratio = one.ratios[EXACTNESS.name]
        return ratio.part < ratio.whole

    return [one.case.id for one in run.scored if is_inexact(one)]
