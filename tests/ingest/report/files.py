"""The report's files: which format is written by whom, and where the browser's PDF is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.ingest.report.browser_pdf import browser, write_browser_pdf
from tests.ingest.report.epub_book import write_epub
from tests.ingest.report.pdf import write_pdf
from tests.ingest.report.plain_text import write_md, write_txt
from tests.ingest.report.sheets import write_csv, write_xlsx
from tests.ingest.report.slides import write_pptx
from tests.ingest.report.source import Report
from tests.ingest.report.web_page import write_html
from tests.ingest.report.word import write_docx

STEM = "nearer-home"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, the file's suffix, its writer, and whether it holds the tables alone."""

    name: str
    suffix: str
    write: Callable[[Report, Path], object]
    tables_only: bool = False
    paged: bool = False

    def write_into(self, report: Report, folder: Path) -> None:
        """Write the report's file or files into ``folder``, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self.write(report, folder / f"{STEM}{self.suffix}")


FORMATS = (
    Format("md", ".md", write_md),
    Format("txt", ".txt", write_txt),
    Format("html", ".html", write_html),
    Format("epub", ".epub", write_epub),
    Format("docx", ".docx", write_docx),
    Format("pptx", ".pptx", write_pptx),
    Format("pdf", ".pdf", write_pdf, paged=True),
    Format("browser-pdf", ".pdf", write_browser_pdf, paged=True),
    Format("xlsx", ".xlsx", write_xlsx, tables_only=True),
    Format("csv", ".csv", write_csv, tables_only=True),
)


def formats() -> tuple[Format, ...]:
    """Return the formats that can be written here: all, or all but the browser's PDF."""
    return tuple(one for one in FORMATS if one.name != "browser-pdf" or browser())
