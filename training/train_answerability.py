"""Train the network of ``assistant.answerability``: ``python -m training.train_answerability --squad FOLDER --out weights.npz``.

Every question is put to an index of its own corpus; the best sentences, as the index ranks them, are the example. Questions that must be refused are
carecite's own near misses and false premises, SQuAD 2.0's, and answerable questions whose answering sentences were taken away. An eighth of the
documents is held back; the last lines say how well refused and answered questions are told apart there.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu, pad

from assistant.answerability.network import IDF_SCALE, LENGTH_SCALE, LOOKED_AT, RARE, SCORE_MIDDLE, VECTOR_SCALE
from training.answer_examples import Example, own_examples, squad_examples, without_gold

BATCH, RATE, PROJECTED, HIDDEN = 48, 2e-3, 16, 48
TAKEN_AWAY = 0.6
"""Share of the answered questions that are shown once more without their answer."""
SQUAD_REPEATS = 3
"""Times that each of SQuAD's questions is seen in an epoch; people wrote them, so they keep the network from learning the style of our own."""
DENIED = 0.05
_ABSENT = -1e4


class Answerability(nn.Module):
    """The network; its layers have the names that ``assistant.answerability.Network`` reads."""

    def __init__(self, dimension: int = 384) -> None:
        super().__init__()
        self.project = nn.Linear(dimension, PROJECTED)
        self.word = nn.Linear(PROJECTED + 5, HIDDEN)
        self.attention = nn.Linear(PROJECTED + 2, 1)
        self.sentence = nn.Linear(2 * HIDDEN + 4, HIDDEN)
        self.answer = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, examples: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logit of every sentence (examples, sentences), and the logit that any answers (examples)."""
        vectors, idf, similarity, same, scores, dense, lengths, tokens, sentences = _padded(examples)
        project = torch.tanh(self.project(vectors) * VECTOR_SCALE)
        best = similarity.masked_fill(~sentences[..., None], -1.0).amax(1)
        shape = similarity.shape
        words = torch.stack([similarity, same, best[:, None] - similarity, idf[:, None].expand(shape), best[:, None].expand(shape)], -1)
        hidden = gelu(self.word(torch.cat([self.dropout(project)[:, None].expand(*shape, -1), words], -1)), approximate="tanh")
        weight = self.attention(torch.cat([project, idf[..., None], best[..., None]], -1)).squeeze(-1) + RARE * idf
        attention = weight.masked_fill(~tokens, _ABSENT).softmax(-1)
        pooled = (hidden * attention[:, None, :, None]).sum(2)
        largest = hidden.masked_fill(~tokens[:, None, :, None], _ABSENT).amax(2)
        top = scores.masked_fill(~sentences, _ABSENT).amax(1, keepdim=True)
        of_sentence = torch.stack([scores - top, scores - SCORE_MIDDLE, dense, lengths / LENGTH_SCALE], -1)
        features = torch.cat([self.dropout(pooled), self.dropout(largest), of_sentence], -1)
        answers = self.answer(gelu(self.sentence(features), approximate="tanh")).squeeze(-1).masked_fill(~sentences, _ABSENT)
        return answers, torch.logsumexp(answers, 1)


def _padded(examples: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    width = max(len(example.matches.idf) for example in examples)
    rows: list[list[torch.Tensor]] = []
    for example in examples:
        count, length = min(LOOKED_AT, len(example.scores)), len(example.matches.idf)
        numbers = (example.scores, example.dense, example.matches.lengths)
        more, wide = LOOKED_AT - count, width - length
        rows.append(
            [
                pad(torch.from_numpy(example.matches.vectors.astype(np.float32)), (0, 0, 0, wide)),
                pad(torch.from_numpy(example.matches.idf / IDF_SCALE), (0, wide)),
                pad(torch.from_numpy(example.matches.similarity[:count]), (0, wide, 0, more)),
                pad(torch.from_numpy(example.matches.same[:count]).float(), (0, wide, 0, more)),
                *(pad(torch.from_numpy(np.asarray(of[:count], np.float32)), (0, more)) for of in numbers),
                torch.arange(width) < length,
                torch.arange(LOOKED_AT) < count,
            ]
        )
    return tuple(torch.stack(column) for column in zip(*rows, strict=True))


def loss_of(network: Answerability, examples: Sequence[Example]) -> torch.Tensor:
    """Return the loss: whether the question is answered, and by which sentence."""
    answers, any_answers = network(examples)
    target = torch.tensor([float(example.answered) for example in examples])
    loss = binary_cross_entropy_with_logits(any_answers, target)
    gold = torch.zeros_like(answers, dtype=torch.bool)
    for row, example in enumerate(examples):
        gold[row, : min(LOOKED_AT, len(example.gold))] = torch.from_numpy(example.gold[:LOOKED_AT])
    shown = gold.any(1)
    if bool(shown.any()):
        right = torch.logsumexp(answers[shown].masked_fill(~gold[shown], _ABSENT), 1)
        loss = loss + 0.3 * (any_answers[shown] - right).mean()
    return loss


def train(examples: Sequence[Example], epochs: int, seed: int) -> Answerability:
    """Train on the examples that are not held back."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = Answerability()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    learnt = [example for example in examples if not held_back(example)]
    steps, step = epochs * (len(learnt) // BATCH), 0
    for _ in range(epochs):
        rng.shuffle(learnt)
        for start in range(0, len(learnt) - BATCH + 1, BATCH):
            batch = learnt[start : start + BATCH]
            batch = batch + [twin for example in batch if rng.random() < TAKEN_AWAY and (twin := without_gold(example))]
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            optimizer.zero_grad()
            loss_of(network, batch).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
    return network.eval()


def held_back(example: Example) -> bool:
    """Say whether an example belongs to the documents that nothing is learnt from."""
    return zlib.crc32(example.group.encode()) % 8 == 0


def report(network: Answerability, examples: Sequence[Example]) -> list[str]:
    """Return for each kind of refused question how well it is told from the answered ones of the documents held back."""
    back = [example for example in examples if held_back(example)]
    back += [twin for example in back if (twin := without_gold(example))]
    logits: dict[str, list[float]] = {}
    with torch.inference_mode():
        for start in range(0, len(back), BATCH):
            batch = back[start : start + BATCH]
            for example, logit in zip(batch, network(batch)[1].tolist(), strict=True):
                logits.setdefault("answered" if example.answered else example.kind, []).append(logit)
    answered = np.array(logits.pop("answered"))
    lines = [f"answered: {len(answered)}"]
    for kind, values in sorted(logits.items()):
        area = float((answered[:, None] > np.array(values)[None]).mean())
        caught = float(np.mean(np.array(values) < np.quantile(answered, DENIED)))
        lines.append(f"{kind}: {len(values)}, AUROC {area:.3f}, refused where {DENIED:.0%} of the answered ones are {caught:.2f}")
    return lines


def main() -> None:
    """Read the command line, make the examples, train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="folder of carecite's own data (JSON lines)")
    parser.add_argument("--files", default="jklmnopqrstuvwxy", help="first letters of the names of the files to use (%(default)s)")
    parser.add_argument("--squad", type=Path, help="folder with docs.jsonl and questions.jsonl of SQuAD 2.0's development part")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .npz")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    examples = list(own_examples(args.data, args.files))
    if args.squad:
        examples += SQUAD_REPEATS * list(squad_examples(args.squad))
    network = train(examples, args.epochs, args.seed)
    np.savez(args.out, **{name: value.numpy() for name, value in network.state_dict().items()})
    print("\n".join(report(network, examples)))


if __name__ == "__main__":
    main()
