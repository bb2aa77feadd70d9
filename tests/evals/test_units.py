"""Gold quotes and the quotes of replies, as the units that measures of retrieval count."""

from __future__ import annotations

from evals.response import read_response
from evals.units import escaped, found, relevant, units_of
from ingest.folder import read_document
from tests.evals.corpora import make_corpus
from tests.evals.samples import case, fact

TRAVEL = "travel 2026"


def test_units_and_what_they_stand_for(tmp_path):
    corpus = make_corpus(tmp_path / "corpus")
    documents = {path.stem: read_document(path) for path in sorted(corpus.iterdir())}
    units = units_of(documents, "sentence")
    assert all(unit.text == documents[unit.doc_id].text[unit.span.start : unit.span.end] for of in units.values() for unit in of)
    names = [unit.name for unit in units[TRAVEL]]
    assert names[0].startswith("travel%202026:")
    mileage, *taxed = (unit for unit in units[TRAVEL] if "own car" in unit.text or "taxed" in unit.text)
    assert len(taxed) == 2

    # A gold quote that stands twice makes both places relevant; one that runs over the end of a sentence, both sentences.
    twice = case("a", fact((TRAVEL, "This is taxed.")), fact(("leave", "27 days")))
    assert list(relevant(twice, units, documents)) == [*(unit.name for unit in taxed), next(u.name for u in units["leave"] if "27" in u.text)]
    over = case("b", fact((TRAVEL, "10,000 miles. This")))
    assert list(relevant(over, units, documents)) == [mileage.name, taxed[0].name]
    assert relevant(over, units_of(documents, "document"), documents) == {"travel%202026": 1}

    def reply(*places):
        quotes = [{"doc_id": doc_id, "start": start, "end": end, "text": documents[doc_id].text[start:end]} for doc_id, start, end in places]
        return read_response({"status": "answered", "quotes": quotes, "related": []})

    # Half of a sentence counts, a few characters do not beside one that is held; alone, they stand for the sentence they are of.
    start, end = mileage.span.start, mileage.span.end
    assert found(reply((TRAVEL, start, end)), units) == (mileage.name,)
    assert found(reply((TRAVEL, start, taxed[0].span.start + 3)), units) == (mileage.name,)
    assert found(reply((TRAVEL, start, start + 5)), units) == (mileage.name,)
    assert found(reply((TRAVEL, start, taxed[1].span.end), (TRAVEL, start, end)), units) == (mileage.name, *(unit.name for unit in taxed))
    assert found(reply((TRAVEL, start, start + 5)), units_of(documents, "document")) == ("travel%202026",)


def test_a_place_that_is_none_stands_for_nothing(tmp_path):
    documents = {"leave": read_document(make_corpus(tmp_path / "corpus") / "leave.md")}
    units = units_of(documents, "sentence")
    for doc_id, start, end in (("none", 0, 5), ("leave", -3, 5), ("leave", 9, 9), ("leave", 10**9, 10**9 + 5)):
        odd = read_response({"status": "answered", "quotes": [{"doc_id": doc_id, "start": start, "end": end, "text": "x"}], "related": []})
        assert found(odd, units) == ()


def test_names_are_escaped_so_that_they_stay_readable():
    assert escaped("plain-name_1.b") == "plain-name_1.b"
    assert escaped("Bericht über 100 %") == "Bericht%20über%20100%20%25"
    assert escaped("a\tb\u00a0c") == "a%09b%C2%A0c"
