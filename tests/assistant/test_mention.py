"""Where a text refers to a work, and where it only seems to."""

from __future__ import annotations

import time

import pytest

from assistant.mention import find_mentions


def certain(text: str) -> list[tuple[str, str]]:
    """Return label and year of the references that a text surely makes."""
    return [(mention.label or str(mention.number), mention.year + mention.letter) for mention in find_mentions(text) if mention.certain]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell (Smith & Jones, 2019; O’Brien, 2018a).", [("Smith & Jones", "2019"), ("O’Brien", "2018a")]),
        ("It fell (Bywaters, Bunting, et al., 2016).", [("Bywaters, Bunting, et al.", "2016")]),
        ("It fell (see also E. Munro, 2011, p. 20).", [("E. Munro", "2011")]),
        ("It fell (Smith, 2019, 2020a,b).", [("Smith", "2019"), ("Smith", "2020a"), ("Smith", "2020b")]),
        ("It fell (Smith, 2019; 2020). Roe (2018; 2019) said so.", [("Smith", "2019"), ("Smith", "2020"), ("Roe", "2018"), ("Roe", "2019")]),
        ("It fell (HM Government, 2018: para. 12; Home Office 2019, 45).", [("HM Government", "2018"), ("Home Office", "2019")]),
        ("It fell (DfE, 2021d, Ofsted, 2021e).", [("DfE", "2021d"), ("Ofsted", "2021e")]),
        ("It fell (Prison Service & Custody Service, February 2021).", [("Prison Service & Custody Service", "2021")]),
        ("It fell (Public law working group, 2021).", [("Public law working group", "2021")]),
        ("It fell (Royal Courts, 250 [2021] EWHC 244 (Fam)).", [("Royal Courts", "2021")]),
        ("It fell (Webb, n.d.).", [("Webb", "n.d.")]),
        ("It fell (Smith et al., 2018)².", [("Smith et al.", "2018")]),
        ("It fell (Putnam, 1995) (PWC, 2021).", [("Putnam", "1995"), ("PWC", "2021")]),
        ("It fell [Smith et al., 2018].", [("Smith et al.", "2018")]),
        ("However, Munro (2011) says so.", [("Munro", "2011")]),
        ("As van der Berg and colleagues (2017, 2018) say.", [("van der Berg and colleagues", "2017"), ("van der Berg and colleagues", "2018")]),
        ("Munro's (2011) review says so.", [("Munro", "2011")]),
        ("It is followed up in Masson and Dickens 2019.", [("Masson and Dickens", "2019")]),
        ("It is *known* (Smith *et al.*, 2018).", [("Smith et al.", "2018")]),
        ("It fell [3, 5–7].", [("3", ""), ("5", ""), ("6", ""), ("7", "")]),
    ],
)
def test_references(text: str, found: list[tuple[str, str]]) -> None:
    assert certain(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It fell (March 2020), and again (in March 2021).",
        "It rose (up 6% from 2019) in all places (51,510 in 2019/20).",
        "The Children Act 1989 says so (the Children Act 1989).",
        "In March and April 2020 it fell; see Figure 3 (2019/20).",
        "Costs of £2,019 (all figures in 2019 prices).",
        "It lasted from 2010 to 2020.",
        "It fell (Domestic Abuse Act, 2021) in all (some later in the year, 2019).",
    ],
)
def test_dates_figures_and_laws_are_none(text: str) -> None:
    assert certain(text) == []


def test_places_are_exact() -> None:
    """A mention ends behind its year and begins with its first name, whatever leads to it."""
    text = "It\nfell (see Smith &\nJones, 2019, p. 4; Roe, 2018)."
    first, second = find_mentions(text)
    assert (first.span.of(text), first.text) == ("Smith &\nJones, 2019", "Smith & Jones, 2019, p. 4")
    assert second.span.of(text) == "Roe, 2018"


@pytest.mark.parametrize(
    "text", ["(" * 20_000, "Smith and " * 4_000, "(Smith, 2019, " * 3_000, "A (2019) " * 4_000, "[1," * 9_000, "et al. " * 6_000]
)
def test_text_that_never_ends_is_read_in_no_time(text: str) -> None:
    """A pattern that goes back again and again would take minutes."""
    started = time.process_time()
    find_mentions(text)
    assert time.process_time() - started < 5.0
