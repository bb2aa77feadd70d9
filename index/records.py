"""Documents and sentences as the index folder keeps them: JSON lines of plain values.

The text of a sentence is not written: it is cut from the document's text when the index is opened, so that it cannot differ from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.document import Block, BlockKind, Document, Source
from ingest.sentence import Sentence
from ingest.span import Span


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write one document a line."""
    _write(path, (_document_row(document) for document in documents))


def read_documents(path: Path) -> list[Document]:
    """Read the documents that ``write_documents`` wrote."""
    return [_document(row) for row in _read(path)]


def write_sentences(path: Path, sentences: Iterable[Sentence]) -> None:
    """Write one sentence a line."""
    _write(
        path,
        ([s.doc_id, s.number, s.span.start, s.span.end, s.clean, s.kind.value, list(s.headings), s.block, s.position, s.lead_in] for s in sentences),
    )


def read_sentences(path: Path, documents: Sequence[Document]) -> list[Sentence]:
    """Read the sentences that ``write_sentences`` wrote, each cut anew from its document's text."""
    texts = {document.doc_id: document.text for document in documents}
    paths: dict[tuple[str, ...], tuple[str, ...]] = {}
    sentences = []
    for doc_id, number, start, end, clean, kind, headings, block, position, lead_in in _read(path):
        section = tuple(headings)
        span = Span(start, end)
        text = span.of(texts[doc_id])
        sentences.append(Sentence(doc_id, number, span, text, clean, BlockKind(kind), paths.setdefault(section, section), block, position, lead_in))
    return sentences


def _document_row(document: Document) -> dict[str, Any]:
    blocks = [
        [
            b.kind.value,
            b.span.start,
            b.span.end,
            list(b.headings),
            [[h.start, h.end] for h in b.holes],
            [b.lead_in.start, b.lead_in.end] if b.lead_in else None,
        ]
        for b in document.blocks
    ]
    return {
        "doc_id": document.doc_id,
        "source": asdict(document.source),
        "page_starts": list(document.page_starts),
        "file": document.file,
        "warnings": list(document.warnings),
        "blocks": blocks,
        "text": document.text,
    }


def _document(row: dict[str, Any]) -> Document:
    blocks = tuple(
        Block(BlockKind(kind), Span(start, end), tuple(headings), tuple(Span(*hole) for hole in holes), Span(*lead_in) if lead_in else None)
        for kind, start, end, headings, holes, lead_in in row["blocks"]
    )
    source = Source(**row["source"])
    return Document(row["doc_id"], row["text"], source, blocks, tuple(row["page_starts"]), row["file"], tuple(row["warnings"]))


def _write(path: Path, rows: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n")


def _read(path: Path) -> Iterable[Any]:
    with path.open(encoding="utf-8", newline="\n") as stream:
        for line in stream:
            yield json.loads(line)
