"""The chat page in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from assistant.chat.asker import Asker
from assistant.reply import Answer, Quote, Reply
from ingest.document import Document, Source
from ingest.span import Span
from tests.assistant.chat.browser import QUESTION, ask, tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Gradio's queue calls pandas in ways that pandas 3 announces the end of; the warnings arise in the server's thread, whatever the test does.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

WIDE = {"viewport": {"width": 1280, "height": 900}}
DICKENS = "about a quarter had broken down within two years"
IN_VIEW = "mark => { const r = mark.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth; }"


@pytest.fixture(scope="module")
def address(assistant: Asker, serving: Callable[[Asker], AbstractContextManager[str]]) -> Iterator[str]:
    """Serve the page of the assistant and give its address."""
    with serving(assistant) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Open the page in a fresh browser tab; fail where anything but the page's own server was asked or a script failed."""
    with tab(chromium, address, **WIDE) as opened:
        yield opened


def test_ask_read_the_quote_and_open_the_source_at_the_quote(page: Page) -> None:
    """The main road: an example question, its quote in a card, the source open at the quote, all by keyboard from there."""
    page.get_by_role("button", name=QUESTION).click()
    page.locator("#carecite-1 .cc-answer").wait_for()
    card = page.locator("article", has=page.locator("mark", has_text=DICKENS))
    assert "Dickens" in card.inner_text()
    assert "2021" in card.inner_text()
    button = card.get_by_role("button", name="Open the source here")
    button.focus()
    page.keyboard.press("Enter")
    mark = page.locator("dialog mark")
    mark.wait_for()
    assert DICKENS in mark.inner_text()
    page.wait_for_function(IN_VIEW, arg=mark.element_handle())
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    page.keyboard.press("Escape")
    mark.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Open the source here"
    page.keyboard.press("Enter")
    mark.wait_for(state="visible")
    page.get_by_role("button", name="Close the source").click()
    mark.wait_for(state="hidden")


def test_marker_leads_to_its_card(page: Page) -> None:
    """A marker in the answer moves the focus to its card, which is in sight."""
    ask(page, QUESTION, 1)
    page.locator("a.cc-marker").last.click()
    number = page.locator("a.cc-marker").count()
    page.wait_for_function(f"document.activeElement.id === 'carecite-1-{number}'")


def test_reply_is_announced_once(page: Page) -> None:
    """The finished text stands in one polite live region, and the conversation itself is none."""
    ask(page, QUESTION, 1)
    live = page.locator("[aria-live], [role=status], [role=alert], [role=log]", has_text=DICKENS)
    live.wait_for(state="attached")
    assert live.count() == 1
    assert live.get_attribute("aria-live") == "polite"
    assert (live.text_content() or "").startswith("Answer.")


def test_follow_up_and_new_conversation(page: Page) -> None:
    """The second question of a conversation stands below the first; a new conversation begins empty."""
    ask(page, QUESTION, 1)
    ask(page, "and for under tens?", 2)
    assert "Understood as:" in page.locator("#carecite-2").inner_text()
    assert page.locator("details.cc-evidence[open]").count() == 1
    page.get_by_role("button", name="New conversation").click()
    page.get_by_text("No question has been asked yet.").wait_for()
    page.wait_for_function("document.querySelectorAll('article').length === 0")
    assert "conversation=" not in page.url


def test_two_people_at_once_see_their_own_conversation(page: Page, chromium: Browser, address: str) -> None:
    """Each tab has its own turns and its own history."""
    with tab(chromium, address, **WIDE) as other:
        ask(page, QUESTION, 1)
        ask(other, "How do I bake bread?", 1)
        ask(page, "and for under tens?", 2)
        assert other.locator(".cc-turn").count() == 1
        assert other.locator(".cc-answer").count() == 0
        assert page.locator(".cc-abstention").count() == 0


def test_abstention_looks_different_and_says_what_its_passages_are(page: Page) -> None:
    """A question that the documents do not answer gets no answer, and the nearest passages are labelled as such."""
    ask(page, "How do I bake bread?", 1)
    assert page.locator(".cc-answer").count() == 0
    assert "do not answer" in page.locator(".cc-abstention").inner_text()
    page.get_by_text("These do not answer your question; they are the nearest passages").wait_for()


