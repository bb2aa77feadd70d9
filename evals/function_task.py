"""Any Python function as a task: ``module:function``, or an object of a module that has ``ask``."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import TaskError
from evals.response import Task


@dataclass(frozen=True, slots=True)
class FunctionTask:
    """A function ``(question, history, words) -> reply`` as a task; whatever it raises breaks one case and no more."""

    function: Callable[[str, Sequence[str], int], Any]

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return what the function replies.

        Raises:
            TaskError: if the function raised something, tried to end the program, or replied with no JSON object.
        """
        # The seam to code that is not ours, which may raise anything.
        try:
            reply = self.function(question, history, words)
        except (Exception, SystemExit) as error:
            raise TaskError(f"{type(error).__name__}: {error}") from error
        if not isinstance(reply, Mapping):
            raise TaskError(f"the reply is of the type {type(reply).__name__}; return the JSON object of the contract as a dictionary")
        return reply


def open_task(name: str) -> Task:
    """Return the task that ``module:name`` stands for; modules are also looked for in the current folder.

    Raises:
        TaskError: if there is no such module or name, or it cannot be asked.
    """
    module_name, colon, attribute = name.partition(":")
    if not (module_name and colon and attribute):
        raise TaskError(f"{name!r} names no function; write module:function, such as my_system:ask")
    here = str(Path.cwd())
    if here not in sys.path:
        # Behind all else, so that a folder of the caller's cannot take the place of a package of carecite's with the same everyday name.
        sys.path.append(here)
    try:
        found: Any = importlib.import_module(module_name)
        for step in attribute.split("."):
            found = getattr(found, step)
    except (Exception, SystemExit) as error:
        raise TaskError(f"{name} cannot be loaded ({type(error).__name__}: {error}); mend it, or name another with --task") from error
    asked = getattr(found, "ask", found)
    if isinstance(found, type) or not callable(asked):
        raise TaskError(f"{name} cannot be asked; name a function (question, history, words), or an object that has such a function as .ask")
    return FunctionTask(asked)
