"""What the page shows after each step: asking, changing, stopping, finding, deleting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.chat.acts import screen_of_act, source_of_quote
from assistant.chat.asking import NOT_ASKING, Asking, screen_of_changing, screen_of_stopping, screens_of_asking, screens_of_asking_again
from assistant.chat.desk import Desk
from assistant.chat.files import file_of
from assistant.chat.permalink import permalink
from assistant.chat.screen import Screen, first_screen, screen_of, screen_of_address
from assistant.errors import DeskError, ExportError, QuestionError
from assistant.reply import Abstention, Answer, Quote, Reply
from ingest.document import Document
from ingest.span import Span

QUOTE = Quote("d", Span(0, 12), "It fell [2].", "Title", None, None, (), "Title.", 1.0)
MORE = Quote("d", Span(13, 18), "More.", "Title", None, None, (), "Title.", 0.5)
DOCUMENTS = {"d": Document("d", "It fell [2]. More."), "e": Document("e", "Nothing.")}
ANSWER = Answer("why?", (QUOTE, MORE), "Title: “It fell [2].” [1]", 0.9, "Why did it fall?")
ABSTENTION = Abstention("who?", "No <document> says.", (QUOTE,), 0.1)
ME, OTHER = "visitor-one", "visitor-two"


class TableAssistant:
    """Answers from a table of two questions."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...] | None]] = []

    @property
    def documents(self) -> Mapping[str, Document]:
        """Two documents."""
        return DOCUMENTS

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150, documents: Collection[str] | None = None) -> Reply:
        """Answer, abstain or fail."""
        self.asked.append((question, tuple(history), None if documents is None else tuple(documents)))
        if question == "long":
            raise QuestionError("too <long>: shorten it")
        if question == "break":
            raise RuntimeError("a secret of the server")
        return ANSWER if question == "why?" else ABSTENTION


@pytest.fixture
def assistant() -> TableAssistant:
    """Return the assistant behind the desk."""
    return TableAssistant()


@pytest.fixture
def desk(assistant: TableAssistant, tmp_path: Path) -> Iterator[Desk]:
    """Open a desk in a fresh folder."""
    opened = Desk.open(assistant, tmp_path / "desk", ["Why so?"])
    yield opened
    opened.store.database.close()


def asked(desk: Desk, question: str, chat: str = "", **more: object) -> str:
    """Ask, and return the conversation."""
    *_, done = screens_of_asking(desk, ME, Asking(question, chat, **more))
    assert done.chat
    return done.chat


def test_asking_shows_the_question_first_and_then_the_reply(desk: Desk, assistant: TableAssistant) -> None:
    """The history holds the earlier questions; the reply is announced and kept."""
    chat = asked(desk, "who?")
    waiting, done = screens_of_asking(desk, ME, Asking("why?", chat))
    assert "Reading the documents" in (waiting.conversation or "")
    assert waiting.asking is not None
    assert waiting.asking[1] == "why?"
    assert assistant.asked[-1] == ("why?", ("who?",), None)
    assert done.chat == chat
    assert done.asking == NOT_ASKING
    assert (done.announcement or "").startswith("Answer.")
    assert [turn.reply for turn in desk.turns(ME, chat)] == [ABSTENTION, ANSWER]


def test_only_the_chosen_documents_are_asked(desk: Desk, assistant: TableAssistant) -> None:
    """The choice is kept with the reply; none at all is not asked."""
    chat = asked(desk, "why?", choice='["e"]')
    assert assistant.asked == [("why?", (), ("e",))]
    assert desk.turns(ME, chat)[0].documents == ("e",)
    assert 'value="d">' in (screen_of(desk, ME, chat).documents or "")
    (nothing,) = screens_of_asking(desk, ME, Asking("why?", chat, "[]"))
    assert nothing == Screen(notice="<p><bdi>Choose at least one document to ask.</bdi></p>")


@pytest.mark.parametrize("question", ["", "  \n"])
def test_empty_question_changes_one_line(desk: Desk, assistant: TableAssistant, question: str) -> None:
    """Nothing is asked, nothing else changes."""
    assert list(screens_of_asking(desk, ME, Asking(question))) == [Screen(notice="<p><bdi>Please type a question first.</bdi></p>")]
    assert assistant.asked == []


def test_error_is_a_line_and_the_question_comes_back(desk: Desk) -> None:
    """Nothing is kept."""
    _, failed = screens_of_asking(desk, ME, Asking("long"))
    assert failed.notice == "<p><bdi>Too &lt;long&gt;: shorten it.</bdi></p>"
    assert failed.question == "long"
    assert failed.asking == NOT_ASKING
    assert desk.store.conversations(ME) == ()


