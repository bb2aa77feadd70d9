"""A question that is being typed outlives the loading of the page, for its tab alone and until somebody signs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from tests.assistant.chat.browser import QUESTION, ask, tab, wait_for_arrival
from tests.assistant.chat.conftest import SeededAssistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Of gradio's own use of pandas.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

TYPED = "who decides where a child"


@pytest.fixture(scope="module")
def address(serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with serving(SeededAssistant()) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with tab(chromium, address) as opened:
        yield opened


def _typed(page: Page) -> str:
    return page.get_by_label("Your question").input_value()


def _load_again(page: Page) -> None:
    page.reload()
    wait_for_arrival(page)


def test_what_was_typed_is_there_when_the_page_is_loaded_again(page: Page) -> None:
    page.get_by_label("Your question").fill(TYPED)
    _load_again(page)
    assert _typed(page) == TYPED
    page.get_by_label("Your question").press("Enter")
    page.locator("#carecite-1 .cc-question", has_text=TYPED).wait_for()


def test_what_was_asked_or_taken_back_does_not_come_again(page: Page) -> None:
    ask(page, QUESTION, 1)
    _load_again(page)
    assert _typed(page) == ""
    page.get_by_label("Your question").fill(TYPED)
    page.get_by_label("Your question").fill("")
    _load_again(page)
    assert _typed(page) == ""


@pytest.mark.parametrize("kept", ["no JSON", "null", '{"text": "who?", "at": 0}', "7"])
def test_what_is_old_or_not_ours_is_left_alone(page: Page, kept: str) -> None:
    page.evaluate("kept => addEventListener('pagehide', () => sessionStorage.setItem('carecite-draft', kept))", kept)
    _load_again(page)
    assert _typed(page) == ""
    ask(page, QUESTION, 1)


def test_another_tab_knows_nothing_of_it_and_signing_out_ends_it(chromium: Browser, address: str) -> None:
    with tab(chromium, address) as page:
        page.get_by_label("Your question").fill(TYPED)
        with page.context.expect_page() as other:
            page.evaluate("url => window.open(url, '_blank', 'noopener')", address)
        assert other.value.evaluate("sessionStorage.getItem('carecite-draft')") is None
        page.evaluate(
            """() => {
                const form = Object.assign(document.createElement("form"), { method: "post", action: "/sign-out" });
                form.addEventListener("submit", (event) => setTimeout(() => location.reload()) || event.preventDefault());
                document.body.append(form);
                form.requestSubmit();
            }"""
        )
        page.wait_for_load_state()
        wait_for_arrival(page)
        assert _typed(page) == ""
