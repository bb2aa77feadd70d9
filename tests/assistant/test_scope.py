"""Whether what a question takes for granted stands in the evidence."""

from __future__ import annotations

import pytest

from assistant.anchor import find_anchors
from assistant.missing import Missing, premise_reason
from assistant.scope import Scope
from ingest.document import Source

REPORT = """Libraries of Northern Ireland

Loans

The step up trial ran in four libraries and was led by Ann Kerr of the Reading Agency. In 2019/20 there were 900 loans each week there.

Fines

Readers paid fines of ten pence a day, as Masson and Dickens (2015) had found before. The Branch Lending Scheme was praised for this.
"""
LETTER = """A letter

The mobile library came to Sweden in 1998 with books for children. Nobody there had asked for it, but all of them liked to borrow.
"""


@pytest.fixture
def library(small_index):
    small_index.add("report", REPORT, Source("Libraries today", "Board of Libraries", None, "2021-06"))
    small_index.add("letter", LETTER, Source("A letter", "Jo Weaver"))
    return small_index


@pytest.fixture
def missing(library):
    def find(question, *beginnings):
        return Scope(library).missing(question, [library.found(words) for words in beginnings or ("The step up",)])

    return find


@pytest.mark.parametrize(
    ("question", "doubtful"),
    [
        ("what did the Library Council lend", False),  # the documents know no council
        ("what did the Trial of Children say", True),
        ("what did Ann Dickens find", False),
        ("what came to Sweden in 2004", False),
    ],
)
def test_a_name_of_common_words_may_stand_there_in_other_words(library, question, doubtful):
    unmet = Scope(library).unmet(question, [library.found("The step up")])
    assert unmet is not None
    assert unmet.doubtful is doubtful


@pytest.mark.parametrize(
    "question",
    [
        "who led the step up trial in northern ireland?",
        "who led the trial, said Ann Kerr?",
        "how many loans in 2019-20, or in 2020",
        "what was found by 2021",
        "what did the report in 2021 find",
        "what does Libraries Today say of it",
        "what does Weaver's letter say, or Weever's",
        "what did the Step Up Trial do",
        "what is lent in the UK",
        "who led it?",
    ],
)
def test_it_stands(missing, question):
    assert missing(question) == ()


def test_another_country(missing):
    (one,) = missing("who runs the step up trials in france?")
    assert (one.anchor.text, one.in_documents, one.instead) == ("france", False, ("Northern Ireland",))
    assert premise_reason([one]) == "The passages found speak of Northern Ireland, not of France."


def test_a_country_that_other_passages_speak_of(missing):
    (one,) = missing("who runs the Swedish trials?")
    assert one.in_documents
    assert missing("who brought books to the Swedish readers?", "The mobile") == ()


def test_another_year(missing):
    (one,) = missing("how many loans in 2016/17")
    assert premise_reason([one]) == "The passages found speak of 2019/20, not of 2016/17."


@pytest.mark.parametrize(("question", "years"), [("in 2018/19", ["2018/19"]), ("in 2019", []), ("in 2024", ["2024"]), ("in 2019/20", [])])
def test_financial_years(missing, question, years):
    assert [one.anchor.text for one in missing(f"loans {question}")] == years


def test_a_name_that_stands_nowhere(missing):
    found = missing("how valid is the Graded Care Profile 2, as Elaine Farmer has it?")
    assert [one.in_documents for one in found] == [False, False]
    assert premise_reason(found) == "Nothing in the documents mentions Graded Care Profile 2 or Elaine Farmer."


def test_a_name_that_stands_elsewhere(missing):
    (one,) = missing("who led the Branch Lending Scheme?")
    assert premise_reason([one]) == "The passages found do not mention Branch Lending Scheme."
    assert missing("who led the Branch Lending Scheme?", "Readers paid") == ()


def test_a_misspelt_name_stands(missing):
    assert missing("what does Massson or Dickins find", "Readers paid") == ()


def test_an_ordinary_word_with_a_capital_is_no_name(missing):
    assert missing("what do the Libraries and the Children pay") == ()


def test_home_is_not_named_where_no_place_is(small_index):
    small_index.add("d", "Fees\n\nThe fee for a card rose to five pounds last year for all adult readers.")
    find = Scope(small_index).missing
    found = [small_index.found("The fee")]
    assert find("what is the fee in England", found) == ()
    assert premise_reason(find("what is the fee in Wales in 2004", found)) == "Nothing in the documents mentions Wales or 2004."


def test_nothing_found_misses_nothing(library):
    assert Scope(library).missing("what of France?", []) == ()


def test_one_sentence_for_all():
    place, year = find_anchors("in Wales in 2004?")
    reason = premise_reason([Missing(place, True, ("England",)), Missing(year, False, ("2019/20", "2021"))])
    assert reason == "The passages found speak of England, not of Wales; they speak of 2019/20 and 2021, not of 2004."


def test_a_reason_needs_something_missing():
    with pytest.raises(ValueError, match="missing"):
        premise_reason(())


@pytest.mark.parametrize(
    ("question", "shorter"),
    [
        ("how many children are in care in england", "how many children are in care"),
        ("What share of children in England live with kin?", "What share of children live with kin?"),
        ("How many children are in care in Scotland?", "How many children are in care in Scotland?"),
        ("Are more children in care in England than in Wales?", "Are more children in care in England than in Wales?"),
        ("What does England do?", "What does England do?"),
        ("in England?", "in England?"),
    ],
)
def test_the_place_that_the_documents_are_about_need_not_be_said(small_index, question, shorter):
    small_index.add(
        "report", "# Children in care in England\n\nChildren in England live with kin.\n\nEngland has 80,000 of them.\n\nIn England they rise.\n"
    )
    assert Scope(small_index).without_home(question) == shorter


def test_documents_about_no_place_leave_the_question_as_it_is(small_index):
    small_index.add("report", "# Children\n\nChildren live with kin.\n")
    assert Scope(small_index).without_home("how many children are in care in england") == "how many children are in care in england"
