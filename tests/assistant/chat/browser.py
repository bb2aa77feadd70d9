"""What the tests of the page in a browser share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "What happened to supervision-order placements?"


@contextmanager
def tab(chromium: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open the page as somebody new; fail where anything but the page's own server was asked or a script failed."""
    context = chromium.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
    context.set_default_timeout(120_000)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    yield page
    context.close()
    assert requests
    assert {urlsplit(url).hostname for url in requests if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert errors == []


def ask(page: Page, question: str, turn: int) -> None:
    """Type a question, press Enter, and wait for the reply to question number ``turn``."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(f"#carecite-{turn} :is(.cc-answer, .cc-abstention)").wait_for()
