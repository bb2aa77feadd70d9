"""Running cases: what the system is asked, and what becomes of one that breaks."""

from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from evals.figures import figures_of, gated_figures, groups_of, seconds_of
from evals.runner import Run, run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, NINE, OTHER, TWO_FACTS, UNANSWERABLE, FakeTask, abstained, answered, case, quote

CASES = [ANSWERABLE, TWO_FACTS, UNANSWERABLE]


def run(*replies: object) -> Run:
    return run_cases("fake", CASES, FakeTask({one.question: reply for one, reply in zip(CASES, replies, strict=True)}), DOCUMENTS)


def test_the_system_gets_the_question_the_turns_before_it_and_the_largest_budget() -> None:
    talk = case("c", NINE, turns=("first?", "and then?"))
    task = FakeTask({"and then?": answered(quote("one", FIRST))})
    counted: list[None] = []
    run_cases("fake", [talk], task, DOCUMENTS, lambda: counted.append(None))
    assert task.asked == [("and then?", ("first?",), 300)]
    assert len(counted) == 1


def test_figures_derived_by_hand() -> None:
    done = run(answered(quote("two", OTHER), quote("one", FIRST)), answered(quote("one", FIRST)), abstained())
    values = {name: figure.value for name, figure in figures_of(done.scored).items()}
    assert values["facts within 150 words"] == pytest.approx(2 / 3)
    assert values["hit@1"] == pytest.approx(1 / 3)
    assert values["MRR"] == pytest.approx((1 / 2 + 1) / 2)
    assert (values["exactness"], values["refusal"], values["false denial"]) == (1.0, 1.0, 0.0)
    assert [one.score for one in done.scored] == [1.0, 0.5, 1.0]
    assert [one.passed for one in done.scored] == [True, False, True]
    assert figures_of(done.scored)["facts within 150 words"].cases == 2
    assert gated_figures(done)["refusal, false-premise"] == 1.0
    assert gated_figures(done)["facts within 150 words"] == 0.666667


def test_groups_divide_the_cases() -> None:
    groups = groups_of(run(abstained(), abstained(), abstained()))
    assert {name: len(scored) for name, scored in groups["kind"].items()} == {"fact": 1, "false-premise": 1, "several": 1}
    assert {name: len(scored) for name, scored in groups["facts needed"].items()} == {"none": 1, "one": 1, "several": 1}
    assert list(groups["form"]) == ["single question"]


@pytest.mark.parametrize("broken", [QuestionError("no\nquestion"), ValueError("odd"), KeyError("key"), {"status": "lost"}])
def test_a_broken_case_is_a_failure_and_no_zero(broken: object) -> None:
    done = run(answered(quote("one", FIRST)), broken, abstained())
    assert [failure.case.id for failure in done.failures] == ["q2"]
    assert "\n" not in done.failures[0].error
    assert figures_of(done.scored)["facts within 150 words"].value == 1.0


def test_ctrl_c_stops_the_run() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(KeyboardInterrupt(), abstained(), abstained())


def test_a_run_in_which_everything_broke_has_no_figures() -> None:
    done = run(ValueError(), ValueError(), ValueError())
    assert figures_of(done.scored) == {}
    assert seconds_of(done) is None
