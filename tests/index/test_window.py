"""Windows: every sentence in exactly one, where it says, and never across a heading."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.window import OWN_SHARE, cut_windows, fingerprint, neighbours
from ingest.document import BlockKind, Document
from ingest.segment import cut_sentences
from ingest.sentence import Sentence
from ingest.structure import find_blocks
from tests.index.sentences import count_words, sentence


def section(*words: int, heading: str = "Heading", start: int = 0) -> list[Sentence]:
    """Return sentences of so many words each."""
    return [sentence(start + i, " ".join([f"w{start + i}"] * count), heading) for i, count in enumerate(words)]


def test_neighbours_stay_under_the_heading_and_in_the_document() -> None:
    """Two sections of three and two sentences, then another document with the same heading."""
    group = [*section(1, 1, 1), *section(1, 1, heading="Other", start=3), sentence(0, "x", "Other", doc_id="next")]
    assert [list(neighbours(group, i, 1)) for i in range(6)] == [[0, 1], [0, 1, 2], [1, 2], [3, 4], [3, 4], [5]]
    assert list(neighbours(group, 0, 2)) == [0, 1, 2]
    assert list(neighbours(group, 3, 0)) == [3]


def test_a_window_is_heading_context_own_sentences_context() -> None:
    """A window of 20 tokens has 14 for its own sentences."""
    windows = cut_windows(section(6, 6, 6), "Title", count_words, 20)
    assert [window.owns for window in windows] == [(0, 1), (2,)]
    assert windows[0].text == "Heading: " + " ".join(["w0"] * 6) + " " + " ".join(["w1"] * 6) + " " + " ".join(["w2"] * 6)
    assert windows[1].text.startswith("Heading: ")


def test_the_title_heads_what_stands_under_no_heading() -> None:
    """And a lead-in stands before its list item."""
    (window,) = cut_windows([sentence(0, "the child agrees.", lead_in="It may end when:")], "Policy", count_words, 50)
    assert window.text == "Policy: It may end when: the child agrees. "
    assert window.places[0].of(window.text) == "the child agrees."


def test_a_row_whose_columns_are_named_stands_alone() -> None:
    """Its neighbours would only blur it; a row without names needs them."""
    text = sentence(0, "Rates are paid each week.", "Heading")
    rows = [sentence(i, f"Age: {i}; Rate: £{i}", "Heading", kind=BlockKind.TABLE_ROW, lead_in="Age | Rate") for i in (1, 2)]
    bare = [sentence(i, f"{i} | £{i}", "Heading", kind=BlockKind.TABLE_ROW) for i in (3, 4)]
    group = [text, *rows, *bare]
    assert [list(neighbours(group, i, 1)) for i in range(5)] == [[0], [1], [2], [3, 4], [3, 4]]
    windows = cut_windows(group, "Title", count_words, 50)
    assert [window.owns for window in windows] == [(0,), (1,), (2,), (3, 4)]
    assert windows[1].text == "Heading: Age: 1; Rate: £1 "


def test_no_sentences_no_windows() -> None:
    """A document of headings alone."""
    assert cut_windows([], "Title", count_words, 20) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30), st.sampled_from("AB")), max_size=25), st.integers(8, 40))
def test_every_sentence_is_owned_once_and_stands_where_its_place_says(shape: list[tuple[int, str]], most: int) -> None:
    """For any lengths and headings."""
    group = [sentence(i, " ".join([f"w{i}"] * words), heading) for i, (words, heading) in enumerate(shape)]
    windows = cut_windows(group, "Title", count_words, most)
    assert [i for window in windows for i in window.owns] == list(range(len(group)))
    for window in windows:
        assert [place.of(window.text) for place in window.places] == [group[i].clean for i in window.owns]
        assert len({group[i].headings for i in window.owns}) == 1
        own = sum(group[i].words for i in window.owns)
        assert len(window.owns) == 1 or own <= OWN_SHARE * most
        before = len(window.text[: window.places[0].start].split())
        assert own > most or before + own <= most


def test_the_fingerprint_is_of_all_that_is_encoded() -> None:
    """A changed word, heading or cut changes it; the number of a row does not."""
    same = fingerprint(cut_windows(section(3, 3), "T", count_words, 20))
    assert same == fingerprint(cut_windows(section(3, 3), "other title", count_words, 20))
    assert same != fingerprint(cut_windows(section(3, 4), "T", count_words, 20))
    assert same != fingerprint(cut_windows(section(3, 3, heading="New"), "T", count_words, 20))
    assert same != fingerprint(cut_windows(section(3, 3), "T", count_words, 6))


def test_a_footnote_stands_between_no_two_sentences() -> None:
    text = "# One\n\nThe rate fell.¹ Then it rose.\n\n¹ By a third.\n\nNobody knows why."
    sentences = cut_sentences(Document("doc", text, blocks=find_blocks(text)))
    assert [sentence.clean for sentence in sentences] == ["The rate fell.", "Then it rose.", "Nobody knows why.", "By a third."]
    assert [neighbours(sentences, i, 1) for i in range(4)] == [range(0, 2), range(0, 3), range(1, 3), range(3, 4)]
