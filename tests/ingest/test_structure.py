"""Invented documents of many kinds: what a careful person calls a heading, evidence, and neither."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind, Document
from ingest.structure import WIDEST_HOLE, find_blocks
from tests.ingest import samples
from tests.ingest.reading import headings, kind_of, of_kind, path_of, quotable


def test_council_policy() -> None:
    """Markdown: nested lists, a table, code, a quote, a footnote, an underlined heading."""
    text = samples.COUNCIL_POLICY
    assert headings(text) == ["Westmoor Council: Allowances for kinship carers", "1. Purpose", "2. Who is eligible", "2.1 Rates", "Appeals"]
    assert quotable(text) == [
        "This policy sets out what Westmoor Council pays to kinship carers.",
        "It applies from 1 April 2023.",
        "A carer is eligible when all of these hold:",
        "the child lives with the carer for more than 28 days;",
        "the carer holds a special guardianship order:",
        "made by a court in England, or",
        "made before 2014;",
        "the carer lives in Westmoor.",
        "See the national guidance for exceptions.",
        "Age of child: 0 to 4; Weekly rate: £150",
        "Age of child: 5 to 10; Weekly rate: £165",
        "Families told us that the old scheme was hard to follow.",
        "Payments stop at 18.",
        "Write to the panel within 20 working days.",
        "The panel replies within a month.",
        "Unless the child is still at school.",
    ]
    assert kind_of(text, "5 to 10") is BlockKind.TABLE_ROW
    assert kind_of(text, "never quoted") is BlockKind.BOILERPLATE
    assert kind_of(text, "Families told") is BlockKind.QUOTATION
    assert kind_of(text, "Unless") is BlockKind.FOOTNOTE
    assert path_of(text, "made before") == ("Westmoor Council: Allowances for kinship carers", "2. Who is eligible")
    assert path_of(text, "Write to the panel") == ("Westmoor Council: Allowances for kinship carers", "Appeals")


def lead_of(text: str, piece: str) -> str | None:
    """Return the lead-in of the first block with ``piece`` in it."""
    block = next(block for block in find_blocks(text) if piece in block.span.of(text))
    return block.lead_in.of(text) if block.lead_in else None


def test_lead_ins() -> None:
    """The sentence above a list, the item above a nested list, the header above a row."""
    text = samples.COUNCIL_POLICY
    assert lead_of(text, "more than 28 days") == "A carer is eligible when all of these hold:"
    assert lead_of(text, "made before 2014") == "the carer holds a *special guardianship order*:"
    assert lead_of(text, "5 to 10") == "| Age of child | Weekly rate |"
    assert lead_of(text, "Age of child") is None
    assert lead_of(text, "Write to the panel") is None


def test_an_item_behind_a_nested_list_goes_back_to_the_outer_lead_in() -> None:
    """The nested list is over where the indent is."""
    assert lead_of(samples.COUNCIL_POLICY, "the carer lives in Westmoor") == "A carer is eligible when all of these hold:"


def test_inspection_letter() -> None:
    """Hard-wrapped, with address and signature."""
    text = samples.INSPECTION_LETTER
    assert headings(text) == [
        "Focused visit to Northbury Council children's services",
        "Headline findings",
        "What needs to improve in this area of social work practice",
        "Main findings",
    ]
    assert quotable(text)[2] == "The visit was carried out by two of Her Majesty's Inspectors, Dr. J. Reed and Mr K. Lowe."
    assert "The quality of supervision, which in too many teams is not recorded." in quotable(text)
    assert {"12 March 2022", "Ms A Patel", "Dear Ms Patel", "Yours sincerely", "Jane Reed"} <= set(of_kind(text, BlockKind.FRONT_MATTER))
    assert len(quotable(text)) == 9


def test_minutes() -> None:
    """Numbered items of an agenda are headings; who was there is a fact."""
    text = samples.MINUTES
    assert headings(text) == ["MINUTES OF THE CORPORATE PARENTING BOARD", "Apologies", "Placements update", "Any other business"]
    assert path_of(text, "14 children") == ("2. Placements update",)
    assert "Present: Cllr Jones (Chair), Cllr Singh, Ms Brown" in quotable(text)
    assert "The meeting closed at 7.45 p.m." in quotable(text)


def test_faq_page() -> None:
    """A question is the heading of its answer; the page's furniture is gone."""
    text = samples.FAQ_PAGE
    assert path_of(text, "£141") == ("Fostering: your questions", "Do I get paid?")
    assert quotable(text) == [
        "Yes.",
        "You need a spare bedroom and your landlord's permission.",
        "Most assessments take four to six months.",
        "Yes.",
        "The allowance starts at £141 a week.",
    ]


