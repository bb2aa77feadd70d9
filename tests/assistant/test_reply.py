"""The contract's JSON, and replies that cannot be."""

from __future__ import annotations

import dataclasses
import json

import pytest

from assistant.reply import Abstention, Answer, Place, Reference, Remark, Seconds
from ingest.footnote import Footnote
from ingest.span import Span

REPLY_KEYS = {"id", "question", "status", "reason", "confidence", "answer", "quotes", "related", "differences", "seconds"}
QUOTE_KEYS = {"text", "doc_id", "start", "end", "title", "author", "published", "section", "page", "citation", "score", "answer_span", "references"}


def test_an_answer_as_the_contract_has_it(make_quote):
    place = Place("report", Span(3, 5), "so", "The report", ("One",))
    references = (Reference("Masson 2019"), Reference("X 2020", "X. (2020) Y.", Span(90, 102), "resolved"))
    footnote = Footnote("3", "See X 2020.", Span(70, 81))
    quote = make_quote(answer_span=Span(12, 19), references=references, footnotes=(footnote,), also_in=(place,), page=4)
    reply = Answer("Why?", (quote,), "“A quarter broke down.” [1]", 0.93, None, Seconds(0.01, 0.2, 0.23456789))
    data = reply.to_dict("q1")
    assert data.keys() >= REPLY_KEYS
    assert json.loads(json.dumps(data)) == data
    assert (data["id"], data["question"], data["status"], data["reason"]) == ("q1", "Why?", "answered", None)
    assert (data["confidence"], data["answer"], data["related"]) == (0.93, "“A quarter broke down.” [1]", [])
    assert data["seconds"] == {"retrieve": 0.01, "read": 0.2, "total": 0.2346}
    (shown,) = data["quotes"]
    assert shown.keys() >= QUOTE_KEYS
    assert (shown["text"], shown["doc_id"], shown["start"], shown["end"]) == ("A quarter broke down.", "letter", 10, 31)
    assert (shown["section"], shown["page"], shown["answer_span"]) == (["2. Findings", "c. Later"], 4, [12, 19])
    assert shown["references"] == [
        {"in_text": "Masson 2019", "entry": None, "start": None, "end": None, "status": "absent"},
        {"in_text": "X 2020", "entry": "X. (2020) Y.", "start": 90, "end": 102, "status": "resolved"},
    ]
    assert shown["footnotes"] == [{"mark": "3", "text": "See X 2020.", "start": 70, "end": 81}]
    assert shown["also_in"] == [{"doc_id": "report", "start": 3, "end": 5, "text": "so", "title": "The report", "section": ["One"]}]


@pytest.mark.parametrize(
    "fields",
    [
        {"entry": "X. (2020) Y.", "span": Span(0, 12)},
        {"status": "resolved"},
        {"entry": "X. (2020) Y.", "status": "resolved"},
        {"entry": "X. (2020) Y.", "span": Span(0, 11), "status": "resolved"},
        {"span": Span(0, 11), "status": "ambiguous"},
    ],
)
def test_only_a_resolved_reference_has_an_entry_and_its_place(fields):
    with pytest.raises(ValueError, match="entry"):
        Reference("X 2020", **fields)


def test_an_abstention_as_the_contract_has_it(make_quote):
    data = Abstention("Why?", "Nothing is said of it.", (make_quote(),), 0.1).to_dict()
    assert data.keys() >= REPLY_KEYS
    assert (data["id"], data["status"], data["quotes"], data["reason"]) == (None, "abstained", [], "Nothing is said of it.")
    assert data["answer"] == "The documents do not say. Nothing is said of it."
    assert data["related"] == [make_quote().to_dict()]


def test_differences_between_quotes(make_quote):
    reply = Answer("Why?", (make_quote(), make_quote()), "", 0.5, differences=(Remark((0, 1), "[1] and [2] differ."),))
    assert reply.to_dict()["differences"] == [{"quotes": [0, 1], "note": "[1] and [2] differ."}]
    assert Answer("Why?", (make_quote(),), "", 0.5).to_dict()["differences"] == []
    with pytest.raises(ValueError, match="between quotes of the answer"):
        Answer("Why?", (make_quote(),), "", 0.5, differences=(Remark((0, 1), "[1] and [2] differ."),))


def test_time_is_no_part_of_what_a_reply_says(make_quote):
    assert Answer("Why?", (make_quote(),), "", 0.5, seconds=Seconds(1, 1, 2)) == Answer("Why?", (make_quote(),), "", 0.5)


def test_words_of_a_quote(make_quote):
    assert make_quote("One two\n three—four.").words == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "", "span": Span(3, 3)},
        {"span": Span(0, 5)},
        {"answer_span": Span(9, 12)},
        {"answer_span": Span(30, 32)},
    ],
)
def test_an_impossible_quote(changes, make_quote):
    with pytest.raises(ValueError, match="quote"):
        make_quote(**changes)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_an_impossible_confidence(confidence, make_quote):
    with pytest.raises(ValueError, match="confidence is a probability"):
        Answer("Why?", (make_quote(),), "", confidence)
    with pytest.raises(ValueError, match="confidence is a probability"):
        Abstention("Why?", "No.", (), confidence)


def test_an_answer_without_evidence():
    with pytest.raises(ValueError, match="at least one quote"):
        Answer("Why?", (), "Because.", 0.9)


def test_an_abstention_without_a_reason():
    with pytest.raises(ValueError, match="says why"):
        Abstention("Why?", "", (), 0.1)


def test_replies_are_frozen(make_quote):
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_quote().text = "Another text."
