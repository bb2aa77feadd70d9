"""A TREC run over sentences as a task: whatever ranks the sentences that ``carecite eval export --trec`` names can be measured.

The quotes of a reply are the sentences, best first. A query without a line in the run found nothing, which is an abstention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.given_replies import GivenReplies
from evals.trec import Found, read_run
from evals.units import Unit, escaped, units_of
from ingest.document import Document


def open_run(path: Path, cases: Sequence[Case], documents: Mapping[str, Document]) -> GivenReplies:
    """Read a run as the replies to the cases.

    Raises:
        FormatError: naming the file, the line and what is wrong.
    """
    run = read_run(path)
    units = {unit.name: unit for of in units_of(documents, "sentence").values() for unit in of}
    ids = {escaped(case.id) for case in cases}
    notes = tuple(f"{path.name}: there is no question {query!r}" for query in run if query not in ids)
    return GivenReplies({(case.question, case.history): _reply(run.get(escaped(case.id), ()), units) for case in cases}, notes=notes)


def _reply(found: Sequence[Found], units: Mapping[str, Unit]) -> Mapping[str, Any] | str:
    unknown = [one.unit for one in found if one.unit not in units]
    if unknown:
        return f"the run names {unknown[0]!r}, which is no sentence of these documents; name them as carecite eval export --trec does"
    chosen = [units[one.unit] for one in found]
    quotes = [{"doc_id": unit.doc_id, "start": unit.span.start, "end": unit.span.end, "text": unit.text} for unit in chosen]
    return {"status": "answered" if quotes else "abstained", "quotes": quotes, "related": []}
