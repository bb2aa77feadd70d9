"""Words put right by the words of a corpus, and words that are left alone."""

from __future__ import annotations

import pytest

from assistant.spelling import Correction, Spelling, edits

TEXT = """
Jonathan Dickens wrote of each supervision order. An order may be extended. The assessment of kinship carers takes time. Adoption is for life, and the
adoption panel meets. The proceedings were long. Arrangements differ, and getting help is hard. Unaccompanied children came. The placements ended.
The attention of the review is on society, and it did not claim that a preventative service is present. They do receive less. Didn’t it?
"""
GENERAL = """
bedroom what does can the say how long last it be extension foster married didn muddy puddle middle
saddle said form from attribute nutrition obrien bride variety reset charity
""".split()


@pytest.fixture
def spelling(small_index) -> Spelling:
    small_index.add("one", TEXT)
    return Spelling.of_corpus(small_index.sentences, GENERAL)


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("can it be extnded?", "can it be extended?"),
        ("how long is a supervison order", "how long is a supervision order"),
        ("Adpotion or adpotion", "Adoption or adoption"),
        ("what does Dickins say", "what does Dickens say"),
        ("a sw assesment", "a sw assessment"),
        ("care proceedngs", "care proceedings"),
        ("kinhsip carers", "kinship carers"),
        ("unaccompnied children", "unaccompanied children"),
        ("do they recieve less", "do they receive less"),
        ("gettin help", "getting help"),
        ("adpotion's cost", "adoption's cost"),
    ],
)
def test_slips(question, corrected, spelling):
    assert spelling.correct(question).text == corrected


def test_what_was_changed(spelling):
    assert spelling.correct("Is the adpotion or supervison extnded?") == Correction(
        "Is the adoption or supervision extended?", (("adpotion", "adoption"), ("supervison", "supervision"), ("extnded", "extended"))
    )
    assert spelling.correct("what does the adoption panel say") == Correction("what does the adoption panel say")


@pytest.mark.parametrize(
    "question",
    [
        "bedroom",  # known, though not to the corpus
        "fosterings, unmarried",  # made of known words
        "attrition, sobriety",  # good words that nobody here knows: near, but no slip
        "clam, preset, parity",
        "orderly, placement's, arrangement",  # another ending is another word
        "didnt, dont, theyre, whats",
        "ADPOTION, adpOtion, adpotion2, x.adpotion, adpotion@home, adpotion.org, well-adpotion, under_adpotion",
        "teh, lfie",  # under four letters, or of too few to be sure
        "Lune and Wyre, with Mr Dickers",
        "form from",
        "",
    ],
)
def test_what_is_left_alone(question, spelling):
    assert spelling.correct(question) == Correction(question)


def test_the_most_frequent_wins_and_ties_go_by_spelling(small_index):
    small_index.add("one", "The painters and the planters met, and so did the printers.")
    assert Spelling.of_corpus(small_index.sentences, ()).correct("the pxnters").text == "the pxnters"
    assert Spelling.of_corpus(small_index.sentences, ()).correct("the pnters").text == "the pnters"
    small_index.add("two", "A long strategy and a stratgey.")
    assert Spelling.of_corpus(small_index.sentences, ()).correct("the plinters").text == "the planters"
    small_index.add("three", "The printers met the printers.")
    assert Spelling.of_corpus(small_index.sentences, ()).correct("the pinters").text == "the printers"


def test_without_a_corpus():
    assert Spelling.of_corpus((), ()).correct("adpotion") == Correction("adpotion")


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("order", "order", 0),
        ("odrer", "order", 1),
        ("ordr", "order", 1),
        ("orderr", "order", 1),
        ("ordes", "order", 1),
        ("ca", "abc", 3),
    ],
)
def test_edits(one, other, distance):
    assert edits(one, other, 5) == edits(other, one, 5) == distance
    assert edits(one, other, 0) == min(distance, 1)
