"""Hover text of abbreviations."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from re import sub

import pytest

from assistant.chat.answer_text import linked_markers
from assistant.chat.cards import evidence_card
from assistant.chat.hover import explained, hover_text
from assistant.reply import Quote
from ingest.span import Span
from ingest.term import Term

SGO = Term("SGO", "special guardianship order", "d", Span(0, 1), "A private law order.")
DFE = Term("DfE", "Department for Education", "d", Span(0, 1))
TEXT = "The DfE counts SGOs & an SGO <more>."
QUOTE = Quote("d", Span(0, len(TEXT)), TEXT, "Title", None, None, (), "Title.", 1.0, terms=(SGO, DFE))
HOSTILE = "\"><script>x()</script> ' onfocus='x()' \u202eevil"


def test_each_abbreviation_has_its_meaning_and_the_first_can_be_reached_with_the_keyboard() -> None:
    """Plurals too; the rest of the text is escaped."""
    assert explained(TEXT, (SGO, DFE)) == (
        'The <abbr title="Department for Education" tabindex="0">DfE</abbr> counts '
        '<abbr title="special guardianship order: A private law order." tabindex="0">SGOs</abbr> &amp; an '
        '<abbr title="special guardianship order: A private law order.">SGO</abbr> &lt;more&gt;.'
    )


@pytest.mark.parametrize("text", [TEXT, "SGO", "", "no abbreviation", "SGOX, XSGO, re-SGO", "\u202eSGO\u202c \u00b4DfE's\u00b4"])
def test_what_a_person_copies_is_the_text(text: str) -> None:
    """Without its tags, the markup is the text again, character for character."""
    assert unescape(sub(r"<[^>]*>", "", explained(text, (SGO, DFE)))) == text


def test_a_part_of_a_word_is_no_abbreviation() -> None:
    """Nor is one that no term explains."""
    assert "<abbr" not in explained("SGOX, XSGO, re-SGO, sgo and CAO", (SGO,))


def test_hostile_terms_stay_text() -> None:
    """What a document calls its terms cannot leave the attribute, and cannot turn the page around."""
    html = explained("An SGO.", (Term("SGO", HOSTILE, "d", Span(0, 1), HOSTILE),))
    assert html.count("<") == 2
    assert html.count('"') == 4
    assert "\u202e" not in html


def test_long_definitions_are_cut_at_a_word() -> None:
    """A term that is only explained shows the explanation alone."""
    text = hover_text(Term("DASH", "DASH", "d", Span(0, 1), "word " * 100))
    assert text.startswith("word word")
    assert text.endswith("word …")
    assert len(text) <= 302


def test_cards_and_notes_explain_the_abbreviations_of_their_quotes() -> None:
    """Inside the answer's mark as well; a text beside the quotes is left alone."""
    html = evidence_card(replace(QUOTE, answer_span=Span(15, 19), context="The SGO:"), {}, 1, 1)
    assert '<strong><abbr title="special guardianship order: A private law order." tabindex="0">SGOs</abbr></strong>' in html
    assert html.count("<abbr") == 4
    note = linked_markers(f"SGO Society: “{TEXT}” [1]", (QUOTE,), 1)
    assert note.count("<abbr") == 3
    assert note.startswith("<p><bdi>SGO Society: “</bdi>")
