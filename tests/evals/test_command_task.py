"""Programs as tasks: what they are given, and every way in which they can break."""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.command_task import arguments_of, run_command
from evals.errors import OptionsError, TaskError
from evals.runner import Run, run_cases
from tests.evals.samples import ANSWERABLE, DOCUMENTS, FIRST, TWO_FACTS, UNANSWERABLE, abstained, answered, case, quote

GOOD = json.dumps(answered(quote("one", FIRST)))
HEAD = "import json, sys, pathlib\nrows = [json.loads(line) for line in open(sys.argv[1])]\nout = pathlib.Path(sys.argv[2])\n"
REPLY = f"text = ''.join(json.dumps({{'id': row['id']}} | json.loads({GOOD!r})) + '\\n' for row in rows)\n"


def command(folder: Path, code: str) -> list[str]:
    (folder / "program.py").write_text(HEAD + REPLY + code, encoding="utf-8")
    return [sys.executable, str(folder / "program.py"), "{in}", "{out}", "{words}", "{corpus}"]


def measured(folder: Path, code: str, cases: Sequence[object] = (ANSWERABLE, TWO_FACTS), timeout: float = 60) -> tuple[Run, tuple[str, ...]]:
    replies = run_command(command(folder, code), cases, 300, folder, timeout)  # type: ignore[arg-type]
    return replies.timed(run_cases("theirs", cases, replies, DOCUMENTS)), replies.notes  # type: ignore[arg-type]


def test_it_gets_the_batch_of_the_contract_and_its_arguments_as_they_are(tmp_path: Path) -> None:
    follow_up = case("q9", *ANSWERABLE.facts, turns=("first \u2028 {out}?", "then \u201cwhat\u201d?"))
    kept = f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(json.dumps([rows, sys.argv[3:]]))\nout.write_text(text)\n"
    run, notes = measured(tmp_path, kept, (ANSWERABLE, follow_up))
    assert (len(run.scored), run.failures, notes) == (2, (), ())
    rows, arguments = json.loads((tmp_path / "seen").read_text())
    assert rows == [{"id": "q1", "question": ANSWERABLE.question}, {"id": "q9", "turns": list(follow_up.turns)}]
    assert arguments == ["300", str(tmp_path)]
    assert {one.seconds for one in run.scored} != {0.0}
    assert len({one.seconds for one in run.scored}) == 1


def test_nothing_passes_through_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "a folder; touch $HOME 'x'"
    folder.mkdir()
    run, _ = measured(folder, "out.write_text(text)\n")
    assert len(run.scored) == 2


def test_cases_that_ask_the_same_are_put_once_and_share_the_reply(tmp_path: Path) -> None:
    twin = type(ANSWERABLE)("twin", ANSWERABLE.question, facts=ANSWERABLE.facts)
    run, _ = measured(tmp_path, "assert len(rows) == 1\nout.write_text(text)\n", (ANSWERABLE, twin))
    assert [one.case.id for one in run.scored] == ["q1", "twin"]


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("print('no luck', file=sys.stderr)\nout.write_text(text)\nsys.exit(4)\n", ["ended with exit code 4: no luck"] * 2),
        ("import os, signal\nout.write_text(text)\nos.kill(os.getpid(), signal.SIGTERM)\n", ["ended with exit code -15"] * 2),
        ("pass\n", ["wrote no file of replies"] * 2),
        ("out.mkdir()\n", ["wrote no file of replies"] * 2),
        ("import os\nos.mkfifo(out)\n", ["wrote no file of replies"] * 2),
        ("out.write_text('')\n", ["gave no reply"] * 2),
        ("out.write_text(text.splitlines()[0] + '\\n')\n", ["gave no reply"]),
        ("out.write_text(text + text.splitlines()[1])\n", ["gave 2 replies"]),
        ("out.write_text(text.splitlines()[0] + '\\n\\nhello')\n", ["gave no reply (line 3 of the replies is not JSON)"]),
        ("out.write_bytes(text.splitlines()[0].encode() + b'\\n\\xff')\n", ["line 2 of the replies is not JSON"]),
        ("out.write_text(text.splitlines()[0] + '\\n' + '[' * 100000)\n", ["line 2 of the replies is not JSON"]),
        ("out.write_text(text.replace('q2', 'q7'))\n", ["gave no reply (line 2 of the replies has no id of a question)"]),
        ("out.write_text(text.splitlines()[0] + '\\n[1]')\n", ["line 2 of the replies has no id of a question"]),
        ('out.write_text(text.splitlines()[0] + \'\\n{"id": "q2"}\')\n', ["ResponseError: the reply's status is None"]),
        ('out.write_text(text.splitlines()[0] + \'\\n{"id": "q2", "status": "answered", "quotes": 1}\')\n', ["quotes is not a list"]),
    ],
)
def test_what_is_broken_is_a_failure_with_its_reason(tmp_path: Path, code: str, reasons: list[str]) -> None:
    run, _ = measured(tmp_path, code)
    assert len(run.scored) + len(run.failures) == 2
    assert len(run.failures) == len(reasons)
    for failure, reason in zip(run.failures, reasons, strict=True):
        assert reason in failure.error


def test_a_program_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    spawn = (
        f"import subprocess, time\nchild = subprocess.Popen(['sleep', '600'])\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(child.pid))\nout.write_text(text)\ntime.sleep(600)\n"
    )
    run, _ = measured(tmp_path, spawn, timeout=3)
    assert [failure.error for failure in run.failures] == ["TaskError: the command had not ended after 3 s; give it more time with --timeout"] * 2
    assert _has_ended(int((tmp_path / "pid").read_text()))


def _has_ended(pid: int) -> bool:
    """Say whether a process ends soon; one that was killed may take a moment."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 60)[0])
    finally:
        os.close(process)


def test_lines_that_belong_to_nothing_are_told_where_no_case_is_missing(tmp_path: Path) -> None:
    run, notes = measured(tmp_path, "out.write_text('starting up\\n' + text)\n")
    assert (len(run.scored), run.failures) == (2, ())
    assert notes == ("line 1 of the replies is not JSON",)


def test_a_flood_of_output_and_a_question_to_the_keyboard_hang_nothing(tmp_path: Path) -> None:
    flood = "print('x' * 3_000_000)\nassert sys.stdin.read() == ''\nout.write_text(text)\n"
    assert len(measured(tmp_path, flood)[0].scored) == 2


def test_places_that_are_not_exact_are_reported_not_repaired(tmp_path: Path) -> None:
    wrong = json.dumps({"id": "q1"} | answered(quote("one", FIRST) | {"start": 1, "end": 53}))
    refused = json.dumps({"id": "q3"} | abstained())
    run, _ = measured(tmp_path, f"out.write_text({wrong!r} + '\\n' + {refused!r})\n", (ANSWERABLE, UNANSWERABLE))
    assert run.scored[0].ratios["exactness"].value == 0.0
    assert run.scored[1].ratios["refusal"].value == 1.0


@pytest.mark.parametrize("given", ["program {in}", "program --out {out}", "", "program '{in} {out}"])
def test_a_command_that_cannot_be_asked_is_refused(given: str) -> None:
    with pytest.raises(OptionsError, match="--command"):
        arguments_of(given)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="'/none/such' cannot be started"):
        run_command(arguments_of("/none/such {in} {out}"), [ANSWERABLE], 300, tmp_path)
