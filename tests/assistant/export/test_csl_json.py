"""CSL-JSON, held against the field names of the Citation Style Language's data schema."""

from __future__ import annotations

import json

import pytest

from assistant.export.characters import named
from assistant.export.csl_json import to_csl_json
from assistant.export.kind import Kind
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved

FIELDS = {
    "id": str,
    "type": str,
    "title": str,
    "author": list,
    "issued": dict,
    "container-title": str,
    "publisher": str,
    "genre": str,
    "URL": str,
    "locator": str,
    "note": str,
    "custom": dict,
}
TYPES = set("article-journal article-newspaper book document post-weblog report thesis webpage".split())


def items(data):
    found = json.loads(data.decode("utf-8"))
    for item in found:
        assert {"id", "type"} <= item.keys() <= FIELDS.keys()
        assert all(isinstance(value, FIELDS[name]) and value for name, value in item.items())
        assert all(name.keys() <= {"family", "given", "suffix", "literal"} for name in item.get("author", ()))
        assert item["type"] in TYPES
    return found


def test_items_by_kind_with_what_is_known_and_no_more(shelf, answer):
    found = items(to_csl_json([answer(*map(shelf.quote, ("report", "letter", "blog", "press", "note")))], shelf.documents))
    for item in found:
        del item["id"], item["note"], item["custom"]
    assert found == [
        {
            "type": "post-weblog",
            "title": "Thinking",
            "author": [{"family": "Author", "given": "Ann"}],
            "issued": {"date-parts": [[2020]]},
            "publisher": "The Board",
            "genre": "blog post",
            "URL": "https://e.example/a_b?c=1%20&d#e",
            "locator": "Later",
        },
        {
            "type": "article-newspaper",
            "title": "Care in crisis",
            "issued": {"date-parts": [[2022, 8, 30]]},
            "container-title": "The Daily",
            "genre": "press article on care",
            "locator": "Later",
        },
        {
            "type": "report",
            "title": "The report",
            "author": [{"literal": "Department for Education"}],
            "issued": {"date-parts": [[2021, 6]]},
            "publisher": "HMSO",
            "genre": "report",
            "locator": "1",
        },
        {"type": "document", "title": "note", "locator": "Later"},
        {
            "type": "document",
            "title": "[Submission to the board]",
            "author": [{"family": "Smith", "given": "Jane"}, {"family": "Jones", "given": "John"}],
            "issued": {"date-parts": [[2021, 3, 30]]},
            "locator": "Later",
        },
    ]


def test_quotes_are_exact_for_a_program_and_noted_for_a_person(shelf, answer):
    shelf.add("lines", text="One\n two\ud800.")
    quote = shelf.quote("lines", "One\n two\ud800.", references=(resolved("Jones 2019", "Jones (2019) Why."),))
    (item,) = items(to_csl_json([answer(quote)], shelf.documents))
    assert item["note"] == "“One two\ufffd.” (Findings > Later; lines 0-10) [Jones 2019: Jones (2019) Why.]"
    assert item["custom"]["quotes"] == [
        {
            "text": "One\n two\ud800.",
            "doc_id": "lines",
            "start": 0,
            "end": 10,
            "section": ["Findings", "Later"],
            "page": None,
            "references": [{"in_text": "Jones 2019", "entry": "Jones (2019) Why."}],
        }
    ]


def test_several_quotes_have_their_places_in_the_notes_alone(shelf, answer):
    (item,) = items(to_csl_json([answer(shelf.quote("note"), shelf.quote("note", "Nobody knows why."))], shelf.documents))
    assert "locator" not in item and item["note"].count("\n") == 1


@pytest.mark.parametrize("published", ["2021-02-30", "2021-13", "spring", "2021-1-1"])
def test_a_date_that_is_none_is_given_in_words(published, shelf, answer):
    shelf.add("dated", published=published)
    assert items(to_csl_json([answer(shelf.quote("dated"))], shelf.documents))[0]["issued"] == {"literal": published}


def test_hostile_text_is_text(shelf, answer):
    (item,) = items(to_csl_json([answer(shelf.quote("hostile", HOSTILE))], shelf.documents))
    assert item["title"] == item["publisher"] == item["author"][0]["literal"] == named(HOSTILE)
    assert item["custom"]["quotes"][0]["text"] == HOSTILE


def test_an_abstention_holds_nothing(shelf, abstention):
    assert to_csl_json([abstention(shelf.quote("report"))], shelf.documents) == b"[]\n"


def test_every_kind_has_a_type_of_the_schema():
    assert {kind.csl for kind in Kind} == TYPES