def test_privacy_policy() -> None:
    """Bare headings over short paragraphs."""
    text = samples.PRIVACY_POLICY
    assert headings(text) == ["Privacy notice for families", "What we collect", "How long we keep it", "Your rights"]
    assert path_of(text, "25 years") == ("How long we keep it",)
    assert len(quotable(text)) == 6


def test_case_review() -> None:
    """A contents list, running headers, page numbers, and a sentence that the page break cuts."""
    text = samples.CASE_REVIEW
    assert headings(text) == ["Safeguarding review: Child P", "1 Introduction", "2 What happened", "3 Findings"]
    assert quotable(text) == [
        "Child P was born in June 2016 and lived with his mother.",
        "The review covers the two years before his injury in the spring of 2019.",
        "The health visitor saw the family twice.",
        "She was worried that the boyfriend, who was not named in any record, had moved in.",
        "No check was made by the agencies involved.",
        "Professionals did not ask who lived in the home.",
        "Information was held in four places.",
        "The review makes five recommendations.",
    ]


def test_blog() -> None:
    """A title straight above its byline is the title; the site's lines are not text."""
    text = samples.BLOG
    assert headings(text) == ["Why I left residential care work", "But why did I leave?"]
    assert of_kind(text, BlockKind.FRONT_MATTER) == ["By Sam Okoro | 14 June 2021"]
    assert len(quotable(text)) == 4


def test_press_article() -> None:
    """Dateline, picture credit and offers are left out; quoted people are quotable."""
    text = samples.PRESS_ARTICLE
    assert headings(text) == ["Care leavers face “cliff edge” at 18, charity warns"]
    assert quotable(text)[1:3] == ["“It is a cliff edge,” said its director, Dr. Maya Cole.", "“Nobody else is asked to be independent at 18.”"]
    assert len(quotable(text)) == 5


def test_abstract() -> None:
    """In-text references are part of their sentence, the list of references is not quoted."""
    text = samples.ABSTRACT
    assert headings(text) == ["Kinship care and school attendance: a cohort study", "Abstract", "References"]
    assert len(of_kind(text, BlockKind.BIBLIOGRAPHY_ENTRY)) == 3
    assert len(quotable(text)) == 3
    assert quotable(text)[1].endswith("(Farmer et al., 2013; Selwyn & Quinton, n.d.).")


def test_guidance() -> None:
    """Numbered paragraphs are text; questions put to readers are not."""
    text = samples.GUIDANCE
    assert headings(text) == ["Guidance on family group conferences", "Part 1: Purpose", "Part 2: Timing"]
    assert len(of_kind(text, BlockKind.READER_QUESTION)) == 3
    assert not any("Who should pay" in sentence or "welcome views" in sentence for sentence in quotable(text))
    assert lead_of(text, "prepare the child") == "2.2 The coordinator must:"
    assert path_of(text, "neutral venue") == ("Part 2: Timing",)


def test_notes() -> None:
    """Each line without a stop is a sentence of its own, and none is a heading."""
    assert quotable(samples.NOTES) == samples.NOTES.splitlines()


def test_transcript() -> None:
    """What is said is quotable, with the speaker before it."""
    assert quotable(samples.TRANSCRIPT) == [
        "Joan: About twelve years.",
        "We started when my youngest left home.",
        "Joan: Somebody to ring at night.",
        "You feel that you are on your own.",
    ]


def test_report_with_pages() -> None:
    """Form feeds, headers, numbered footers, a glossary."""
    text = samples.REPORT_WITH_PAGES
    assert quotable(text) == [
        "The number of homes rose to 2,460 in 2021.",
        "Most of them are owned by private companies, which charge more each year.",
        "Homes are in the wrong places.",
        "A quarter of all homes stand in the North West.",
        "A place that gives care and accommodation wholly or mainly for children.",
        "A home that restricts the liberty of the children who live there.",
    ]
    assert path_of(text, "liberty") == ("Glossary", "Secure home")
    assert kind_of(text, "wholly or mainly") is BlockKind.GLOSSARY_ENTRY


