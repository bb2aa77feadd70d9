"""What the tests of the page in a browser share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IS_TAKEN = """async ([reply, question]) => {
    const isTaken = () => document.querySelector(reply) !== null || document.querySelector(".cc-ask textarea").value !== question;
    for (let wait = 0; wait < 50 && !isTaken(); wait++) await new Promise(done => setTimeout(done, 100));
    return isTaken();
}"""
QUESTION = "What happened to supervision-order placements?"


@contextmanager
def tab(chromium: Browser, address: str, *, arrives: bool = True, **options: object) -> Iterator[Page]:
    """Open the page as somebody new, and wait until all that is theirs is on it; fail where anything but its server was asked or a script failed."""
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
    if arrives:
        wait_for_arrival(page)
    yield page
    context.close()
    assert requests
    assert {urlsplit(url).hostname for url in requests if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert errors == []


def wait_for_arrival(page: Page) -> None:
    """Wait until the server has told a newly opened page all that it had to."""
    page.wait_for_function("performance.getEntriesByType('resource').some(entry => entry.name.includes('queue/data'))")


def ask(page: Page, question: str, turn: int) -> None:
    """Type a question, press Enter, and wait for the reply to question number ``turn``.

    In the instant in which the question before ends, gradio lets a key pass by; the question stays in the box, and people press again.
    """
    box, reply = page.get_by_label("Your question"), f"#carecite-{turn} :is(.cc-answer, .cc-abstention)"
    box.fill(question)
    box.press("Enter")
    if not page.evaluate(IS_TAKEN, [reply, question]):
        box.press("Enter")
    page.locator(reply).wait_for()
