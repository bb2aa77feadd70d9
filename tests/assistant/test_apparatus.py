"""References resolved and footnotes found, in documents of several citation styles."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import Assistant
from assistant.apparatus import Apparatus
from assistant.reply import Answer
from ingest.document import Block, BlockKind, Document
from ingest.segment import cut_sentences
from ingest.span import Span
from ingest.structure import find_blocks
from tests.assistant.bibliographies import HARVARD_LIST, STYLES, Case


def document(text: str) -> Document:
    return Document("d", text, blocks=find_blocks(text))


def report(sentences: Sequence[str], entries: Sequence[str]) -> Document:
    body = "\n\n".join(sentences)
    return document(f"# A report\n\n{body}\n\n# References\n\n" + "\n\n".join(entries) + "\n")


def made(one: Document, sentence: str) -> list[str]:
    """Return what was made of each reference of a sentence: the entry, or the status where there is none."""
    start = one.text.index(sentence)
    references = [reference for _, reference in Apparatus(one).cited(Span(start, start + len(sentence)))]
    assert all(reference.span is None or reference.span.of(one.text) == reference.entry for reference in references)
    return [reference.entry or reference.status for reference in references]


@pytest.mark.parametrize(
    ("style", "case"), [(style, case) for style, (cases, _) in STYLES.items() for case in cases], ids=lambda value: str(value)[:50]
)
def test_every_reference_of_every_style(style: str, case: Case) -> None:
    cases, entries = STYLES[style]
    found = made(report([one.sentence for one in cases], entries), case.sentence)
    assert len(found) == len(case.meant)
    assert [entry[: len(meant)] for entry, meant in zip(found, case.meant, strict=True)] == list(case.meant)


def test_a_reference_to_an_entry_that_is_taken_out_is_absent() -> None:
    """No other entry takes its place."""
    for cases, entries in (STYLES["harvard"], STYLES["chicago"]):
        sentences = [case.sentence for case in cases]
        for case in cases:
            for meant in (meant for meant in case.meant if meant not in ("absent", "ambiguous", "———. 2018") and not meant.startswith("Johnson")):
                kept = [entry for entry in entries if not entry.startswith(meant)]
                found = made(report(sentences, kept), case.sentence)
                assert not [entry for entry in found if entry.startswith(meant)]
                assert len(found) - sum(entry in kept for entry in found) >= 1, (case.sentence, meant, found)


def test_a_document_is_asked_about_its_own_bibliography_only() -> None:
    other = document("# A letter\n\nHomes help (Smith and Jones, 2019), rows [12] of it.\n")
    assert made(other, "Homes help (Smith and Jones, 2019), rows [12] of it.") == ["absent"]
    assert made(report(["Homes help (Smith and Jones, 2019)."], HARVARD_LIST), "Homes help (Smith and Jones, 2019).") == [HARVARD_LIST[0]]


def test_a_page_break_inside_a_reference() -> None:
    """What the page break has put there is no part of the reference."""
    text = "It fell (Office for National\n\nChapter two\n\nStatistics, 2021). More.\n\n" + HARVARD_LIST[7]
    hole, entry = text.index("Chapter two"), text.index("Office for National Statistics (2021)")
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, entry - 2), holes=(Span(hole, hole + len("Chapter two")),)),
        Block(BlockKind.BIBLIOGRAPHY_ENTRY, Span(entry, len(text))),
    )
    (reference,) = Apparatus(Document("d", text, blocks=blocks)).references(Span(0, entry - 2))
    assert (reference.in_text, reference.entry) == ("Office for National Statistics, 2021", HARVARD_LIST[7])


class TestFootnotes:
    def test_they_come_with_what_they_refer_to(self) -> None:
        one = report(["It lasted for years.[^3] It was late.[^note]", "[^3]: See Smith and Jones (2019).", "[^note]: Nothing more."], HARVARD_LIST)
        first, second, *_ = cut_sentences(one)
        apparatus = Apparatus(one)
        assert [(note.mark, note.text) for note in apparatus.footnotes(first.span)] == [("3", "See Smith and Jones (2019).")]
        assert [note.mark for note in apparatus.footnotes(second.span)] == ["note"]
        assert [(reference.in_text, reference.entry) for reference in apparatus.references(first.span)] == [
            ("Smith and Jones (2019)", HARVARD_LIST[0])
        ]
        assert all(note.span.of(one.text) == note.text for note in apparatus.footnotes(Span(0, second.span.end)))

    def test_numbers_that_begin_anew_lead_to_the_next_footnote_of_the_number(self) -> None:
        one = document(
            "It rose.¹ It fell.²\n\n¹ First of one.\n\n² Second of one.\n\nIt rose again.¹ It stayed.²\n\n¹ First of two.\n\n² Second of two.\n"
        )
        texts = {sentence.clean: [note.text for note in Apparatus(one).footnotes(sentence.span)] for sentence in cut_sentences(one)}
        assert texts["It rose."] == ["First of one."]
        assert texts["It stayed."] == ["Second of two."]

    def test_a_missing_footnote_is_not_another_page_s(self) -> None:
        one = document(
            "It rose.¹ It fell.²\n\n¹ First of one.\n\n³ Third of one.\n\nIt rose again.¹ It stayed.²\n\n¹ First of two.\n\n² Second of two.\n"
        )
        texts = {sentence.clean: [note.text for note in Apparatus(one).footnotes(sentence.span)] for sentence in cut_sentences(one)}
        assert texts["It fell."] == []
        assert texts["It stayed."] == ["Second of two."]

    def test_on_pages_the_footnote_of_the_page_counts(self) -> None:
        """Also where it stands above the mark, as columns put it."""
        text = "¹ Of one.\n\nIt rose.¹\n\nIt fell.¹\n\n¹ Of two.\n"
        one = Document("d", text, blocks=find_blocks(text), page_starts=(0, text.index("It fell")))
        texts = [[note.text for note in Apparatus(one).footnotes(sentence.span)] for sentence in cut_sentences(one) if sentence.text.startswith("It")]
        assert texts == [["Of one."], ["Of two."]]

    def test_a_quote_from_a_footnote_is_not_its_own_footnote(self) -> None:
        one = document("It rose.¹\n\n¹ First of one. More of it.\n")
        assert [Apparatus(one).footnotes(sentence.span) for sentence in cut_sentences(one)][1:] == [(), ()]


def test_quotes_of_the_assistant_carry_both(assistant: Assistant) -> None:
    """Every entry and footnote is the exact slice of the quote's own document."""
    reply = assistant.ask("How has spending on statutory children's social care changed in real terms since 2012/13?")
    assert isinstance(reply, Answer)
    quotes = [quote.to_dict() for quote in reply.quotes]
    for quote in quotes:
        source = assistant.documents[quote["doc_id"]].text
        assert all(source[one["start"] : one["end"]] == one["entry"] for one in quote["references"] if one["status"] == "resolved")
        assert all(source[one["start"] : one["end"]] == one["text"] for one in quote["footnotes"])
    assert any("school finance" in (one["entry"] or "") for quote in quotes for one in quote["references"])
    assert any(one["text"].startswith("S251 data") for quote in quotes for one in quote["footnotes"])
