"""The hashes of the documents written into the lines of a question set, every other character of which stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.out_file import replacing
from evals.cases import Case
from ingest.document import Document

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


@dataclass(frozen=True, slots=True)
class Hashed:
    """How many gold quotes got a hash, and of how many the hash was renewed because the document has changed."""

    added: int
    renewed: int


def add_hashes(path: Path, cases: Mapping[int, Case], documents: Mapping[str, Document]) -> Hashed:
    """Write the hash of its document into every gold quote of a valid set; ``cases`` are by line number from 1.

    Raises:
        OutputError: if the file cannot be written; it is replaced whole or not at all.
    """
    hashes = {doc_id: document.sha256 for doc_id, document in documents.items()}
    added = renewed = 0
    lines = path.read_bytes().decode("utf-8").split("\n")
    for number, case in cases.items():
        golds = {(f, q): gold for f, fact in enumerate(case.facts) for q, gold in enumerate(fact.quotes)}
        wanted = {place: hashes[gold.doc_id] for place, gold in golds.items() if gold.sha256 != hashes[gold.doc_id]}
        added += sum(golds[place].sha256 is None for place in wanted)
        renewed += sum(golds[place].sha256 is not None for place in wanted)
        lines[number - 1] = hashed_line(lines[number - 1], wanted)
    if added or renewed:
        with replacing(path) as write:
            write("\n".join(lines).encode("utf-8"))
    return Hashed(added, renewed)


def hashed_line(line: str, hashes: Mapping[tuple[int, int], str]) -> str:
    """Return a line of JSON with hashes put into gold quotes, named by the numbers of fact and quote from 0."""
    for place, (end, old) in sorted(_gold_ends(line).items(), key=lambda found: -found[1][0]):
        if place not in hashes:
            continue
        value = f'"{hashes[place]}"'
        if old is not None:
            line = line[: old[0]] + value + line[old[1] :]
        else:
            last = len(line[:end].rstrip())
            line = f'{line[:last]}, "sha256": {value}{line[last:]}'
    return line


@dataclass(slots=True)
class _Open:
    """An object or a list that the walk is inside: the key or the number it has come to, and where the value of a hash stands in it."""

    is_object: bool
    at: str | int | None
    hash: tuple[int, int] | None = None


def _gold_ends(line: str) -> dict[tuple[int, int], tuple[int, tuple[int, int] | None]]:
    """Return for each gold quote of a valid line where its closing brace stands, and where the value of its hash does."""
    found = {}
    stack: list[_Open] = []
    for token in _TOKEN.finditer(line):
        mark = token[0]
        if mark in ("{", "["):
            stack.append(_Open(mark == "{", None if mark == "{" else 0))
        elif mark in ("}", "]"):
            closed = stack.pop()
            match [one.at for one in stack]:
                case ["facts", int(f), "quotes", int(q)] if closed.is_object:
                    found[f, q] = (token.start(), closed.hash)
        elif mark == ",":
            top = stack[-1]
            top.at = None if top.is_object or not isinstance(top.at, int) else top.at + 1
        elif mark != ":" and stack and stack[-1].is_object:
            if stack[-1].at is None:
                stack[-1].at = json.loads(mark)
            elif stack[-1].at == "sha256":
                stack[-1].hash = token.span()
    return found
