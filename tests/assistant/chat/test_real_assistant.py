"""The chat page in a real browser with the real assistant behind it: embedder, index and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assistant import Assistant
from assistant.chat.asker import Asker

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Gradio's queue calls pandas in ways that pandas 3 announces the end of; the warnings arise in the server's thread, whatever the test does.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

QUESTION = "What happened to supervision-order placements?"
DICKENS = "about a quarter had broken down within two years"
FOUR_YEARS = "40% of children had experienced further neglect"
IN_VIEW = "mark => { const r = mark.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"


@pytest.fixture(scope="module")
def address(seed_index: Path, serving: Callable[[Asker], AbstractContextManager[str]]) -> Iterator[str]:
    """Serve the page of the assistant on the seed documents."""
    with serving(Assistant.open(seed_index)) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Open the page in a fresh tab; fail where anything but the page's own server was asked."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    hosts: set[str | None] = set()
    tab.on("request", lambda request: hosts.add(urlsplit(request.url).hostname) if not request.url.startswith(("data:", "blob:")) else None)
    tab.goto(address)
    tab.get_by_label("Your question").wait_for()
    yield tab
    context.close()
    assert hosts == {"127.0.0.1"}


def ask(page: Page, question: str, turn: int) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(f"#carecite-{turn} :is(.cc-answer, .cc-abstention)").wait_for()


def test_ask_read_the_quotes_and_open_the_source_at_one(page: Page) -> None:
    ask(page, QUESTION, 1)
    assert page.locator("article mark", has_text=FOUR_YEARS).count() == 1
    card = page.locator("article", has=page.locator("mark", has_text=DICKENS))
    assert "Jonathan Dickens" in card.inner_text()
    assert "2021" in card.inner_text()
    assert "Longer-term outcomes" in card.inner_text()
    card.get_by_role("button", name="Open the source here").click()
    mark = page.locator("dialog mark")
    mark.wait_for()
    assert DICKENS in mark.inner_text()
    page.wait_for_function(IN_VIEW, arg=mark.element_handle())


def test_a_follow_up_is_understood_and_another_subject_is_refused(page: Page) -> None:
    ask(page, "How stable were placements of children over ten in care?", 1)
    ask(page, "and for under tens?", 2)
    assert "Understood as:" in page.locator("#carecite-2").inner_text()
    assert page.locator("#carecite-2 .cc-answer").count() == 1
    ask(page, "How do I bake bread?", 3)
    assert page.locator("#carecite-3 .cc-abstention").count() == 1


def test_an_abbreviation_says_what_it_means_and_a_quote_is_copied_without_that(page: Page) -> None:
    ask(page, "What does CMA stand for?", 1)
    short = page.locator("article mark abbr", has_text="CMA").first
    assert short.get_attribute("title") == "Competition and Markets Authority"
    short.focus()
    assert "Competition and Markets Authority" in short.evaluate("element => getComputedStyle(element, '::after').content")
    copied = page.locator("article mark", has_text="CMA").first.evaluate(
        "mark => { getSelection().selectAllChildren(mark); return getSelection().toString(); }"
    )
    assert copied == "The review is working alongside the Competition and Markets Authority (CMA) to look at this issue."
