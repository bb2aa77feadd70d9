"""The figures that a run has as a whole, and no single case: times, risk against coverage, and what its confidence is worth."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evals.brier import brier_of
from evals.latency import latency_of
from evals.reliability import bins_of, calibration_error
from evals.risk_coverage import area, curve_of, excess_area
from evals.runner import Run


def run_figures(run: Run) -> dict[str, Any]:
    """Return the run's own figures as a JSON object; a figure that cannot be had is null.

    ``cases`` counts every case that was put, ``broken`` those that broke: they are in no figure, and ``failures`` of the report names them.
    ``without_confidence`` counts replies that say none, which latency holds and the rest does not. Seconds are wall-clock.
    """
    latency, brier, curve = latency_of(run.scored), brier_of(run.scored), curve_of(run.scored)
    return {
        "cases": len(run.scored) + len(run.failures),
        "broken": len(run.failures),
        "without_confidence": sum(one.response.confidence is None for one in run.scored),
        "latency": asdict(latency) if latency else None,
        "risk_coverage": {"area": area(curve), "excess": excess_area(run.scored), "points": [asdict(point) for point in curve]},
        "calibration_error": calibration_error(bins_of(run.scored)),
        "brier": asdict(brier) | {"skill": brier.skill} if brier else None,
    }
