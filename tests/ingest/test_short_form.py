"""Does an abbreviation fit the words beside it?"""

from __future__ import annotations

import pytest

from ingest.short_form import begin_before, end_behind, initials, is_short_form, singular, spells


@pytest.mark.parametrize("text", ["SGO", "DfE", "CPiC", "MHCLG", "R&D", "COVID-19", "SENDCo", "PwC", "TB"])
def test_shapes_of_abbreviations(text):
    assert is_short_form(text)


@pytest.mark.parametrize("text", ["Wales", "see", "A", "n=30", "", "see Annex A", "ABCDEFGHIJKL", "-AB", "2021", "sgo"])
def test_shapes_of_other_things(text):
    assert not is_short_form(text)


@pytest.mark.parametrize(
    ("plural", "one"), [("SGOs", "SGO"), ("DfE's", "DfE"), ("DfE", "DfE"), ("CAMHS", "CAMHS"), ("lads", "lads"), ("APIs", "API"), ("As", "As")]
)
def test_the_singular(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("special guardianship order", "SGO"),
        ("Ministry of Housing, Communities and Local Government", "MHCLG"),
        ("Department for Education", "DfE"),
        ("multi-agency safeguarding hub", "MASH"),
        ("Child Protection in Context", "CPiC"),
        ("HM Courts and Tribunals Service", "HMCTS"),
        ("Children and Family Court Advisory and Support Service", "Cafcass"),
        ("Office for Standards in Education", "Ofsted"),
        ("special educational needs coordinator", "SENCo"),
        ("posttraumatic stress disorder", "PTSD"),
        ("tuberculosis", "TB"),
        ("National Institute for Health and Care Excellence", "NICE"),
        ("looked after children", "lac"),
        ("research and development", "R&D"),
    ],
)
def test_words_that_spell_it(words, short):
    assert spells(words.split(), short)
    assert begin_before(["with", "one", *words.split()], short) == 2
    assert end_behind([*words.split(), "was", "so"], short) == len(words.split())


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("local authority social care inspection framework", "ILACS"),
        ("the Supporting Families Programme", "MHCLG"),
        ("Violence Reduction Units", "HO"),
        ("published by these organisations", "ONS"),
        ("families and their information", "FIS"),
        ("children who live in Wales", "Wales"),
        ("was at work in Kent", "UK"),
        ("income in its instances", "iii"),
        ("of the young", "OTY"),
        ("order", "SGO"),
        ("National Health Care Excellence", "NCX"),
        ("institute for health and care excellence nationwide", "NICE"),
    ],
)
def test_words_that_do_not(words, short):
    assert not spells(words.split(), short)
    assert begin_before(words.split(), short) is None


def test_the_fewest_words_and_initials_before_other_letters():
    assert begin_before("our support services and social services".split(), "SS") == 4
    assert begin_before("The Independent Inquiry into Child Sexual Abuse".split(), "IICSA") == 1
    assert begin_before([], "SGO") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Independent Reviewing Officer", "IRO"),
        ("Office for National Statistics", "ONS"),
        ("Department for Education", "DFE"),
        ("Children's Rights Service", "CRS"),
        ("Masson and Dickens", None),
        ("Care Order", None),
        ("Section 20 arrangement", None),
        ("Research in Practice", None),
    ],
)
def test_initials_of_names(name, short):
    assert initials(name) == short
