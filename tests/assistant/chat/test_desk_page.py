"""The desk in a real browser: documents, kept conversations, files, links, feedback, own documents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.chat.desk import Desk
from assistant.reply import Reply
from tests.assistant.chat.browser import QUESTION, ask, tab
from tests.assistant.chat.conftest import CASE, LETTER, STARTERS, MemoryLibrary, SeededAssistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Gradio's queue calls pandas in ways that pandas 3 announces the end of; the warnings arise in the server's thread, whatever the test does.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class WaitingAssistant(SeededAssistant):
    """Waits with the reply to one question until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        if question == "wait":
            self.go_on.wait(20)
        return super().ask(question, history, words, documents)


@pytest.fixture(scope="module")
def asker() -> WaitingAssistant:
    return WaitingAssistant()


@pytest.fixture(scope="module")
def desk(asker: WaitingAssistant, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.open(asker, tmp_path_factory.mktemp("desk"), STARTERS, MemoryLibrary(asker))


@pytest.fixture(scope="module")
def address(asker: WaitingAssistant, desk: Desk, serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with serving(asker, desk) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with tab(chromium, address, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened


def status(page: Page, words: str) -> None:
    """Wait until a screen reader is told."""
    page.locator("[role=status]", has_text=words).wait_for(state="attached")


def test_three_panes_stand_beside_each_other_and_scroll_by_themselves(page: Page) -> None:
    ask(page, QUESTION, 1)
    lefts = [page.get_by_role("heading", name=name, exact=True).bounding_box() for name in ("Documents", "Conversation", "Evidence")]
    assert [box["x"] for box in lefts if box] == sorted({box["x"] for box in lefts if box})
    assert len(lefts) == 3
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    box = page.get_by_role("button", name="Ask", exact=True).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768


def test_only_ticked_documents_are_asked_and_the_choice_survives(page: Page, asker: WaitingAssistant) -> None:
    page.get_by_role("button", name="Choose none").click()
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator("[role=alert]", has_text="Choose at least one document").wait_for()
    page.get_by_label("The Case for Change").check()
    page.get_by_text("1 of 3 chosen").wait_for()
    ask(page, QUESTION, 1)
    assert asker.asked_of[-1] == (CASE,)
    page.reload()
    page.locator("#carecite-1 .cc-answer").wait_for()
    page.get_by_text("1 of 3 chosen").wait_for()
    assert not page.get_by_role("checkbox", name="Response to the call for advice").is_checked()
    assert "Asked of: The Case for Change" in page.locator("#carecite-1").inner_text()
    page.get_by_role("button", name="Choose all").click()
    ask(page, QUESTION, 2)
    assert asker.asked_of[-1] is None


def test_conversations_survive_a_reload_and_are_found_renamed_and_deleted(page: Page) -> None:
    ask(page, QUESTION, 1)
    page.reload()
    page.locator("#carecite-1 .cc-answer").wait_for()
    assert page.locator("article").count() == 2
    page.get_by_role("button", name="New conversation").click()
    page.get_by_text("No question has been asked yet.").wait_for()
    ask(page, "How do I bake bread?", 1)
    rows = page.locator(".cc-history > li")
    page.wait_for_function("document.querySelectorAll('.cc-history > li').length === 2")
    page.get_by_label("Search them").fill("REGIONAL bread")
    page.get_by_text("No conversation says that.").wait_for()
    page.get_by_label("Search them").fill("BAKE")
    page.wait_for_function("document.querySelectorAll('.cc-history > li').length === 1")
    page.get_by_label("Search them").fill("")
    page.wait_for_function("document.querySelectorAll('.cc-history > li').length === 2")
    rows.nth(1).locator("[data-do=open]").click()
    page.locator("#carecite-1 .cc-answer").wait_for()
    page.locator("[aria-current]", has_text=QUESTION).wait_for()
    rows.nth(1).get_by_role("button", name="Rename").click()
    page.get_by_label("Its name").fill("<b>Orders</b>")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="<b>Orders</b>", exact=True).wait_for()
    rows.nth(1).get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.cc-history > li').length === 1")
    page.get_by_text("No question has been asked yet.").wait_for()
    page.get_by_role("button", name="Delete all conversations").click()
    page.get_by_role("button", name="Delete all", exact=True).click()
    page.get_by_text("Conversations are kept here").wait_for()


def test_nobody_sees_another_s_conversation(page: Page, chromium: Browser, address: str) -> None:
    ask(page, QUESTION, 1)
    page.wait_for_url("**conversation=*")
    with tab(chromium, page.url) as other:
        other.locator("[role=alert]", has_text="not there any more").wait_for()
        assert other.locator(".cc-turn, .cc-history > li").count() == 0
        taken = other.request.get(page.url.replace("/?", "/take?") + "&format=markdown")
        assert taken.status == 404


def test_ask_again_and_change(page: Page, asker: WaitingAssistant) -> None:
    ask(page, "How do I bake bread?", 1)
    ask(page, "and for under tens?", 2)
    before = len(asker.histories)
    page.get_by_role("button", name="Ask again question 2").click()
    page.wait_for_function("document.querySelectorAll('#carecite-2 .cc-answer').length === 1 && !document.querySelector('.cc-waiting')")
    page.get_by_role("button", name="Ask", exact=True).wait_for()  # the last of what the page puts anew
    page.get_by_role("button", name="Change question 1").click()
    page.locator("[role=alert]", has_text="You are changing question 1").wait_for()
    page.wait_for_function("document.querySelector('.cc-ask textarea').value === 'How do I bake bread?'")
    page.get_by_role("button", name="Leave it as it is").click()
    page.wait_for_function("document.querySelector('[role=alert]').textContent === ''")
    page.get_by_role("button", name="Change question 1").click()
    page.locator("[role=alert]", has_text="You are changing question 1").wait_for()
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator("#carecite-1 .cc-answer").wait_for()
    page.wait_for_function("document.querySelectorAll('.cc-turn').length === 1")
    assert asker.histories[before:] == [("How do I bake bread?",), ()]


def test_stop_brings_the_question_back(page: Page, asker: WaitingAssistant) -> None:
    asker.go_on.clear()
    page.get_by_label("Your question").fill("wait")
    page.keyboard.press("Enter")
    page.get_by_text("Reading the documents …").wait_for()
    page.get_by_role("button", name="Stop").click()
    status(page, "Stopped.")
    assert page.get_by_label("Your question").input_value() == "wait"
    asker.go_on.set()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    ask(page, QUESTION, 1)
    assert page.locator(".cc-turn").count() == 1


def test_marker_and_card_lead_to_each_other(page: Page) -> None:
    ask(page, QUESTION, 1)
    page.locator("a.cc-marker").nth(1).click()
    page.wait_for_function("document.activeElement.id === 'carecite-1-2'")
    page.locator("#carecite-1-2").get_by_text("Back to the answer").click()
    page.wait_for_function("document.activeElement.id === 'carecite-1-2-marker'")


def test_copy_takes_quote_and_citation(page: Page) -> None:
    ask(page, QUESTION, 1)
    page.locator("#carecite-1-1").get_by_role("button", name="Copy with citation").click()
    status(page, "Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“For the children placed with their parent(s)")
    assert copied.endswith("(Jonathan Dickens (2021) Response to the call for advice).")


def test_link_reopens_question_and_place_for_somebody_else(page: Page, chromium: Browser) -> None:
    ask(page, QUESTION, 1)
    page.locator("#carecite-1-1 .cc-link").click()
    status(page, "Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    with tab(chromium, link) as other:
        other.locator("dialog mark", has_text="about a quarter had broken down").wait_for()
        other.keyboard.press("Escape")
        assert other.get_by_label("Your question").input_value() == QUESTION
        other.get_by_role("button", name="Ask", exact=True).click()
        other.locator("#carecite-1 .cc-answer").wait_for()


@pytest.mark.parametrize(("format", "start"), [("Word", b"PK"), ("Markdown", b"#"), ("BibTeX", b"@")])
def test_conversation_is_taken_away_as_a_file(page: Page, format: str, start: bytes, tmp_path: Path) -> None:
    ask(page, QUESTION, 1)
    page.get_by_label("Take away as").select_option(label=format)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all").click()
    download.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").read_bytes().startswith(start)


def test_ticked_quotes_are_taken_away(page: Page, tmp_path: Path) -> None:
    ask(page, QUESTION, 1)
    chosen = page.get_by_role("button", name="Download ticked quotes")
    assert chosen.is_disabled()
    page.get_by_label("Tick quote 2 of question 1 to download it").check()
    ask(page, "How do I bake bread?", 2)
    assert not page.get_by_label("Tick quote 1 of question 2 to download it").is_checked()
    page.get_by_label("Take away as").select_option("markdown")
    with page.expect_download() as download:
        chosen.click()
    download.value.save_as(tmp_path / "file")
    text = (tmp_path / "file").read_text(encoding="utf-8")
    assert "In an evaluation of supervision orders" in text
    assert "about a quarter had broken down" not in text


def test_print_leaves_out_what_is_to_press(page: Page) -> None:
    ask(page, QUESTION, 1)
    ask(page, "How do I bake bread?", 2)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.get_by_label("Your question").is_visible()
    assert not page.get_by_role("heading", name="Documents", exact=True).is_visible()
    assert page.locator("#carecite-1-1 mark").is_visible()
    assert page.locator("button:visible").count() == 0


def test_feedback_is_kept(page: Page, desk: Desk) -> None:
    ask(page, QUESTION, 1)
    page.get_by_role("button", name="Give feedback on question 1").click()
    page.get_by_label("The evidence is wrong").check()
    page.get_by_label("Which quote").select_option("2")
    page.get_by_label("In your own words").fill("<i>another</i> year")
    page.get_by_role("button", name="Send").click()
    status(page, "Your feedback is kept.")
    row = desk.feedback.all()[-1]
    assert (row.kind, row.quote, row.text, row.question) == ("evidence-wrong", 2, "<i>another</i> year", QUESTION)


def test_feedback_on_an_abstention_offers_what_can_be_true_of_one(page: Page, desk: Desk) -> None:
    ask(page, "How do I bake bread?", 1)
    page.get_by_role("button", name="Give feedback on question 1").click()
    window = page.get_by_role("dialog", name="Feedback on question 1")
    offered = ["It is right: the documents do not say", "It should have answered: the documents do say", "Something else"]
    assert [one.strip() for one in window.locator(".cc-radio:visible").all_inner_texts()] == offered
    window.get_by_label("It should have answered").check()
    window.get_by_role("button", name="Send").click()
    status(page, "Your feedback is kept.")
    assert desk.feedback.all()[-1].kind == "answer-wrong"
    ask(page, QUESTION, 2)
    page.get_by_role("button", name="Give feedback on question 2").click()
    assert page.get_by_role("dialog").get_by_label("It should not have answered").is_visible()


def upload(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def test_own_documents_are_added_asked_and_removed(page: Page, asker: WaitingAssistant, chromium: Browser, address: str) -> None:
    hostile = "../<img src=x onerror=alert(1)>\u202etxt.exe"
    page.locator("input[type=file]").set_input_files([upload("mine.txt", "My own words."), upload(hostile, "x")])
    page.locator(".cc-uploads li", has_text="Ready to ask").wait_for()
    page.locator(".cc-uploads li", has_text="save it as text").wait_for()
    page.get_by_label("mine.txt").wait_for()
    page.get_by_text("4 of 4 chosen").wait_for()
    page.get_by_text("1 warning").wait_for()
    with tab(chromium, address) as other:
        assert other.get_by_label("mine.txt").count() == 0
    page.get_by_role("button", name="Choose none").click()
    page.get_by_label("mine.txt").check()
    ask(page, "How do I bake bread?", 1)
    assert asker.asked_of[-1] == ("mine.txt",)
    page.get_by_role("button", name="Remove mine.txt").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    status(page, "The document is removed.")
    page.get_by_role("checkbox", name="mine.txt").wait_for(state="detached")
    assert page.locator("img").count() == 0


def test_files_are_taken_only_from_the_page(page: Page, address: str) -> None:
    answer = page.request.post(f"{address}own?name=x.txt", data="text")
    assert answer.status == 404
    answer = page.request.post(f"{address}own?name=x.txt", data="text", headers={"X-Carecite": "own", "Origin": "http://elsewhere.example"})
    assert answer.status == 403


def test_documents_of_the_letter_are_there(page: Page) -> None:
    assert page.locator(f'input[value="{LETTER}"]').is_checked()
