"""The tables and lines of a run, as text: what the terminal, Markdown and the page for the browser all show."""

from __future__ import annotations

from collections.abc import Sequence

from evals.figures import Figure, figures_of, groups_of, seconds_of
from evals.gate import Change, Verdict, inexact_ids
from evals.measures import FALSE_DENIAL, PRIMARY, REFUSAL, TABLED
from evals.reliability import bins_of, calibration_error
from evals.run_record import RunRecord
from evals.runner import Run

GROUP_MEASURES = (PRIMARY.name, "hit@1", "hit@3", "MRR", REFUSAL.name, FALSE_DENIAL.name)
"""The figures that are shown for each group of cases."""

_MOST_NAMED = 10

Rows = list[list[str]]


def main_rows(runs: Sequence[Run]) -> Rows:
    """Return header and rows: a row for each measure, a column for each system, 95 % intervals in brackets."""
    figures = [figures_of(run.scored) for run in runs]
    rows = [["figure", *(run.system for run in runs)]]
    for measure in TABLED:
        name = f"{measure.name} (primary)" if measure is PRIMARY else measure.name
        rows.append([name, *(with_interval(of.get(measure.name)) for of in figures)])
    times = [seconds_of(run) for run in runs]
    rows.append(["seconds, median / 95th percentile", *(f"{time[0]:.2f} / {time[1]:.2f}" if time else "-" for time in times)])
    rows.append(["cases / broken", *(f"{len(run.scored)} / {len(run.failures)}" for run in runs)])
    return rows


def group_rows(run: Run) -> Rows:
    """Return header and rows of one system's figures by kind, voice, overlap, form and half."""
    rows = [["group", "cases", *GROUP_MEASURES]]
    for grouping, groups in groups_of(run).items():
        for name, scored in groups.items():
            figures = figures_of(scored)
            rows.append([f"{grouping}: {name}", str(len(scored)), *(plain(figures.get(measure)) for measure in GROUP_MEASURES)])
    return rows


def reliability_rows(run: Run) -> Rows:
    """Return header and rows: for each range of confidence the questions, their mean confidence, and how many of them the documents answer."""
    rows = [["confidence", "questions", "mean confidence", "answerable"]]
    for one in bins_of(run.scored):
        rows.append([f"{one.low:g} to {one.high:g}", str(one.questions), f"{one.confidence:.2f}", f"{one.answerable:.2f}"])
    return rows


def reliability_title(run: Run) -> str:
    """Return the heading of the table of reliability."""
    error = calibration_error(bins_of(run.scored))
    return f"How sure {run.system} is" + ("" if error is None else f": expected calibration error {error:.3f}")


def record_rows(record: RunRecord) -> Rows:
    """Return header and rows of what the run was made with."""
    unknown = "not known"
    commit = unknown if record.commit is None else record.commit + (", with changes that are in no commit" if record.uncommitted else "")
    rows = [["this run", ""], ["time (UTC)", record.time], ["carecite", record.carecite or unknown], ["commit", commit], ["Python", record.python]]
    rows += [["libraries", ", ".join(f"{name} {version or 'none'}" for name, version in record.libraries.items())]]
    rows += [["machine", f"{record.platform}, {record.processors} processors"]]
    if record.changed_settings is not None:
        changed = ", ".join(f"{name} {value}" for name, value in record.changed_settings.items())
        rows.append(["settings that are not the defaults", changed or "none"])
    if record.index is not None:
        rows.append(["index", f"format {record.index.format}, embedder {record.index.embedder} (SHA-256 {record.index.embedder_sha256[:12]})"])
        rows.append(["documents", f"{len(record.index.documents)} (SHA-256 {record.index.documents_sha256[:12]})"])
    rows.append(["questions", f"{record.questions} (SHA-256 {record.questions_sha256[:12]})"])
    return [*rows, ["command", " ".join(record.command)]]


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return the gate's findings, one a line, the last one saying whether it is open."""
    lines = [f"note: {verdict.note}"] if verdict.note else []
    lines += [f"better: {_change(change)}" for change in verdict.better]
    lines += [f"worse: {_change(change)}" for change in verdict.worse]
    lines += [f"figure rose: {_change(change)}" for change in verdict.risen]
    lines += [f"figure fell within chance: {_change(change)}" for change in verdict.tolerated]
    lines += [f"FIGURE FELL: {_change(change)}" for change in verdict.fallen]
    lines += [f"BROKEN: {name}" for name in verdict.broken]
    lines += [f"NOT EXACT: {name}" for name in verdict.inexact]
    counts = f"{len(verdict.better)} questions better, {len(verdict.worse)} worse, {len(verdict.fallen)} figures fell"
    counts += f", {len(verdict.tolerated)} within chance" if verdict.tolerated else ""
    return [*lines, f"gate {'open' if verdict.is_open else 'CLOSED'}: {counts}"]


def failure_lines(runs: Sequence[Run]) -> list[str]:
    """Return a line for each case that broke."""
    return [f"broken: {run.system}, {failure.case.id}: {failure.error}" for run in runs for failure in run.failures]


def inexact_lines(runs: Sequence[Run]) -> list[str]:
    """Return a line for each system of which a quote is not exact: in how many questions, and the first of them."""
    lines = []
    for run in runs:
        if inexact := inexact_ids(run):
            named = ", ".join(inexact[:_MOST_NAMED]) + (", ..." if len(inexact) > _MOST_NAMED else "")
            lines.append(f"not exact: {run.system}, quotes of {len(inexact)} question{'' if len(inexact) == 1 else 's'}: {named}")
    return lines


def with_interval(figure: Figure | None) -> str:
    """Return a figure with its interval as it stands in a table."""
    return f"{figure.value:.3f} [{figure.low:.2f}, {figure.high:.2f}]" if figure else "-"


def plain(figure: Figure | None) -> str:
    """Return a figure alone as it stands in a table."""
    return f"{figure.value:.2f}" if figure else "-"


def _change(change: Change) -> str:
    after = "not measured" if change.after is None else f"{change.after:.3f}"
    chance = "" if change.p is None else f" (p {change.p:.3f})"
    return f"{change.name} {change.before:.3f} -> {after}{chance}" + (f": {change.question}" if change.question else "")
