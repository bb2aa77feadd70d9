"""A run as JUnit XML, which continuous integration servers show: a test case a question, and one a gated figure.

Without anything to compare with, a question fails whose mark is not full. With a baseline or an earlier run a question fails that got worse, and one
that was not answered before either is skipped: otherwise a suite with hard questions would never be green. A question with a quote that is not exact
always fails. Only the first system is reported.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from evals.gate import Change, Verdict, inexact_ids
from evals.report.marks import shown, trouble, wanted
from evals.report.rows import record_rows
from evals.run_record import RunRecord
from evals.runner import Failure, Run, Scored

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\ufdd0-\ufdef]")
"""What XML 1.0 does not allow, and what it advises against."""
INEXACT = "a quote that does not stand at its place"


def to_junit(runs: Sequence[Run], record: RunRecord | None = None, verdict: Verdict | None = None, before: Mapping[str, float] | None = None) -> str:
    """Return the first run as JUnit XML; ``before`` holds the marks that questions had, by id."""
    run = runs[0]
    marks = before or {}
    root = ET.Element("testsuites")
    inexact = frozenset(inexact_ids(run))
    questions = [_question(one, marks.get(one.case.id), one.case.id in inexact) for one in run.scored]
    questions += [_broken(failure) for failure in run.failures]
    _suite(root, f"{run.system}: questions", questions, record)
    if verdict is not None:
        _suite(root, f"{run.system}: gate", _gate(verdict), record)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, name: str, cases: Sequence[ET.Element], record: RunRecord | None) -> None:
    def count(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    seconds = sum(float(case.get("time", "0")) for case in cases)
    counts = {"tests": str(len(cases)), "failures": count("failure"), "errors": count("error"), "skipped": count("skipped"), "time": f"{seconds:.3f}"}
    # The schema wants a host; which one it was is nobody's business.
    place = {"id": str(len(root)), "package": "carecite", "hostname": "localhost"}
    stamp = {"timestamp": record.time.removesuffix("Z")} if record else {}
    suite = ET.SubElement(root, "testsuite", {"name": _clean(name), **place, **counts, **stamp})
    properties = ET.SubElement(suite, "properties")
    for key, value in record_rows(record)[1:] if record else ():
        ET.SubElement(properties, "property", {"name": _clean(key), "value": _clean(value)})
    suite.extend(cases)
    for tag in ("system-out", "system-err"):
        ET.SubElement(suite, tag)


def _question(one: Scored, before: float | None, inexact: bool) -> ET.Element:
    case = _case(f"questions.{one.case.kind}", f"{one.case.id}: {one.case.question}", one.seconds)
    if inexact:
        ET.SubElement(case, "failure", {"message": INEXACT, "type": "question"}).text = _clean("\n".join(["shown:", *shown(one)]))
        return case
    if one.passed:
        return case
    now = f"mark {one.score:.2f}"
    if before is not None and one.score >= before - 1e-6:
        ET.SubElement(case, "skipped", {"message": _clean(f"{now}, {before:.2f} before: {trouble(one)}")})
        return case
    message = f"{trouble(one)}; {now}" + ("" if before is None else f", {before:.2f} before")
    failure = ET.SubElement(case, "failure", {"message": _clean(message), "type": "question"})
    failure.text = _clean("\n".join(["wanted:", *wanted(one.case), "shown:", *shown(one)]))
    return case


def _broken(failure: Failure) -> ET.Element:
    case = _case(f"questions.{failure.case.kind}", f"{failure.case.id}: {failure.case.question}", 0.0)
    error = ET.SubElement(case, "error", {"message": _clean(failure.error), "type": _clean(failure.error.partition(":")[0])})
    error.text = _clean("\n".join(["wanted:", *wanted(failure.case)]))
    return case


def _gate(verdict: Verdict) -> list[ET.Element]:
    """Return a test case for each gated figure, and one for each broken or inexact case."""
    passed = [*verdict.held, *(change.name for change in (*verdict.risen, *verdict.tolerated))]
    cases = [_case("gate.figures", name, 0.0) for name in passed]
    for change in verdict.fallen:
        case = _case("gate.figures", change.name, 0.0)
        ET.SubElement(case, "failure", {"message": _clean(_fall(change)), "type": "figure"})
        cases.append(case)
    for what, names in (("broken", verdict.broken), (INEXACT, verdict.inexact)):
        for name in names:
            case = _case("gate.questions", f"{name}: {what}", 0.0)
            ET.SubElement(case, "failure", {"message": what, "type": "question"})
            cases.append(case)
    return cases


def _fall(change: Change) -> str:
    after = "not measured" if change.after is None else f"{change.after:.6f}"
    return f"{change.name} fell back from {change.before:.6f} to {after}" + ("" if change.p is None else f", p {change.p:.4f}")


def _case(group: str, name: str, seconds: float) -> ET.Element:
    return ET.Element("testcase", {"classname": _clean(f"carecite.{group}"), "name": _clean(" ".join(name.split())), "time": f"{seconds:.3f}"})


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
