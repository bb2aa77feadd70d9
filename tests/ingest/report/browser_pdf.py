"""The report's web page printed to PDF by a browser, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.ingest.report.source import Report
from tests.ingest.report.web_page import write_html

NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def browser() -> str | None:
    """Return the command of a browser that prints; ``None`` where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def write_browser_pdf(report: Report, path: Path) -> None:
    """Print the web page to ``path``.

    Raises:
        subprocess.CalledProcessError: the browser failed.
        RuntimeError: no browser is installed.
    """
    command = browser()
    if command is None:
        raise RuntimeError("no browser that prints: install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        write_html(report, page)
        flags = (*_QUIET, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={path}")
        subprocess.run([command, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
