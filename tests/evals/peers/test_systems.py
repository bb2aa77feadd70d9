"""The systems to compare with, each on its real library: exact places, ranking, saving and loading. Left out where the library is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.errors import PeerError
from evals.peers import open_peers, sentences_of
from evals.peers.bm25_sentences import SentenceBM25
from evals.peers.haystack_documents import HaystackDocuments
from evals.peers.langchain_chunks import LangChainChunks
from evals.peers.llama_index_nodes import LlamaIndexNodes
from evals.peers.peer import UNKNOWN, Peer, placed, reply_of
from evals.peers.registry import BASIC, SYSTEMS, System
from evals.peers.txtai_segments import TxtaiSegments
from evals.response import Extract, read_response
from ingest.document import Document
from tests.evals.samples import DOCUMENTS, FIRST, OTHER, SECOND, THIRD

# The libraries warn about themselves and about each other when they are imported.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
WORDS = ("homes", "staff", "costs", "report")


class KeywordEmbedder:
    """A vector of length 1 that counts four words."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a row for each text."""
        rows = np.array([[0.1 + text.lower().count(word) for word in WORDS] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def installed(system: System) -> System:
    if system.absent:
        pytest.skip(f"not installed: {', '.join(system.absent)}; the extra {system.extra} brings it")
    return system


@pytest.fixture(params=SYSTEMS, ids=lambda system: system.name)
def system(request: pytest.FixtureRequest) -> System:
    return installed(request.param)


def test_it_ranks_the_text_that_is_asked_for_first_and_saves_and_loads(system: System, tmp_path: Path) -> None:
    peer = system.build(DOCUMENTS, KeywordEmbedder())
    response = read_response(peer.ask("what did the second report find", (), 300))
    assert OTHER in response.quotes[0].text
    assert all(one.is_exact(DOCUMENTS) for one in response.quotes if "\n" not in one.text)
    assert {one.doc_id for one in response.quotes} <= DOCUMENTS.keys()
    peer.save(tmp_path)
    again = system.load(tmp_path, KeywordEmbedder())
    for question in ("what did the second report find", "what is the weather like?"):
        assert again.ask(question, (), 300) == peer.ask(question, (), 300)


def test_it_answers_everything(system: System) -> None:
    assert not read_response(system.build(DOCUMENTS, KeywordEmbedder()).ask("what is the weather like?", (), 300)).abstained


def test_sentences_have_exact_places() -> None:
    assert [one.text for one in sentences_of(DOCUMENTS["one"])] == [FIRST, SECOND, THIRD]
    assert all(one.is_exact(DOCUMENTS) for one in sentences_of(DOCUMENTS["one"]))


def test_bm25_puts_the_sentence_with_the_rare_word_first() -> None:
    installed(BASIC[2])
    response = read_response(SentenceBM25.build(DOCUMENTS).ask("what did the second report find", (), 300))
    assert response.quotes[0].text == OTHER
    assert len(response.quotes) == 4
    assert all(one.is_exact(DOCUMENTS) for one in response.quotes)


def test_langchain_chunks_come_nearest_first_with_their_places() -> None:
    installed(BASIC[0])
    response = read_response(LangChainChunks.build(DOCUMENTS, KeywordEmbedder(), size=60, overlap=0).ask("which report?", (), 300))
    assert response.quotes[0].text == OTHER
    assert all(one.is_exact(DOCUMENTS) for one in response.quotes)


def test_the_basic_systems_are_opened_by_name() -> None:
    for system in BASIC:
        installed(system)
    assert list(open_peers(DOCUMENTS, KeywordEmbedder())) == ["LangChain 1000/200", "LangChain 500/50", "BM25 sentences"]


def test_a_segment_that_txtai_has_tidied_stands_nowhere() -> None:
    installed(next(one for one in SYSTEMS if one.name == "txtai"))
    documents = {"one": Document("one", f"Two  spaces about homes.\n\n{OTHER}")}
    quotes = read_response(TxtaiSegments.build(documents, KeywordEmbedder(), "paragraphs", hybrid=False).ask("report", (), 300)).quotes
    assert [(one.text, one.start, one.is_exact(documents)) for one in quotes] == [
        (OTHER, 26, True),
        ("Two spaces about homes.", UNKNOWN, False),
    ]


def test_llama_index_fuses_both_ranks() -> None:
    installed(next(one for one in SYSTEMS if one.name == "LlamaIndex hybrid"))
    documents = {"a": Document("a", "Costs."), "b": Document("b", "Staff costs."), "c": Document("c", "Zebras, zebras.")}
    ranks = {
        hybrid: [one.doc_id for one in read_response(peer.ask("costs zebras", (), 300)).quotes]
        for hybrid in (False, True)
        for peer in [LlamaIndexNodes.build(documents, KeywordEmbedder(), "chunks", hybrid)]
    }
    assert ranks[False] == ["a", "b", "c"]
    # BM25 ranks c, a, b: a has 1/60 + 1/61, c 1/62 + 1/60, b 1/61 + 1/62.
    assert ranks[True] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("module", "build"),
    [
        ("bm25s", lambda: SentenceBM25.build(DOCUMENTS)),
        ("langchain_text_splitters", lambda: LangChainChunks.build(DOCUMENTS, KeywordEmbedder(), 60, 0)),
        ("llama_index.core", lambda: LlamaIndexNodes.build(DOCUMENTS, KeywordEmbedder(), "chunks", False)),
        ("haystack", lambda: HaystackDocuments.build(DOCUMENTS, KeywordEmbedder(), "word", 200, False)),
        ("txtai", lambda: TxtaiSegments.build(DOCUMENTS, KeywordEmbedder(), "paragraphs", False)),
    ],
)
def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, module: str, build: Callable[[], Peer]) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(PeerError, match=rf"needs the package {module.partition('.')[0]}.*; install it with: pip install 'carecite\["):
        build()


def test_a_reply_holds_at_least_ten_quotes_and_at_least_the_budget() -> None:
    ranked = [Extract("one", 0, len(FIRST), FIRST)] * 50
    assert len(reply_of("?", ranked, 50)["quotes"]) == 10
    assert len(reply_of("?", ranked, 300)["quotes"]) == 30


def test_a_place_is_what_the_library_says_even_where_it_is_wrong() -> None:
    assert placed("one", FIRST, 0).is_exact(DOCUMENTS)
    assert not placed("one", FIRST, 3).is_exact(DOCUMENTS)
    assert not placed("one", FIRST, None).is_exact(DOCUMENTS)
