"""Train carecite's cross-encoder: ``python -m training.train_cross_encoder --squad FOLDER --squad2 FOLDER --out cross.safetensors``.

It starts from the adapted embedder with question and sentence in one sequence, where late interaction over tokens that see each other already orders
sentences about as well as over tokens that do not; low-rank adapters on all layers but the first and a linear head are trained from there. A question
comes with its answer and the sentences that the search ranks best. The loss is the cross-entropy of those that answer, once of the cross-encoder's
score alone and once of its sum with the search's; a head that is thrown away learns besides which of them answer at all, also from questions that
none does. One document in eight of carecite's newest files is held back for the last line. Deterministic for one machine and number of threads, but
for ``--minutes``: the clock ends the run.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import AutoModel

from index.adapter.weights import apply_adapter
from index.cross_encoder import Pair, lay_out
from index.embedder import cross_parts, cross_score
from index.packaged_model import packaged_model_folder
from training.cross_examples import CrossExample, cross_examples
from training.low_rank import SCALE, add_adapters
from training.question_corpus import own_corpora, squad_corpus

BATCH, CANDIDATES = 4, 6
HELD = 8
SQUAD_DOCUMENTS = {"squad": 900, "squad2": 400}
NEWEST = "z"
"""Files whose documents the embedder's adapter has not seen, so that their scores are like a stranger's."""
MIX = {"newest": 0.40, "older": 0.16, "squad": 0.12, "squad2": 0.12, "squad2 refused": 0.11, "refused": 0.05}
"""Shares of the questions of each kind; refused are those that no sentence answers."""
_SIZE = 384


class CrossModel(nn.Module):
    """The encoder with adapters, and what turns its vectors into a score, by the sums that the exported graph has."""

    def __init__(self, rank: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(packaged_model_folder())).eval()
        apply_adapter(self.encoder)
        first = self.encoder.encoder.layer[0]
        self.adapters = {name: one for name, one in add_adapters(self.encoder, rank).items() if ".layer.0." not in name}
        first.requires_grad_(False)
        self.late, self.dense, self.base = (nn.Parameter(torch.tensor(value)) for value in (2.0, 1.0, 1.0))
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.head, self.answers = nn.Linear(3 * _SIZE, 1), nn.Linear(3 * _SIZE, 1)
        for layer, bias in ((self.head, 0.0), (self.answers, -1.0)):
            nn.init.zeros_(layer.weight)
            nn.init.constant_(layer.bias, bias)

    def forward(self, pairs: Sequence[Pair], weights: Sequence[Sequence[float]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the score of each pair, and the logit that it answers."""
        inputs = {name: torch.from_numpy(values) for name, values in lay_out(pairs, weights).items()}
        hidden = self.encoder(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"]).last_hidden_state
        parts = cross_parts(hidden, inputs["question"], inputs["weight"], inputs["sentence"])
        return cross_score(parts, self.late, self.dense, self.head(parts.pooled)[:, 0]), self.answers(parts.pooled)[:, 0]

    def save(self, path: Path) -> None:
        """Write adapters and head in half precision, as ``index.adapter.weights`` reads them."""
        tensors = {"head.weight": self.head.weight, "head.bias": self.head.bias, "late": self.late.reshape(1), "dense": self.dense.reshape(1)}
        for name, adapter in self.adapters.items():
            tensors |= {f"{name}.A": adapter.a, f"{name}.B": adapter.b * SCALE}
        save_file({name: tensor.detach().half().contiguous() for name, tensor in tensors.items()}, str(path))


def collect(args: argparse.Namespace) -> tuple[dict[str, list[CrossExample]], list[CrossExample]]:
    """Return the examples by kind, and those of the documents that are held back."""
    pools: dict[str, list[CrossExample]] = {name: [] for name in MIX}
    held: list[CrossExample] = []
    for corpus in own_corpora(args.data, "abcdefghijklmnopqrstuvwxyz"):
        newest = corpus.questions[0].group.startswith(NEWEST)
        aside = {doc_id for position, doc_id in enumerate(corpus.texts) if newest and position % HELD == HELD - 3}
        for example in cross_examples(corpus, own_document=True):
            if example.doc_id in aside:
                held.append(example)
            else:
                pools[("newest" if newest else "older") if example.answered else "refused"].append(example)
        print(f"{sum(map(len, pools.values()))} examples", flush=True)
    for name, folder in (("squad", args.squad), ("squad2", args.squad2)):
        for example in cross_examples(squad_corpus(folder, SQUAD_DOCUMENTS[name], whole_sentences=True), own_document=False):
            pools[name if example.answered else "squad2 refused"].append(example)
    return pools, held


def choose(example: CrossExample, rng: random.Random) -> tuple[list[int], int]:
    """Return the positions of the candidates to train on, those that answer first, and how many answer."""
    gold = [k for k, answers in enumerate(example.gold) if answers][:2]
    wrong = [k for k, answers in enumerate(example.gold) if not answers][:9]
    if len(wrong) > 3:
        wrong = wrong[:3] + rng.sample(wrong[3:], min(2, len(wrong) - 3))
    return gold + wrong[: CANDIDATES - len(gold)], len(gold)


def loss_of(model: CrossModel, batch: Iterable[CrossExample], rng: random.Random) -> torch.Tensor:
    """Return the mean loss of the questions of a batch."""
    pairs, weights, blocks = [], [], []
    for example in batch:
        chosen, answering = choose(example, rng)
        blocks.append((len(pairs), len(pairs) + len(chosen), answering, torch.tensor([example.scores[k] for k in chosen])))
        pairs += [example.pairs[k] for k in chosen]
        weights += [example.weights] * len(chosen)
    score, answers = model(pairs, weights)
    losses = []
    for start, end, answering, search in blocks:
        own = score[start:end]
        target = (torch.arange(end - start) < answering).float()
        loss = 0.3 * binary_cross_entropy_with_logits(answers[start:end], target)
        if answering:
            for logits in (own, own + model.base * search):
                loss = loss - 0.5 * torch.log_softmax(model.scale * logits, 0)[:answering].mean()
        losses.append(loss)
    return torch.stack(losses).mean()


def train(args: argparse.Namespace) -> None:
    """Collect, train until the minutes are over, write, and say how well the documents held back are ordered."""
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    pools, held = collect(args)
    for pool in pools.values():
        rng.shuffle(pool)
    streams = {name: cycle(pool) for name, pool in pools.items() if pool}
    model = CrossModel(args.rank)
    adapted = [parameter for one in model.adapters.values() for parameter in (one.a, one.b)]
    heads = [*model.head.parameters(), *model.answers.parameters()]
    rates = (args.rate, 2 * args.rate, 1e-2)
    groups = [{"params": adapted}, {"params": heads}, {"params": [model.late, model.dense, model.base, model.scale]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    started, step = time.perf_counter(), 0
    while (done := (time.perf_counter() - started) / 60 / args.minutes) < 1:
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, step / 60) * max(0.03, 1 - done)
        names = rng.choices(list(streams), [MIX[name] for name in streams], k=BATCH)
        loss = loss_of(model, [next(streams[name]) for name in names], rng)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(adapted, 1.0)
        optimizer.step()
        step += 1
        if step % 50 == 0:
            print(f"step {step}  loss {float(loss.detach()):.3f}  {100 * done:.0f} % of the time", flush=True)
        if step % 200 == 0:
            model.save(args.out)
    model.save(args.out)
    answered = [example for example in held if example.answered]
    for weight in (0.0, 0.5, 1.0, 2.0) if answered else ():
        print(f"held back, search + {weight} cross-encoder: right first {_right(model, answered, weight):.3f}")


def _right(model: CrossModel, examples: Sequence[CrossExample], weight: float) -> float:
    right = []
    with torch.no_grad():
        for example in examples:
            pairs = example.pairs[:10]
            score, _ = model(pairs, [example.weights] * len(pairs))
            total = np.array(example.scores[:10]) + weight * score.numpy()
            right.append(example.gold[int(total.argmax())])
    return float(np.mean(right))


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="folder of carecite's own passages (JSON lines)")
    parser.add_argument("--squad", type=Path, required=True, help="folder with docs.jsonl and questions.jsonl of SQuAD's training part")
    parser.add_argument("--squad2", type=Path, required=True, help="the same of SQuAD 2.0, with unanswerable questions")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .safetensors")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2.5e-4, help="learning rate")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
