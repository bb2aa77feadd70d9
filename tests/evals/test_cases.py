"""Reading the question set: what is accepted, and the message for each thing that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import load_cases, of_split, parse_cases
from evals.errors import QuestionSetError
from tests.evals.samples import ANSWERABLE, DOCUMENTS, case, line, write_lines

GOLD = {"doc_id": "one", "text": "nine closed within a single year"}


def test_a_valid_set_is_read(tmp_path: Path) -> None:
    refused = line(id="q2", kind="false-premise", answerable=False, facts=[])
    talk = line(id="q3", question="and then?", turns=["how many closed?", "and then?"])
    cases = load_cases(write_lines(tmp_path / "set.jsonl", line(), "", refused, talk), DOCUMENTS)
    assert [one.id for one in cases] == ["q1", "q2", "q3"]
    assert cases[0].facts[0].quotes[0].text == "nine closed within a single year"
    assert (cases[0].history, cases[0].form) == ((), "single question")
    assert (cases[2].history, cases[2].form) == (("how many closed?",), "conversation")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{not json", r"set.jsonl line 2, the line: Invalid JSON"),
        ({key: value for key, value in line(id="q2").items() if key != "question"}, r"line 2, question: Field required"),
        (line(id="q2", extra=1), r"line 2, extra: Unexpected"),
        (line(id="q2", split="test"), r"line 2, split: Input should be 'tune' or 'gate'"),
        (line(id="q2", kind=7), r"line 2, kind: "),
        (line(id="q2", voice=" "), r"line 2, the line: voice and kind are never blank"),
        (line(id="q2", draft="write it"), r"line 2, draft: the line is a draft; write its question"),
        (line(id="q2", question="", draft=True), r"line 2, draft: the line is a draft"),
        (line(id="q2", facts=[{"quotes": [GOLD | {"sha256": "abc"}]}]), r"line 2, facts.0.quotes.0.sha256: "),
        (line(id="q2", overlap="high"), r"line 2, overlap: "),
        (line(id="q2", answerable="yes"), r"line 2, answerable: "),
        (line(id="q2", facts="none"), r"line 2, facts: "),
        (line(id="q2", question=" "), r"line 2, the line: id and question are never blank"),
        (line(id="q2", facts=[]), r"line 2, the line: an answerable case has facts"),
        (line(id="q2", answerable=False), r"line 2, the line: kind 'number' does not go with answerable False"),
        (line(id="q2", turns=["only one"]), r"line 2, the line: turns is empty, or at least two"),
        (line(id="q2", turns=["first", "another question"]), r"line 2, the line: turns is empty, or at least two"),
        (line(id="q2", facts=[{"quotes": []}]), r"line 2, facts.0: a fact has at least one gold quote"),
        (line(id="q2", facts=[{"quotes": [{"doc_id": "one", "text": " "}]}]), r"line 2, facts.0.quotes.0: a gold quote is never blank"),
        (line(id="q2", facts=[{"quotes": [{"doc_id": "one"}]}]), r"line 2, facts.0.quotes.0.text: Field required"),
        (line(id="q2", facts=[{"quotes": [{"doc_id": "six", "text": "x"}]}]), r"line 2, facts.0.quotes.0.doc_id: no document 'six'"),
        (
            line(id="q2", facts=[{"quotes": [{"doc_id": "one", "text": "ten closed"}]}]),
            r"line 2, facts.0.quotes.0.text: 'ten closed' does not stand in one",
        ),
        (line(id="q2", facts=[{"quotes": [GOLD], "answers": []}]), r"line 2, facts.0.answers: Tuple should have at least 1 item"),
        (line(id="q2", facts=[{"quotes": [GOLD], "answers": "nine"}]), r"line 2, facts.0.answers: "),
        (line(id="q2", facts=[{"quotes": [GOLD], "answers": ["nine", 9]}]), r"line 2, facts.0.answers.1: "),
        (
            line(id="q2", facts=[{"quotes": [GOLD], "answers": ["nine", "ten"]}]),
            r"line 2, facts.0: the answer 'ten' stands in none of the fact's quotes",
        ),
        (line(id="q2", facts=[{"quotes": [GOLD], "answers": [" "]}]), r"line 2, facts.0: the answer ' ' stands in none"),
        (line(), r"line 1, id: 'q1' is used 2 times"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(tmp_path: Path, wrong: object, message: str) -> None:
    with pytest.raises(QuestionSetError, match=message) as caught:
        load_cases(write_lines(tmp_path / "set.jsonl", line(), wrong), DOCUMENTS)
    assert "\n" not in str(caught.value)


def test_answers_stand_in_any_quote_of_their_fact_white_space_folded(tmp_path: Path) -> None:
    costs = {"doc_id": "one", "text": "12\nmillion pounds"}
    told = line(facts=[{"quotes": [GOLD, costs], "answers": ["nine", "12 million"]}, {"quotes": [GOLD]}])
    (one,) = load_cases(write_lines(tmp_path / "set.jsonl", told), DOCUMENTS)
    assert [fact.answers for fact in one.facts] == [("nine", "12 million"), ()]


def test_a_gold_quote_that_differs_in_a_line_break_is_not_verbatim(tmp_path: Path) -> None:
    wrong = line(facts=[{"quotes": [{"doc_id": "one", "text": "12 million pounds"}]}])
    with pytest.raises(QuestionSetError, match="does not stand in one"):
        load_cases(write_lines(tmp_path / "set.jsonl", wrong), DOCUMENTS)


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="cannot read the question set"):
        parse_cases(tmp_path / "none.jsonl")
    with pytest.raises(QuestionSetError, match="holds no question"):
        parse_cases(write_lines(tmp_path / "empty.jsonl", "", ""))
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(QuestionSetError, match="is not UTF-8"):
        parse_cases(tmp_path / "latin.jsonl")


def test_a_half_is_chosen_in_the_order_of_the_file() -> None:
    tune = case("t", *ANSWERABLE.facts, split="tune")
    assert of_split([ANSWERABLE, tune], "tune") == (tune,)
    assert of_split([ANSWERABLE, tune], "all") == (ANSWERABLE, tune)
    with pytest.raises(QuestionSetError, match="no case of the half 'tune'"):
        of_split([ANSWERABLE], "tune")
