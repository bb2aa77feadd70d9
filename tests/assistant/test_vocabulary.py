"""Abbreviations and lay words, and what the documents teach of them."""

from __future__ import annotations

import pytest

from assistant.glossary import Glossary
from assistant.vocabulary import Vocabulary, standard_vocabulary
from ingest.document import BlockKind
from ingest.sentence import Sentence
from ingest.span import Span

SMALL = Vocabulary({"yp": "young person", "nan": "grandmother", "s20": "section 20"}, {"SO": "supervision order"})


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("what do YP think?", "what do young person think?"),
        ("can my nan have me", "can my grandmother have me"),
        ("is a SO enough, so what?", "is a supervision order enough, so what?"),
        ("s.20, s20 and S 20", "section 20, section 20 and section 20"),
        ("nanny and yps", "nanny and yps"),
        ("nothing of it", "nothing of it"),
        ("", ""),
    ],
)
def test_expansion(question, expanded):
    assert SMALL.expand(question) == expanded


def test_the_file_has_the_words_of_the_field():
    vocabulary = standard_vocabulary()
    assert vocabulary.expand("LAC in resi") == "looked after children in residential care children's home"
    assert vocabulary.expand("does an SO or a CO last, so to say") == "does an supervision order or a care order last, so to say"
    assert vocabulary.expand("are foster parents told about EHCPs") == "are foster carers told about education health and care plans"
    assert all(word == word.lower() for word in [*vocabulary.words, *vocabulary.phrases])
    assert all(" " in phrase for phrase in vocabulary.phrases)
    assert all(word != word.lower() for word in vocabulary.capitals)
    assert all(text.strip() == text and text for text in [*vocabulary.words.values(), *vocabulary.capitals.values(), *vocabulary.phrases.values()])


def test_phrases_come_before_words_and_the_longest_first():
    vocabulary = Vocabulary({"mum": "mother"}, {}, {"foster mum": "foster carer", "foster mum and dad": "foster carers"})
    assert vocabulary.expand("does my Foster Mum know my mum") == "does my foster carer know my mother"
    assert vocabulary.expand("a foster mum and dad") == "a foster carers"
    assert vocabulary.expand("foster mumps") == "foster mumps"


def test_a_plural_needs_no_entry_of_its_own():
    vocabulary = Vocabulary({"pep": "personal education plan", "pa": "personal adviser"}, {})
    assert vocabulary.expand("peps and pas") == "personal education plans and pas"


def learn(small_index, text):
    small_index.add("d", text)
    expansions = Glossary(small_index.documents, small_index.sentences).expansions()
    return {short: " ".join(longs).lower() for short, longs in expansions.items()}


@pytest.mark.parametrize(
    ("text", "learned"),
    [
        ("A special guardianship order (SGO) may be made.", {"SGO": "special guardianship order"}),
        ("They wrote to the Department for Education (DfE) twice.", {"DfE": "department for education"}),
        ("Many special guardianship orders (SGOs) were made.", {"SGO": "special guardianship orders"}),
        ("The family drug and alcohol court (FDAC) sits weekly.", {"FDAC": "family drug and alcohol court"}),
        ("An order was made (Harwin) and then another one.", {}),
        ("A thing of no such name (XYZ) was made there.", {}),
        ("An order (a) was made, and (b) was kept by them.", {}),
    ],
)
def test_abbreviations_that_a_text_defines(text, learned, small_index):
    assert learn(small_index, text) == learned


def test_what_the_documents_define_wins(small_index):
    small_index.add("d", "The Young Persons Panel (YP) met. The library card office (LCO) opened.")
    vocabulary = SMALL.with_corpus(small_index.sentences)
    assert vocabulary.expand("LCO, lco, LCOs") == "library card office, library card office, library card offices"
    assert vocabulary.expand("SO") == "supervision order"


def test_a_plural_stays_one(small_index):
    small_index.add("d", "Many special guardianship orders (SGOs) were made.")
    assert SMALL.with_corpus(small_index.sentences).expand("SGOs") == "special guardianship orders"


def test_an_abbreviation_that_the_documents_use_undefined_stays_beside_its_expansion():
    text = "The IRO reviews the plan."
    sentence = Sentence("one", 0, Span(0, len(text)), text, text, BlockKind.PARAGRAPH, (), 0, 0)
    fitted = standard_vocabulary().with_corpus([sentence])
    assert fitted.expand("what does the iro do") == "what does the independent reviewing officer IRO do"
    assert fitted.expand("what does the lado do") == "what does the local authority designated officer do"


def test_documents_that_disagree_expand_with_both_meanings_and_three_with_none(small_index):
    small_index.add("a", "Each child protection plan (CPP) is kept.")
    small_index.add("b", "Each care promise plan (CPP) is kept.")
    assert standard_vocabulary().with_corpus(small_index.sentences).expand("a CPP and cpps") == (
        "a child protection plan care promise plan and child protection plans care promise plans"
    )
    small_index.add("c", "Each common purchase paper (CPP) is kept.")
    assert SMALL.with_corpus(small_index.sentences).expand("a CPP and cpps") == "a CPP and CPPs"


def test_a_word_is_no_abbreviation_in_small_letters(small_index):
    small_index.add("d", "The World Health Organization (WHO) and the School Enquiry and Nurture Desk (SEND) wrote. People send it.")
    vocabulary = SMALL.with_corpus(small_index.sentences, ordinary={"who"})
    assert vocabulary.expand("who asked the WHO") == "who asked the world health organization"
    assert vocabulary.expand("can i send it to the SEND") == "can i send it to the school enquiry and nurture desk"


def test_names_are_known_by_their_initials_in_capitals(small_index):
    small_index.add("d", "The Common Library Board met. The Common Library Board sat. A Common Library Board is ours.")
    vocabulary = standard_vocabulary().with_corpus(small_index.sentences)
    assert vocabulary.expand("does the CLB pay clb members") == "does the common library board pay clb members"
    small_index.add("e", "A family group conference is held.")
    small_index.add("f", "The Free Garden Club met. The Free Garden Club sat. A Free Garden Club is ours.")
    assert standard_vocabulary().with_corpus(small_index.sentences).expand("the FGC") == "the family group conference"
