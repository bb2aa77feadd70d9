"""What the documents of a corpus call things."""

from __future__ import annotations

import pytest

from assistant.glossary import Glossary

REPORT = (
    "# Report\n\nA special guardianship order (SGO) may be made. Each child protection plan (CPP) is kept.\n\n## Glossary\n\n"
    "### Special Guardianship Order\n\nAn order that appoints a special guardian. It lasts.\n"
)
LETTER = "An SGO is no care promise plan (CPP) at all. SGOs last.\n"
OFFICER = "The Independent Reviewing Officer {} the plan of each child. "


@pytest.fixture
def glossary(small_index):
    small_index.add("report", REPORT)
    small_index.add("letter", LETTER)
    return Glossary(small_index.documents, small_index.sentences)


def made(small_index, **texts):
    for doc_id, text in texts.items():
        small_index.add(doc_id, text)
    return Glossary(small_index.documents, small_index.sentences)


def test_an_abbreviation_is_explained_with_the_definition_of_its_long_form(glossary):
    (term,) = glossary.explain("letter", "SGOs last, and an SGO too.")
    assert (term.short, term.long, term.doc_id) == ("SGO", "special guardianship order", "report")
    assert term.definition == "An order that appoints a special guardian. It lasts."
    assert term.span.of(REPORT) == term.definition


def test_documents_that_disagree_keep_their_own_meaning(glossary):
    assert [term.long for term in glossary.explain("report", "The CPP.")] == ["child protection plan"]
    assert [term.long for term in glossary.explain("letter", "The CPP.")] == ["care promise plan"]
    assert glossary.explain("another", "The CPP.") == ()
    assert glossary.expansions()["CPP"] == ("child protection plan", "care promise plan")


def test_documents_that_agree_are_one(small_index):
    glossary = made(small_index, a="Children looked after (CLA) live here.", b="Each child of the children looked-after (CLA) lives there.")
    assert glossary.expansions() == {"CLA": ("Children looked after",)}
    assert [term.doc_id for term in glossary.explain("c", "CLA")] == ["a"]


def test_a_part_of_a_word_is_no_abbreviation(glossary):
    assert glossary.explain("letter", "SGOX and XSGO and sgo and re-SGO.") == ()


def test_names_are_known_by_their_initials_where_only_one_fits(small_index):
    often = "".join(OFFICER.format(verb) for verb in ("reads", "keeps", "signs"))
    glossary = made(small_index, a=often + "An IRO is busy.", b="Here an IRO is something else.")
    assert [(short, term.long) for short, term in glossary.names.items()] == [("IRO", "Independent Reviewing Officer")]
    assert [term.long for term in glossary.explain("a", "An IRO.")] == ["Independent Reviewing Officer"]
    assert glossary.explain("b", "An IRO.") == ()
    rival = "The Internal Revenue Office takes. We asked the Internal Revenue Office."
    assert made(small_index, c=rival).names == {}


@pytest.mark.parametrize(
    "text",
    [2 * OFFICER.format("reads"), 3 * OFFICER.format("reads") + "An institute for rural order (IRO) opened.", 3 * "Masson and Dickens wrote it. "],
)
def test_names_that_are_not(text, small_index):
    assert made(small_index, a=text).names == {}


@pytest.mark.parametrize("question", ["What does SGO stand for?", "what is an sgo", "define “special guardianship orders”", "SGO meaning?"])
def test_a_question_for_a_meaning_gets_the_definition_first(question, glossary):
    assert [(term.doc_id, term.definition is not None) for term in glossary.defining(question)] == [("report", True), ("report", False)]


@pytest.mark.parametrize("question", ["How long does an SGO last?", "What is the share of orders?", "Who pays?", "what does XYZ mean?", ""])
def test_other_questions_ask_for_no_definition(question, glossary):
    assert glossary.defining(question) == ()


def test_no_documents():
    empty = Glossary({}, ())
    assert (empty.terms, empty.expansions(), empty.names, empty.explain("d", "SGO"), empty.defining("what is an SGO?")) == ((), {}, {}, (), ())
