"""Train carecite's cross-encoder: ``python -m training.train_cross_encoder --examples FOLDER --out cross.safetensors``.

``training.cross_examples`` makes the folder. Training starts from the adapted embedder with question and sentence in one sequence, where late
interaction over tokens that see each other already orders sentences about as well as over tokens that do not; low-rank adapters and two linear heads
are trained from there. A question comes with its answer and the sentences that the search ranks best. The loss is the cross-entropy of those that
answer, once of the cross-encoder's score alone and once of its sum with the search's; the second head learns which of them answer at all, also from
questions that none does. The examples that are marked as held back serve for the last lines alone. The same seed gives the same batches on any
machine; the clock of ``--minutes`` does not.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.utils.data import DataLoader, Dataset

from index.cross_encoder import lay_out
from training.cross_model import SHIPPED, CrossModel
from training.example_store import CrossExample, ExampleStore
from training.optimize import optimize

CANDIDATES = 8
"""Sentences of a question that are read in a step, unless the command line says another number."""
MOST_GOLD = 3
MIX = {
    "pairs": 0.16,
    "newest": 0.26,
    "older": 0.16,
    "pairs refused": 0.06,
    "newest refused": 0.08,
    "older refused": 0.04,
    "squad": 0.10,
    "squad2": 0.07,
    "squad2 refused": 0.07,
}
"""Shares of the questions of each group."""
ANSWERING = 0.4
"""Weight of the second head's loss."""
Batch = dict[str, torch.Tensor]


class Batches(Dataset[Batch]):
    """Batches of examples; the batch of a step depends on seed and step alone."""

    def __init__(self, stores: Sequence[ExampleStore], size: int, steps: int, seed: int, candidates: int = CANDIDATES, refused: float = 1.0) -> None:
        self.stores, self.size, self.steps, self.seed, self.candidates = stores, size, steps, seed, candidates
        self.shares = {name: share * (refused if name.endswith("refused") else 1.0) for name, share in MIX.items()}
        self.pools: dict[str, list[tuple[int, int]]] = {name: [] for name in MIX}
        for which, store in enumerate(stores):
            for number, (group, aside) in enumerate(zip(store.groups.tolist(), store.aside.tolist(), strict=True)):
                if not aside and group in self.pools:
                    self.pools[group].append((which, number))
        self.pools = {name: pool for name, pool in self.pools.items() if pool}

    def __len__(self) -> int:
        """Return the number of steps."""
        return self.steps

    def __getitem__(self, step: int) -> Batch:
        """Return the batch of a step, laid out for the model and the loss."""
        rng = random.Random(self.seed * 1_000_003 + step)
        names = rng.choices(list(self.pools), [self.shares[name] for name in self.pools], k=self.size)
        examples = []
        for name in names:
            which, number = rng.choice(self.pools[name])
            examples.append(self.stores[which][number])
        return batch_of(examples, rng, self.candidates)


def choose(example: CrossExample, rng: random.Random, candidates: int = CANDIDATES) -> tuple[list[int], int]:
    """Return the positions of the candidates to train on, those that answer first, and how many answer."""
    gold = [k for k, answers in enumerate(example.gold) if answers][:MOST_GOLD]
    wrong = [k for k, answers in enumerate(example.gold) if not answers]
    if len(wrong) > 4:
        wrong = wrong[:4] + rng.sample(wrong[4:], min(4, len(wrong) - 4))
    return gold + wrong[: candidates - len(gold)], len(gold)


def batch_of(examples: Sequence[CrossExample], rng: random.Random, candidates: int = CANDIDATES) -> Batch:
    """Lay out examples: the graph's inputs, and of shape (examples, candidates) which pair each candidate is, the search's score, and the gold."""
    pairs, weights = [], []
    shape = (len(examples), candidates)
    place, score, gold = np.full(shape, -1), np.zeros(shape, np.float32), np.zeros(shape, bool)
    for row, example in enumerate(examples):
        chosen, answering = choose(example, rng, candidates)
        place[row, : len(chosen)] = range(len(pairs), len(pairs) + len(chosen))
        score[row, : len(chosen)] = [example.scores[k] for k in chosen]
        gold[row, :answering] = True
        pairs += [example.pair(k) for k in chosen]
        weights += [example.weights] * len(chosen)
    arrays: dict[str, NDArray[np.generic]] = {**lay_out(pairs, weights), "place": place, "search": score, "gold": gold}
    return {name: torch.from_numpy(values) for name, values in arrays.items()}


