"""The page is usable by everybody: axe-core finds no violation of WCAG 2.2 AA, and the keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from assistant.chat.desk import Desk
from tests.assistant.chat.browser import QUESTION, ask, tab
from tests.assistant.chat.conftest import STARTERS, MemoryLibrary, SeededAssistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Gradio's queue calls pandas in ways that pandas 3 announces the end of; the warnings arise in the server's thread, whatever the test does.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desk": (1366, 768), "small desk": (1024, 768), "phone": (390, 844), "400 % zoom": (320, 256)}


@pytest.fixture(scope="module")
def axe() -> str:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    asker = SeededAssistant()
    with serving(asker, Desk.open(asker, tmp_path_factory.mktemp("desk"), STARTERS, MemoryLibrary(asker))) as url:
        yield url


def violations(page: Page, axe: str) -> list[tuple[str, str, list[str]]]:
    """Return the rules of axe-core that the page breaks in light and in dark, each with the elements that do."""
    page.evaluate(axe)
    broken = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
        found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        assert found["passes"]
        broken += [(scheme, rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found["violations"]]
    return broken


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_violation(chromium: Browser, address: str, axe: str, size: str) -> None:
    """Not at any width, in light or in dark."""
    width, height = SIZES[size]
    options = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}
    with tab(chromium, address, **options) as page:
        found = {"first": violations(page, axe)}
        unfold = page.get_by_role("button", name="Documents and earlier conversations")
        if unfold.is_visible():
            unfold.click()
        page.locator("input[type=file]").set_input_files([{"name": "mine.txt", "mimeType": "text/plain", "buffer": b"My own words."}])
        page.get_by_role("button", name="Remove mine.txt").wait_for()
        ask(page, QUESTION, 1)
        ask(page, "and for under tens?", 2)
        ask(page, "How do I bake bread?", 3)
        page.locator(".cc-history > li").wait_for()
        found["conversation"] = violations(page, axe)
        page.get_by_role("button", name="Change question 2").click()
        page.locator("[role=alert] button").wait_for()
        found["changing"] = violations(page, axe)
        page.get_by_role("button", name="Give feedback on question 1").click()
        found["feedback"] = violations(page, axe)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Open the source here").first.click()
        page.locator("dialog mark").wait_for()
        found["source"] = violations(page, axe)
        page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {where: rules for where, rules in found.items() if rules} == {}


def test_the_keyboard_alone_is_enough(chromium: Browser, address: str) -> None:
    """The focus moves in the order of the page, can always be seen, and nothing holds it."""
    with tab(chromium, address) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Conversation"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "carecite-conversation"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == STARTERS[0]
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "solid3px"
        page.keyboard.press("Enter")
        page.locator("#carecite-1 .cc-answer").wait_for()
        ask(page, "How do I bake bread?", 2)
        order = []
        page.locator("#carecite-documents").focus()
        for _ in range(60):
            page.keyboard.press("Tab")
            pane = page.evaluate("document.activeElement.closest('.cc-left, .cc-middle, .cc-right')?.classList[2] ?? ''")
            assert page.evaluate("document.activeElement.tagName") != "DIV"
            if pane and pane not in order:
                order.append(pane)
        assert order == ["cc-left", "cc-middle", "cc-right"]


def test_motion_is_left_out_for_who_wants_none(chromium: Browser, address: str) -> None:
    with tab(chromium, address, reduced_motion="reduce") as page:
        ask(page, QUESTION, 1)
        moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
        assert page.evaluate(moving) == 0


def test_deleting_leaves_the_focus_on_the_page(chromium: Browser, address: str) -> None:
    """Where the button that had it is gone, the focus is on the heading of its list."""
    with tab(chromium, address) as page:
        ask(page, QUESTION, 1)
        page.locator(".cc-history").get_by_role("button", name="Delete").click()
        page.get_by_role("button", name="Delete", exact=True).click()
        page.locator(".cc-history").wait_for(state="detached")
        page.wait_for_function("document.activeElement.id === 'carecite-history'")
