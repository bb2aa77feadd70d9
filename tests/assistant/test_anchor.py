"""The years, places and names that a question takes for granted."""

from __future__ import annotations

import pytest

from assistant.anchor import Anchor, find_anchors
from assistant.place import cut_words, standard_gazetteer


def anchors(question, kind):
    return [anchor.text for anchor in find_anchors(question) if anchor.kind == kind]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("how many in 2019/20 and in 2018-19", ["2019/20", "2018-19"]),
        ("what was it in March 2021?", ["2021"]),
        ("what changed between 2010 and 2020", ["2010", "2020"]),
        ("What changed, 2010-2020?", ["2010", "2020"]),
        ("what did Harwin (2019) find", []),
        ("Farmer's 2014 study of reunification", []),
        ("growth since 2010", []),
        ("a fund of £2000, 2000 children, 2019.5 and the 1990s", []),
    ],
)
def test_years(question, years):
    assert anchors(question, "year") == years


def test_financial_years_have_one_form():
    assert {anchor.forms for anchor in find_anchors("rates in 2019/20, 2019-20 or 2019/2020")} == {("2019/20",)}


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("who runs the trials in france?", ["france"]),
        ("why did Swedish councils and the Scots stop", ["Swedish", "Scots"]),
        ("rates in the north-west and Tower Hamlets", ["north-west", "Tower Hamlets"]),
        ("n. ireland and New Zealand's homes", ["n. ireland", "New Zealand"]),
        ("is reading at bedtime a good deal for us, or bath time", []),
        ("how many homes are there in Reading and in the US", ["Reading", "US"]),
        ("Reading at bedtime: does it help?", []),
        ("support where English is a second language", ["English"]),
        ("lessons for children who speak English", []),
        ("English as an additional language", []),
        ("share of Irish Traveller children", []),
        ("children placed outside England", []),
        ("uncle in poland turned up late. is that what holds cases up?", []),
        ("she's moved to Leeds, what now", []),
    ],
)
def test_places(question, places):
    assert anchors(question, "place") == places


def test_a_place_counts_by_any_of_its_words():
    (anchor,) = find_anchors("what do scottish councils do")
    assert anchor.forms[0] == "Scotland" and "Scots" in anchor.forms


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How valid is the Graded Care Profile 2 for neglect?", ["Graded Care Profile 2"]),
        ("Elaine Farmer's 2014 evaluation: what was the sample?", ["Elaine Farmer"]),
        ("What did the Department for Education say?", ["Department for Education"]),
        ("What did Ofsted and Dr Smith find", ["Ofsted and Dr Smith"]),
        ("does the No Wrong Door hub work", ["No Wrong Door"]),
        ("Does it work? Which areas do it?", []),
        ("In May, do IROs, SWs and LAs use an SGO or GCSEs?", []),
        ("what have I got to do, and what if I've not", []),
        ("WHAT DID ELAINE FARMER SAY ABOUT IT", []),
        ("What Did Elaine Farmer Recommend About Homes", []),
        ("could Parliament or the Treasury pay", []),
        ("", []),
    ],
)
def test_names(question, names):
    assert anchors(question, "name") == names


def test_each_once_in_order():
    found = find_anchors("Did France in 2003 do what Sweden did in 2003, or French homes?")
    assert [(anchor.kind, anchor.text) for anchor in found] == [("place", "France"), ("year", "2003"), ("place", "Sweden")]


def test_an_anchor_has_a_text():
    with pytest.raises(ValueError, match="text"):
        Anchor("place", "", ("France",))


class TestGazetteer:
    def test_every_form_is_found(self):
        gazetteer = standard_gazetteer()
        for name, forms in gazetteer.forms.items():
            for form in forms:
                text = f"homes in {form} were few"
                assert [place.name for place in gazetteer.find(text, cut_words(text))] == [name], form

    def test_the_longest_name_counts(self):
        text = "North Yorkshire and Northern Ireland"
        assert [place.name for place in standard_gazetteer().find(text, cut_words(text))] == ["North Yorkshire", "Northern Ireland"]

    @pytest.mark.parametrize(
        ("asked", "stated", "covered"),
        [
            ("England", "Leeds", True),
            ("England", "United Kingdom", True),
            ("United Kingdom", "Glasgow", True),
            ("Scandinavia", "Sweden", True),
            ("Scotland", "United Kingdom", False),
            ("Leeds", "England", False),
            ("Ireland", "Northern Ireland", False),
        ],
    )
    def test_what_covers_what(self, asked, stated, covered):
        assert standard_gazetteer().covers(asked, stated) is covered
