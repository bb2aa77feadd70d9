"""The report as a page of a web site, with all that a site puts around its text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.ingest.report.hyphen import hyphenated
from tests.ingest.report.source import Part, Report, runs

FURNITURE = (
    "We use cookies to make this site work.",
    "Skip to main content",
    "Publications",
    "Was this page useful?",
    "Most read this week",
    "Councils open forty new bus shelters",
    "Share on Facebook",
    "Wexmoor House, 4 Quay Street",
    "Accessibility statement",
)
"""Words of the site that are no part of the report."""

_STYLE = """
.columns { column-count: 2; column-gap: 2em } .box { border: 1px solid #456; background: #eef; padding: 0 1em }
table.ruled td, table.ruled th { border: 1px solid #888 } table { border-collapse: collapse }
td, th { padding: 0.2em 0.6em } body { text-align: justify; hyphens: manual }
@page { size: A4; margin: 25mm 25mm 28mm }
@page { @top-left { content: "Nearer Home"; font-size: 9pt } @bottom-center { content: counter(page); font-size: 9pt } }
@media print { nav, header, aside, footer, .cookie, .share, .skip { display: none } body { font: 11pt/1.5 serif }
  tr, h2, h3, h4 { break-inside: avoid } }
"""


def write_html(report: Report, path: Path) -> None:
    """Write the page: the report in ``main``, the site's furniture around it."""
    about = {key: html.escape(value) for key, value in report.about.items()}
    page = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{about["title"]} | Wexmoor Online</title>
<meta name="author" content="{about["author"]}">
<meta name="date" content="{about["date"]}">
<meta property="og:title" content="{about["title"]}">
<style>{_STYLE}</style>
<script>window.tracking = "<p>No cookies, no statistics.</p>";</script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<div class="cookie" role="dialog" aria-label="Cookie notice"><p>We use cookies to make this site work. Some of them count visits.</p>
<button>Accept all</button> <button>Reject</button></div>
<header><p>Wexmoor Online</p><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/publications">Publications</a></li>
<li><a href="/contact">Contact us</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/publications">Publications</a></li>
<li>Nearer Home</li></ol></nav>
<main id="main">
<article>
<h1>{about["title"]}</h1>
<p class="byline">{about["author"]}</p>
<p class="date"><time datetime="{about["date"]}">{about["date"]}</time></p>
<div class="share"><a href="#f">Share on Facebook</a> <a href="#m">Email this page</a></div>
{body(report.parts, 1)}
<section class="footnotes" role="doc-endnotes"><hr>
<ol>
{notes(report.parts)}
</ol>
</section>
</article>
</main>
<aside class="related"><h2>Most read this week</h2><ul><li><a href="/a">Councils open forty new bus shelters</a></li>
<li><a href="/b">The regional hospital explained</a></li></ul></aside>
<footer><p>Was this page useful? <a href="/yes">Yes</a> <a href="/no">No</a></p><p>© Wexmoor Online 2024. Wexmoor House, 4 Quay Street, Corran.</p>
<ul><li><a href="/accessibility">Accessibility statement</a></li><li><a href="/privacy">Privacy policy</a></li></ul></footer>
</body>
</html>
"""
    path.write_text(page, encoding="utf-8", newline="")


def body(parts: tuple[Part, ...], deeper: int, *, soft: bool = True) -> str:
    """Return the blocks as HTML, headings ``deeper`` levels down; footnotes are left to ``notes``, ``soft`` puts soft hyphens into long words."""
    told = [part for part in parts if part.kind != "footnote"]
    return "\n".join(line for within, group in groupby(told, lambda part: part.within) for line in _wrapped(within, list(group), deeper, soft))


def _wrapped(within: str, parts: list[Part], deeper: int, soft: bool) -> Iterator[str]:
    if within in ("ruled", "plain"):
        yield f'<table class="{within}">\n<caption>{inline(parts[0].text)}</caption>'
        yield f"<thead><tr>{_cells(parts[1], 'th')}</tr></thead>\n<tbody>"
        yield from (f"<tr>{_cells(part, 'td')}</tr>" for part in parts[2:])
        yield "</tbody>\n</table>"
    elif within == "glossary":
        tags = {"term": "dt", "definition": "dd"}
        yield "\n".join(["<dl>", *(f"<{tags[part.kind]}>{inline(part.text)}</{tags[part.kind]}>" for part in parts), "</dl>"])
    elif within:
        yield "\n".join([f'<div class="{within}">', *_flow(parts, deeper, soft), "</div>"])
    else:
        yield from _flow(parts, deeper, soft)


def _cells(part: Part, tag: str) -> str:
    return "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in part.cells)


def _flow(parts: list[Part], deeper: int, soft: bool) -> Iterator[str]:
    for kind, group in groupby(parts, lambda part: part.kind):
        items = list(group)
        if kind in ("bullet", "number"):
            opening = "<ul>" if kind == "bullet" else f'<ol start="{items[0].number}">'
            yield "\n".join([opening, *(f"<li>{inline(item.text, soft)}</li>" for item in items), "</ul>" if kind == "bullet" else "</ol>"])
        elif kind in ("heading", "box"):
            yield from (f"<h{item.number + deeper}>{inline(item.text)}</h{item.number + deeper}>" for item in items)
        else:
            mark = ' class="entry"' if kind == "entry" else ""
            yield from (f"<p{mark}>{inline(item.text, soft)}</p>" for item in items)


def inline(text: str, soft: bool = False) -> str:
    """Return the marks inside a text as HTML."""
    pieces = []
    for style, words in runs(text):
        plain = html.escape(re.sub(r"[A-Za-z]{9,}", lambda word: hyphenated(word[0], "\u00ad"), words) if soft else words, quote=False)
        plain = plain.replace("\u00a0", "&nbsp;").replace("\u00ad", "&shy;")
        anchor = f'<sup id="ref{words}"><a href="#fn{words}" role="doc-noteref">{words}</a></sup>'
        pieces.append({"mark": anchor, "emphasis": f"<em>{plain}</em>"}.get(style, plain))
    return "".join(pieces)


def notes(parts: tuple[Part, ...]) -> str:
    """Return the footnotes as list items with a link back to their marks."""
    found = [part for part in parts if part.kind == "footnote"]
    back = '<a href="#ref{0}" role="doc-backlink">↩</a>'
    return "\n".join(f'<li id="fn{note.number}" value="{note.number}"><p>{inline(note.text)} {back.format(note.number)}</p></li>' for note in found)
