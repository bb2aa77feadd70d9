"""Kept replies come back whole, and what is no such reply is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant.errors import KeptReplyError
from assistant.reply import Abstention, Answer, Place, Quote, Reference, Remark, Seconds
from assistant.reply_json import reply_from_json, reply_to_json
from ingest.footnote import Footnote
from ingest.span import Span
from ingest.term import Term


@pytest.fixture
def full(make_quote: Callable[..., Quote]) -> Answer:
    quote = make_quote(
        page=3,
        context="Before it.",
        context_span=Span(0, 10),
        answer_span=Span(10, 19),
        references=(Reference("Harwin 2019", "Harwin (2019).", Span(50, 64), "resolved"), Reference("Smith 2020", status="ambiguous")),
        footnotes=(Footnote("7", "See above.", Span(70, 80), 3),),
        also_in=(Place("b", Span(1, 5), "four", "Another", ("One",)),),
        terms=(Term("SGO", "special guardianship order", "letter", Span(2, 9), "an order"),),
    )
    other = make_quote("Half \u2028 \U0001f600 stayed.", 40)
    return Answer("q \ud800?", (quote, other), "text [1]", 0.5, "resolved?", Seconds(0.1, 0.2, 0.3), (Remark((0, 1), "They differ."),))


def test_an_answer_comes_back_with_every_field(full: Answer) -> None:
    kept = reply_from_json(reply_to_json(full))
    assert kept == full
    assert kept.seconds == full.seconds
    assert kept.to_dict() == full.to_dict()


def test_an_abstention_comes_back_with_every_field(full: Answer) -> None:
    reply = Abstention("q", "No.", full.quotes, 0.1, "resolved", Seconds(1.0, 2.0, 3.0))
    assert reply_from_json(reply_to_json(reply)) == reply


def test_it_is_one_line_of_ascii(full: Answer) -> None:
    text = reply_to_json(full)
    assert text.isascii()
    assert "\n" not in text


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: "",
        lambda kept: "[]",
        lambda kept: json.dumps(kept)[:-9],
        lambda kept: json.dumps(kept | {"format": 99}),
        lambda kept: json.dumps(kept | {"kind": "poem"}),
        lambda kept: json.dumps({key: value for key, value in kept.items() if key != "reply"}),
        lambda kept: json.dumps(kept | {"reply": kept["reply"] | {"confidence": 7}}),
        lambda kept: json.dumps(kept | {"reply": kept["reply"] | {"quotes": []}}),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(full: Answer, damage: Callable[[dict[str, object]], str]) -> None:
    kept = json.loads(reply_to_json(full))
    kept["reply"] = kept["reply"] if isinstance(kept["reply"], dict) else {}
    with pytest.raises(KeptReplyError, match="another version of carecite"):
        reply_from_json(damage(kept))
