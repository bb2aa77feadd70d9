"""Any program as a task: it gets all questions in a file of JSON lines and writes the replies into another, as ``carecite ask --batch`` does.

No shell has a hand in it. A program that fails or runs out of time has given no reply that counts: every case breaks, with the reason.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.json_line import json_line
from evals.cases import Case
from evals.errors import OptionsError, TaskError
from evals.given_replies import Asked, GivenReplies

TIMEOUT = 3600
_PLACEHOLDER = re.compile(r"\{(in|out|words|corpus)\}")
_LAST_BYTES = 4000
_MOST_REASON = 300


def arguments_of(command: str) -> list[str]:
    """Return the words of a command, as a shell would divide them, placeholders still in them.

    Raises:
        OptionsError: if a quotation mark is not closed, or the command takes no questions or writes no replies.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise OptionsError(f"--command cannot be read ({error}); put the whole of it in quotation marks of the other kind") from error
    if not arguments or not all(any(place in argument for argument in arguments) for place in ("{in}", "{out}")):
        raise OptionsError('--command needs {in} and {out}, such as "my-system --batch {in} --out {out} --words {words}"')
    return arguments


def run_command(arguments: Sequence[str], cases: Sequence[Case], words: int, corpus: Path, timeout: float = TIMEOUT) -> GivenReplies:
    """Run a program once for all cases; a question that several cases ask with the same history is put once. ``timeout`` is in seconds.

    Raises:
        TaskError: if the program cannot be started at all.
    """
    asked: dict[Asked, str] = {}
    for case in cases:
        asked.setdefault((case.question, case.history), case.id)
    with tempfile.TemporaryDirectory(prefix="carecite-eval-") as name:
        folder = Path(name)
        (folder / "in.jsonl").write_text("".join(_line(id, *key) for key, id in asked.items()), encoding="utf-8")
        values = {"in": str(folder / "in.jsonl"), "out": str(folder / "out.jsonl"), "words": str(words), "corpus": str(corpus.resolve())}
        filled = [_PLACEHOLDER.sub(lambda match: values[match[1]], argument) for argument in arguments]
        started = time.perf_counter()
        failed = _run(filled, folder / "log", timeout)
        seconds = (time.perf_counter() - started) / max(1, len(asked))
        found, notes, failed = ({}, (), failed) if failed else _read(folder / "out.jsonl", frozenset(asked.values()))
    return GivenReplies({key: failed or _reply(found.get(id, []), notes) for key, id in asked.items()}, seconds, notes)


def _line(id: str, question: str, history: Sequence[str]) -> str:
    return json_line({"id": id, "turns": [*history, question]} if history else {"id": id, "question": question})


def _run(arguments: Sequence[str], log: Path, timeout: float) -> str:
    """Run a program to its end, or to the end of its time, and return why its replies do not count; nothing where they do."""
    with log.open("wb") as stream:
        try:
            # A file takes what it prints, since a pipe that nobody empties, or that a child of it keeps open, would hang.
            process = subprocess.Popen(  # noqa: S603 - what the caller told us to run, without a shell
                arguments, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
            )
        except OSError as error:
            raise TaskError(f"the command {arguments[0]!r} cannot be started ({error.strerror}); correct --command") from error
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            return f"the command had not ended after {timeout:g} s; give it more time with --timeout"
        finally:
            # Reached with the program still running when its time is up, and at Ctrl-C. Its whole group, so that no child of it goes on.
            if process.poll() is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return f"the command ended with exit code {code}{_last_line(log)}" if code else ""


def _last_line(log: Path) -> str:
    lines = log.read_bytes()[-_LAST_BYTES:].decode("utf-8", "replace").split("\n")
    last = next((" ".join(line.split()) for line in reversed(lines) if line.strip()), "")
    return f": {last[:_MOST_REASON]}" if last else ""


def _read(path: Path, ids: frozenset[str]) -> tuple[dict[str, list[Mapping[str, Any]]], tuple[str, ...], str]:
    """Return the replies by id, what was made of lines that belong to no question, and why none count."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    notes: list[str] = []
    if not path.is_file():
        return found, (), "the command wrote no file of replies"
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                reply = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError):
                notes.append(f"line {number} of the replies is not JSON")
                continue
            id = reply.get("id") if isinstance(reply, dict) else None
            if isinstance(id, str) and id in ids:
                found.setdefault(id, []).append(reply)
            else:
                notes.append(f"line {number} of the replies has no id of a question")
    return found, tuple(notes), ""


def _reply(found: Sequence[Mapping[str, Any]], notes: Sequence[str]) -> Mapping[str, Any] | str:
    if len(found) == 1:
        return found[0]
    if found:
        return f"the command gave {len(found)} replies"
    return "the command gave no reply" + (f" ({notes[0]})" if notes else "")
