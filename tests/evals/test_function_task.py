"""Functions and objects of anybody's as tasks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evals.errors import TaskError
from evals.function_task import FunctionTask, open_task
from evals.runner import run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, UNANSWERABLE, answered, quote

CODE = """\
import sys

def ask(question, history, words):
    return {"status": "abstained", "quotes": [], "related": [], "asked": [question, list(history), words]}

class System:
    ask = staticmethod(ask)

system = System()
number = 7
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "their_system.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "their_broken.py").write_text("import sys\nsys.exit(3)\n", encoding="utf-8")
    (tmp_path / "their_garbage.py").write_text("def (:\n", encoding="utf-8")
    # A module of theirs with the everyday name of a package of ours does not take its place.
    (tmp_path / "evals.py").write_text("raise RuntimeError\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "their_system", raising=False)
    return "their_system"


@pytest.mark.parametrize("name", ["ask", "system", "system.ask", "System.ask"])
def test_a_function_or_an_object_that_can_be_asked_is_a_task(module: str, name: str) -> None:
    assert open_task(f"{module}:{name}").ask("why?", ("how?",), 60)["asked"] == ["why?", ["how?"], 60]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("their_system", "names no function; write module:function"),
        (":ask", "names no function"),
        ("their_system:none", "cannot be loaded .AttributeError"),
        ("their_none:ask", "cannot be loaded .ModuleNotFoundError"),
        ("their_broken:ask", "cannot be loaded .SystemExit: 3"),
        ("their_garbage:ask", "cannot be loaded .SyntaxError"),
        ("their_system:number", "cannot be asked"),
        ("their_system:System", "cannot be asked"),
    ],
)
def test_what_is_no_task_is_refused_before_anything_is_asked(module: str, name: str, message: str) -> None:
    with pytest.raises(TaskError, match=message) as caught:
        open_task(name)
    assert "\n" not in str(caught.value)


def test_whatever_a_function_does_breaks_one_case_and_no_more() -> None:
    class TheirError(Exception):
        pass

    def ask(question: str, history: object, words: int) -> object:
        if question == ANSWERABLE.question:
            return answered(quote("one", FIRST))
        raise TheirError("out of\nluck")

    run = run_cases("theirs", [UNANSWERABLE, ANSWERABLE], FunctionTask(ask), DOCUMENTS)
    assert [one.case.id for one in run.scored] == ["q1"]
    assert [failure.error for failure in run.failures] == ["TaskError: TheirError: out of luck"]
    for odd, said in ((lambda *a: sys.exit(1), "SystemExit: 1"), (lambda *a: "yes", "type str"), (lambda *a: None, "type NoneType")):
        (failure,) = run_cases("theirs", [ANSWERABLE], FunctionTask(odd), DOCUMENTS).failures
        assert said in failure.error
