"""The tables of the report, and its glossary, as a workbook and as CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import re
from itertools import groupby
from pathlib import Path

import xlsxwriter

from tests.ingest.report.archive import steady
from tests.ingest.report.source import Part, Report

_NUMBER = re.compile(r"(?P<pound>£)?(?P<digits>[\d,]+(?:\.\d+)?)(?P<unit>%|m)?")


def tables_of(report: Report) -> list[tuple[str, list[Part]]]:
    """Return the tables: caption, then header and rows."""
    found = [list(group) for within, group in groupby(report.parts, lambda part: part.within) if within in ("ruled", "plain")]
    return [(parts[0].text, parts[1:]) for parts in found]


def write_xlsx(report: Report, path: Path) -> None:
    """Write a sheet a table, caption in the first row, a blank one, the header in the third; numbers are numbers with a format, not text."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        about = report.about
        workbook.set_properties({"title": about["title"], "author": about["author"], "created": dt.datetime.fromisoformat(about["date"])})
        bold = workbook.add_format({"bold": True})
        for number, (caption, rows) in enumerate(tables_of(report), start=1):
            sheet = workbook.add_worksheet(f"Table {number}")
            sheet.write_string(0, 0, caption, bold)
            for y, part in enumerate(rows, start=2):
                for x, cell in enumerate(part.cells):
                    _write(workbook, sheet, y, x, cell, bold if part.kind == "header" else None)
        sheet = workbook.add_worksheet("Glossary")
        for x, name in enumerate(("Term", "Meaning")):
            sheet.write_string(0, x, name, bold)
        words = [part.text for part in report.parts if part.within == "glossary"]
        for y, pair in enumerate(zip(words[::2], words[1::2], strict=True), start=1):
            for x, text in enumerate(pair):
                sheet.write_string(y, x, text)
    steady(path)


def _write(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, y: int, x: int, cell: str, style: object) -> None:
    number = _NUMBER.fullmatch(cell)
    if style is not None or number is None:
        sheet.write_string(y, x, cell, style)
        return
    places = len(number["digits"].partition(".")[2])
    pattern = ("#,##0" if "," in cell else "0") + ("." + "0" * places if places else "")
    pattern = f'"£"{pattern}' if number["pound"] else pattern
    pattern += {"%": "%", "m": '"m"'}.get(number["unit"] or "", "")
    value = float(number["digits"].replace(",", "")) / (100 if number["unit"] == "%" else 1)
    sheet.write_number(y, x, value, workbook.add_format({"num_format": pattern}))


def write_csv(report: Report, path: Path) -> list[Path]:
    """Write a file a table beside ``path``, numbered; return their paths."""
    written = []
    for number, (_, rows) in enumerate(tables_of(report), start=1):
        file = path.with_name(f"{path.stem}-table-{number}.csv")
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(part.cells for part in rows)
        written.append(file)
    return written
