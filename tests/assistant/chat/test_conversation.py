"""The conversation, its evidence, and what the page shows after each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.chat.conversation import NEAREST, Turn, announcement, conversation_view, evidence_view, linked_markers
from assistant.chat.screen import Screen, cleared_screen, first_screen, screens_of_asking, source_of_quote
from assistant.errors import QuestionError
from assistant.reply import MAY_NOT_ANSWER, Abstention, Answer, Quote, Reply
from ingest.document import Document
from ingest.span import Span

QUOTE = Quote("d", Span(0, 12), "It fell [2].", "Title", None, None, (), "Title.", 1.0)
DOCUMENTS = {"d": Document("d", "It fell [2]. More.")}
ANSWER = Answer("why?", (QUOTE, QUOTE), "Title: “It fell [2].” [1]", 0.9, "Why did it fall?")
ABSTENTION = Abstention("who?", "No <document> says.", (QUOTE,), 0.1)


class TableAssistant:
    """Answers from a table of two questions."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    @property
    def documents(self) -> Mapping[str, Document]:
        """One document."""
        return DOCUMENTS

    def ask(self, question: str, history: Sequence[str] = (), words: int = 150) -> Reply:
        """Answer, abstain or fail."""
        self.asked.append((question, tuple(history)))
        if question == "long":
            raise QuestionError("Too <long>: shorten it.")
        return ANSWER if question == "why?" else ABSTENTION


def test_markers_are_linked_but_not_inside_quotes() -> None:
    """The document's own [2] is no marker, nor is a number without a quote."""
    html = linked_markers("Title: “It fell [2].” [1] [7]", (QUOTE, QUOTE), 4)
    assert html.count("<a ") == 1
    assert 'href="#carecite-4-1"' in html
    assert '<bdi class="cc-quoted">It fell [2].</bdi>' in html


def test_answer_without_markup_of_its_own() -> None:
    """An answer's text is text; each line of it is a paragraph."""
    assert linked_markers("<b>\n\n*x*", (), 1) == "<p><bdi>&lt;b&gt;</bdi></p><p><bdi>*x*</bdi></p>"


def test_an_answer_that_may_be_none_says_so() -> None:
    """A low confidence is said in words above the quotes; a high one is not."""
    assert MAY_NOT_ANSWER in conversation_view((Turn("why?", replace(ANSWER, confidence=0.2)),))
    assert MAY_NOT_ANSWER not in conversation_view((Turn("why?", ANSWER),))


def test_resolved_question_is_shown() -> None:
    """A follow-up says how it was understood."""
    assert "Understood as:</span> <bdi>Why did it fall?</bdi>" in conversation_view([Turn("why?", ANSWER)])


def test_abstention_is_no_answer() -> None:
    """Its reason is escaped, its passages are labelled."""
    html = conversation_view([Turn("who?", ABSTENTION)])
    assert "cc-abstention" in html
    assert "cc-answer" not in html
    assert "No &lt;document&gt; says." in html
    assert NEAREST in evidence_view([Turn("who?", ABSTENTION)], DOCUMENTS)


def test_newest_evidence_comes_first_and_open() -> None:
    """Earlier evidence is folded below."""
    html = evidence_view([Turn("why?", ANSWER), Turn("who?", ABSTENTION)], DOCUMENTS)
    assert html.index("question 2") < html.index("question 1")
    assert html.count(" open>") == 1
    assert html.index(" open>") < html.index("question 2")


def test_nothing_to_show_yet() -> None:
    """Before the first question, and where an abstention has no passages."""
    assert "No question" in conversation_view(())
    assert "appear here" in evidence_view([Turn("who?", replace(ABSTENTION, related=()))], DOCUMENTS)
    assert announcement(Turn("why?")) == ""


def test_asking_shows_the_question_first_and_then_the_reply() -> None:
    """The history holds the earlier questions; the reply is announced."""
    assistant = TableAssistant()
    earlier = (Turn("who?", ABSTENTION),)
    waiting, done = screens_of_asking(assistant, "why?", earlier)
    assert waiting.turns is None
    assert "Reading the documents" in (waiting.conversation or "")
    assert assistant.asked == [("why?", ("who?",))]
    assert done.turns == (*earlier, Turn("why?", ANSWER))
    assert (done.announcement or "").startswith("Answer.")


@pytest.mark.parametrize("question", ["", "  \n"])
def test_empty_question_changes_one_line(question: str) -> None:
    """Nothing is asked, nothing else changes."""
    assistant = TableAssistant()
    assert list(screens_of_asking(assistant, question, ())) == [Screen(notice="<p>Please type a question first.</p>")]
    assert assistant.asked == []


def test_error_is_a_line_and_the_question_comes_back() -> None:
    """The conversation is as it was before."""
    _, failed = screens_of_asking(TableAssistant(), "long", ())
    assert failed.notice == "<p><bdi>Too &lt;long&gt;: shorten it.</bdi></p>"
    assert failed.question == "long"
    assert failed.conversation == conversation_view(())
    assert failed.turns is None


def test_clearing_is_the_first_screen_said_aloud() -> None:
    """The conversation is empty again."""
    assistant = TableAssistant()
    assert cleared_screen(assistant) == replace(first_screen(assistant), announcement="The conversation is cleared.")
    assert first_screen(assistant).turns == ()


def test_source_of_a_quote_of_this_conversation() -> None:
    """The browser names turn and quote."""
    view = source_of_quote(TableAssistant(), (Turn("why?", ANSWER),), {"turn": 1, "number": 2}, 1)
    assert view is not None
    assert "<mark" in view


@pytest.mark.parametrize(
    "place", [None, "x", {}, {"turn": 0, "number": 1}, {"turn": 1, "number": 3}, {"turn": 2, "number": 1}, {"turn": "1", "number": 1}]
)
def test_source_of_anything_else_is_refused(place: object) -> None:
    """What comes from the browser counts for nothing until the conversation has that quote."""
    assert source_of_quote(TableAssistant(), (Turn("why?", ANSWER),), place, 1) is None
