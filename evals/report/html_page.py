"""A run as one page for the browser: it holds all it needs, asks nothing of any other place, and can be read without a script.

All text goes through ``escape``; the page's policy lets nothing run or load, so that a hostile question or document stays text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from evals.comparison import Comparison
from evals.figures import figures_of
from evals.gate import Verdict
from evals.measures import PRIMARY, PRIMARY_WORDS
from evals.report import change_rows
from evals.report.marks import place, trouble
from evals.report.plots import Plot, changes_plot, plots_of
from evals.report.rows import Rows, failure_lines, group_rows, inexact_lines, main_rows, record_rows, verdict_lines, with_interval
from evals.response import cut_to_words
from evals.run_record import RunRecord
from evals.runner import Run, Scored
from evals.shown import fold

MOST = 60
"""Questions that are shown of each group of troubles; a page of thousands helps nobody."""

_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, halves of characters, and marks that turn the direction of what stands around them."""


_NUMBER = re.compile(r"[-+<]? ?\d*\.?\d*(?: \[[^\]]*\]| / \d.*| to [\d.]+)?$")
"""What stands in a column of numbers: a number, one with an interval, two with a stroke or "to" between them, or a dash."""


def to_html(runs: Sequence[Run], record: RunRecord | None = None, verdict: Verdict | None = None, comparison: Comparison | None = None) -> str:
    """Return the runs as a page: figures, plots and questions of the first, with the gate, the change and the record where given."""
    run = runs[0]
    parts = [_head(run, record, verdict), _section("Figures", _table(main_rows(runs)))]
    parts += [_section("Broken questions", _list(failure_lines(runs)))] if any(one.failures for one in runs) else []
    parts += [_section("Not exact", _list(lines))] if (lines := inexact_lines(runs)) else []
    parts += [_section("Gate", _list(verdict_lines(verdict)))] if verdict else []
    parts += [_change(comparison)] if comparison else []
    parts += [f'<div class="plots">{"".join(_section(plot.heading, _plot(plot)) for plot in plots)}</div>'] if (plots := plots_of(run)) else []
    parts += [_troubles(run), _section("By group", _table(group_rows(run)))]
    parts += [_section("Made with", _table(record_rows(record)))] if record else []
    return _page(f"Measured: {run.system}", parts)


def comparison_page(comparison: Comparison) -> str:
    """Return a comparison of two runs as a page."""
    heading = f"<header><h1>{_text(change_rows.title(comparison))}</h1><p>{_text(change_rows.summary(comparison))}</p></header>"
    return _page("Two runs compared", [heading, _change(comparison)])


def _head(run: Run, record: RunRecord | None, verdict: Verdict | None) -> str:
    figure = figures_of(run.scored).get(PRIMARY.name)
    state = "" if verdict is None else f'<p class="gate {"open" if verdict.is_open else "closed"}">{_text(verdict_lines(verdict)[-1])}</p>'
    about = f"{len(run.scored) + len(run.failures)} questions, {len(run.failures)} of them broken" + (f"; {record.time}" if record else "")
    primary = f'<p class="primary"><strong>{_text(with_interval(figure))}</strong> {_text(PRIMARY.name)}</p>' if figure else ""
    return f"<header><h1>Measured: {_text(run.system)}</h1><p>{_text(about)}</p>{primary}{state}</header>"


def _change(comparison: Comparison) -> str:
    parts = [f"<p>{_text(change_rows.summary(comparison))}. {_text(change_rows.CAUTION)}</p>"]
    parts += [_plot(changes_plot(comparison))] if comparison.figures else []
    tables = {
        "Questions that changed": change_rows.question_rows(comparison),
        "By kind, where something changed": change_rows.kind_rows(comparison),
        "The runs were made with different": change_rows.record_rows(comparison),
    }
    for heading, rows in tables.items():
        parts += [f"<h3>{_text(heading)}</h3>{_table(rows)}"] if len(rows) > 1 else []
    parts += [f"<h3>Not compared</h3>{_list(comparison.apart)}"] if comparison.apart else []
    return _section(change_rows.title(comparison), "".join(parts))


