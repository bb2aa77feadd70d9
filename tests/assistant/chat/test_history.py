"""The list of conversations, and the window for feedback, as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from assistant.chat import history
from assistant.chat.dialogs import DIALOGS
from assistant.chat.dialogs import KINDS as SHOWN
from assistant.chat.history import history_list
from assistant.desk.store.feedback import KINDS, Kind
from assistant.desk.store.store import ConversationRow

HOSTILE = """<img src=x onerror=alert(1)>" onfocus='x' &lt; \u202e [a](javascript:x)"""


def row(identifier: str = "c1", title: str = "Why so?", turns: int = 2) -> ConversationRow:
    return ConversationRow(identifier, title, "2026-11-26T10:00:00+00:00", "2026-11-27T10:00:00+00:00", turns)


def test_conversations_stand_in_their_order_with_day_and_length_and_the_open_one_is_marked() -> None:
    shown = history_list([row("b", "Second", 1), row("a", "First")], "a")
    assert re.findall(r'data-id="(\w+)"', shown) == ["b", "a"]
    assert "<bdi>27 November 2026</bdi> · 1 question<" in shown
    assert "· 2 questions<" in shown
    assert shown.count("aria-current") == 1
    assert shown.index("aria-current") > shown.index('data-id="a"')


def test_every_button_says_what_it_is_about() -> None:
    buttons = re.findall(r"<button[^>]*>(.*?)</button>", history_list([row()], ""))
    assert [re.sub(r"<[^>]*>", "", button) for button in buttons] == ["Why so?", "Rename Why so?", "Delete Why so?", "Delete all conversations"]


class Tags(HTMLParser):
    """What a browser would find: tags with the names of their attributes, and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_hostile_titles_are_text() -> None:
    found = Tags()
    found.feed(history_list([row(HOSTILE, HOSTILE)], HOSTILE))
    assert found.tags == {"ul", "li", "p", "span", "button", "bdi"}
    assert found.attributes == {"class", "type", "data-id", "data-do", "data-name", "aria-current"}
    assert found.texts.count(HOSTILE) == 3


@pytest.mark.parametrize(("search", "said"), [("", "for you alone"), (" ", "for you alone"), ("zebra", "No conversation says that")])
def test_an_empty_list_says_why(search: str, said: str) -> None:
    assert said in history_list([], "", search)


def test_all_can_be_deleted_only_where_all_are_seen() -> None:
    assert "Delete all" in history_list([row()], "")
    assert "Delete all" not in history_list([row()], "", "why")


def test_a_full_list_says_that_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_CONVERSATIONS", 2)
    assert "No more than 2 are kept" in history_list([row("a"), row("b")], "")
    assert "No more than" not in history_list([row("a")], "")


def test_the_window_for_feedback_offers_every_kind_in_words() -> None:
    assert sorted(kind for kind, _, _ in SHOWN) == sorted(KINDS) == sorted(get_args(Kind))
    for kind, of_answer, of_abstention in SHOWN:
        assert f'value="{kind}" required> ' in DIALOGS
        assert all(words in DIALOGS for words in (of_answer, of_abstention) if words)
