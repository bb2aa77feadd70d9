"""Questions that ask what a term means."""

from __future__ import annotations

import pytest

from assistant.definition_question import asked_term, defining_first, is_defined
from ingest.term import Term


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does IRO stand for?", "IRO"),
        ("what do the letters IRO stand for", "IRO"),
        ("what does the term 'kinship care' mean in this report?", "kinship care"),
        ("What is an SGO?", "SGO"),
        ("what's a care order", "care order"),
        ("whats a care order", "care order"),
        ("Please define “care proceedings”.", "care proceedings"),
        ("meaning of EHCP", "EHCP"),
        ("what is the definition of neglect?", "neglect"),
        ("What is meant by early help?", "early help"),
        ("LADO meaning", "LADO"),
        ("Can you explain what an SGO is?", None),
        ("Why is an SGO made?", None),
        ("What does the report say about an SGO?", None),
        ("What is the number of all the children who were in care in the year before?", None),
        ("define", None),
        ("", None),
    ],
)
def test_the_term_of_a_question(question, term):
    assert asked_term(question) == term


def test_the_first_sentence_of_a_definition_comes_first(small_index):
    glossary = "# Glossary\n\n### Care order\n\nAn order of a court. It ends one day.\n\n"
    small_index.add("d", f"{glossary}# More\n\nA care order (CO) is told of here. Costs rose a lot.")
    ranking = [small_index.found(words) for words in ("Costs", "It ends", "A care order", "An order")]
    term = Term(None, "Care order", "d", ranking[3].sentence.span, "An order of a court. It ends one day.")
    both = Term("CO", "care order", "d", ranking[2].sentence.span)
    assert [found.sentence.clean.split()[0] for found in defining_first(ranking, [term, both])] == ["An", "A", "Costs", "It"]
    assert is_defined(defining_first(ranking, [term]), [term])
    assert not is_defined(ranking, [term]) and not is_defined([], [term]) and not is_defined(ranking, [])
    assert defining_first(ranking, []) == tuple(ranking)
    assert defining_first(ranking[:2], [both]) == tuple(ranking[:2])
