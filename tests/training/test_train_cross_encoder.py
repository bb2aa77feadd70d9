"""What the cross-encoder is trained on, and that training scores as the exported graph does."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from index.cross_encoder import CROSS_GRAPH_FILE, Pair, lay_out
from index.encoder import open_session
from training.question_corpus import own_corpora, squad_corpus

training = pytest.importorskip("training.train_cross_encoder", reason="torch and transformers are not installed")


def example(gold: list[bool]):
    pairs = tuple(Pair((101, 1000 + k, 102, 2000, 102), (1, 2), (3, 4)) for k in range(len(gold)))
    return training.CrossExample(pairs, tuple(2.0 - k / 10 for k in range(len(gold))), tuple(gold), (1.0,), "d0")


def test_the_answer_comes_first_and_the_best_of_the_others_with_it() -> None:
    chosen, answering = training.choose(example([False, False, True, *[False] * 7]), random.Random(0))
    assert (chosen[:4], answering, len(chosen)) == ([2, 0, 1, 3], 1, training.CANDIDATES)
    assert training.choose(example([False] * 3), random.Random(0)) == ([0, 1, 2], 0)


def test_training_scores_as_the_graph_does(tmp_path: Path) -> None:
    """With the shipped adapter taken as trained: nothing is added to it, and the head is the shipped one."""
    import torch

    from index.adapter.weights import CROSS_ADAPTER, apply_adapter
    from index.embedder import export_encoder
    from index.packaged_model import DEFAULT_EMBEDDER

    export_encoder(DEFAULT_EMBEDDER, tmp_path)
    model = training.CrossModel(2)
    head = apply_adapter(_unwrapped(model), CROSS_ADAPTER)
    model.head.weight.data, model.head.bias.data = head["head.weight"], head["head.bias"]
    model.late.data, model.dense.data = head["late"][0], head["dense"][0]
    pairs = [Pair((101, 2054, 2003, 102, 2769, 2015, 102), (1, 3), (4, 6)), Pair((101, 2054, 2003, 102, 3000, 102), (1, 3), (4, 5))]
    weights = [(1.0, 0.5), (1.0, 0.5)]
    with torch.no_grad():
        own, _ = model(pairs, weights)
    graph = open_session(tmp_path / CROSS_GRAPH_FILE).run(None, lay_out(pairs, weights))[0]
    assert np.allclose(own.numpy(), graph, atol=1e-4)


def _unwrapped(model):
    """Give the layers that are wrapped in an untrained adapter by the names they have without it."""

    class Layers:
        def get_submodule(self, name: str):
            found = model.encoder.get_submodule(name)
            return getattr(found, "linear", found)

    return Layers()


def test_squad_gold_is_the_sentence_that_the_answer_starts_in(tmp_path: Path) -> None:
    text = "The mill closed in 1843. In 1843 it was sold to Crewe. Nobody went."
    (tmp_path / "docs.jsonl").write_text(json.dumps({"id": "a#1", "title": "The_mill", "text": text}) + "\n", encoding="utf-8")
    answer = {"doc_id": "a#1", "text": "1843", "start": text.index("1843")}
    lines = [
        {"id": "1", "question": "When did it close?", "answerable": True, "answers": [answer]},
        {"id": "2", "question": "Who closed it?", "answerable": False, "answers": [], "source_doc": "a#1"},
    ]
    (tmp_path / "questions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    whole, words = (squad_corpus(tmp_path, 5, whole_sentences=whole).questions for whole in (True, False))
    assert [one.gold for one in whole] == [("The mill closed in 1843.",), ()]
    assert [one.gold for one in words] == [("1843",), ()]
    assert [one.kind for one in whole] == ["answered", "squad"]


def test_own_corpora_read_passages_and_documents(tmp_path: Path) -> None:
    passage = {"title": "Homes", "heading": "Staff", "sentences": ["Few stay.", "Pay is low."], "questions": [{"q": "is pay low", "gold": [1]}]}
    document = {"title": "Homes", "sections": [{"heading": "A", "sentences": ["One."]}], "questions": [{"q": "why", "gold": [], "kind": "near_miss"}]}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(passage)}\n{json.dumps(document)}\n", encoding="utf-8")
    (corpus,) = own_corpora(tmp_path, "a")
    assert corpus.texts["d0"] == "# Homes\n\n## Staff\n\nFew stay. Pay is low."
    assert [(one.gold, one.kind, one.doc_id) for one in corpus.questions] == [(("Pay is low.",), "answered", "d0"), ((), "near_miss", "d1")]
    assert list(own_corpora(tmp_path, "b")) == []
