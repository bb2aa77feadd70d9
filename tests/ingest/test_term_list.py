"""Terms that a document lists."""

from __future__ import annotations

import pytest

from ingest.document import Document, Source
from ingest.structure import find_blocks
from ingest.term_list import find_listed

SGO = ("SGO", "Special guardianship order", None)
LADO = ("LADO", "Local authority designated officer", None)
OFSTED = ("Ofsted", "Office for Standards in Education", None)
CARE_ORDER = (None, "Care order", "An order that places a child in care.")
BEFORE = "Title here\n\nSome text stands here at the start.\n\n"
BEHIND = "\n\nIntroduction\n\nNow a text begins here: it goes on for all of them.\n\nNote: this is no term of any list."


def listed(text):
    document = Document("d", text, Source(), find_blocks(text))
    found = list(find_listed(document))
    assert all(term.span.of(text).strip() for term in found)
    return [(term.short, term.long, term.definition) for term in found]


@pytest.mark.parametrize("divider", ["\t", " – ", " - ", ": ", " = ", "   ", " "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("title", ["Abbreviations", "List of abbreviations", "Annex B: Acronyms and abbreviations", "Glossary"])
def test_lists_of_abbreviations(divider, gap, title):
    lines = [f"{short}{divider}{long}" for short, long, _ in (SGO, LADO)]
    found = listed(f"{BEFORE}{title}\n\n{gap.join(lines)}{BEHIND}")
    assert found == [SGO, LADO]


def test_an_abbreviation_with_one_capital_is_known_by_its_letters():
    assert listed(f"{BEFORE}Abbreviations\n\nSGO: Special guardianship order\nOfsted: Office for Standards in Education{BEHIND}") == [SGO, OFSTED]


def test_a_list_says_more_than_the_letters():
    text = (
        "# Glossary\n\n- ILACS: Inspecting local authority children's services\n- DASH: a checklist that police use\n"
        "- SGO: special guardianship order. It lasts."
    )
    assert listed(text) == [
        ("ILACS", "Inspecting local authority children's services", None),
        ("DASH", "DASH", "a checklist that police use"),
        ("SGO", "special guardianship order", None),
    ]


def test_definitions_in_a_glossary():
    text = (
        f"{BEFORE}Glossary of terms\n\nCare order: An order that places a\nchild in care.\n\n"
        "Kinship care – Care by family or friends.\n\nInitial Child Protection Conference (ICPC): A meeting of all."
    )
    assert listed(text) == [
        CARE_ORDER,
        (None, "Kinship care", "Care by family or friends."),
        ("ICPC", "Initial Child Protection Conference", "A meeting of all."),
    ]


def test_terms_that_are_headings():
    text = (
        "# Report\n\nSome text.\n\n## Glossary\n\n### Care order\n\nAn order that places a child in care.\n\nMore of it: this is not a term.\n\n"
        "### Initial Child Protection Conference (ICPC)\n\nA meeting of all.\n\n### How we made this list\n\nWe asked many people.\n\n"
        "## Findings\n\n### Costs\n\nThey rose by a third."
    )
    assert listed(text) == [CARE_ORDER, ("ICPC", "Initial Child Protection Conference", "A meeting of all.")]


@pytest.mark.parametrize("heading", ["## Glossary\n\n", ""])
def test_a_table_of_two_or_three_columns(heading):
    table = (
        "| Term | Meaning | Note |\n|---|---|---|\n| SGO | Special guardianship order | |\n| Care order | An order that places a child in care. | |\n"
        "| Local authority designated officer | LADO | |\n"
    )
    assert listed(f"# Title\n\nText.\n\n{heading}{table}\n# Next\n\nMore: text of other things.") == [SGO, CARE_ORDER, LADO]


@pytest.mark.parametrize(
    "text",
    [
        "# Report\n\n## Definitions of neglect vary\n\nNeglect: what people call it differs.",
        "# Report\n\nKey: what people call it differs.\n\nSGO: Special guardianship order",
        "# Costs\n\n| Year | Description |\n|---|---|\n| 2019 | A year of many changes |\n| SGO | Special guardianship order |",
        "Terms of reference\n\nAim: to find out what is known of this.\n\nScope: all of the country.",
    ],
)
def test_other_places_are_no_lists(text):
    assert listed(text) == []
