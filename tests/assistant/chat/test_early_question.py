"""A question that is asked before the page has quite arrived is answered all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest

from assistant.chat import screen
from tests.assistant.chat.browser import QUESTION, ask, tab, wait_for_arrival
from tests.assistant.chat.conftest import SeededAssistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Of gradio's own use of pandas.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def arrival() -> threading.Event:
    return threading.Event()


@pytest.fixture(scope="module")
def address(serving: Callable[..., AbstractContextManager[str]], arrival: threading.Event) -> Iterator[str]:
    """Serve a page that waits, each time it is opened, with what its address asks for."""
    page = pytest.importorskip("assistant.chat.page")

    def late(*arguments: Any, **options: Any) -> screen.Screen:
        found = screen.screen_of_address(*arguments, **options)
        arrival.wait(60)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "screen_of_address", late)
        with serving(SeededAssistant()) as url:
            yield url


@pytest.mark.parametrize("by", ["Enter", "starter"])
def test_what_was_asked_stays_when_the_page_arrives(chromium: Browser, address: str, arrival: threading.Event, by: str) -> None:
    arrival.clear()
    with tab(chromium, address, arrives=False) as page:
        if by == "Enter":
            ask(page, QUESTION, 1)
        else:
            page.get_by_role("button", name=QUESTION).click()
            page.locator("#carecite-1 .cc-answer").wait_for()
        arrival.set()
        wait_for_arrival(page)
        page.wait_for_timeout(500)
        assert page.locator("#carecite-1 .cc-answer").is_visible()
        ask(page, "and for under tens?", 2)
        assert page.locator(".cc-turn").count() == 2


def test_before_the_page_s_own_script_all_documents_are_asked(chromium: Browser, address: str, arrival: threading.Event) -> None:
    arrival.set()
    with tab(chromium, address) as page:
        page.evaluate("delete window.carecite")
        ask(page, QUESTION, 1)
