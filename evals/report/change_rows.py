"""The tables and lines of a comparison of two runs, as text."""

from __future__ import annotations

from evals.comparison import Comparison, FigureChange, QuestionChange
from evals.measures import PRIMARY
from evals.report.rows import GROUP_MEASURES, Rows

HEADER = ["before", "after", "difference", "p", "questions", "changed"]
CAUTION = "p: two-sided, of a paired permutation test; one difference in twenty is below 0.05 by chance, so do not make much of one that just is."


def title(comparison: Comparison) -> str:
    """Return the heading of a comparison."""
    before, after = comparison.systems
    return f"Change: {after}, from the earlier run to this one" if before == after else f"Change: from {before} to {after}"


def summary(comparison: Comparison) -> str:
    """Return in one line how many questions changed."""
    steps = [change.score[1] - change.score[0] for change in comparison.questions]
    better, worse = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return f"{comparison.common} questions compared: {better} better, {worse} worse, {comparison.other_quotes} with other quotes"


def figure_rows(comparison: Comparison) -> Rows:
    """Return header and rows, a row for each figure: before, after, the difference with its 95 % interval, p, and the questions it rests on."""
    return [["figure", *HEADER], *([_named(change), *_cells(change)] for change in comparison.figures)]


def kind_rows(comparison: Comparison) -> Rows:
    """Return header and rows, a row for each figure of each kind of question that changed; the figures are those that groups are shown with."""
    rows = [["kind", "figure", *HEADER]]
    for kind, figures in comparison.kinds.items():
        rows += [[kind, change.name, *_cells(change)] for change in figures if change.name in GROUP_MEASURES and change.differing]
    return rows


def question_rows(comparison: Comparison) -> Rows:
    """Return header and rows, a row for each question that changed, worst first."""
    rows = [["question", "mark", "first fact at", "reply", "what changed"]]
    for change in comparison.questions:
        mark = f"{change.score[0]:.2f} to {change.score[1]:.2f}"
        rows.append([f"{change.id}: {change.question}", mark, _ranks(change), _replies(change), "; ".join(details(change))])
    return rows


def details(change: QuestionChange) -> list[str]:
    """Return what a question lost and won, and the figures that it moves where neither says so."""
    lines = [f"lost: {gold}" for gold in change.lost] + [f"won: {gold}" for gold in change.won]
    return lines or [f"moves {', '.join(change.measures)}" if change.measures else "another rank"]


def question_lines(comparison: Comparison) -> list[str]:
    """Return a line for each question that changed."""
    lines = []
    for change in comparison.questions:
        before, after = change.score
        sign = "worse" if after < before else "better" if after > before else "other"
        lines.append(f"{sign}: {change.id} {before:.3f} -> {after:.3f}: {change.question} ({'; '.join(details(change))})")
    return lines


def record_rows(comparison: Comparison) -> Rows:
    """Return header and rows of what the two runs were not both made with."""
    return [["made with", "before", "after"], *([one.name, one.before or "not known", one.after or "not known"] for one in comparison.records)]


def _named(change: FigureChange) -> str:
    return change.name + (" (primary)" if change.name == PRIMARY.name else " (lower is better)" if change.lower_is_better else "")


def _cells(change: FigureChange) -> list[str]:
    difference = f"{change.difference:+.3f} [{change.low:+.2f}, {change.high:+.2f}]"
    p = "-" if not change.differing and change.p == 1.0 else f"{change.p:.3f}" if change.p >= 0.001 else "< 0.001"
    return [f"{change.before:.3f}", f"{change.after:.3f}", difference, p, str(change.cases), str(change.differing)]


def _ranks(change: QuestionChange) -> str:
    before, after = ("none" if rank is None else str(rank) for rank in change.rank)
    return before if before == after else f"{before} to {after}"


def _replies(change: QuestionChange) -> str:
    before, after = ("abstained" if abstained else "answered" for abstained in change.abstained)
    return before if before == after else f"{before}, then {after}"
