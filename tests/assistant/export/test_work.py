"""The works that replies quote: merged, ordered, told apart, named by stable keys."""

from __future__ import annotations

import re

import pytest

from assistant.errors import ExportError
from assistant.export.work import cited_works, gather


def test_each_work_once_in_author_date_order_with_all_its_quotes(shelf, answer):
    first = answer(shelf.quote("press"), shelf.quote("report"), shelf.quote("note"))
    second = answer(shelf.quote("report", "Nobody knows why."), shelf.quote("report"), shelf.quote("letter"), shelf.quote("blog"))
    works = cited_works([first, second], shelf.documents)
    # Author; Care in crisis, which has no author; Department; note, a file of which nothing is known; Smith.
    assert [work.document.doc_id for work in works] == ["blog", "press", "report", "note", "letter"]
    assert [[excerpt.text for excerpt in work.excerpts] for work in works if work.document.doc_id == "report"] == [
        ["A quarter broke down.", "Nobody knows why."],
    ]


def test_the_other_places_of_a_fact_are_sources_too(shelf, answer):
    (blog, report) = cited_works([answer(shelf.quote("report", also_in=(shelf.place("blog"),)))], shelf.documents)
    assert (blog.document.doc_id, report.document.doc_id) == ("blog", "report")
    assert blog.excerpts[0].place == "Views; blog 0-21"
    assert report.excerpts[0].place == "p. 1; Findings > Later; report 0-21"


def test_the_nearest_passages_of_an_abstention_are_no_sources(shelf, answer, abstention):
    replies = [abstention(shelf.quote("blog")), answer(shelf.quote("report"))]
    assert [work.document.doc_id for work in cited_works(replies, shelf.documents)] == ["report"]
    assert gather(replies, shelf.documents)["blog"].excerpts == ()


def test_two_files_of_one_work_are_one(shelf, answer):
    known = {"title": "The plan", "author": "Ann Author", "published": "2020", "kind": "report"}
    shelf.add("plan.pdf", **known)
    shelf.add("plan.txt", **known)
    shelf.add("untitled-1", author="Ann Author", published="2020")
    shelf.add("untitled-2", author="Ann Author", published="2020")
    ids = ("plan.pdf", "plan.txt", "untitled-1", "untitled-2")
    works = gather([answer(*map(shelf.quote, ids))], shelf.documents)
    assert works["plan.pdf"] is works["plan.txt"] and len(works["plan.pdf"].excerpts) == 2
    assert len({work.key for work in works.values()}) == 3


def test_letters_tell_works_of_one_author_and_year_apart(shelf, answer):
    shelf.add("b", title="Beta", author="Ann Author", published="2020-05")
    shelf.add("a", title="Alpha", author="A. Author", published="2020-12")
    shelf.add("undated-1", title="One", author="Ann Author")
    shelf.add("undated-2", title="Two", author="Ann Author")
    ids = ("blog", "b", "a", "undated-1", "undated-2", "report")
    works = gather([answer(*map(shelf.quote, ids))], shelf.documents)
    assert {doc_id: works[doc_id].short for doc_id in ids} == {
        "a": "Author, 2020a",
        "undated-1": "Author, n.d.-a",
        "undated-2": "Author, n.d.-b",
        "blog": "Author, 2020b",
        "b": "Author, 2020c",
        "report": "Department for Education, 2021",
    }
    assert works["b"].entry == "Author, A. (2020c) Beta."


def test_keys_are_plain_and_depend_on_nothing_but_the_work(shelf, answer):
    shelf.add("ohiggins", title="T", author="Aoife O’Higgins", published="2022")
    alone = {doc_id: cited_works([answer(shelf.quote(doc_id))], shelf.documents)[0].key for doc_id in ("report", "letter", "note", "ohiggins")}
    together = gather([answer(*map(shelf.quote, alone))], shelf.documents)
    assert {doc_id: together[doc_id].key for doc_id in alone} == alone
    assert [key.partition("-")[0] for key in alone.values()] == ["department2021", "smith2021", "note", "ohiggins2022"]
    assert all(re.fullmatch(r"[a-z0-9]+-[0-9a-f]{6}", key) for key in alone.values())


def test_a_document_of_another_assistant(shelf, answer):
    with pytest.raises(ExportError, match="a reply quotes report, which is not among the documents: export it with the assistant"):
        cited_works([answer(shelf.quote("report"))], {})