def test_empty_question_gets_one_polite_line(page: Page) -> None:
    """Nothing is asked, and one line says what to do."""
    page.get_by_label("Your question").fill("   ")
    page.get_by_role("button", name="Ask").click()
    page.locator("[role=alert]", has_text="Please type a question first.").wait_for()
    assert page.locator(".cc-turn").count() == 0


def test_error_is_one_line_and_the_question_comes_back(page: Page) -> None:
    """A question that is too long is named as such, without a traceback, and can be mended."""
    page.get_by_label("Your question").fill("why " * 30_000)
    page.get_by_role("button", name="Ask").click()
    page.locator("[role=alert] p").wait_for()
    assert "too long" in page.locator("[role=alert]").inner_text().lower()
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.get_by_label("Your question").input_value().startswith("why why")


def test_phone_and_400_percent_zoom_need_no_sideways_scrolling(page: Page) -> None:
    """One column at 320 pixels, the width that 400 % zoom leaves of 1280."""
    page.set_viewport_size({"width": 320, "height": 500})
    ask(page, QUESTION, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


HOSTILE = (
    "<script>window.taken = 1</script><img src=x onerror='window.taken = 2'><a href='javascript:window.taken=3'>x</a> </script> "
    "${window.taken = 4} {{window.taken}} $$\\href{http://elsewhere.example}{x}$$ "
    "![x](http://elsewhere.example/x.png) [x](javascript:window.taken=5) \u202etxen\u202c end."
)


class HostileAssistant:
    """Documents, titles and notes full of markup."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """One document that is nothing but an attack."""
        return {HOSTILE: Document(HOSTILE, HOSTILE, Source(HOSTILE, HOSTILE, None, HOSTILE))}

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Quote the attack."""
        quote = Quote(HOSTILE, Span(0, len(HOSTILE)), HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, 1.0, context=HOSTILE)
        return Answer(question, (quote,), f"{HOSTILE} [1] {HOSTILE}", 1.0, HOSTILE)


def test_hostile_text_is_shown_as_text(chromium: Browser, serving: Callable[[Asker], AbstractContextManager[str]]) -> None:
    """Markup, scripts, templates, LaTeX and Markdown in documents and questions are shown letter for letter, and nothing of it runs."""
    with serving(HostileAssistant()) as url, tab(chromium, url, **WIDE) as page:
        ask(page, HOSTILE, 1)
        assert page.locator("article mark").inner_text() == HOSTILE
        assert page.locator("#carecite-1 .cc-question bdi").inner_text() == HOSTILE
        page.get_by_role("button", name="Open the source here").click()
        page.locator("dialog mark").wait_for()
        assert page.locator("dialog mark").inner_text() == HOSTILE
        assert page.locator(".cc-page :is(script, img, [onerror], a[href^=javascript])").count() == 0
        assert page.evaluate("window.taken") is None


class EndlessAssistant(HostileAssistant):
    """One word of a million characters."""

    word = "word" * 250_000

    @property
    def documents(self) -> Mapping[str, Document]:
        """One document, one word."""
        return {"d": Document("d", self.word, Source("Endless"))}

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Quote all of it."""
        quote = Quote("d", Span(0, len(self.word)), self.word, "Endless", None, None, (), "Endless.", 1.0)
        return Answer(question, (quote,), f"“{self.word}” [1]", 1.0)


def test_endless_word_is_broken_into_lines(chromium: Browser, serving: Callable[[Asker], AbstractContextManager[str]]) -> None:
    """Nothing is pushed out of sight, and the page goes on."""
    with serving(EndlessAssistant()) as url, tab(chromium, url, **WIDE) as page:
        ask(page, "w" * 1900, 1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("[...document.querySelectorAll('.cc-pane, .cc-talk')].every(e => e.scrollWidth <= e.clientWidth)")
        page.get_by_role("button", name="New conversation").click()
        page.get_by_text("No question has been asked yet.").wait_for()
