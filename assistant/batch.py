"""Questions in a file, one JSON object a line, answered into another: one JSON object a line, or one of the formats of ``assistant/export``.

Every line is checked before anything is asked, so that a mistake in the last line costs nothing: while one line cannot be used, nothing is asked and
nothing is written. An empty or too long question in a line that is whole otherwise loses only itself: its reply is an abstention that says so.

The answers are written to a file beside the one that was named, which takes its place when all are there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import BatchError, ChoiceError, QuestionError
from assistant.export.asked import Asked
from assistant.json_line import json_line
from assistant.out_file import replacing
from assistant.reply import Abstention, Reply

_BOM = b"\xef\xbb\xbf"


class Asker(Protocol):
    """Anything that answers questions; the assistant is one."""

    def ask(self, question: str, history: Sequence[str] = (), words: int = ..., documents: Collection[str] | None = None) -> Reply:
        """Answer a question, or abstain; ``history`` holds the questions before it, oldest first, ``documents`` the ids of those to read alone."""
        ...


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A question of a batch: the caller's own name for it, given back as it came, and the questions before it in the same conversation.

    ``documents`` are the ids of those that are to be read; ``None`` leaves it to what holds for the whole batch.
    """

    id: str | int | None
    question: str
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """The questions of a batch file in their order, and what is wrong with lines that cannot be used, one line of text each."""

    questions: tuple[BatchQuestion, ...]
    problems: tuple[str, ...] = ()


def read_batch(path: Path) -> Batch:
    """Read and check every line of a batch file; blank lines are passed over, and so are keys that are not known.

    Raises:
        BatchError: the file cannot be read, or holds no line at all.
    """
    questions: list[BatchQuestion] = []
    problems: list[str] = []
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                line = line.removeprefix(_BOM) if number == 1 else line
                if not line.strip():
                    continue
                try:
                    questions.append(_question(line))
                except BatchError as error:
                    problems.append(f"{path} line {number}: {error}")
    except OSError as error:
        raise BatchError(f"{path} cannot be read ({error.strerror}): name a file of questions, one JSON object a line") from error
    if not questions and not problems:
        raise BatchError(f'{path} holds no question: write one JSON object a line, such as {{"id": "q1", "question": "..."}}')
    return Batch(tuple(questions), tuple(problems))


def replies(asker: Asker, questions: Iterable[BatchQuestion], words: int, documents: Collection[str] | None = None) -> Iterator[Asked]:
    """Yield the reply to each question with its name, in order; where one cannot be asked, an abstention whose reason is the error.

    ``documents`` are the ids of those that are read for a question that names none itself; ``None`` reads all.
    """
    for item in questions:
        try:
            reply = asker.ask(item.question, item.history, words, documents if item.documents is None else item.documents)
        except (ChoiceError, QuestionError) as error:
            message = str(error)
            reply = Abstention(item.question, f"{message[:1].upper()}{message[1:]}.", (), 0.0)
        yield Asked(reply, item.id)


def answer(asker: Asker, questions: Iterable[BatchQuestion], words: int) -> Iterator[dict[str, Any]]:
    """Yield the JSON object of the reply to each question, in order."""
    for asked in replies(asker, questions, words):
        yield asked.reply.to_dict() | {"id": asked.id}


@contextmanager
def writing(path: Path) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Give a function that takes the replies one by one; they stand at ``path``, one a line, when the block ends without an error, and not before.

    Raises:
        OutputError: the file cannot be written; found at once, before the block runs, where that can be known.
    """
    with replacing(path) as write:
        yield lambda reply: write(json_line(reply).encode("utf-8"))


def _question(line: bytes) -> BatchQuestion:
    """Return the question of one line.

    Raises:
        BatchError: the line cannot be used; the message does not say where it stands.
    """
    try:
        content = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BatchError("not UTF-8 text: save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise BatchError(f"not JSON ({error.msg} at column {error.colno}): write one JSON object a line") from error
    except (ValueError, RecursionError) as error:
        raise BatchError("not JSON that can be read: write one JSON object a line") from error
    if not isinstance(content, dict):
        raise BatchError('not a JSON object: write {"id": "q1", "question": "..."}')
    name = content.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        raise BatchError("id is neither text nor a whole number")
    documents = content.get("documents")
    if documents is not None and not (isinstance(documents, list) and documents and all(isinstance(doc_id, str) for doc_id in documents)):
        raise BatchError("documents is not a list of document ids: write those that `carecite docs` shows, or leave it out to ask all")
    chosen = None if documents is None else tuple(documents)
    question, turns = content.get("question"), content.get("turns")
    if question is None and turns is None:
        raise BatchError('neither question nor turns: write {"id": "q1", "question": "..."} or {"id": "q1", "turns": ["...", "..."]}')
    if turns is None:
        if not isinstance(question, str):
            raise BatchError("question is not text")
        return BatchQuestion(name, question, (), chosen)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BatchError("turns is not a list of questions: write the questions of the conversation in order, the one to answer last")
    *history, last = turns
    if question is not None and question != last:
        raise BatchError("question and turns say different things: keep one of them, or repeat the last of the turns as the question")
    return BatchQuestion(name, last, tuple(history), chosen)
