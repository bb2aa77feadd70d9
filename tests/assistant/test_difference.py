"""Quotes that differ on one thing, and quotes that agree: both must fire, and mostly must not."""

from __future__ import annotations

import pytest

from assistant.difference import (
    Difference,
    agreement_sentence,
    difference_sentence,
    find_agreements,
    find_differences,
    remarks,
)

DIFFERENT_FIGURES = [
    ("A library card allows twelve loans at a time.", "A library card allows ten loans at a time.", "“twelve” and “ten”"),
    ("Late books cost ten pence a day.", "Late books cost 25p a day.", "“ten pence” and “25p”"),
    (
        "About a quarter of supervision orders had broken down within two years.",
        "40% of supervision orders had broken down within two years (Harwin et al., 2019).",
        "“About a quarter” and “40%”",
    ),
    ("Staff receive 25 days of annual leave.", "Employees are entitled to 28 days of annual leave.", "“25 days” and “28 days”"),
    (
        "In 2019/20, total spending on children’s services was £10.5 billion.",
        "Total spending on children's services reached £9.1bn in 2019/20 (Department, 2021b).",
        "“£10.5 billion” and “£9.1bn”",
    ),
    ("Complaints must be answered within 15 working days.", "Complaints must be answered within 20 working days.", "“within 15 working days”"),
    ("The number of adoptions fell by 10% between 2015 and 2020.", "The number of adoptions fell by 18% between 2015 and 2020.", "“10%” and “18%”"),
]
NOT_DIFFERENT = [
    # the same value, written or hedged otherwise
    ("A quarter of the supervision orders had broken down.", "25% of supervision orders had broken down."),
    ("One in four supervision orders had broken down.", "A quarter of supervision orders had broken down."),
    ("About a quarter of supervision orders had broken down.", "24% of supervision orders had broken down."),
    ("More than 700 children with lived experience replied to our survey.", "Over 1,000 children with lived experience replied to our survey."),
    ("Placements for care leavers last twelve months.", "Placements for care leavers last one year."),
    ("Poor outcomes of children in care cost £2.3 billion.", "Poor outcomes of children in care cost £2.28 billion."),
    # other outcomes, groups, years, ages, periods, places, units, roles
    ("40% of children had experienced further neglect.", "24% of children had experienced a permanent placement change."),
    ("24% of children in foster care had moved school.", "30% of children in residential care had moved school."),
    ("24% of children in care had moved school in 2018.", "30% of children in care had moved school in 2020."),
    ("24% of children in care had moved school.", "30% of children in care had moved school in 2020."),
    ("24% of children aged under 10 in care had moved school.", "30% of children in care aged 10 or over had moved school."),
    ("About a quarter of supervision orders had broken down within two years.", "40% of supervision orders had broken down within four years."),
    ("In London 28% of children in proceedings received a care order.", "In Leeds 47% of children in proceedings received a care order."),
    ("Independent homes charge £4,000 per week for a child.", "Independent homes charge £200,000 per year for a child."),
    ("Spending on family help rose by 5%.", "Spending on family help rose to 30%."),
    ("24% of children in care moved school.", "76% of children in care did not move school."),
    ("An assessment under section 47 may follow for children in need.", "An assessment under section 17 may follow for children in need."),
    ("Band A carers receive an allowance of £100.", "Band B carers receive an allowance of £120."),
    ("The number fell by 10% between 2015 and 2020.", "The number fell by 18% between 2015 and 2020."),
    ("A card allows twelve loans and three renewals for readers.", "A card allows twelve loans and three holds for readers."),
    # what the subject is, only its own document knows
    ("The population was 318 at the 2010 census.", "The population was 9,661 at the 2010 census."),
    ("The average size of a household was 2.55.", "The average size of a household was 3.07."),
    ("We keep your account data for 30 days.", "We keep your account data for 90 days."),
    ("Of households, 24% were married couples and 15% lived alone, 30% rented.", "There were 158,349 households, of which 43% were married couples."),
]
OPPOSITE = [
    ("Kinship care reduces placement breakdown.", "Kinship care increases placement breakdown.", "“reduces” and “increases”"),
    ("Referrals to early help services fell in 2020.", "Referrals to early help services rose in 2020.", "“fell” and “rose”"),
    ("Parenting classes are effective for young fathers.", "Parenting classes are not effective for young fathers.", "denies"),
]
NOT_OPPOSITE = [
    ("Referrals to early help fell in 2019.", "Referrals to early help rose in 2020."),
    ("Kinship care can reduce placement breakdown.", "Kinship care can increase placement breakdown."),
    ("Kinship care reduces placement breakdown.", "Foster care increases placement breakdown."),
    ("Poverty increases neglect in families.", "Neglect in families reduces poverty."),
    ("Children who do not attend school need early help.", "Children who attend school need early help."),
    ("Most parenting classes are effective for young fathers.", "Parenting classes are not effective for young fathers."),
    ("Support did not reduce placement breakdown.", "Support increases placement breakdown."),
]
SAME_FIGURE = [
    (
        "Stability is a concern with nearly 30% of children who left care in 2006/07 returning to care within five years (Department, 2013).",
        "Help is needed where children return home - nearly 30% of children who left care in 2006/07 returned to care within five years.",
    ),
    (
        "One in three of all social workers do not work directly with children or families.",
        "It is a worry that a third of all social workers do not work directly with families.",
    ),
]
NOT_SAME_FIGURE = [
    (
        "Nearly 30% of children who left care in 2006/07 returned to care within five years.",
        "Nearly 30% of children who left care in 2012/13 returned to care within five years.",
    ),
    ("Repeat proceedings make up 20% of cases in the public care system.", "Repeat mothers make up 20% of parents in the public care system."),
    ("Albums by the group sold about 950,000 copies by June 2009.", "Albums by the group sold 964,000 copies by December 2016."),
    ("Three Baltic states met at the annual competition in the capital city.", "Three Baltic states took part in the annual competition."),
    ("Please write to the Privacy Officer, 726 Exchange Street, for a form.", "Please write to the Privacy Officer, 726 Exchange Street, to object."),
]


