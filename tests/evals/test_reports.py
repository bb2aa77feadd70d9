"""The reports: valid, whole, and harmless whatever a question, a document or a system says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from evals.comparison import compare_runs
from evals.gate import baseline_of, compare
from evals.report import comparison_for_terminal, comparison_markdown, comparison_page, for_terminal, to_html, to_json, to_junit, to_markdown
from evals.report.plots import kind_figures, latency_bars, plots_of, risk_coverage
from evals.report.svg import Axis, ticks
from evals.run_record import record_run
from evals.runner import Run, run_cases
from evals.saved_run import parse_saved_run
from ingest.document import Document
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, OTHER, THIRD, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, case, fact, quote

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]
GOOD: dict[str, Any] = {
    "question q1?": answered(quote("one", FIRST)) | {"confidence": 0.9},
    "question q2?": answered(quote("one", FIRST)) | {"confidence": 0.7},
    "question q3?": abstained() | {"confidence": 0.2, "reason": "Nothing on that."},
}
HOSTILE = (
    "<script>alert(1)</script> \"'><img src=http://evil.example/x onerror=alert(1)> ]]> <!-- ![p](http://evil.example/p) [l](javascript:alert(1)) "
    "| `code` **bold** \x00\x08\x1b[31m\ufffe\u202e &lt; </details></table> www.evil.example <http://evil.example>"
)


def run(**changes: object) -> Run:
    return run_cases("fake", CASES, FakeTask(GOOD | {f"question {name}?": reply for name, reply in changes.items()}), DOCUMENTS)


def hostile_run(*, right: bool) -> Run:
    """Return a run in which question, gold, document, reason, system and failure all are hostile."""
    documents = {HOSTILE: Document(HOSTILE, f"{HOSTILE} {FIRST}")}
    gold = fact((HOSTILE, HOSTILE))
    cases = [replace(case(f"q{number}", gold), id=f"{HOSTILE}{number}", question=f"{HOSTILE} {number}", note=HOSTILE) for number in range(3)]
    shown = {"doc_id": HOSTILE, "start": 0, "end": len(HOSTILE), "text": HOSTILE}
    other = {"doc_id": HOSTILE, "start": 0, "end": 4, "text": HOSTILE[:4]}
    replies = {
        cases[0].question: answered(shown if right else other) | {"confidence": 0.5},
        cases[1].question: ValueError(HOSTILE),
        cases[2].question: abstained(shown) | {"reason": HOSTILE, "confidence": 0.4},
    }
    return run_cases(HOSTILE, cases, FakeTask(replies), documents)


class Page(HTMLParser):
    """Collects the elements and attributes of a page, and that every element is closed where it should be."""

    VOID = ("meta", "link")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def is_alone(page: Page) -> bool:
    """Say whether the page loads nothing, runs nothing and leads nowhere."""
    names = {tag for tag, _ in page.elements}
    attributes = {name for _, of in page.elements for name in of}
    links = [of.get("href") for tag, of in page.elements if tag == "link"]
    return (
        not names & {"script", "img", "iframe", "a", "object", "form"}
        and links == ["data:,"]
        and not any(name.startswith("on") for name in attributes)
    )


def test_junit_counts_and_tells_what_was_wanted_and_shown() -> None:
    root = ET.fromstring(to_junit([run(q1=answered(quote("two", OTHER)), q2=ValueError("odd"))], record_run(CASES)))
    suite = root.find("testsuite")
    assert suite is not None
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
        "skipped": "0",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp", ""))
    assert [child.tag for child in suite] == ["properties", "testcase", "testcase", "testcase", "system-out", "system-err"]
    assert "Python" in [one.get("name") for one in suite.iter("property")]
    failure, error = next(suite.iter("failure")), next(suite.iter("error"))
    assert failure.get("message") == "0 of 1 facts shown within 150 words; mark 0.00"
    assert "nine closed within a single year" in (failure.text or "")
    assert f"\u201c{OTHER}\u201d (two, characters 0 to {len(OTHER)})" in (failure.text or "")
    assert (error.get("type"), error.get("message")) == ("ValueError", "ValueError: odd")
    assert all(float(one.get("time", "")) >= 0 and one.get("classname") and one.get("name") for one in root.iter("testcase"))


def test_junit_fails_a_question_with_an_inexact_quote_whatever_its_mark() -> None:
    bent = quote("two", OTHER) | {"text": OTHER.replace(" ", "  ", 1)}
    bad = run(q1=answered(quote("one", FIRST), bent) | {"confidence": 0.9})
    assert next(one for one in bad.scored if one.case.id == ANSWERABLE.id).passed
    root = ET.fromstring(to_junit([bad], None, None, {one.case.id: one.score for one in bad.scored}))
    assert [one.get("message") for one in root.iter("failure")] == ["a quote that does not stand at its place"]


def test_junit_with_marks_from_before_fails_only_what_got_worse() -> None:
    # q2 has half its mark before and after; q1 lost its own.
    verdict = compare(run(q1=abstained()), baseline_of(run()))
    root = ET.fromstring(to_junit([run(q1=abstained())], None, verdict, baseline_of(run()).scores))
    questions, gate = root.findall("testsuite")
    assert [(one.get("failures"), one.get("skipped")) for one in (questions, gate)] == [("1", "1"), (str(len(verdict.fallen)), "0")]
    assert int(gate.get("tests", "0")) == len(baseline_of(run()).figures)
    fallen = next(one for one in gate.iter("testcase") if one.get("name") == "false denial")
    failure = fallen.find("failure")
    assert failure is not None
    assert failure.get("message") == "false denial fell back from 0.000000 to 0.500000"


def test_the_page_stands_alone_and_holds_everything() -> None:
    worse, good = run(q1=answered(quote("two", OTHER)) | {"confidence": 0.4}), run()
    verdict = compare(worse, baseline_of(good))
    change = compare_runs(parse_saved_run(to_json([good])), parse_saved_run(to_json([worse])))
    record = record_run(CASES)
    page = Page(to_html([worse], record, verdict, change))
    assert is_alone(page)
    for piece in (
        "0.333",
        "gate CLOSED",
        "nine closed within a single year",
        OTHER,
        "lost: nine closed",
        record.questions_sha256[:12],
        "Risk and coverage",
    ):
        assert piece in page.text
    plots = [of for tag, of in page.elements if tag == "svg"]
    ids = {of["id"] for _, of in page.elements if of.get("id")}
    assert len(plots) == 5
    assert all(of["role"] == "img" and set((of["aria-labelledby"] or "").split()) <= ids for of in plots)
    assert len([tag for tag, _ in page.elements if tag == "figcaption"]) == len(plots)


def test_nothing_that_a_question_or_a_system_says_becomes_markup() -> None:
    good, bad = hostile_run(right=True), hostile_run(right=False)
    change = compare_runs(parse_saved_run(to_json([good])), parse_saved_run(to_json([bad])))
    record = replace(record_run([]), command=(HOSTILE,), platform=HOSTILE)
    for text in (to_html([bad], record, None, change), comparison_page(change)):
        page = Page(text)
        assert is_alone(page)
        assert "alert(1)" in page.text
        assert not re.search(r"[\x00-\x08\x1b\u202e]", text)
    for text in (to_markdown([bad, good], None, record, change), comparison_markdown(change)):
        html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
        assert not re.search(r"<(script|img|a|iframe|code|strong)\b", html)
        assert "alert(1)" in html
        # A pipe in a cell is text: every row has as many cells as its header.
        for table in re.findall(r"<table>.*?</table>", html, re.S):
            assert len({len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.S)}) == 1
    root = ET.fromstring(to_junit([bad], record))
    assert len(list(root.iter("testcase"))) == 3
    assert "<script>alert(1)</script>" in (next(root.iter("failure")).text or "")
    for shown in (for_terminal([bad]), comparison_for_terminal(change)):
        assert "\x1b" not in "".join(str(getattr(one, "plain", "")) for one in shown.renderables)


def test_plot_values_by_hand() -> None:
    done = run(q3=answered(quote("one", THIRD)) | {"confidence": 0.8})
    # Surest first: q1 with mark 1, q3 answered although nothing answers it, q2 with mark 1/2.
    assert risk_coverage(done) == [(pytest.approx(1 / 3), 0.0), (pytest.approx(2 / 3), 0.5), (1.0, 0.5)]
    assert {kind: figure.value for kind, figure in kind_figures(done).items()} == {"fact": 1.0, "several": 0.5, "false-premise": 0.0}
    timed = replace(done, scored=tuple(replace(one, seconds=seconds) for one, seconds in zip(done.scored, (0.1, 0.1, 2.0), strict=True)))
    bars = latency_bars(timed)
    assert next((count, low <= 0.1 < high) for low, high, count in bars if count) == (2, True)
    assert sum(count for _, _, count in bars) == 3


def test_a_run_with_nothing_to_plot_has_a_page_all_the_same() -> None:
    broken = run(q1=ValueError(), q2=ValueError(), q3=ValueError())
    assert plots_of(broken) == []
    assert "Broken questions" in Page(to_html([broken])).text


def test_ticks_are_round_and_inside() -> None:
    assert ticks(0, 1) == tuple((pytest.approx(step / 5), f"{step / 5:g}") for step in range(6))
    assert [label for _, label in ticks(-0.3, 0.3)] == ["-0.2", "0", "0.2"]
    assert [label for _, label in ticks(0, 77)] == ["0", "20", "40", "60"]
    with pytest.raises(ValueError, match="low to high"):
        Axis("", 1, 1, ())
