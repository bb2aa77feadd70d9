"""Where claimed words stand: altered words never match, the same words in other type always do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.locate import locate
from ingest.span import Span

TEXT = (
    "For the children placed with their parent(s) on supervision orders, about a quarter had broken down within two years. "
    "The rate rose from 23 % to 32 %, and 1,250 children were not placed at home. "
    "She said “it’s a non-accidental injury – the child’s own words”, and spent £2.3 billion\r\nin 2012–13 on\u00a0after‑care."
)


def found(claim: str, text: str = TEXT) -> list[str]:
    return [span.of(text) for span in locate(claim, text)]


@pytest.mark.parametrize(
    "claim",
    [
        "about a quarter had broken down within two years",
        "about a quarter had\nbroken   down",
        "1,250 children were not placed at home.",
        "\"it's a non-accidental injury - the child's own words\"",
        "“it‘s a non‐accidental injury — the child’s own words”",
        "£2.3 billion in 2012-13 on after-care",
        "£2.3 billion in 2012–13 on after-care.",
        "parent(s) on supervision",
    ],
)
def test_the_same_words_in_other_type_are_found(claim):
    (text,) = found(claim)
    assert text in TEXT and len(text.split()) == len(claim.split())


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The rate rose from 32 % to 32 %", "a changed number"),
        ("The rate rose from 23 % to 33 %", "a changed number"),
        ("about a third had broken down", "a changed quantity"),
        ("1,250 children were placed at home", "a dropped not"),
        ("about a quarter had broken down within three years", "an altered ending"),
        ("about a quarter had broken down within two years, she said", "an added ending"),
        ("about a quarter were not placed at home", "two sentences spliced"),
        ("within two years. She said", "a sentence left out without a mark"),
        ("about a quarter had broken down within the first two years", "an added word"),
        ("kinship care offers permanence", "another document's words"),
        ("About a quarter had broken down", "another letter"),
        ("For the child", "a word cut short"),
        ("he rate rose", "a word cut short"),
        ("250 children", "a number cut short"),
        ("from 23 % to 3", "a number cut short"),
        ("spent £2", "a number cut short"),
        ("3 billion in", "a number cut short"),
        ("in 2012", "a year cut out of a span of years"),
        ("accidental injury", "a prefix that says the opposite"),
        ("it", "a contraction cut short"),
        ("on after", "half of a word with a hyphen"),
        ("", "nothing"),
        (" \n", "nothing"),
        ("...", "nothing but an omission"),
        ("“ – ”", "no word"),
    ],
)
def test_other_words_are_not(claim, why):
    assert found(claim) == [], why


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("they can", "they can't"),
        ("I did", "I didn't"),
        ("5 degrees", "it was -5 degrees"),
        ("5 degrees", "it was −5 degrees"),
        ("5 per cent", "a rate of .5 per cent"),
        ("a ratio of 1", "a ratio of 1:4"),
        ("in 2012", "in 2012/13"),
        ("rose by 5", "rose by 5.5"),
        ("2 in ten", "12 in ten"),
    ],
)
def test_what_a_cut_would_turn_round_is_not_found(claim, text):
    assert found(claim, text) == []
    assert found(text, text) == [text]


@pytest.mark.parametrize(
    ("claim", "text", "quoted"),
    [
        ("in care", "children in care—and others", "in care"),
        ("each year", "each year⁶ and", "each year"),
        ("the review", "the review.² Then", "the review"),
        ("the children", "the children’ views", "the children"),
        ("the term 'care'", "the term ‘care’ means", "the term ‘care’"),
        ("approved", "approved.(Ofsted)", "approved"),
        ("non-accidental", "it was non\u00adaccidental, non-accidental", "non-accidental"),
        ("social worker", "a so\u00adcial\u200b worker", "so\u00adcial\u200b worker"),
        ("care order", "a care\f\n\norder", "care\f\n\norder"),
        ("a b", "İ a b", "a b"),
    ],
)
def test_borders_of_words(claim, text, quoted):
    assert found(claim, text) == [quoted]


class TestOmissions:
    @pytest.mark.parametrize("mark", ["...", "…", "[...]", "[…]", "(...)", ". . .", " [ . . . ] "])
    def test_a_marked_omission_gives_two_places(self, mark):
        assert found(f"about a quarter {mark} within two years") == ["about a quarter", "within two years"]

    def test_the_pieces_stand_in_order(self):
        assert found("within two years ... about a quarter") == []

    def test_every_piece_must_stand_there(self):
        assert found("about a quarter ... within three years") == []

    def test_a_mark_at_an_end_leaves_one_place(self):
        assert found("... about a quarter had broken down ...") == ["about a quarter had broken down"]

    def test_dots_of_the_text_itself_are_no_omission(self):
        assert found("in England.... homes which", "exist in England.... homes which help") == ["in England.... homes which"]


@given(st.text(), st.data())
def test_what_comes_back_always_lies_in_the_text(text, data):
    claim = data.draw(st.text() | st.sampled_from([text, text[1:], text[:-1]]))
    spans = locate(claim, text)
    assert all(span.end <= len(text) and len(span) > 0 for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1, max_size=12), st.data())
def test_a_stretch_of_whole_words_is_found_word_for_word(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    claim = "\n".join(words[first : last + 1])
    (span,) = locate(claim, text)
    assert span.of(text) == " ".join(words[first : last + 1])


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_another_number_is_never_found(one, other):
    text = f"There were {one:,} children in care."
    expected = (Span(11, len(text)),) if one == other else ()
    assert locate(f"{other:,} children in care.", text) == expected