@pytest.fixture
def two(make_quote):
    def make(one, other, **changes):
        return make_quote(one), make_quote(other, doc_id="report", **({"title": "A report", "published": "2021-06"} | changes))

    return make


@pytest.mark.parametrize(("one", "other", "what"), DIFFERENT_FIGURES)
def test_different_figures(one, other, what, two):
    (found,) = find_differences("", two(one, other))
    assert (found.first, found.second) == (0, 1)
    assert found.what.startswith("give different figures: ") and what in found.what
    assert find_agreements(two(one, other)) == ()
    assert len(find_differences("", two(other, one))) == 1


@pytest.mark.parametrize(("one", "other"), [*NOT_DIFFERENT, *NOT_OPPOSITE])
def test_no_difference(one, other, two):
    question = f"{one} {other}"
    assert find_differences(question, two(one, other)) == find_differences(question, two(other, one)) == ()


@pytest.mark.parametrize(("one", "other", "what"), OPPOSITE)
def test_opposite_statements(one, other, what, two):
    (found,) = find_differences("", two(one, other))
    assert found.what.startswith("make opposite statements: ") and what in found.what


def test_what_rose_in_one_year_may_fall_in_another(two):
    pair = "Referrals to early help services fell.", "Referrals to early help services rose."
    assert find_differences("", two(*pair))
    assert find_differences("", two(*pair, published="2017")) == ()


def test_a_word_of_the_question_counts_for_one(two):
    pair = two("Loans last three weeks for readers.", "Loans last two weeks for readers.")
    assert find_differences("", pair) == ()
    assert len(find_differences("How long do loans last?", pair)) == 1


def test_a_title_may_say_what_the_other_sentence_says(two):
    one, other = "A library card allows twelve loans.", "A card allows ten loans."
    assert find_differences("", two(one, other)) == ()
    assert len(find_differences("", two(one, other, section=("Library rules",)))) == 1


def test_a_question_about_the_subject_of_one_document(two):
    one, other = "Public expenditure on health was at 1% of national income.", "Public expenditure on health was at 8% of national income."
    assert len(find_differences("expenditure on health?", two(one, other, title="Congo"))) == 1
    assert find_differences("expenditure on health in Congo?", two(one, other, title="Congo")) == ()


def test_within_one_document_only_for_years_that_are_named(make_quote):
    one, other = "Total spending on family services was £10.5 billion", "Total spending on family services was £8.1 billion"
    assert find_differences("", (make_quote(f"{one}."), make_quote(f"{other}.", start=90))) == ()
    dated = make_quote(f"{one} in 2019/20."), make_quote(f"{other} in 2019/20.", start=90)
    assert len(find_differences("", dated)) == 1
    assert find_agreements((dated[0], make_quote(dated[0].text, start=300))) == ()


@pytest.mark.parametrize(("one", "other"), SAME_FIGURE)
def test_the_same_figure(one, other, two):
    (found,) = find_agreements(two(one, other))
    assert agreement_sentence(found) == "[1] and [2] give the same figure."
    assert find_differences("", two(one, other)) == ()


@pytest.mark.parametrize(("one", "other"), [*NOT_SAME_FIGURE, *NOT_DIFFERENT[6:]])
def test_not_the_same_figure(one, other, two):
    assert find_agreements(two(one, other)) == ()


def test_the_sentence_gives_the_dates(make_quote):
    quotes = [
        make_quote("About a quarter of orders on supervision broke down."),
        make_quote("It is so."),
        make_quote("40% of orders on supervision broke down.", doc_id="report", published="2021-06"),
    ]
    (found,) = find_differences("", quotes)
    assert difference_sentence(found, quotes) == "[1] (March 2021) and [3] (June 2021) give different figures: “About a quarter” and “40%”."
    quotes[2] = make_quote(quotes[2].text, doc_id="report", published=None)
    assert difference_sentence(found, quotes).startswith("[1] (March 2021) and [3] give")
    quotes[2] = make_quote(quotes[2].text, doc_id="report", published="2021-03-02")
    assert difference_sentence(found, quotes).startswith("[1] (30 March 2021) and [3] (2 March 2021) give")


def test_remarks_of_a_reply(two):
    differing, agreeing = remarks("How many loans?", two("A library card allows twelve loans.", "A library card allows ten loans."))
    assert [remark.to_dict() for remark in differing] == [
        {"quotes": [0, 1], "note": "[1] (March 2021) and [2] (June 2021) give different figures: “twelve” and “ten”."}
    ]
    assert agreeing == ()


def test_a_quote_does_not_differ_from_itself():
    with pytest.raises(ValueError, match="later"):
        Difference(1, 1, "")