def loss_of(model: CrossModel, batch: Batch, answering: float = ANSWERING) -> torch.Tensor:
    """Return the mean loss of the questions of a batch; ``answering`` is the weight of the second head's, beside 1 for the order."""
    score, answers = model(batch)
    place, gold = batch["place"].clamp(min=0), batch["gold"]
    missing = batch["place"] < 0
    answered = gold.any(1)
    loss = (
        answering
        * binary_cross_entropy_with_logits(answers[place], gold.float(), reduction="none").masked_fill(missing, 0.0).sum()
        / (~missing).sum()
    )
    for logits in (score[place], score[place] + model.base * batch["search"]):
        likely = torch.log_softmax((model.scale * logits).masked_fill(missing, -1e4), 1)
        right = (likely * gold).sum(1) / gold.sum(1).clamp(min=1)
        loss = loss - 0.5 * right[answered].sum() / max(1, len(gold))
    return loss


def train(args: argparse.Namespace) -> None:
    """Train, write, and say how well the questions held back are ordered."""
    torch.manual_seed(args.seed)
    if args.device == "cpu":
        torch.set_num_threads(args.threads)
        torch.set_flush_denormal(True)
    stores = [ExampleStore.load(path) for path in sorted(args.examples.glob("*.npz"))]
    batches = Batches(stores, args.batch, args.steps, args.seed, args.candidates, args.refused)
    print({name: len(pool) for name, pool in batches.pools.items()}, flush=True)
    model = CrossModel(args.rank, args.start, mpnet=args.mpnet).to(args.device)
    if args.go_on:
        model.go_on(args.go_on)
    model.encoder.train(args.dropout)
    adapted = [parameter for one in model.adapters.values() for parameter in (one.a, one.b)]
    groups = [(adapted, args.rate), ([*model.head.parameters(), *model.answers.parameters()], 2 * args.rate)]
    groups.append(([model.late, model.dense, model.base, model.scale], 1e-2))
    loader = DataLoader(batches, batch_size=None, num_workers=args.workers)
    optimize(
        loader,
        lambda batch: loss_of(model, {name: tensor.to(args.device) for name, tensor in batch.items()}, args.answering),
        groups,
        args.steps,
        args.minutes,
        lambda: model.save(args.out),
    )
    model.encoder.eval()
    report(model, stores, args.device)


def report(model: CrossModel, stores: Sequence[ExampleStore], device: str) -> None:
    """Print, of the examples held back, how often the first sentence is right, and how well the second head tells answered questions from others."""
    held: dict[str, list[CrossExample]] = {}
    for store in stores:
        for number in np.flatnonzero(store.aside):
            example = store[int(number)]
            held.setdefault(example.group, []).append(example)
    told = {group: [_told(model, example, device) for example in examples] for group, examples in held.items()}
    for group, examples in held.items():
        if group.endswith("refused"):
            answered = np.array([answers.max() for _, answers in told[group.removesuffix(" refused")]])
            refused = np.array([answers.max() for _, answers in told[group]])
            print(f"{group}: {len(refused)} questions, area under the curve {float((answered[:, None] > refused[None]).mean()):.3f}", flush=True)
            continue
        for weight in (0.0, 0.5, 1.0, 2.0, 4.0):
            totals = [np.array(one.scores) + weight * score for one, (score, _) in zip(examples, told[group], strict=True)]
            places = [np.argsort(-total, kind="stable") for total in totals]
            hits = [[any(one.gold[k] for k in order[:n]) for n in (1, 3, 5)] for one, order in zip(examples, places, strict=True)]
            print(f"{group}: {len(examples)} questions, search + {weight} cross-encoder: hit@1, 3, 5 {np.mean(hits, axis=0).round(3)}", flush=True)


def _told(model: CrossModel, example: CrossExample, device: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    laid = lay_out([example.pair(k) for k in range(len(example.sentences))], [example.weights] * len(example.sentences))
    with torch.no_grad():
        score, answers = model({name: torch.from_numpy(values).to(device) for name, values in laid.items()})
    return score.cpu().numpy(), answers.cpu().numpy()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, required=True, help="folder that training.cross_examples wrote")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .safetensors")
    parser.add_argument("--start", type=Path, default=SHIPPED, help="adapter to start from (the embedder's)")
    parser.add_argument("--mpnet", action="store_true", help="train the larger cross-encoder, of the packaged MPNet as it is")
    parser.add_argument("--candidates", type=int, default=CANDIDATES, help="sentences of a question that are read in a step")
    parser.add_argument("--go-on", type=Path, metavar="FILE", help="go on from what an earlier training with --mpnet wrote")
    parser.add_argument("--answering", type=float, default=ANSWERING, help="weight of the second head's loss")
    parser.add_argument("--refused", type=float, default=1.0, help="times that questions without an answer are drawn as often as by themselves")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so many, if the steps are not done before")
    parser.add_argument("--batch", type=int, default=64, help="questions of a step")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--rate", type=float, default=4e-4, help="learning rate")
    parser.add_argument("--dropout", action="store_true", help="drop a tenth of the activations while training, as the packaged model was trained")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=2, help="of a processor")
    parser.add_argument("--workers", type=int, default=0, help="processes that lay out batches")
    parser.add_argument("--seed", type=int, default=0)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
