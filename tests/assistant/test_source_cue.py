"""Questions that name a document."""

from __future__ import annotations

import pytest

from assistant.source_cue import find_sources, is_person, wrong_author
from ingest.document import Document, Source

DOCUMENTS = {
    doc_id: Document(doc_id, "Text.", source)
    for doc_id, source in {
        "letter": Source(None, "Jonathan Dickens", "University of East Anglia", "2021", "submission to the review team"),
        "report": Source("The Case for Change", "Independent Review", None, "2021", "report"),
        "article": Source("Research helps shape findings", "Aoife O’Higgins", None, "2022", "article"),
        "blog": Source("Thinking out loud: three dilemmas", "Josh MacAlister", None, "2021", "blog post"),
    }.items()
}


@pytest.mark.parametrize(
    ("question", "named", "rest"),
    [
        ("What does the blog say about fees?", ("blog",), "What does say about fees?"),
        ("In Dickens' submission, what happened to placements?", ("letter",), "what happened to placements?"),
        ("what did dickens’s team find out?", ("letter",), "what did team find out?"),
        ("Who does O'Higgins blame for all this?", ("article",), "Who does blame for all this?"),
        ("What are the costs according to the Case for Change?", ("report",), "What are the costs?"),
        ("Do MacAlister and Dickens agree on the costs?", ("blog", "letter"), "Do and agree on the costs?"),
        ("Who wrote the blog post on fees and loans?", ("blog",), "Who wrote on fees and loans?"),
        ("What submissions were received?", (), "What submissions were received?"),
        ("What does the report say about bloggers?", (), "What does the report say about bloggers?"),
        ("the blog", ("blog",), "the blog"),
        ("How many move? I need the professor's figure and the blog's.", ("letter", "blog"), "How many move?"),
        ("How many move, in the report and in MacAlister's blog?", ("report", "blog"), "How many move, and?"),
        ("Who was behind the Case for Change?", ("report",), "Who was behind the Case for Change?"),
        ("Does it cost more (Jonathan Dickens)?", ("letter",), "Does it cost more?"),
        ("Did any academic or professor complain of the costs?", (), "Did any academic or professor complain of the costs?"),
    ],
)
def test_a_named_source(question, named, rest):
    cue = find_sources(question, DOCUMENTS)
    assert (cue.doc_ids, cue.rest) == (named, rest)


def test_a_kind_that_two_documents_have_names_neither():
    two = {name: Document(name, "Text.", Source(kind="blog post")) for name in ("one", "two")}
    assert find_sources("What does the blog say about fees?", two).doc_ids == ()


def test_two_professors_are_not_told_apart():
    two = {name: Document(name, "Text.", Source(None, f"Ann {name}", "University of Leeds")) for name in ("Hill", "Dale")}
    assert find_sources("What does the professor say about fees?", two).doc_ids == ()


def test_no_documents():
    assert find_sources("What does the blog say?", {}).rest == "What does the blog say?"


@pytest.mark.parametrize("author", ["Jonathan Dickens", "J. K. Rowling", "Aoife O’Higgins", "Mary Ann Evans"])
def test_a_person(author):
    assert is_person(author)


@pytest.mark.parametrize(
    "author",
    [
        "Department for Education",
        "World Health Organization",
        "Save the Children",
        "Ofsted",
        "Independent Review",
        "Nuffield Foundation",
        "Social Work England and Wales Network",
    ],
)
def test_a_body(author):
    assert not is_person(author)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which dilemma does Jonathan Dickens, in his blog, think hardest?", "The blog is by Josh MacAlister, not by Jonathan Dickens."),
        ("what is in the submission by MacAlister?", "The submission is by Jonathan Dickens, not by Josh MacAlister."),
        ("What does Dickens' blog say?", "The blog is by Josh MacAlister, not by Jonathan Dickens."),
        ("What does MacAlister say in his blog?", None),
        ("What do Dickens and the blog say?", None),
        ("What does Dickens' report say?", None),
        ("", None),
    ],
)
def test_a_document_given_to_another_author(question, reason):
    assert wrong_author(question, DOCUMENTS) == reason
