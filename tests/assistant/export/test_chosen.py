"""Quotes that a person ticked, taken out of their conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import ExportError
from assistant.export.chosen import chosen_quotes, export_selection
from assistant.export.formats import export
from assistant.export.kept import documents_of
from assistant.export.layout import Role, lay_out
from assistant.reply import Remark


@pytest.fixture
def replies(shelf, answer, abstention):
    quotes = [shelf.quote(doc_id) for doc_id in ("report", "letter", "blog")]
    first = answer(*quotes, differences=(Remark((0, 1), "They differ."), Remark((0, 2), "These differ too."))).reply
    second = answer(shelf.quote("press"), question="And why?").reply
    return [first, None, second, abstention(shelf.quote("note"), shelf.quote("report")).reply]


def quoted(asked):
    return [[quote.doc_id for quote in one.reply.quotes] for one in asked]


def test_the_chosen_quotes_keep_their_order_and_their_question(replies):
    asked = chosen_quotes(replies, {(3, 1), (1, 3), (1, 1)})
    assert [one.reply.question for one in asked] == ["What broke down?", "And why?"]
    assert quoted(asked) == [["report", "blog"], ["press"]]


def test_remarks_and_text_are_of_the_chosen_quotes_alone(replies):
    (one,) = chosen_quotes(replies, [(1, 3), (1, 1)])
    assert one.reply.differences == (Remark((0, 1), "These differ too."),)
    assert "[2]" in one.reply.text and "[3]" not in one.reply.text
    assert one.reply.text.endswith("These differ too.")
    assert chosen_quotes(replies, [(1, 2)])[0].reply.differences == ()


def test_all_of_them_are_what_a_whole_conversation_has(shelf, replies):
    everything = [(turn, number) for turn in (1, 2, 3, 4) for number in (1, 2, 3)]
    whole = export([reply for reply in replies if reply is not None], shelf.documents, "markdown")
    assert export_selection(replies, everything, shelf.documents, "markdown") == whole


@pytest.mark.parametrize("chosen", [[], [(2, 1)], [(0, 1)], [(9, 1)], [(1, 0), (1, -1), (1, 4)]])
def test_nothing_chosen_is_said(shelf, replies, chosen):
    with pytest.raises(ExportError, match="tick one first"):
        export_selection(replies, chosen, shelf.documents, "markdown")


def test_a_passage_that_answers_nothing_stays_one(shelf, replies):
    parts = list(lay_out(chosen_quotes(replies, [(4, 2)]), shelf.documents))
    assert [part.text for part in parts if part.role is Role.LABEL] == ["The documents do not say."]
    with pytest.raises(ExportError, match="bibtex has no source to name"):
        export_selection(replies, [(4, 2)], shelf.documents, "bibtex")
    assert export_selection(replies, [(4, 2), (3, 1)], shelf.documents, "bibtex").count(b"@") == 1


@pytest.mark.parametrize("format", ["markdown", "docx", "pdf", "bibtex", "ris", "csl-json", "text", "json"])
def test_what_was_quoted_from_documents_that_are_gone_can_still_be_taken_away(shelf, replies, format):
    shown = list(replies)
    quote = replace(shelf.quote("report"), also_in=(shelf.place("letter"),))
    shown.append(replace(replies[2], quotes=(quote,)))
    kept = {doc_id: document for doc_id, document in shelf.documents.items() if doc_id == "blog"}
    documents = documents_of(shown, kept)
    assert documents["blog"] is shelf.documents["blog"]
    assert kept.keys() == {"blog"}
    data = export([reply for reply in shown if reply is not None], documents, format)
    assert data
    if format == "markdown":
        assert b"Department for Education (2021) The report." in data


def test_documents_that_are_there_are_left_as_they_are(shelf, replies):
    assert documents_of(replies, shelf.documents) == shelf.documents
