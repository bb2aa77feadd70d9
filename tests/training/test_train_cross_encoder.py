"""What the cross-encoder is trained on, and that training scores as the exported graph does."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from index.cross_encoder import CROSS_GRAPH_FILE, Pair, lay_out
from index.encoder import open_session
from index.packaged_mpnet import pieces
from training.example_store import CrossExample, ExampleStore
from training.question_corpus import own_corpora, squad_corpus

training = pytest.importorskip("training.train_cross_encoder", reason="torch and transformers are not installed")


def example(gold: list[bool], asked: int = 1000, group: str = "newest") -> CrossExample:
    sentences = tuple((2000 + k, 2100) for k in range(len(gold)))
    scores = tuple(2.0 - k / 8 for k in range(len(gold)))
    return CrossExample((asked,), (1.0,), sentences, ((2769,),) * len(gold), scores, tuple(gold), group)


def test_the_answer_comes_first_and_the_best_of_the_others_with_it() -> None:
    chosen, answering = training.choose(example([False, False, True, *[False] * 9]), random.Random(0))
    assert (chosen[:5], answering, len(chosen)) == ([2, 0, 1, 3, 4], 1, training.CANDIDATES)
    assert training.choose(example([False] * 3), random.Random(0)) == ([0, 1, 2], 0)


def test_examples_come_back_from_their_file(tmp_path: Path) -> None:
    examples = [example([True, False]), example([False] * 4, asked=1001, group="newest refused")]
    ExampleStore.of(examples).save(tmp_path / "a.npz")
    store = ExampleStore.load(tmp_path / "a.npz")
    assert [store[number] for number in range(len(store))] == examples
    assert len(store.sentences.starts) - 1 == 4, "a sentence that two questions bring is kept once"
    assert store[0].pair(1) == Pair((101, 1000, 102, 2769, 2001, 2100, 102), (1, 2), (4, 6))


def test_a_batch_depends_on_seed_and_step_alone() -> None:
    stores = [ExampleStore.of([example([False, True, False], asked=1000 + k) for k in range(30)])]
    one, other = training.Batches(stores, 4, 10, 0), training.Batches(stores, 4, 10, 0)
    assert all((one[3][name] == other[3][name]).all() for name in one[3])
    assert not (one[3]["input_ids"] == one[4]["input_ids"]).all()
    assert one[3]["gold"].sum() == 4
    assert (one[3]["place"][:, 3:] == -1).all()


def test_the_loss_falls_when_the_answer_scores_higher() -> None:
    import torch

    batch = training.batch_of([example([False, True, False])], random.Random(0))

    class Fixed(torch.nn.Module):
        scale, base = torch.tensor(8.0), torch.tensor(1.0)

        def __init__(self, first: float) -> None:
            super().__init__()
            self.first = first

        def forward(self, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
            score = torch.tensor([self.first, 0.0, 0.0])
            return score, 4 * score

    assert training.loss_of(Fixed(2.0), batch) < training.loss_of(Fixed(0.0), batch) < training.loss_of(Fixed(-2.0), batch)


def test_training_scores_as_the_graph_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the shipped adapter taken as trained: nothing is added to it, and the head is the shipped one."""
    import torch

    from index import embedder
    from index.adapter.weights import CROSS_ADAPTER, apply_adapter
    from index.embedder import export_encoder
    from index.packaged_model import DEFAULT_EMBEDDER

    monkeypatch.setattr(embedder, "pieces", list)
    export_encoder(DEFAULT_EMBEDDER, tmp_path)
    nothing = tmp_path / "nothing.safetensors"
    save_file({"encoder.layer.0.output.dense.A": torch.zeros(1, 1536), "encoder.layer.0.output.dense.B": torch.zeros(384, 1)}, str(nothing))
    model = training.CrossModel(2, nothing)
    head = apply_adapter(_unwrapped(model), CROSS_ADAPTER)
    for layer, name in ((model.head, "head"), (model.answers, "answers")):
        layer.weight.data, layer.bias.data = head[f"{name}.weight"], head[f"{name}.bias"]
    model.late.data, model.dense.data = head["late"][0], head["dense"][0]
    pairs = [Pair((101, 2054, 2003, 102, 2769, 2015, 102), (1, 3), (4, 6)), Pair((101, 2054, 2003, 102, 3000, 102), (1, 3), (4, 5))]
    laid = lay_out(pairs, [(1.0, 0.5), (1.0, 0.5)])
    with torch.no_grad():
        score, answers = model({name: torch.from_numpy(values) for name, values in laid.items()})
    graph = open_session(tmp_path / CROSS_GRAPH_FILE).run(None, laid)
    assert np.allclose(score.numpy(), graph[0], atol=1e-4)
    assert np.allclose(answers.numpy(), graph[1], atol=1e-4)


def test_what_is_saved_has_the_start_the_step_and_the_heads(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    model = training.CrossModel(2)
    layer = "encoder.layer.3.output.dense"
    torch.nn.init.ones_(model.adapters[layer].b)
    model.save(tmp_path / "cross.safetensors")
    saved = load_file(tmp_path / "cross.safetensors")
    assert {name for name in saved if not name.endswith((".A", ".B"))} == {
        "head.weight", "head.bias", "answers.weight", "answers.bias", "late", "dense",
    }  # fmt: skip
    start = {name: tensor.float() for name, tensor in load_file(training.SHIPPED).items()}
    step = saved[f"{layer}.B"].float() @ saved[f"{layer}.A"].float()
    expected = start[f"{layer}.B"] @ start[f"{layer}.A"] + 2.0 * model.adapters[layer].b.detach() @ model.adapters[layer].a.detach()
    assert torch.allclose(step, expected, atol=2e-2)


needs_mpnet = pytest.mark.skipif(not pieces(), reason="the packages in mpnet.txt are not installed")


@needs_mpnet
def test_the_larger_model_is_trained_from_its_fifth_layer_and_goes_on_from_what_was_saved(tmp_path: Path) -> None:
    import torch

    model = training.CrossModel(2, mpnet=True)
    assert {int(name.split(".")[2]) for name in model.adapters} == set(range(4, 12))
    batch = training.batch_of([example([False, True, False])], random.Random(0), 3)
    training.loss_of(model, batch).backward()
    for adapter in model.adapters.values():
        assert adapter.b.grad is not None
        adapter.b.data -= 0.05 * adapter.b.grad.sign()
    model.save(tmp_path / "mpnet.safetensors")
    again = training.CrossModel(2, mpnet=True)
    again.go_on(tmp_path / "mpnet.safetensors")
    with torch.no_grad():
        (score, _), (scored_again, _), (scored_before, _) = model(batch), again(batch), training.CrossModel(2, mpnet=True)(batch)
    assert torch.allclose(score, scored_again, atol=2e-2)
    assert not torch.allclose(score, scored_before, atol=2e-2)


@needs_mpnet
def test_the_largest_inputs_are_found(tmp_path: Path) -> None:
    from index.embedder import load_mpnet
    from training import find_outliers

    ExampleStore.of([example([True, False]) for _ in range(5)]).save(tmp_path / "a.npz")
    pairs = find_outliers.sample(tmp_path)
    assert len(pairs) == 4 * 2
    sizes = find_outliers.largest_inputs(load_mpnet(), pairs)
    assert len(sizes) == 2 * 12
    largest, *_, middle = sizes["encoder.layer.7.output.dense"].sort(descending=True).values[:1000].tolist()
    assert largest > 10 * middle


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