@pytest.mark.parametrize("name", samples.ALL)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing_that_is_read(name: str, end: str) -> None:
    """Carriage returns are line breaks too."""
    text = samples.ALL[name]
    assert quotable(text.replace("\n", end)) == quotable(text)
    assert quotable("\ufeff" + text) == quotable(text)


def test_a_sentence_that_two_page_breaks_cut_has_each_hole_once() -> None:
    """Three pages, one paragraph without an end until the third."""
    pages = ["It was said. A first part of a long sentence that goes on", "a second part of that very same sentence going on", "and then ends."]
    text = "\n\n\n\nThe running header\n\n".join(["The running header\n\n" + pages[0], *pages[1:]])
    (block,) = [block for block in find_blocks(text) if block.quotable]
    assert [hole.of(text) for hole in block.holes] == ["The running header"] * 2
    assert quotable(text) == ["It was said.", " ".join(pages)[13:]]


def test_a_footnote_between_the_halves_of_a_sentence_is_no_part_of_it() -> None:
    """It stays quotable by itself."""
    text = "We asked. The families said that they had been told nothing at all\n\n¹ In two interviews.\n\n\n\nabout the plan for their child."
    assert quotable(text) == [
        "We asked.",
        "The families said that they had been told nothing at all about the plan for their child.",
        "In two interviews.",
    ]


def test_halves_too_far_apart_are_not_joined() -> None:
    """A quote is one unbroken stretch, so its hole has a limit."""
    text = (
        "The families said that they had been told nothing,\n\n" + "\n\n".join(["¹ " + "Note. " * 60] * (WIDEST_HOLE // 300)) + "\n\nabout the plan."
    )
    assert "about the plan." in quotable(text)


def test_superscripts_without_end_are_no_number() -> None:
    """More digits than Python turns into a number."""
    find_blocks("¹" * 10_000)


def test_the_seed_report(seeds: dict[str, Document]) -> None:
    """Spot checks of what a person sees."""
    report = seeds["001"]
    carried = [block.span.of(report.text) for block in report.blocks if block.kind is BlockKind.BOILERPLATE]
    assert "Chapter two" in carried
    assert "Chapter three" in carried
    titles = [block.span.of(report.text) for block in report.blocks if block.kind is BlockKind.HEADING]
    assert {"Executive summary", "Chapter one: The context", "Glossary of terms", "Care Order", "Bibliography"} <= set(titles)
    entry = next(block for block in report.blocks if block.headings[-1:] == ("Care Order",))
    assert entry.kind is BlockKind.GLOSSARY_ENTRY
    assert entry.headings == ("Glossary of terms", "Care Order")


def test_the_seed_article_and_letter(seeds: dict[str, Document]) -> None:
    """A byline under a title, a signature under a letter."""
    for key, piece in {"003": "Tuesday, August 30, 2022", "000": "30 March 2021"}.items():
        document = seeds[key]
        assert piece in [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.FRONT_MATTER]
    assert any(block.headings == ("Research helps shape Care Review findings on improving outcomes", "Our approach") for block in seeds["003"].blocks)


def test_terms_under_a_marked_glossary_are_entries_until_a_heading_as_high_as_it() -> None:
    text = "# Report\n\n## Glossary\n\n### Front door\n\nThe team that receives all referrals.\n\n## Annex\n\nThe team that wrote all of this.\n"
    kinds = {block.span.of(text): block.kind for block in find_blocks(text)}
    assert kinds["The team that receives all referrals."] is BlockKind.GLOSSARY_ENTRY
    assert kinds["The team that wrote all of this."] is BlockKind.PARAGRAPH


def test_a_footnote_mark_behind_a_full_stop_ends_a_paragraph() -> None:
    text = "The record was made from memory at the desk.[^1]\n\n[^1]: Three families withdrew.\n\nYoung people led the interviews.\n"
    assert [block.holes for block in find_blocks(text)] == [(), (), ()]


def test_a_numbered_heading_may_end_with_any_word() -> None:
    text = "2.2 Places\n\nThe valley has two towns and a mill.\n\n2.3 Who the children are\n\nThe average child is nine years old.\n"
    assert [block.span.of(text) for block in find_blocks(text) if block.kind is BlockKind.HEADING] == ["2.2 Places", "2.3 Who the children are"]