@pytest.mark.parametrize("chat", [False, True])
def test_error_that_nobody_foresaw_is_a_line_and_the_question_comes_back(desk: Desk, caplog: pytest.LogCaptureFixture, chat: bool) -> None:
    """Nobody is left waiting; the words of the error go to whoever runs the server, not to the visitor."""
    before = asked(desk, "why?") if chat else ""
    waiting, failed = screens_of_asking(desk, ME, Asking("break", before))
    assert "Reading the documents" in (waiting.conversation or "")
    assert "Reading the documents" not in (failed.conversation or "Reading the documents")
    assert ("It fell" in (failed.conversation or "")) == chat
    assert (failed.question, failed.asking) == ("break", NOT_ASKING)
    assert "Something went wrong on the server: try again" in (failed.notice or "")
    assert "a secret" not in repr(failed)
    assert "a secret" in caplog.text
    assert len(desk.turns(ME, before)) == chat


def test_reply_that_cannot_be_kept_gives_the_question_back(desk: Desk) -> None:
    """As when the conversation was deleted in another window, or the database is closed."""
    chat = asked(desk, "why?")
    desk.store.delete(ME, chat)
    (failed,) = screens_of_asking(desk, ME, Asking("who?", chat))
    assert failed.question == "who?"
    assert "not there any more" in (failed.notice or "")
    (again,) = screens_of_asking_again(desk, ME, chat, "")
    assert "not there any more" in (again.notice or "")


