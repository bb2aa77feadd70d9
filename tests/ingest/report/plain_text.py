"""The report as plain text and as Markdown."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.report.source import Part, Report, runs

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_txt(report: Report, path: Path) -> None:
    """Write plain text: bare headings, raised numbers as footnote marks, cells set apart by tabs."""
    lines = [report.about["title"], "", report.about["author"], report.about["date"]]
    above = ""
    for part in report.parts:
        lines += [_txt(part)] if _close(above, part.kind) else ["", _txt(part)]
        above = part.kind
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def _txt(part: Part) -> str:
    text = "".join(words.translate(SUPERSCRIPT) if style == "mark" else words for style, words in runs(part.text))
    if part.kind == "footnote":
        return f"{str(part.number).translate(SUPERSCRIPT)} {text}"
    if part.cells:
        return "\t".join(part.cells)
    return {"bullet": "• ", "number": f"{part.number}. "}.get(part.kind, "") + text


def write_md(report: Report, path: Path) -> None:
    """Write Markdown: the title at the top, chapters below it, pipes for tables."""
    lines = [f"# {report.about['title']}", "", report.about["author"], report.about["date"]]
    above = ""
    for part in report.parts:
        lines += _md(part) if _close(above, part.kind) else ["", *_md(part)]
        above = part.kind
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def _md(part: Part) -> list[str]:
    if part.cells:
        row = f"| {' | '.join(part.cells)} |"
        return [row, "|---" * len(part.cells) + "|"] if part.kind == "header" else [row]
    before = {
        "heading": "#" * (part.number + 1) + " ",
        "box": "#### ",
        "term": "### ",
        "bullet": "- ",
        "number": f"{part.number}. ",
        "footnote": f"[^{part.number}]: ",
    }
    return [before.get(part.kind, "") + part.text]


def _close(above: str, kind: str) -> bool:
    """Say whether a block stands straight below the one above it."""
    return kind == "row" or (kind == above and kind in ("bullet", "number"))
