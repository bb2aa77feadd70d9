"""The evidence note."""

from __future__ import annotations

from assistant.note import evidence_note, said_by
from assistant.reply import Place
from ingest.span import Span


def test_who_when_words_and_marker(make_quote):
    place = Place("report", Span(7, 30), "A quarter had broken down.", "The report")
    first = make_quote("About a quarter\nbroke  down.²", context="They were placed.", also_in=(place,))
    second = make_quote("It lasts a year.", start=50)
    third = make_quote("Nobody knows.", doc_id="blog", title="A blog", author=None, published=None)
    assert evidence_note((first, second, third)) == (
        "Ann Author, A letter (30 March 2021):\n"
        "(It follows on from: They were placed.)\n"
        "“About a quarter broke down.²” [1]\n"
        "Also in: The report.\n"
        "\n"
        "“It lasts a year.” [2]\n"
        "\n"
        "A blog:\n"
        "“Nobody knows.” [3]"
    )


def test_remarks_are_the_last_paragraph(make_quote):
    quotes = make_quote(), make_quote(doc_id="report")
    note = evidence_note(quotes, ["[1] and [2] differ.", "[1] and [2] agree."])
    assert note == evidence_note(quotes) + "\n\n[1] and [2] differ. [1] and [2] agree."


def test_another_place_in_the_same_document_is_not_named(make_quote):
    place = Place("letter", Span(70, 80), "Some other", "A letter")
    assert "Also in" not in evidence_note((make_quote(also_in=(place,)),))


def test_who_says_it(make_quote):
    assert said_by(make_quote()) == "Ann Author, A letter (30 March 2021)"
    assert said_by(make_quote(author=None, published="2021")) == "A letter (2021)"
    assert said_by(make_quote(published=None)) == "Ann Author, A letter"


def test_the_columns_of_a_row(make_quote):
    row = make_quote("| 0 to 4 | £150 |", context="Age | Rate")
    assert "(Columns: Age | Rate)\n“| 0 to 4 | £150 |” [1]" in evidence_note([row])
