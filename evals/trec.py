"""Qrels and run files as trec_eval and ir_measures read them: UTF-8, a line each, columns divided by blanks or tabs.

A line of qrels is ``query 0 unit relevance``, a line of a run ``query Q0 unit rank score tag``. Ids are taken as they stand: one with white space
cannot be written, and is refused. The order of a run is that of its scores, as trec_eval has it; its ranks are not read. Ties stand by id.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.out_file import replacing
from evals.errors import FormatError

Qrels = Mapping[str, Mapping[str, int]]
"""For each query the relevance of the units that were judged; 0 or less is not relevant."""

_BLANK = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that a system found for a query, with its score."""

    unit: str
    score: float


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read judgements, queries in the order of the file.

    Raises:
        FormatError: naming the file, the line and what is wrong.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, (query, _, unit, relevance) in _rows(path, 4):
        if not re.fullmatch(r"[+-]?\d+", relevance, re.ASCII):
            raise _wrong(path, number, f"the relevance {relevance!r} is not a whole number")
        if unit in qrels.setdefault(query, {}):
            raise _wrong(path, number, f"{unit!r} is judged twice for {query!r}")
        qrels[query][unit] = int(relevance)
    return qrels


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements.

    Raises:
        FormatError: if an id cannot stand in such a file.
        OutputError: if the file cannot be written.
    """
    _write(path, (f"{named(query)} 0 {named(unit)} {relevance}" for query, units in qrels.items() for unit, relevance in units.items()))


def read_run(path: Path) -> dict[str, tuple[Found, ...]]:
    """Read what a system found, best first.

    Raises:
        FormatError: naming the file, the line and what is wrong.
    """
    run: dict[str, dict[str, float]] = {}
    for number, (query, _, unit, _, score, _) in _rows(path, 6):
        try:
            value = float(score)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise _wrong(path, number, f"the score {score!r} is not a number")
        if unit in run.setdefault(query, {}):
            raise _wrong(path, number, f"{unit!r} is found twice for {query!r}")
        run[query][unit] = value
    return {query: tuple(Found(unit, units[unit]) for unit in sorted(units, key=lambda unit: (-units[unit], unit))) for query, units in run.items()}


def write_run(path: Path, run: Mapping[str, Sequence[str]], tag: str) -> None:
    """Write what a system found: the names of units, best first, each once. The score of a unit is 1 / rank.

    Raises:
        FormatError: if an id cannot stand in such a file.
        OutputError: if the file cannot be written.
    """
    rows = ((named(query), named(unit), rank) for query, units in run.items() for rank, unit in enumerate(dict.fromkeys(units), 1))
    _write(path, (f"{query} Q0 {unit} {rank} {1 / rank!r} {named(tag)}" for query, unit, rank in rows))


def named(id: str) -> str:
    """Return an id that can stand in such a file.

    Raises:
        FormatError: if it is empty or holds white space.
    """
    if id.split() != [id]:
        raise FormatError(f"the id {id!r} is empty or holds white space, which TREC files cannot hold; give it another name")
    return id


def _rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise FormatError(f"cannot read {path} ({error.strerror}); name a TREC file") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        cells = _BLANK.split(line.strip(" \t\r"))
        if cells == [""]:
            continue
        if len(cells) != columns:
            raise _wrong(path, number, f"{len(cells)} columns instead of {columns}")
        yield number, cells


def _write(path: Path, lines: Iterable[str]) -> None:
    with replacing(path) as write:
        write("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _wrong(path: Path, line: int, problem: str) -> FormatError:
    return FormatError(f"{path} line {line}: {problem}; correct it")
