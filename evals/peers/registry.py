"""The systems to compare with, by name: what each is, which packages it needs, how it is built and loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evals.errors import PeerError
from evals.peers.bm25_sentences import SentenceBM25
from evals.peers.haystack_documents import HaystackDocuments
from evals.peers.langchain_chunks import LangChainChunks
from evals.peers.llama_index_nodes import LlamaIndexNodes
from evals.peers.peer import Embedder, Peer
from evals.peers.txtai_segments import TxtaiSegments
from evals.response import Task
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class System:
    """A system to compare with: ``about`` is a sentence for the report, ``packages`` are distributions, ``extra`` is carecite's that brings them."""

    name: str
    about: str
    packages: tuple[str, ...]
    extra: str
    build: Callable[[Mapping[str, Document], Embedder], Peer]
    load: Callable[[Path, Embedder], Peer]

    @property
    def absent(self) -> tuple[str, ...]:
        """The packages that are not installed."""
        return tuple(package for package in self.packages if version_of(package) is None)


def version_of(package: str) -> str | None:
    """Return the installed version of a distribution; ``None`` where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _langchain(size: int, overlap: int) -> System:
    return System(
        f"LangChain {size}/{overlap}",
        f"RecursiveCharacterTextSplitter, {size} characters with an overlap of {overlap}; FAISS store, nearest first",
        ("langchain-community", "langchain-text-splitters"),
        "peers",
        lambda documents, embedder: LangChainChunks.build(documents, embedder, size, overlap),
        LangChainChunks.load,
    )


def _llama_index(name: str, about: str, sentences: bool, hybrid: bool) -> System:
    return System(
        name,
        about,
        ("llama-index-core", *(("bm25s",) if hybrid else ())),
        "more-peers",
        lambda documents, embedder: LlamaIndexNodes.build(documents, embedder, "sentences" if sentences else "chunks", hybrid),
        lambda folder, embedder: LlamaIndexNodes.load(folder, embedder, hybrid),
    )


def _haystack(name: str, about: str, passages: bool, hybrid: bool) -> System:
    return System(
        name,
        about,
        ("haystack-ai",),
        "more-peers",
        lambda documents, embedder: HaystackDocuments.build(documents, embedder, *(("passage", 1) if passages else ("word", 200)), hybrid),
        lambda folder, embedder: HaystackDocuments.load(folder, embedder, hybrid),
    )


def _txtai(name: str, about: str, sentences: bool, hybrid: bool) -> System:
    return System(
        name,
        about,
        # llama-index-core brings the files of the sentence splitter that txtai uses.
        ("txtai", *(("nltk", "llama-index-core") if sentences else ())),
        "more-peers",
        lambda documents, embedder: TxtaiSegments.build(documents, embedder, "sentences" if sentences else "paragraphs", hybrid),
        TxtaiSegments.load,
    )


_FUSED = "joined by reciprocal rank with BM25 on the same"
_TXTAI_HYBRID = "hybrid search (its BM25, normalised, and vectors, half each), content kept"

BASIC: tuple[System, ...] = (
    _langchain(1000, 200),
    _langchain(500, 50),
    System(
        "BM25 sentences",
        "bm25s with its defaults and English stop words, no stemming, on single sentences; no vectors",
        ("bm25s",),
        "peers",
        lambda documents, embedder: SentenceBM25.build(documents),
        lambda folder, embedder: SentenceBM25.load(folder),
    ),
)
"""What the extra ``peers`` brings."""

SYSTEMS: tuple[System, ...] = (
    *BASIC,
    _llama_index("LlamaIndex", "SentenceSplitter (1024 tokens, 200 shared) and VectorStoreIndex, all defaults", sentences=False, hybrid=False),
    _llama_index("LlamaIndex hybrid", f"the same, {_FUSED} nodes (QueryFusionRetriever, no language model)", sentences=False, hybrid=True),
    _llama_index("LlamaIndex sentences", "SentenceWindowNodeParser and VectorStoreIndex; the sentence is quoted", sentences=True, hybrid=False),
    _llama_index("LlamaIndex sentences, hybrid", f"the same, {_FUSED} sentences (QueryFusionRetriever)", sentences=True, hybrid=True),
    _haystack("Haystack", "DocumentSplitter (200 words) and InMemoryEmbeddingRetriever, all defaults", passages=False, hybrid=False),
    _haystack("Haystack hybrid", f"the same, {_FUSED} parts (DocumentJoiner)", passages=False, hybrid=True),
    _haystack("Haystack passages, hybrid", "as before, parts cut at blank lines", passages=True, hybrid=True),
    _txtai("txtai", "paragraphs in Embeddings, all defaults", sentences=False, hybrid=False),
    _txtai("txtai hybrid", f"paragraphs, {_TXTAI_HYBRID}", sentences=False, hybrid=True),
    _txtai("txtai sentences", "sentences in Embeddings, defaults otherwise", sentences=True, hybrid=False),
    _txtai("txtai sentences, hybrid", f"sentences, {_TXTAI_HYBRID}", sentences=True, hybrid=True),
)
"""All, in the order of the tables."""


def open_peers(documents: Mapping[str, Document], embedder: Embedder, systems: Sequence[System] = BASIC) -> dict[str, Task]:
    """Return systems to compare with, ready to be asked, by name.

    Raises:
        PeerError: if a package that a peer needs is not installed.
    """
    return {system.name: system.build(documents, embedder) for system in systems}


def choose(names: Sequence[str]) -> tuple[tuple[System, ...], tuple[str, ...]]:
    """Return the systems of these names, all that are installed where there are none, and a line for each that is left out.

    Raises:
        PeerError: if a system that was asked for by name is not known or not installed, or none is installed.
    """
    known = {system.name.casefold(): system for system in SYSTEMS}
    unknown = [name for name in names if name.casefold() not in known]
    if unknown:
        raise PeerError(f"no system to compare with is called {unknown[0]!r}; choose from: {'; '.join(one.name for one in SYSTEMS)}")
    chosen = tuple(known[name] for name in dict.fromkeys(name.casefold() for name in names)) or SYSTEMS
    absent = tuple(_left_out(system) for system in chosen if system.absent)
    if names and absent:
        raise PeerError(absent[0])
    if len(absent) == len(chosen):
        raise PeerError("no system to compare with is installed; install some with: pip install 'carecite[peers]'")
    return tuple(system for system in chosen if not system.absent), absent


def _left_out(system: System) -> str:
    return f"{system.name} needs {', '.join(system.absent)}; install it with: pip install 'carecite[{system.extra}]'"
