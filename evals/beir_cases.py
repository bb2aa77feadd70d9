"""A BEIR folder as documents and a question set that ``carecite eval --set --corpus`` can run.

BEIR judges documents, a question set names words. So a question's fact is shown by any sentence of a relevant document: what is measured is whether
something of a right document comes first, not whether it is the sentence that answers. A query without a relevant document says nothing about what
the documents hold; it is left out, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.json_line import json_line
from assistant.out_file import replacing
from evals.beir import Beir, BeirDocument
from evals.errors import FormatError
from evals.public_set import PublicDocument
from ingest.document import Document
from ingest.folder import read_document
from ingest.segment import cut_sentences

DOCUMENTS, QUESTIONS = "documents", "questions.jsonl"
_FEWEST = 4
"""Words of a sentence that shows a document; shorter ones ("Yes.") stand in too many."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How much was written, and what was left out: documents without text, and queries without a document that can be quoted."""

    documents: int
    questions: int
    blank: int
    unjudged: int


def write_cases(beir: Beir, split: str, folder: Path, *, each: bool) -> Imported:
    """Write the documents as text files, and a question for each query with a relevant document.

    Where ``each`` is true every relevant document is a fact of its own; else any one of them shows the only fact.

    Raises:
        FormatError: if a document cannot be written or read, or no question is left.
        OutputError: if the question set cannot be written.
    """
    readable = {id: _document(id, one) for id, one in beir.documents.items() if one.text.strip() or one.title.strip()}
    named = {id for judged in beir.qrels[split].values() for id, relevance in judged.items() if relevance > 0}
    if not named & readable.keys():
        raise FormatError(f"the judgements of {split} name no relevant document with text; choose others with --qrels")
    place = folder / DOCUMENTS
    _write_documents(place, readable)
    shown = {id: quotes for id, one in readable.items() if id in named and (quotes := _quotes(place, one))}
    rows = []
    for query, judged in beir.qrels[split].items():
        groups = [shown[id] for id, relevance in judged.items() if relevance > 0 and id in shown]
        if groups and beir.queries[query].strip():
            facts = groups if each else [[quote for quotes in groups for quote in quotes]]
            rows.append(json_line({"id": query, "question": beir.queries[query], "facts": [{"quotes": quotes} for quotes in facts]}))
    if not rows:
        raise FormatError(f"the judgements of {split} name no document with words to quote; choose others with --qrels")
    with replacing(folder / QUESTIONS) as write:
        write("".join(rows).encode("utf-8"))
    return Imported(len(readable), len(rows), len(beir.documents) - len(readable), len(beir.queries) - len(rows))


def _document(id: str, one: BeirDocument) -> PublicDocument:
    return PublicDocument(id, one.title, one.text) if one.text.strip() else PublicDocument(id, "", one.title)


def _write_documents(place: Path, documents: Mapping[str, PublicDocument]) -> None:
    try:
        place.mkdir(parents=True)
        for document in documents.values():
            _file(place, document).write_bytes(document.content.encode("utf-8", "replace"))
    except OSError as error:
        raise FormatError(f"cannot write {place} ({error.strerror}); name a new folder with --out") from error


def _file(place: Path, document: PublicDocument) -> Path:
    return place / f"{document.doc_id}.txt"


def _quotes(place: Path, document: PublicDocument) -> list[dict[str, Any]]:
    """Return each sentence of a document as a gold quote, the longer ones where there are any; they are cut of the file as everybody will read it."""
    read = read_document(_file(place, document))
    sentences: Sequence[str] = [sentence.text for sentence in cut_sentences(read)] or _lines(read)
    long = [text for text in sentences if len(text.split()) >= _FEWEST]
    return [{"doc_id": read.doc_id, "text": text, "sha256": read.sha256} for text in dict.fromkeys(long or sentences)]


def _lines(document: Document) -> list[str]:
    return [line.strip() for line in document.text.split("\n") if line.strip()]
