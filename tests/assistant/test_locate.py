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
        "About a quarter had broken down",
        "“about a quarter had broken down within two years”",
        "on super-\nvision orders",
    ],
)
def test_the_same_words_in_other_type_are_found(claim):
    (text,) = found(claim)
    assert text in TEXT and len(text.split()) == len(claim.replace("-\n", "").split())


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
        ("about a Quarter had broken down", "another letter"),
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

    def test_pieces_far_from_each_other_are_no_quote(self):
        text = f"Moves fell. {'Another sentence stands here. ' * 60}The costs rose."
        assert found("Moves fell ... The costs rose.", text) == []
        assert found("Moves fell ... The costs rose.", text + " Moves fell. And: The costs rose.") == ["Moves fell", "The costs rose."]

    def test_an_omission_of_a_few_words_hides_no_not(self):
        assert found("children were ... placed at home", "the children were not placed at home") == []
        assert found("children were ... placed at home", "the children were then placed at home") == ["children were", "placed at home"]

    def test_dots_of_the_text_itself_are_no_omission(self):
        assert found("in England.... homes which", "exist in England.... homes which help") == ["in England.... homes which"]


class TestBrackets:
    TEXT = "In 2019 it said that the rate rose, and that children were not seen."

    @pytest.mark.parametrize(
        ("claim", "quoted"),
        [
            ("the rate [sic] rose", ["the rate rose"]),
            ("[T]he rate rose", ["the rate rose"]),
            ("it [the council] said that", ["it said that"]),
            ("[the council] said that the rate rose", ["said that the rate rose"]),
            ("the rate rose, and that [they] were not seen", ["the rate rose, and that", "were not seen"]),
            ("[I]t said [...] the rate [of moves] rose", ["it said", "the rate rose"]),
            ("In 2019 [as we know]", ["In 2019"]),
        ],
    )
    def test_words_put_in_are_left_out(self, claim, quoted):
        assert found(claim, self.TEXT) == quoted

    @pytest.mark.parametrize(
        "claim",
        [
            "children were [not] seen",
            "children were [never] seen",
            "In [2020] it said",
            "the rate [of 5 %] rose",
            "children were [always] seen",
            "the rate [sic] fell",
            "[T]he rates rose",
        ],
    )
    def test_a_bracket_hides_neither_a_number_nor_a_not(self, claim):
        assert found(claim, self.TEXT) == []

    def test_brackets_of_the_text_itself(self):
        assert found("the [old] rate", "that the [old] rate rose") == ["the [old] rate"]


@pytest.mark.parametrize(
    ("claim", "text", "quoted"),
    [
        ("years. The rate", "two years.² The rate", "years.² The rate"),
        ("the review found", "the review³ found", "the review³ found"),
        ("a bold word", "a **bold** word", "a **bold** word"),
        ("ends here. Then", "ends here.[^4] Then", "ends here.[^4] Then"),
        ("an efficient office", "an e\ufb03cient o\ufb03ce", "an e\ufb03cient o\ufb03ce"),
        ("an e\ufb03cient office", "an efficient office", "an efficient office"),
    ],
)
def test_marks_of_footnotes_emphasis_and_ligatures(claim, text, quoted):
    assert found(claim, text) == [quoted]


def test_an_exponent_is_no_footnote():
    assert found("10 homes", "10⁶ homes") == []
    assert found("5 m wide", "5 m² wide") == []


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
