"""The page in a real browser: nothing runs, nothing is fetched, it is styled, and screen readers get names for the plots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.comparison import compare_runs
from evals.report import to_html, to_json
from evals.run_record import record_run
from evals.saved_run import parse_saved_run
from tests.evals.test_reports import CASES, hostile_run, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_asks_for_nothing_and_is_styled(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    change = compare_runs(parse_saved_run(to_json([run()])), parse_saved_run(to_json([run()])))
    path = tmp_path / "run.html"
    path.write_text(to_html([run()], record_run(CASES), None, change), encoding="utf-8")
    page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 390, "height": 800})
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    assert heard == [path.as_uri()]
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == ("rgb(20, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    names = [page.get_by_role("img", name=name).count() for name in ("Change of each figure", "Risk against coverage", "Seconds of a reply")]
    assert names == [1, 1, 1]
    page.close()


def test_hostile_text_stays_text(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "run.html"
    path.write_text(to_html([hostile_run(right=False)]), encoding="utf-8")
    page = chromium.new_page()
    heard: list[str] = []
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert heard == [path.as_uri()]
    assert page.locator("script, main img, main a").count() == 0
    assert "<script>alert(1)</script>" in page.locator("main").inner_text()
    page.close()
