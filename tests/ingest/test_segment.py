"""Sentences and passages of documents: exact text, and what holds for any text at all."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import BlockKind, Document
from ingest.segment import PASSAGE_WORDS, clean, cut_passages, cut_sentences
from tests.ingest import samples
from tests.ingest.reading import document, quotable

PROSE = (
    "The review heard from 1,200 people. Ms Anna Lee, who chairs the Board, said that Norwich, Ipswich and Colchester had done better "
    "than London in this respect (Brown & White, 2019). It cost £2.3 billion in 2021, of which s.17 support was a sixth. "
    "“Nobody asked us,” said one mother. Dr. Reed agreed; others, e.g. Mr Lowe, did not."
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("**Bold** and *soft* and __more__", "Bold and soft and more"),
        ("See [the report](https://example.org/a_(b)) now", "See the report now"),
        ("![A chart](x.png) shows it", "A chart shows it"),
        ("It <u>stays</u> &amp; goes", "It stays & goes"),
        ("a review.² Then", "a review. Then"),
        ("It stops.[^1]", "It stops."),
        ("[^note]: Unless at school", "Unless at school"),
        ("1. First  of\n all", "First of all"),
        ("(a) contact", "contact"),
        ("| 5 to 10 | £165 |", "5 to 10 | £165"),
        ("told us\r\n> that", "told us that"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("1.5 million and 2019. It", "1.5 million and 2019. It"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    """Markup, footnote marks and enumerators go; words, figures and names stay."""
    assert clean(text) == cleaned


def check(text: str) -> None:
    """Assert what holds for the sentences and passages of any text."""
    doc = document(text)
    sentences = cut_sentences(doc)
    behind, last_block, notes = 0, -1, False
    for number, sentence in enumerate(sentences):
        block = doc.blocks[sentence.block]
        assert sentence.number == number
        assert sentence.text == text[sentence.span.start : sentence.span.end]
        assert sentence.text == sentence.text.strip()
        assert any(character.isalnum() or character == "_" for character in sentence.clean)
        assert block.quotable
        assert block.span.contains(sentence.span)
        assert not any(hole.start <= sentence.span.start < hole.end or hole.start < sentence.span.end <= hole.end for hole in block.holes)
        is_note = sentence.kind is BlockKind.FOOTNOTE
        assert is_note or not notes
        if is_note and not notes:
            last_block, notes = -1, True
        assert sentence.block >= last_block
        assert sentence.span.start >= (behind if sentence.block == last_block else 0)
        behind, last_block = sentence.span.end, sentence.block
    for i, block in enumerate(doc.blocks):
        for other in doc.blocks[i + 1 : i + 4]:
            assert not block.span.overlaps(other.span) or other.span in block.holes
    for passage in cut_passages(doc, sentences):
        assert passage.text == text[passage.span.start : passage.span.end]
        assert len({sentences[n].headings for n in passage.sentences}) == 1
    assert [n for passage in cut_passages(doc, sentences) for n in passage.sentences] == list(range(len(sentences)))


CHARACTERS = "ab1.!?:;,-*_#|>()[]\"“”'`~=<&\t \n\r\f\v\x85\u2028\ufeff\u200b\u202e\u2003\x02é😀¹²"
WORDS = ["Word ", "a sentence goes on ", "The end. ", "[a](b)", "<u>", "&amp;", "a@b.c", "we ask the following questions:\n"]
LINES = [
    "# Title",
    "Title\n===",
    "- item",
    "  - nested",
    "1. first",
    "1.1 Part\n",
    "| a | b |",
    "> said",
    "```",
    "[^1]: note",
    "¹ note\n",
    "Contents\n",
    "Glossary\n",
]
PAGES = [
    "Header line\n\n\n",
    "7\n",
    "Chapter two\n",
    "Subscribe\n",
    "Intro ..... 3",
    "Figure 1: x",
    "12 May 2020",
    "By Sam Lee",
    "Dear all\n",
    "Yours sincerely\n",
    "\n",
    "\n\n\n",
]
BOOKS = ["Smith, J. (2019). A book. Press.\n", "References\n"]
PIECES = st.sampled_from([*CHARACTERS, *WORDS, *(f"{line}\n" for line in [*LINES, *PAGES, *BOOKS])])


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_of_such_pieces_is_cut_exactly(text: str) -> None:
    """Never a crash; every sentence is the source; every block lies inside."""
    check(text)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.characters(exclude_characters="\0"), max_size=300))
def test_any_text_of_unicode_is_cut_exactly(text: str) -> None:
    """Lone surrogates, right-to-left marks, unassigned characters."""
    check(text)


@pytest.mark.parametrize("name", samples.ALL)
def test_the_samples_are_cut_exactly(name: str) -> None:
    """With every kind of line break."""
    for end in ("\n", "\r\n", "\r"):
        check(samples.ALL[name].replace("\n", end))


def test_the_seeds_are_cut_exactly(seeds: dict[str, Document]) -> None:
    """The real documents."""
    for seed in seeds.values():
        check(seed.text)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_hard_wrapped_report_gives_the_sentences_of_the_unwrapped_one(width: int) -> None:
    """White space folded, nothing else differs."""
    paragraphs = ["# Report", PROSE, "## Findings", PROSE[35:], PROSE[:200].rsplit(" ", 1)[0] + "."]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)
    assert quotable(wrapped) == quotable("\n\n".join(paragraphs))
    assert len(quotable(wrapped)) == 12


def test_passages_keep_to_their_size_and_heading() -> None:
    """A sentence longer than a passage stands alone."""
    long = "Word " * (PASSAGE_WORDS + 5) + "end."
    text = f"# A\n\nOne two three. {long} Four five.\n\n# B\n\nSix seven."
    doc = document(text)
    passages = cut_passages(doc, cut_sentences(doc))
    assert [passage.sentences for passage in passages] == [(0,), (1,), (2,), (3,)]
    many = document(" ".join(["Ten words stand in each of these short sentences here."] * 30))
    assert [len(passage.sentences) for passage in cut_passages(many, cut_sentences(many))] == [12, 12, 6]


def test_no_sentences_no_passages() -> None:
    """A document of headings alone."""
    doc = document("# Title\n\n## Other\n")
    assert cut_sentences(doc) == ()
    assert cut_passages(doc, ()) == ()


def many(unit: str, count: int = 200_000) -> str:
    """Repeat ``unit`` to about ``count`` characters."""
    return unit * (count // len(unit))


HOSTILE = {
    **{
        repr(unit): many(unit)
        for unit in ["a", "#", "-", "(", "[", "|", "*", "_", "`", "<", "'\"", "“”", ".", ". ", "a@", "a\t", "¹", "😀", "[a](", "*a ", "\u200b", "> "]
    },
    **{
        repr(unit): many(unit, 60_000)
        for unit in ["\n", "\f", "#\n", "Word\n", "Word two\n\n", "- item\n\n", "Intro:\n\n", "word goes on\n\n", "Some words here,\n\n\n\n", "```\n"]
    },
    **{
        repr(unit): many(unit, 60_000)
        for unit in [
            "References\n\n",
            "Contents\n\n",
            "## Sub\n",
            "1 May 2020\n",
            "Title\n===\n",
            "| a | b |\n",
            "> said so\n",
            "Contents\nIntro .... 3\n",
        ]
    },
    "deep list": "".join(" " * depth + "- x\n" for depth in range(600)),
    "numbered": "".join(f"{i % 999}. item\n\n" for i in range(6_000)),
    "headers": "".join(f"Header one\n\n\n\nText of page {i} that goes on with many more words and then\n\n\n\n" for i in range(800)),
    "different headers": "".join(f"Header {i}\n\n\n\nText\n\n" for i in range(4_000)),
    "contents dots": "Contents\n" + "." * 200_000,
    "spaces": "a" + " " * 200_000 + "b",
    "long heading": "# " + "*a *b " * 30_000,
    "quotation": '"' + "abc " * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_in_hostile_text(name: str) -> None:
    """Each takes well under a second; a quadratic step would take minutes."""
    started = time.process_time()
    doc = document(HOSTILE[name])
    cut_passages(doc, cut_sentences(doc))
    assert time.process_time() - started < 5.0


def test_the_sentence_that_the_page_break_cuts(seeds: dict[str, Document]) -> None:
    """One sentence whose span runs across the break, without the header in what is searched."""
    sentence = next(s for s in cut_sentences(seeds["001"]) if "lower engagement within our communities" in s.clean)
    assert "lower engagement within our communities (Office for National Statistics, 2020a)" in sentence.clean
    assert "independent review of" not in sentence.clean
    assert sentence.text == sentence.span.of(seeds["001"].text)
    assert "\n\n" in sentence.text


def test_what_no_quotable_sentence_of_the_seeds_says(seeds: dict[str, Document]) -> None:
    """Offers of web sites, addresses of the bibliography, running headers."""
    said = [sentence for seed in seeds.values() for sentence in cut_sentences(seed)]
    assert not any("Subscribe" in s.clean or "doi.org" in s.clean or "website design" in s.clean for s in said)
    assert not any(s.clean in ("Chapter three", "The independent review of children's social care") for s in said)
    assert not any(s.kind is BlockKind.BOILERPLATE for s in said)


@pytest.mark.parametrize(
    ("key", "piece"),
    [
        ("000", "about a quarter had broken down within two years"),
        ("001", "An order granted by a court under section 31 of the Children"),
        ("002", "just under 135,000 investigations"),
        ("003", "significant regional variation in the rate of both kinship"),
        ("004", "The dilemmas below are not position statements from the review"),
    ],
)
def test_facts_that_a_person_sees(seeds: dict[str, Document], key: str, piece: str) -> None:
    """Each stands in one quotable sentence."""
    assert any(piece in sentence.clean for sentence in cut_sentences(seeds[key])), [
        s.clean for s in cut_sentences(seeds[key]) if piece[:12] in s.clean
    ]


TABLE = """| Age | Remark | Rate |
|---|---|---|
| 0 to 4 | Paid weekly. Never late. | £150 |
| 5 to 9 | | £160 |
| LONG |
"""


def test_a_row_is_one_sentence_searched_by_its_columns() -> None:
    """Full stops inside cells end nothing; an empty cell says nothing; a row of another width is searched as it stands."""
    rows = cut_sentences(document(TABLE))
    assert [row.clean for row in rows] == ["Age: 0 to 4; Remark: Paid weekly. Never late.; Rate: £150", "Age: 5 to 9; Rate: £160", "LONG"]
    assert rows[0].text == "| 0 to 4 | Paid weekly. Never late. | £150 |"
    assert {row.lead_in for row in rows} == {"Age | Remark | Rate"}


def test_a_long_row_is_cut_between_cells() -> None:
    """Each piece still knows its columns, and together they are the row."""
    words = " ".join(["word"] * 50)
    text = TABLE.replace("LONG |", f"{words} | {words} | {words} |")
    pieces = cut_sentences(document(text))[2:]
    assert [piece.clean for piece in pieces] == [f"Age: {words}", f"Remark: {words}", f"Rate: {words}"]
    assert [piece.text for piece in pieces] == [f"| {words}", words, f"{words} |"]
    assert [piece.position for piece in pieces] == [0, 1, 2]
