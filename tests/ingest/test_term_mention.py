"""Terms that running text introduces."""

from __future__ import annotations

import pytest

from ingest.short_form import is_short_form
from ingest.term import Term, fold_term
from ingest.term_mention import find_mentions


def learned(text):
    found = list(find_mentions(text, "d", 100))
    assert all(0 <= term.span.start - 100 < term.span.end - 100 <= len(text) for term in found)
    return [(term.short, term.long, text[term.span.start - 100 : term.span.end - 100]) for term in found]


@pytest.mark.parametrize(
    ("text", "short", "long", "place"),
    [
        ("A special guardianship order (SGO) may be made.", "SGO", "special guardianship order", "special guardianship order (SGO)"),
        ("Many special guardianship\norders (SGOs) were made.", "SGO", "special guardianship orders", "special guardianship\norders (SGOs)"),
        ("the Department for Education's (DfE) review", "DfE", "Department for Education", "Department for Education's (DfE)"),
        ("by the Department for Education (DfE, 2021).", "DfE", "Department for Education", "Department for Education (DfE, 2021)"),
        ("the “multi-agency safeguarding hub” (or “MASH”)", "MASH", "multi-agency safeguarding hub", "multi-agency safeguarding hub” (or “MASH”)"),
        ("a **care and support plan** (*CSP*)", "CSP", "care and support plan", "care and support plan** (*CSP*)"),
        ("An Education, Health and Care Plan (EHCP) is", "EHCP", "Education, Health and Care Plan", "Education, Health and Care Plan (EHCP)"),
        ("the IRO (Independent Reviewing Officer) said", "IRO", "Independent Reviewing Officer", "IRO (Independent Reviewing Officer)"),
        ("by the NAO (the National Audit Office, 2019)", "NAO", "National Audit Office", "NAO (the National Audit Office, 2019)"),
        ("SGO stands for special guardianship order, made", "SGO", "special guardianship order", "SGO stands for special guardianship order"),
        ("An SGO, which stands for “special guardianship order”.", "SGO", "special guardianship order", None),
        ("SGO = special guardianship order; n = 30.", "SGO", "special guardianship order", "SGO = special guardianship order"),
        ("special guardianship orders, or SGOs, are made", "SGO", "special guardianship orders", "special guardianship orders, or SGOs"),
        ("children looked after (cla) were", "cla", "children looked after", "children looked after (cla)"),
    ],
)
def test_ways_to_introduce_a_term(text, short, long, place):
    ((found_short, found_long, found_place),) = learned(text)
    assert (found_short, found_long) == (short, long)
    assert place is None or found_place == place


@pytest.mark.parametrize(
    "text",
    [
        "Children in Wales (Wales) and elsewhere (see Annex A), in a sample (n=30) of the UK (UK).",
        "The order (SGO) was made, and another (CAO); see the annex (A), (i), (ii) and (iii).",
        "The framework of local authority social care inspection (ILACS) and the Supporting Families Programme (MHCLG).",
        "The DfE (England) and the SGO (see Annex A) and ADCS (2021) and OECD (ed. Smith).",
        "Grants from the programmes (DHSC/DWP) and the book (Harwin) and [2021] EWHC 244 (Fam).",
        "Statistics by these organisations (ONS). Orders of this kind; guardianship: order (GO).",
        "CAO = a thing; SGO means business; x = y; IRO stands for nothing here.",
        "This special. Guardianship order (SGO) was made." * 3,
    ],
)
def test_brackets_hold_many_other_things(text):
    assert learned(text) == []


def test_an_impossible_term(make_span):
    with pytest.raises(ValueError, match="never empty"):
        Term("SGO", "", "d", make_span)
    with pytest.raises(ValueError, match="never empty"):
        Term("", "order", "d", make_span)
    with pytest.raises(ValueError, match="at least explained"):
        Term("SGO", "SGO", "d", make_span)


@pytest.fixture
def make_span():
    from ingest.span import Span

    return Span(0, 3)


def test_terms_are_compared_without_case_hyphens_and_plurals():
    assert fold_term("Looked-after  Children’s Authorities") == fold_term("looked after children authority")
    assert fold_term("care orders") != fold_term("care ordeal")
    assert not is_short_form("Order")
