"""What an answer states: quotations, prose, and what only says whose words follow."""

from __future__ import annotations

import pytest

from assistant.note import evidence_note
from assistant.reply import Quote
from evals.statement import Cited, Statement, statements_of
from ingest.span import Span

PASSAGES = (
    "Nine of the homes closed.",
    "Staff said “we were never asked” [3] by anyone.",
    "Costs rose to 12 million.",
)
CITED = Cited(PASSAGES, ("Something led to this. " + " ".join(PASSAGES),), ("The Homes Report", "A. Writer", "homes.txt"))


def stated(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.words, one.cited) for one in statements_of(answer, CITED)]


def test_a_quotation_is_one_statement_however_many_sentences_it_has() -> None:
    assert stated("“Nine closed. Ten did not.” [1]") == [("Nine closed. Ten did not.", (1,))]
    assert stated("“Nine closed.” [1] “Ten did not.” [2]") == [("Nine closed.", (1,)), ("Ten did not.", (2,))]
    assert stated('"Nine closed." [1][2]') == [("Nine closed.", (1, 2))]
    assert stated("«Nine closed» [1, 3].") == [("Nine closed", (1, 3))]


def test_marks_and_markers_inside_a_quotation_do_not_end_it_where_the_whole_stands_there() -> None:
    assert stated(f"“{PASSAGES[1]}” [2]") == [(PASSAGES[1], (2,))]
    # Both readings stand there; the longer one is what was quoted.
    numbered = Cited(("Staff said “we were never asked” [1] by anyone.",))
    assert statements_of(f"“{numbered.passages[0]}” [1]", numbered) == (Statement(numbered.passages[0], (1,)),)
    # The same words with a number changed are read as far as the first marker, and stand nowhere either way.
    changed = PASSAGES[1].replace("never", "always")
    assert stated(f"“{changed}” [2]")[0] == ("Staff said “we were always asked", (3,))


def test_a_quotation_without_a_marker_cites_nothing() -> None:
    assert stated("“Nine of the homes closed.”") == [("Nine of the homes closed.", ())]
    assert stated("“Nine of the homes closed.") == [("Nine of the homes closed.", ())]


def test_prose_is_cut_into_sentences_and_the_marker_is_of_the_last() -> None:
    assert stated("Homes closed. Costs rose as well [3]. Nobody knew.") == [
        ("Homes closed.", ()),
        ("Costs rose as well", (3,)),
        ("Nobody knew.", ()),
    ]
    assert stated("- Homes closed. [1]\n2. Costs rose [3][1][3]") == [("Homes closed.", (1,)), ("Costs rose", (3, 1))]


@pytest.mark.parametrize(
    "line",
    [
        "A. Writer, The Homes Report (30 March 2021):",
        "Also in: The Homes Report.",
        "[1] homes.txt, page 3",
        "(It follows on from: Something led to this.)",
        "(Columns: Something\n led to this.)".replace("\n", " "),
        "[1] and [3] give the same figure.",
        "[1] (May 2020) and [3] (2021) give different figures: “Nine” and “12 million”.",
        "---",
        "",
    ],
)
def test_what_only_says_whose_words_follow_is_no_statement(line: str) -> None:
    assert stated(f"{line}\n“Nine of the homes closed.” [1]") == [("Nine of the homes closed.", (1,))]


@pytest.mark.parametrize(
    "line",
    [
        "All children do better at home:",
        "The Homes Report shows that all children do better:",
        "Yes.",
        "Also found once in: The Homes Report.",
        "[1] and [3] do give the same figure.",
        "(It follows on from: Something that stands nowhere.)",
        "(All of what is now known shows it: Something led to this.)",
        "[1] and [3] show that children do better at home.",
        "[1] and [3] give different figures: “Ten” and “12 million”.",
        "[1] and [9] give different figures: “Nine” and “13 million”.",
    ],
)
def test_prose_does_not_pass_for_a_label(line: str) -> None:
    found = statements_of(f"{line}\n“Nine of the homes closed.” [1]", CITED)
    assert len(found) == 2
    assert not CITED.supports(found[0].words, found[0].cited)


def test_a_lead_in_is_short_and_one_sentence() -> None:
    quoted = ("Nine of the homes closed.", (1,))
    assert stated("A. Writer says: “Nine of the homes closed.” [1]") == [quoted]
    assert stated("As The Homes Report writes, “Nine of the homes closed.” [1]") == [quoted]
    for prose in ("Nothing at all closed:", "True. He says:"):
        assert quoted not in stated(f"{prose} “Nine of the homes closed.” [1]")
    assert stated("Costs fell [3] A. Writer: “Nine of the homes closed.” [1]") == [("Costs fell", (3,)), quoted]


def test_several_remarks_on_a_line_are_looked_at_one_by_one() -> None:
    assert stated("[1] and [2] give the same figure. [1] and [3] prove that homes are a very bad idea.") == [
        ("and prove that homes are a very bad idea.", (1, 3))
    ]


def test_a_name_is_whole_words() -> None:
    short = Cited(PASSAGES, (), ("Care", "home"))
    for prose in ("Careful people help.", "Nobody goes homes.", "A nursinghome closed."):
        assert statements_of(prose, short) == (Statement(prose, ()),)


def test_words_stand_in_one_passage_and_not_across_two() -> None:
    assert CITED.supports("nine of the\nhomes", [1])
    assert not CITED.supports("Nine of the homes closed. Staff said", [1, 2])
    assert not CITED.supports("Nine of the homes", [])
    for number in (0, -1, 4):
        assert not CITED.supports("Nine of the homes", [number])
    assert not CITED.supports("", [1])


def test_an_evidence_note_states_its_quotes_and_nothing_else() -> None:
    def quote(number: int, context: str | None) -> Quote:
        text = PASSAGES[number]
        return Quote("homes", Span(0, len(text)), text, "The Homes Report", "A. Writer", "2021-03-30", (), "", 1.0, context=context)

    quotes = [quote(0, None), quote(1, "Something led to this."), quote(2, None)]
    note = evidence_note(quotes, ["[1] and [3] give different figures: “Nine” and “12 million”."])
    found = statements_of(note, CITED)
    assert [one.cited for one in found] == [(1,), (2,), (3,)]
    assert all(CITED.supports(one.words, one.cited) for one in found)
