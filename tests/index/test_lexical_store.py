"""BM25: hand-derived scores, stems and stop words, the round trip, and damage."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from index.errors import DamagedIndex
from index.lexical_store import FIELDS, LexicalStore, words_of
from tests.index.sentences import sentence, sentences

GROUP = sentences("Foster carers care.", "Prisons closed.", "Carers closed homes, homes, homes.")


def test_words_are_stemmed_and_stop_words_left_out() -> None:
    """In order, with repeats."""
    assert words_of("The carers and the caring, closed!") == ["carer", "care", "close"]
    assert words_of("") == []
    assert words_of("the of and") == []


def bm25(words: list[str], documents: list[list[str]]) -> list[float]:
    """Return Lucene's BM25, k1 1.5 and b 0.75, written out."""
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for word in words:
            holders = sum(word in other for other in documents)
            idf = math.log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
            count = document.count(word)
            score += idf * count / (count + 1.5 * (1 - 0.75 + 0.75 * len(document) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("question", ["carers", "closed homes", "homes homes", "prisons of foster care"])
def test_scores_are_bm25_divided_by_the_largest(question: str) -> None:
    """Against the formula, on the sentences alone."""
    expected = bm25(words_of(question), [words_of(s.clean) for s in GROUP])
    found = LexicalStore.build(GROUP).scores("plain", question)
    assert found == pytest.approx([value / max(expected) for value in expected], abs=1e-5)


def test_neighbours_lend_their_words() -> None:
    """ "Prisons" stands in the second sentence and near all three; under another heading it is near none."""
    store = LexicalStore.build(GROUP)
    assert (store.scores("plain", "prisons") > 0).tolist() == [False, True, False]
    assert (store.scores("near", "prisons") > 0).tolist() == [True, True, True]
    apart = LexicalStore.build([sentence(0, "Foster carers.", "A"), sentence(1, "Prisons closed.", "B")])
    assert (apart.scores("wide", "prisons") > 0).tolist() == [False, True]


@pytest.mark.parametrize("question", ["", "zebra quark", "the of and", "?!", "😀"])
def test_unknown_words_score_nothing(question: str) -> None:
    """Zeros, one for each sentence."""
    assert LexicalStore.build(GROUP).scores("plain", question).tolist() == [0.0, 0.0, 0.0]


def test_round_trip(tmp_path: Path) -> None:
    """The same scores from the files, and no pickle among them."""
    store = LexicalStore.build(GROUP)
    store.save(tmp_path)
    again = LexicalStore.open(tmp_path)
    for field in FIELDS:
        assert (again.scores(field, "closed homes") == store.scores(field, "closed homes")).all()
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".pkl", ".pickle")]


@pytest.mark.parametrize("texts", [[], ["It is."], ["The of."], ["—"]])
def test_corpora_without_a_word(tmp_path: Path, texts: list[str]) -> None:
    """Nothing to find, and no crash."""
    store = LexicalStore.build(sentences(*texts))
    store.save(tmp_path)
    assert LexicalStore.open(tmp_path).scores("plain", "homes")[: len(texts)].tolist() == [0.0] * len(texts)


def test_a_file_that_is_gone_or_broken(tmp_path: Path) -> None:
    """One line."""
    LexicalStore.build(GROUP).save(tmp_path)
    victim = next(path for path in sorted(tmp_path.rglob("*")) if path.suffix == ".npy")
    victim.write_bytes(victim.read_bytes()[:20])
    with pytest.raises(DamagedIndex, match="bm25 cannot be read"):
        LexicalStore.open(tmp_path)
    victim.unlink()
    with pytest.raises(DamagedIndex, match="bm25 cannot be read"):
        LexicalStore.open(tmp_path)