def test_press_of_a_button_that_breaks_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that does nothing would leave a person at a loss."""

    def broken(*arguments: object) -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr(desk.store, "rename", broken)
    screen = screen_of_act(desk, ME, "", {"do": "rename", "id": "x", "title": "y"})
    assert "Something went wrong" in (screen.notice or "")
    assert "secret" not in repr(screen)


def test_who_asks_too_often_is_told_to_wait(desk: Desk, assistant: TableAssistant) -> None:
    """The question comes back."""
    (told,) = screens_of_asking(desk, ME, Asking("why?"), lambda: "ask again in 2 seconds")
    assert told == Screen("why?", "<p><bdi>Ask again in 2 seconds.</bdi></p>")
    assert assistant.asked == []


def test_changed_question_takes_the_place_of_the_old_one_and_of_what_followed(desk: Desk, assistant: TableAssistant) -> None:
    """The history is what stood before it."""
    chat = asked(desk, "who?")
    asked(desk, "why?", chat)
    asked(desk, "when?", chat)
    assert screen_of_changing(desk, ME, chat, 2).question == "why?"
    assert "The question after it will be taken out" in (screen_of_changing(desk, ME, chat, 2).notice or "")
    asked(desk, "what?", chat, changing=2)
    assert assistant.asked[-1] == ("what?", ("who?",), None)
    assert [turn.question for turn in desk.turns(ME, chat)] == ["who?", "what?"]
    _, failed = screens_of_asking(desk, ME, Asking("long", chat, changing=1))
    assert failed.question == "long"
    assert len(desk.turns(ME, chat)) == 2
    assert screen_of_changing(desk, ME, chat, 3) == Screen(notice=None)


def test_stopped_reply_is_neither_shown_nor_kept(desk: Desk) -> None:
    """The question is back in the box."""
    going = screens_of_asking(desk, ME, Asking("why?"))
    waiting = next(going)
    assert waiting.asking is not None
    stopped = screen_of_stopping(desk, ME, "", waiting.asking)
    assert (stopped.question, stopped.asking) == ("why?", NOT_ASKING)
    assert list(going) == []
    assert desk.store.conversations(ME) == ()
    assert screen_of_stopping(desk, ME, "", NOT_ASKING) == Screen(notice=None)


def test_conversations_are_found_renamed_and_deleted_by_whom_they_belong_to(desk: Desk) -> None:
    """Another visitor can do none of it."""
    chat = asked(desk, "why?")
    asked(desk, "who?")
    assert "why?" not in (screen_of_act(desk, ME, chat, {"do": "find", "search": "WHO"}).history or "")
    assert "No conversation says that." in (screen_of_act(desk, ME, chat, {"do": "find", "search": "x<y"}).history or "")
    assert "My <bdi>" not in (screen_of_act(desk, ME, chat, {"do": "rename", "id": chat, "title": "My <bdi>"}).history or "")
    for act in ({"do": "rename", "id": chat, "title": "x"}, {"do": "delete", "id": chat}):
        assert "not there any more" in (screen_of_act(desk, OTHER, "", act).notice or "")
    stranger = screen_of_act(desk, OTHER, "", {"do": "open", "id": chat})
    assert stranger.chat == ""
    assert "not there any more" in (stranger.notice or "")
    opened = screen_of_act(desk, ME, "", {"do": "open", "id": chat})
    assert opened.chat == chat
    assert "It fell" in (opened.evidence or "")
    assert screen_of_act(desk, ME, chat, {"do": "delete", "id": chat}).chat == ""
    assert screen_of_act(desk, ME, "", {"do": "forget"}).chat == ""
    assert desk.store.conversations(ME) == ()


def test_feedback_is_kept_with_the_reply(desk: Desk) -> None:
    """A wrong kind or quote is one line."""
    chat = asked(desk, "why?")
    said = {"do": "feedback", "turn": 1, "kind": "evidence-wrong", "quote": 2, "text": "  not this one "}
    assert "Thank you" in (screen_of_act(desk, ME, chat, said).announcement or "")
    (row,) = desk.feedback.all()
    assert (row.kind, row.quote, row.text, row.question) == ("evidence-wrong", 2, "not this one", "why?")
    for wrong in ({"kind": "x"}, {"quote": 9}, {"turn": 7}):
        assert screen_of_act(desk, ME, chat, {**said, **wrong}).notice
    assert len(desk.feedback.all()) == 1


def test_source_of_a_quote_of_this_conversation(desk: Desk) -> None:
    """The browser names turn and quote; for another visitor there is none."""
    chat = asked(desk, "why?")
    assert "<mark" in (screen_of_act(desk, ME, chat, {"do": "source", "turn": 1, "number": 2}, "", 3).source or "")
    assert source_of_quote(desk, ME, chat, 1, 3, 1) is None
    assert screen_of_act(desk, OTHER, chat, {"do": "source", "turn": 1, "number": 2}).source is None


@pytest.mark.parametrize(
    "data",
    [None, "x", [], {}, {"do": "source"}, {"do": "source", "turn": "1", "number": 1}, {"do": "open", "id": 3}, {"do": "remove", "doc_id": "d"}],
)
def test_what_fits_no_act_changes_nothing(desk: Desk, data: object) -> None:
    """What comes from the browser counts for nothing until it fits."""
    assert screen_of_act(desk, ME, "", data) == Screen(notice=None)


def test_link_reopens_question_and_place(desk: Desk) -> None:
    """For anybody on this server; where the words do not stand there any more, nothing is highlighted."""
    search = permalink("why & <b>?", MORE).removeprefix("/")
    screen = screen_of_address(desk, OTHER, search)
    assert screen.question == "why & <b>?"
    assert ">More.</bdi></mark>" in (screen.source or "")
    moved = screen_of_address(desk, OTHER, search.replace("start=13", "start=12"))
    assert "<mark" not in (moved.source or "")
    assert "could not be placed" in (moved.source or "")
    gone = screen_of_address(desk, OTHER, search.replace("document=d", "document=x"))
    assert gone.source is None
    assert "is not here" in (gone.notice or "")


@pytest.mark.parametrize(
    "search", ["", "?", "?conversation=x", "?start=-1&end=9e9&document=d&words=", "?document=d&start=\u0661&end=\uff12", "?" + "a=1&" * 3000]
)
def test_any_address_gives_a_page(desk: Desk, search: str) -> None:
    """Addresses come from outside."""
    screen = screen_of_address(desk, ME, search)
    assert not screen.chat
    assert "<mark" not in (screen.source or "")


def test_an_address_that_asks_for_nothing_leaves_the_conversation_alone(desk: Desk) -> None:
    """Somebody may have asked before it comes."""
    asked(desk, "why?")
    screen = screen_of_address(desk, ME, "?utm=1")
    assert (screen.question, screen.notice, screen.conversation, screen.evidence, screen.asking, screen.chat) == (None,) * 6
    assert "why?" in (screen.history or "")


def test_conversation_or_ticked_quotes_as_a_file(desk: Desk) -> None:
    """Only one's own; only the formats that the page offers."""
    chat = asked(desk, "why?")
    asked(desk, "who?", chat)
    data, kind, name = file_of(desk, ME, chat, "markdown")
    assert (kind, name) == ("text/markdown; charset=utf-8", "carecite.md")
    assert b"It fell" in data
    assert b"More." in data
    only = file_of(desk, ME, chat, "markdown", "1.2,9.9,x")[0]
    assert b"More." in only
    assert b"It fell" not in only
    assert file_of(desk, ME, chat, "docx")[0][:2] == b"PK"
    for format, quotes in (("exe", ""), ("markdown", "7.7")):
        with pytest.raises(ExportError):
            file_of(desk, ME, chat, format, quotes)
    with pytest.raises(DeskError):
        file_of(desk, OTHER, chat, "markdown")


def test_first_screen_offers_questions(desk: Desk) -> None:
    """Before it is known who looks at the page."""
    assert 'data-ask="Why so?"' in (first_screen(desk).conversation or "")
