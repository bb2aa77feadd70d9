"""The conversation and its evidence, as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat.answer_text import linked_markers
from assistant.chat.conversation import announcement, conversation_view
from assistant.chat.evidence import NEAREST, evidence_view
from assistant.chat.turn import Turn
from assistant.reply import MAY_NOT_ANSWER, Abstention, Answer, Quote, Reply
from ingest.document import Document
from ingest.span import Span

QUOTE = Quote("d", Span(0, 12), "It fell [2].", "Title", None, None, (), "Title.", 1.0)
DOCUMENTS = {"d": Document("d", "It fell [2]. More.")}
ANSWER = Answer("why?", (QUOTE, QUOTE), "Title: “It fell [2].” [1]", 0.9, "Why did it fall?")
ABSTENTION = Abstention("who?", "No <document> says.", (QUOTE,), 0.1)


def test_endless_quote_is_found_and_cut_for_display() -> None:
    """Its marker is linked, and the longer of two quotes that begin alike is taken whole."""
    endless = f"The word {'w' * 1_000_000} ends."
    quotes = tuple(replace(QUOTE, text=text, span=Span(0, len(text))) for text in ("The word", endless))
    html = linked_markers(f"“{endless}” [2]", quotes, 1)
    assert len(html) < 10_000
    assert '<bdi class="cc-quoted">The word www' in html
    assert 'href="#carecite-1-2"' in html


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


def test_marker_and_card_lead_to_each_other() -> None:
    """Each marker has an id once, and its card leads back to it."""
    html = linked_markers("“It fell [2].” [1] and again [1], then [2]", (QUOTE, QUOTE), 1)
    assert html.count('id="carecite-1-1-marker"') == 1
    assert html.index("carecite-1-1-marker") < html.index("carecite-1-2-marker")
    assert 'data-jump="carecite-1-2-marker"' in evidence_view([Turn("why?", ANSWER)], DOCUMENTS)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (ANSWER, "Fairly sure that these passages answer the question."),
        (replace(ANSWER, confidence=0.99), "Sure that these passages answer the question."),
        (replace(ANSWER, confidence=0.3), f"{MAY_NOT_ANSWER}."),
        (ABSTENTION, "Sure that nothing in these documents answers it."),
        (replace(ABSTENTION, confidence=0.4), "It was a close call: the nearest passages may help."),
    ],
)
def test_how_sure_it_is_is_said_in_words(reply: Reply, words: str) -> None:
    """No number is shown."""
    assert f">{words}</p>" in conversation_view((Turn("why?", reply),))


def test_starters_before_the_first_question_and_suggestions_after_the_last() -> None:
    """Each is a button that carries its question, escaped."""
    assert 'data-ask="Why &lt;so&gt;?"' in conversation_view((), ["Why <so>?"])
    html = conversation_view([Turn("why?", ANSWER)], ["start"], ["next"])
    assert 'data-ask="next"' in html
    assert "start" not in html


def test_documents_that_were_asked_are_named() -> None:
    """Only where not all were; one that is gone is said to be."""
    html = conversation_view([Turn("why?", ANSWER, ("d", "gone"))], (), (), DOCUMENTS)
    assert "Asked of:</span> <bdi>d</bdi>; <bdi>a document that is not here any more</bdi>" in html
    assert "Asked of" not in conversation_view([Turn("why?", ANSWER)], (), (), DOCUMENTS)


def test_only_the_last_question_is_asked_again_and_each_can_be_changed() -> None:
    """A reply of another version is shown as that, and can be asked again."""
    html = conversation_view([Turn("why?", ANSWER), Turn("who?", None, None, "kept by another version")])
    assert html.count('data-do="retry"') == 1
    assert html.count('data-do="edit"') == 2
    assert "<bdi>kept by another version</bdi>" in html
    assert "data-do" not in conversation_view([Turn("why?")])
