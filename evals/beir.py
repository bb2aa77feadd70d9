"""Folders as BEIR has them: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv``.

A line of the corpus is ``{"_id", "title", "text"}``, a line of the queries ``{"_id", "text"}``; further keys are passed over. A line of judgements is
``query-id``, ``corpus-id`` and a whole number as relevance, divided by tabs, under a line of headings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.json_line import json_line
from assistant.out_file import replacing
from evals.errors import FormatError
from evals.trec import Qrels

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels"
SPLIT = "test"
_HEADINGS = ["query-id", "corpus-id", "score"]


@dataclass(frozen=True, slots=True)
class BeirDocument:
    """A line of the corpus, without its id."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Beir:
    """A folder: documents and the text of queries by id, and the judgements of each split by its name; they name no other queries and documents."""

    documents: Mapping[str, BeirDocument]
    queries: Mapping[str, str]
    qrels: Mapping[str, Qrels]


def read_beir(folder: Path, split: str = SPLIT) -> Beir:
    """Read a folder with the judgements of one split.

    Raises:
        FormatError: naming the file, the line and what is wrong.
    """
    documents = {}
    for number, row in _objects(folder / CORPUS):
        id, text = _texts(folder / CORPUS, number, row, "_id", "text")
        title = row.get("title") or ""
        if id in documents or not isinstance(title, str):
            raise _wrong(folder / CORPUS, number, f"{id!r} stands there already" if id in documents else "title is not text")
        documents[id] = BeirDocument(title, text)
    queries = {}
    for number, row in _objects(folder / QUERIES):
        id, text = _texts(folder / QUERIES, number, row, "_id", "text")
        if id in queries:
            raise _wrong(folder / QUERIES, number, f"{id!r} stands there already")
        queries[id] = text
    return Beir(documents, queries, {split: _read_qrels(folder / QRELS / f"{split}.tsv", documents, queries)})


def write_beir(folder: Path, beir: Beir) -> None:
    """Write a folder, which is made where it is not there.

    Raises:
        FormatError: if an id cannot stand in the judgements, or is of nothing that is written.
        OutputError: if a file cannot be written.
    """
    for split, qrels in beir.qrels.items():
        for query, units in qrels.items():
            unknown = [unit for unit in units if unit not in beir.documents]
            if query not in beir.queries or unknown:
                raise FormatError(f"the judgements of {split} name {(unknown or [query])[0]!r}, which is not in the set; take it out")
    try:
        (folder / QRELS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FormatError(f"cannot write to {folder} ({error.strerror}); name another folder") from error
    _write(folder / CORPUS, (json_line({"_id": id, "title": one.title, "text": one.text}) for id, one in beir.documents.items()))
    _write(folder / QUERIES, (json_line({"_id": id, "text": text}) for id, text in beir.queries.items()))
    for split, qrels in beir.qrels.items():
        rows = [_HEADINGS, *([_cell(query), _cell(unit), str(value)] for query, units in qrels.items() for unit, value in units.items())]
        _write(folder / QRELS / f"{split}.tsv", ("\t".join(row) + "\n" for row in rows))


def _read_qrels(path: Path, documents: Mapping[str, BeirDocument], queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.rstrip("\r").split("\t")
        if number == 1 and cells[:2] == _HEADINGS[:2]:
            continue
        if len(cells) != len(_HEADINGS) or not re.fullmatch(r"[+-]?\d+", cells[2], re.ASCII):
            raise _wrong(path, number, "not three columns, the last a whole number, divided by tabs")
        query, unit, value = cells
        if query not in queries or unit not in documents:
            raise _wrong(path, number, f"{query!r} is not in {QUERIES}" if query not in queries else f"{unit!r} is not in {CORPUS}")
        if unit in qrels.setdefault(query, {}):
            raise _wrong(path, number, f"{unit!r} is judged twice for {query!r}")
        qrels[query][unit] = int(value)
    return qrels


def _objects(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _wrong(path, number, "not JSON") from error
        if not isinstance(row, dict):
            raise _wrong(path, number, "not a JSON object")
        yield number, row


def _texts(path: Path, number: int, row: Mapping[str, object], *keys: str) -> list[str]:
    texts = []
    for key in keys:
        value = row.get(key)
        if not isinstance(value, str) or (key == "_id" and not value.strip()):
            raise _wrong(path, number, f"{key} is missing, or no text")
        texts.append(value)
    return texts


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise FormatError(f"cannot read {path} ({error.strerror}); name a BEIR folder, and its judgements with --qrels") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _cell(id: str) -> str:
    if id.strip() != id or not id or re.search(r"[\t\r\n]", id):
        raise FormatError(f"the id {id!r} is empty, or holds a tab, a line break or outer blanks, which BEIR's judgements cannot hold; rename it")
    return id


def _write(path: Path, lines: Iterable[str]) -> None:
    with replacing(path) as write:
        write("".join(lines).encode("utf-8"))


def _wrong(path: Path, line: int, problem: str) -> FormatError:
    return FormatError(f"{path} line {line}: {problem}; correct it")
