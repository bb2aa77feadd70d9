"""The systems to compare with: exact places, ranking, and the reply they give."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.errors import PeerError
from evals.peers import NaiveLangChain, SentenceBM25, open_peers, reply_of, sentences_of
from evals.response import Extract, read_response
from tests.evals.samples import DOCUMENTS, FIRST, OTHER, SECOND, THIRD

# faiss and langchain-community warn about themselves when they are imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
WORDS = ("homes", "staff", "costs", "report")


class KeywordEmbedder:
    """A vector of length 1 that counts four words."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a row for each text."""
        rows = np.array([[0.1 + text.lower().count(word) for word in WORDS] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_sentences_have_exact_places() -> None:
    assert [one.text for one in sentences_of(DOCUMENTS["one"])] == [FIRST, SECOND, THIRD]
    assert all(one.is_exact(DOCUMENTS) for one in sentences_of(DOCUMENTS["one"]))


def test_bm25_puts_the_sentence_with_the_rare_word_first() -> None:
    pytest.importorskip("bm25s")
    response = read_response(SentenceBM25(DOCUMENTS).ask("what did the second report find", (), 300))
    assert response.quotes[0].text == OTHER
    assert len(response.quotes) == 4
    assert all(one.is_exact(DOCUMENTS) for one in response.quotes)


def test_langchain_chunks_come_nearest_first_with_their_places() -> None:
    pytest.importorskip("langchain_community.vectorstores")
    response = read_response(NaiveLangChain(DOCUMENTS, KeywordEmbedder(), size=60, overlap=0).ask("which report?", (), 300))
    assert response.quotes[0].text == OTHER
    assert all(one.is_exact(DOCUMENTS) for one in response.quotes)


def test_all_peers_answer_everything() -> None:
    pytest.importorskip("bm25s")
    pytest.importorskip("langchain_community.vectorstores")
    for peer in open_peers(DOCUMENTS, KeywordEmbedder()).values():
        assert not read_response(peer.ask("what is the weather like?", (), 300)).abstained


def test_a_reply_holds_at_least_ten_quotes_and_at_least_the_budget() -> None:
    ranked = [Extract("one", 0, len(FIRST), FIRST)] * 50
    assert len(reply_of("?", ranked, 50)["quotes"]) == 10
    assert len(reply_of("?", ranked, 300)["quotes"]) == 30


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(PeerError, match=r"needs the package bm25s; install it"):
        SentenceBM25(DOCUMENTS)
