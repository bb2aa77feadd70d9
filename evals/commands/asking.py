"""What is asked and who is asked: the options that several commands share, the documents, and the run."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from evals.cases import Case, load_cases, of_split, parse_cases
from evals.command_task import arguments_of, run_command
from evals.commands.output import complain, complain_of, progress
from evals.corpus import folder_documents, index_beside
from evals.errors import OptionsError
from evals.function_task import open_task
from evals.measures import BUDGET
from evals.processes import Processes, processes
from evals.product import ensure_index, open_product
from evals.response import Task
from evals.runner import Run, run_cases
from evals.set_check import changed_documents
from evals.trec_task import open_run
from ingest.document import Document

HERE = Path(__file__).parent.parent
QUESTIONS = HERE / "questions.jsonl"
BASELINE = HERE / "baseline.json"
DEFAULT_INDEX = Path(".carecite/index")

Half = Literal["tune", "gate", "all"]


def settle(options: argparse.Namespace) -> None:
    """Refuse a corpus that cannot be asked about, and fill in where documents and index are.

    Raises:
        OptionsError: the folder is not there, the questions are those of other documents, or a command cannot be run.
    """
    if options.corpus is not None and not options.corpus.is_dir():
        raise OptionsError(f"--corpus {options.corpus} is no folder; name the one that holds the documents")
    if options.corpus is not None and is_packaged(options.set):
        raise OptionsError("the questions that come with carecite are not about those documents; name yours with --set FILE, or leave out --corpus")
    if options.command:
        arguments_of(options.command)
    if options.corpus is None and options.index is None and not is_packaged(options.set) and not options.seeds.is_dir():
        raise OptionsError("the questions of --set are about documents; name their folder with --corpus FOLDER")
    options.index = options.index or (index_beside(DEFAULT_INDEX, options.corpus) if options.corpus else DEFAULT_INDEX)
    options.seeds = options.corpus or options.seeds


def is_packaged(path: Path) -> bool:
    """Say whether a question set is the one that comes with carecite."""
    return path.resolve() == QUESTIONS.resolve()


def opened(options: argparse.Namespace) -> tuple[Mapping[str, Document], Task | None]:
    """Return the documents and what is asked about them; no task where it needs the questions first.

    Raises:
        CareciteError: if the set is wrong, the documents or the index cannot be used, or the task cannot be opened.
    """
    # A line that is wrong costs no waiting for an index.
    parse_cases(options.set)
    if options.task or options.command or options.found:
        found = folder_documents(options.seeds)
        complain_of(found.skipped if options.corpus else ())
        if not options.task:
            return found.by_id, None
        return found.by_id, open_task(options.task)
    if options.corpus and not options.index.exists():
        complain(f"making the index of {options.corpus} at {options.index}, once; this takes a minute or more")
    skipped = ensure_index(options.index, options.seeds)
    complain_of(skipped if options.corpus else ())
    product = open_product(options.index)
    return product.documents, product


def chosen_cases(options: argparse.Namespace, documents: Mapping[str, Document], split: Half) -> tuple[Case, ...]:
    """Return the cases of the half, checked against the documents; a document that has changed is told in one line.

    Raises:
        QuestionSetError: if the set does not fit the documents, or has no case of the half.
    """
    half: Half = options.split or split
    cases = of_split(load_cases(options.set, documents), half)
    if changed := changed_documents(cases, documents):
        names = f"{', '.join(changed[:3])}{', ...' if len(changed) > 3 else ''}"
        again = f"every gold quote still stands (carecite eval check {options.set} names the lines)"
        complain(f"documents have changed since the questions were written: {names}; {again}")
    return cases


@contextmanager
def in_processes(options: argparse.Namespace, task: Task | None, cases: Sequence[Case]) -> Iterator[Task | None]:
    """Give the system that is asked, in as many processes as the options name, which must then be asked just what they say."""
    if options.jobs == 1:
        yield task
        return
    with processes(options.index, cases, BUDGET, options.jobs, 1 + options.repeat) as together:
        yield together


def asked(options: argparse.Namespace, task: Task | None, cases: Sequence[Case], documents: Mapping[str, Document]) -> Run:
    """Put the cases to the system that the options name."""
    if task is not None:
        result = run(options.name or options.task or "carecite", task, cases, documents)
        return task.timed(result, BUDGET) if isinstance(task, Processes) else result
    if options.found:
        name, replies = options.found.stem, open_run(options.found, cases, documents)
    else:
        arguments = arguments_of(options.command)
        name, replies = Path(arguments[0]).name, run_command(arguments, cases, BUDGET, options.seeds, options.timeout)
    complain_of(replies.notes)
    return replies.timed(run(options.name or name, replies, cases, documents))


def run(name: str, task: Task, cases: Sequence[Case], documents: Mapping[str, Document]) -> Run:
    """Put the cases to one system, with a progress bar on stderr."""
    with progress() as bar:
        advance = partial(bar.advance, bar.add_task(name, total=len(cases)))
        return run_cases(name, cases, task, documents, advance)