def _troubles(run: Run) -> str:
    """Return the questions whose mark is not full, worst first within each kind of trouble, each to be opened."""
    groups: dict[str, list[Scored]] = {}
    for one in sorted(run.scored, key=lambda one: one.score):
        if not one.passed:
            groups.setdefault(_group(one), []).append(one)
    if not groups:
        return _section("Questions with a mark that is not full", "<p>None.</p>")
    parts = []
    for name, questions in groups.items():
        more = f"<p>and {len(questions) - MOST} more, in the JSON report</p>" if len(questions) > MOST else ""
        inner = "".join(_question(one) for one in questions[:MOST])
        parts.append(f'<details class="group"><summary>{_text(name)} <span class="count">{len(questions)}</span></summary>{inner}{more}</details>')
    return _section("Questions with a mark that is not full", "".join(parts))


def _group(one: Scored) -> str:
    if not one.case.answerable or one.response.abstained:
        return trouble(one)[:1].upper() + trouble(one)[1:]
    return "Answered, with none of the facts" if one.score == 0 else "Answered, with some of the facts"


def _question(one: Scored) -> str:
    case = one.case
    turns = "".join(f"<li>{_text(turn)}</li>" for turn in case.turns[:-1])
    before = f"<p>Asked before:</p><ol>{turns}</ol>" if turns else ""
    facts = "".join(_fact(one, number) for number in range(len(case.facts))) or "<li>An abstention: the documents do not answer.</li>"
    reason = f": {one.response.reason}" if one.response.reason else ""
    quotes = "".join(
        f"<li><q>{_text(fold(quote.text))}</q> <cite>{_text(place(quote))}</cite></li>" for quote in cut_to_words(one.response.quotes, PRIMARY_WORDS)
    )
    shown = f"<ol>{quotes}</ol>" if quotes else f"<p>An abstention{_text(reason)}</p>"
    sure = "" if one.response.confidence is None else f", confidence {one.response.confidence:.2f}"
    about = f"{case.kind}, {case.voice}, mark {one.score:.2f}{sure}, {one.seconds:.2f} s"
    body = f"<p>{_text(about)}</p>{before}<h4>Wanted</h4><ul>{facts}</ul><h4>Shown within {PRIMARY_WORDS} words</h4>{shown}"
    return f"<details><summary>{_text(case.id)}: {_text(case.question)}</summary>{body}</details>"


def _fact(one: Scored, number: int) -> str:
    fact = one.case.facts[number]
    found = one.facts[number] if one.facts else None
    state = "" if found is None else "shown" if found.shown else "not shown" if found.rank is None else f"not shown; quote {found.rank} would show it"
    golds = " or ".join(f"<q>{_text(fold(gold.text))}</q> <cite>{_text(gold.doc_id)}</cite>" for gold in fact.quotes)
    return f'<li class="{"is-shown" if found and found.shown else "is-lost"}">{golds} <span class="state">{_text(state)}</span></li>'


def _plot(plot: Plot) -> str:
    table = f"<details><summary>The same as a table</summary>{_table(plot.rows)}</details>"
    return f"<figure>{plot.svg}<figcaption>{_text(plot.reading)}</figcaption></figure>{table}"


def _section(heading: str, inner: str) -> str:
    return f"<section><h2>{_text(heading)}</h2>{inner}</section>"


def _table(rows: Rows) -> str:
    """Return rows, the header first, as a table; a column that holds anything but numbers stands to the left."""
    kinds = [' class="number"' if all(_NUMBER.match(row[column]) for row in rows[1:]) else "" for column in range(len(rows[0]))]
    head = "".join(f'<th scope="col"{kind}>{_text(cell)}</th>' for cell, kind in zip(rows[0], kinds, strict=True))
    body = "".join(f"<tr>{_row(row, kinds)}</tr>" for row in rows[1:])
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="region" aria-label="{_text(rows[0][0])}">{table}</div>'


def _row(row: Sequence[str], kinds: Sequence[str]) -> str:
    cells = "".join(f"<td{kind}>{_text(cell)}</td>" for cell, kind in zip(row[1:], kinds[1:], strict=True))
    return f'<th scope="row"{kinds[0]}>{_text(row[0])}</th>{cells}'


def _list(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + "</ul>"


def _text(text: str) -> str:
    return escape(_UNSAFE.sub("", text))


def _page(title: str, parts: Sequence[str]) -> str:
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<link rel="icon" href="data:,">',
        f"<title>{_text(title)}</title>",
        f"<style>{style}</style>",
    ]
    return "\n".join(
        ["<!doctype html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", "<main>", *parts, "</main>", "</body>", "</html>", ""]
    )
