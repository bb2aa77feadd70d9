"""RIS, read back line by line."""

from __future__ import annotations

import re

from assistant.export.characters import named
from assistant.export.ris import to_ris
from assistant.reply import Reference
from tests.assistant.export.conftest import HOSTILE
from tests.assistant.export.references import resolved


def records(data):
    """Return the records as lists of (tag, value), without their keys; every line is a tag's."""
    text = data.decode("utf-8")
    found = []
    for record in text.split("\r\n\r\n"):
        lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in record.removesuffix("\r\n").split("\r\n")]
        pairs = [(line[1], line[2]) for line in lines]
        assert pairs[0][0] == "TY" and pairs[1][0] == "ID" and pairs[-1] == ("ER", "")
        found.append([pairs[0], *pairs[2:-1]])
    return found


def test_records_by_kind_with_what_is_known_and_no_more(shelf, answer):
    data = to_ris([answer(*map(shelf.quote, ("report", "letter", "blog", "press", "note")))], shelf.documents)
    assert data.endswith(b"ER  - \r\n") and data.count(b"\n") == data.count(b"\r\n")
    note = "“A quarter broke down.” (Findings > Later; {} 0-21)"
    assert records(data) == [
        [
            ("TY", "BLOG"),
            ("AU", "Author, Ann"),
            ("TI", "Thinking"),
            ("PB", "The Board"),
            ("PY", "2020"),
            ("DA", "2020///"),
            ("M3", "blog post"),
            ("UR", "https://e.example/a_b?c=1%20&d#e"),
            ("N1", note.format("blog")),
        ],
        [
            ("TY", "NEWS"),
            ("TI", "Care in crisis"),
            ("T2", "The Daily"),
            ("PY", "2022"),
            ("DA", "2022/08/30/"),
            ("M3", "press article on care"),
            ("N1", note.format("press")),
        ],
        [
            ("TY", "RPRT"),
            ("AU", "Department for Education"),
            ("TI", "The report"),
            ("PB", "HMSO"),
            ("PY", "2021"),
            ("DA", "2021/06//"),
            ("M3", "report"),
            ("N1", "“A quarter broke down.” (p. 1; Findings > Later; report 0-21)"),
        ],
        [("TY", "GEN"), ("TI", "note"), ("N1", note.format("note"))],
        [
            ("TY", "GEN"),
            ("AU", "Smith, Jane"),
            ("AU", "Jones, John"),
            ("TI", "[Submission to the board]"),
            ("PY", "2021"),
            ("DA", "2021/03/30/"),
            ("N1", note.format("letter")),
        ],
    ]


def test_references_that_are_known_are_noted(shelf, answer):
    (record,) = records(
        to_ris([answer(shelf.quote("note", references=(resolved("Jones 2019", "Jones (2019) Why."), Reference("X, 2020"))))], shelf.documents)
    )
    assert record[-1] == ("N1", "“A quarter broke down.” (Findings > Later; note 0-21) [Jones 2019: Jones (2019) Why.]")


def test_hostile_text_makes_no_line_of_its_own(shelf, answer):
    (record,) = records(to_ris([answer(shelf.quote("hostile", HOSTILE))], shelf.documents))
    fields = dict(record)
    assert fields["TI"] == fields["AU"] == fields["PB"] == named(HOSTILE)
    assert fields["N1"].startswith(f"“{named(HOSTILE)}” (")
    assert "PY" not in fields and "DA" not in fields


def test_an_abstention_holds_nothing(shelf, abstention):
    assert to_ris([abstention(shelf.quote("report"))], shelf.documents) == b""
