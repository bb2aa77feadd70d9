"""Everything that was measured, as a JSON object: what a script reads, and what a later run is compared with (``evals.saved_run``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evals.comparison import Comparison, FigureChange
from evals.figures import Figure, figures_of, groups_of, seconds_of
from evals.gate import digest
from evals.measures import MEASURES, PRIMARY
from evals.reliability import bins_of, calibration_error
from evals.run_figures import run_figures
from evals.run_record import RunRecord
from evals.runner import Run, Scored


def to_json(runs: Sequence[Run], record: RunRecord | None = None, comparison: Comparison | None = None) -> dict[str, Any]:
    """Return everything that was measured as a JSON object, down to each question, with what it was made with and what changed where given."""
    report: dict[str, Any] = {
        "measures": {measure.name: measure.meaning for measure in MEASURES},
        "primary": PRIMARY.name,
        "lower_is_better": [measure.name for measure in MEASURES if not measure.higher_is_better],
        "systems": [system_json(run) for run in runs],
    }
    report |= {"record": record.to_dict()} if record else {}
    return report | ({"change": comparison_json(comparison)} if comparison else {})


def system_json(run: Run) -> dict[str, Any]:
    """Return everything that was measured of one system as a JSON object."""
    times = seconds_of(run)
    bins = bins_of(run.scored)
    groups = {
        grouping: {name: {"cases": len(scored), **{key: figure.value for key, figure in figures_of(scored).items()}} for name, scored in of.items()}
        for grouping, of in groups_of(run).items()
    }
    return {
        "system": run.system,
        "figures": {name: figure_json(figure) for name, figure in figures_of(run.scored).items()},
        "seconds": {"median": times[0], "p95": times[1]} if times else None,
        "run": run_figures(run),
        "reliability": {"error": calibration_error(bins), "bins": [asdict(one) for one in bins]},
        "groups": groups,
        "failures": [{"id": failure.case.id, "error": failure.error} for failure in run.failures],
        "questions": [question_json(one) for one in run.scored],
    }


def question_json(one: Scored) -> dict[str, Any]:
    """Return what came of one question as a JSON object; a fact's ``rank`` is that of the first quote that shows it by itself."""
    facts = zip(one.case.facts, one.facts, strict=True) if one.facts else ()
    return {
        "id": one.case.id,
        "question": one.case.question,
        "turns": list(one.case.turns),
        "kind": one.case.kind,
        "split": one.case.split,
        "digest": digest([one.case]),
        "score": one.score,
        "status": "abstained" if one.response.abstained else "answered",
        "reason": one.response.reason,
        "abstained": one.response.abstained,
        "confidence": one.response.confidence,
        "seconds": round(one.seconds, 4),
        "measures": {name: [ratio.part, ratio.whole] for name, ratio in one.ratios.items() if ratio.whole},
        "facts": [{"gold": fact.quotes[0].text, "doc_id": fact.quotes[0].doc_id, "shown": found.shown, "rank": found.rank} for fact, found in facts],
        "quotes": [{"doc_id": quote.doc_id, "start": quote.start, "end": quote.end} for quote in one.response.quotes],
    }


def figure_json(figure: Figure) -> dict[str, float | int]:
    """Return a figure with its interval as a JSON object."""
    return {"value": figure.value, "low": figure.low, "high": figure.high, "cases": figure.cases}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison of two runs as a JSON object."""
    return {
        "systems": list(comparison.systems),
        "common": comparison.common,
        "not_compared": list(comparison.apart),
        "other_quotes": comparison.other_quotes,
        "figures": {change.name: _figure_change(change) for change in comparison.figures},
        "kinds": {kind: {change.name: _figure_change(change) for change in figures} for kind, figures in comparison.kinds.items()},
        "questions": [asdict(change) for change in comparison.questions],
        "made_with": [asdict(one) for one in comparison.records],
    }


def _figure_change(change: FigureChange) -> dict[str, Any]:
    return asdict(change) | {"difference": change.difference, "is_worse": change.is_worse}
