"""txtai: its segments in its embeddings database, nearest first or hybrid. The one module that imports txtai (and nltk, for its sentences)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from evals.errors import PeerError
from evals.peers.peer import FETCHED, UNKNOWN, Embedder, missing, placed, reply_of
from evals.response import Extract
from ingest.document import Document

Unit = Literal["paragraphs", "sentences"]
"""How txtai cuts: at blank lines, or with nltk's sentence splitter."""

EXTRA = "more-peers"


class TxtaiSegments:
    """txtai's ``Embeddings`` on the segments of its ``Segmentation``, which its ``Textractor`` cuts with too.

    A segment has its white space tidied and carries no place. Its users look for it in the text, behind the one before; so does this, and a segment
    that does not stand there as it is has no place.
    """

    def __init__(self, database: Any, segments: Sequence[Extract]) -> None:
        """Ask a database of txtai's whose ids are numbers of ``segments``."""
        self._database = database
        self._segments = segments

    @classmethod
    def build(cls, documents: Mapping[str, Document], embedder: Embedder, unit: Unit, hybrid: bool) -> TxtaiSegments:
        """Cut every document and index the segments; ``hybrid`` adds txtai's BM25 and keeps the texts in its database.

        Raises:
            PeerError: if txtai, or what its sentences need, is not installed.
        """
        library = _library()
        from txtai.pipeline import Segmentation

        if unit == "sentences":
            _find_punkt()
        cut = Segmentation(**{unit: True})
        segments = [one for doc_id in sorted(documents) for one in _places(doc_id, documents[doc_id].text, cut(documents[doc_id].text))]
        settings = {"hybrid": True, "content": True} if hybrid else {}
        database = library.Embeddings({"method": "external", "transform": _adapted(embedder), **settings})
        database.index([(number, segment.text, None) for number, segment in enumerate(segments)])
        return cls(database, segments)

    @classmethod
    def load(cls, folder: Path, embedder: Embedder) -> TxtaiSegments:
        """Open what ``save`` wrote."""
        database = _library().Embeddings()
        database.load(str(folder / "txtai"), config={"transform": _adapted(embedder)})
        rows = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
        return cls(database, [placed(*row) for row in rows])

    def save(self, folder: Path) -> None:
        """Write the database as txtai does, and the segments with their places."""
        self._database.save(str(folder / "txtai"))
        rows = [(segment.doc_id, segment.text, segment.start) for segment in self._segments]
        (folder / "segments.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the best segments; the history is ignored."""
        # With its texts kept, txtai gives an object for each result, without them a pair of id and score.
        found = self._database.search(question, FETCHED)
        numbers = [int(one["id"] if isinstance(one, dict) else one[0]) for one in found]
        return reply_of(question, [self._segments[number] for number in numbers], words)


def _places(doc_id: str, text: str, segments: Sequence[str]) -> list[Extract]:
    found: list[Extract] = []
    behind = 0
    for segment in segments:
        start = text.find(segment, behind)
        found.append(placed(doc_id, segment, UNKNOWN if start < 0 else start))
        behind = behind if start < 0 else start + len(segment)
    return found


def _adapted(embedder: Embedder) -> Any:
    """Return the embedder as txtai wants it: a plain function."""

    def transform(texts: list[str]) -> Any:
        return embedder.encode(list(texts))

    return transform


def _find_punkt() -> None:
    """Show nltk the files of its English sentence splitter, which come inside llama-index-core; otherwise nltk would load them from elsewhere."""
    try:
        import nltk
    except ImportError as error:
        raise missing(error, EXTRA) from error
    spec = find_spec("llama_index.core") if find_spec("llama_index") else None
    if spec is None or not spec.submodule_search_locations:
        raise PeerError(f"txtai's sentences need files that come with llama-index-core; install it with: pip install 'carecite[{EXTRA}]'")
    folder = str(Path(spec.submodule_search_locations[0]) / "_static" / "nltk_cache")
    if folder not in nltk.data.path:
        nltk.data.path.append(folder)


def _library() -> Any:
    try:
        import txtai
    except ImportError as error:
        raise missing(error, EXTRA) from error
    return txtai
