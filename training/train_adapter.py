"""Train carecite's adapter of all-MiniLM-L6-v2: ``python -m training.train_adapter --squad FOLDER --out adapter.safetensors``.

For each batch of passages every question is scored against every sentence of the batch, as the index does it: the cosine with the
sentence's vector (the direction of the sum of its token vectors, encoded among its
neighbours under their heading) and late interaction (MaxSim weighted by inverse document frequency), each with a learnt scale. The loss is
the cross-entropy of the sentences that answer.
Deterministic for one machine, device and number of threads, but for ``--minutes``. The shipped adapter took 9 minutes on a GPU.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from itertools import chain, count
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import normalize
from transformers import AutoModel, AutoTokenizer

from assistant.vocabulary import standard_vocabulary
from index.packaged_model import packaged_model_folder
from training.held_back import held_of
from training.low_rank import add_adapters, save_adapters
from training.optimize import optimize
from training.passages import TrainingPassage, all_sentences, epoch, read_own, read_squad

MOST_QUESTIONS = 7
SCALE_RATE = 0.05


class Trainer:
    """The model, its adapters, and the loss of a batch."""

    def __init__(self, passages: list[TrainingPassage], rank: int, seed: int, device: str = "cpu") -> None:
        torch.manual_seed(seed)
        folder = str(packaged_model_folder())
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()
        self.adapters = add_adapters(self.model, rank)
        self.model.to(device)
        self.dense_scale = nn.Parameter(torch.tensor(10.0, device=device))
        self.late_scale = nn.Parameter(torch.tensor(15.0, device=device))
        self.idf = self._idf(passages).to(device)
        self.rng = random.Random(seed)

    def _idf(self, passages: list[TrainingPassage]) -> torch.Tensor:
        frequency: Counter[int] = Counter()
        count = 0
        for sentence in all_sentences(passages):
            count += 1
            frequency.update(set(self.tokenizer(sentence, add_special_tokens=False)["input_ids"]))
        idf = torch.full((len(self.tokenizer),), math.log(count + 1))
        for token, number in frequency.items():
            idf[token] = max(math.log((count + 1) / (number + 0.5)), 0.0)
        return idf

    def loss(self, batch: list[TrainingPassage]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the loss of a batch, and the share of its questions whose best sentence is right."""
        texts, places, asked_for = self._lay_out(batch)
        questions = [question for question, _, _ in asked_for]
        sentences, tokens, owner = self._sentences(texts, places)
        encoded = self.tokenizer(questions, padding=True, truncation=True, max_length=64, return_tensors="pt", return_special_tokens_mask=True)
        hidden = self._hidden(encoded)
        attended, special = encoded["attention_mask"].to(self.device), encoded["special_tokens_mask"].to(self.device)
        mask = attended.unsqueeze(-1).float()
        vectors = normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
        weights = self.idf[encoded["input_ids"].to(self.device)] * (attended.bool() & ~special.bool())
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
        kept = weights > 0
        similarities = normalize(hidden[kept], dim=-1) @ tokens.t()
        best = similarities.new_full((len(similarities), len(sentences)), -1.0)
        best = best.scatter_reduce(1, owner.expand(len(similarities), -1), similarities, "amax")
        asked = kept.nonzero()[:, 0]
        late = best.new_zeros((len(questions), len(sentences))).index_add(0, asked, best * weights[kept].unsqueeze(-1))
        target, left_out = torch.zeros(late.shape), torch.zeros(late.shape)
        for row, (_, gold, elsewhere) in enumerate(asked_for):
            target[row, gold] = 1 / len(gold)
            left_out[row, [number for number in elsewhere if number not in gold]] = -1e4
        target = target.to(self.device)
        logits = torch.log_softmax(self.dense_scale * (vectors @ sentences.t()) + self.late_scale * late + left_out.to(self.device), dim=1)
        right = (target.gather(1, logits.argmax(1, keepdim=True)) > 0).float().mean()
        return -(logits * target).sum(1).mean(), right

    def _lay_out(self, batch: list[TrainingPassage]) -> tuple[list[str], list[list[tuple[int, int]]], list[tuple[str, list[int], list[int]]]]:
        """Return the texts, where their sentences stand, and questions with the numbers of sentences that answer, and of some not to be judged."""
        texts, places, asked = [], [], []
        expand = standard_vocabulary().expand
        numbers = {sentence: number for number, sentence in enumerate(all_sentences(batch))}
        base = 0
        for passage in batch:
            text = f"{passage.heading}: " if self.rng.random() < 0.85 else ""
            own = []
            for sentence in passage.sentences:
                own.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            texts.append(text)
            places.append(own)
            chosen = list(passage.questions) if len(passage.questions) <= MOST_QUESTIONS else self.rng.sample(passage.questions, MOST_QUESTIONS)
            for question in chosen:
                typed = expand(question.text) if self.rng.random() < 0.8 else question.text
                asked.append((typed, [base + k for k in question.gold], [numbers[one] for one in question.elsewhere if one in numbers]))
            base += len(passage.sentences)
        return texts, places, asked

    def _sentences(self, texts: list[str], spans: list[list[tuple[int, int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        encoded = self.tokenizer(
            texts, padding=True, truncation=True, max_length=384, return_tensors="pt", return_offsets_mapping=True, return_special_tokens_mask=True
        )
        places = torch.full((len(texts), int(encoded["attention_mask"].shape[1])), -1)
        offsets, special = encoded["offset_mapping"], encoded["special_tokens_mask"].bool()
        count = 0
        for row, own in enumerate(spans):
            bounds = torch.tensor(own)
            within = torch.bucketize(offsets[row, :, 0].contiguous(), bounds[:, 0].contiguous(), right=True) - 1
            ends = bounds[within.clamp(min=0), 1]
            inside = (within >= 0) & (offsets[row, :, 1] <= ends) & ~special[row] & (offsets[row, :, 1] > offsets[row, :, 0])
            places[row][inside] = count + within[inside]
            count += len(own)
        places = places.to(self.device)
        kept = places >= 0
        tokens, owner = normalize(self._hidden(encoded)[kept], dim=-1), places[kept]
        sums = tokens.new_zeros((count, tokens.shape[1])).index_add(0, owner, tokens)
        return normalize(sums + 1e-6, dim=-1), tokens, owner.unsqueeze(0)

    def _hidden(self, encoded: dict[str, torch.Tensor]) -> torch.Tensor:
        ids, mask = (encoded[name].to(self.device) for name in ("input_ids", "attention_mask"))
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=ids.is_cuda):
            hidden: torch.Tensor = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden.float()


def train(args: argparse.Namespace) -> None:
    """Train with the settings of the command line, writing the adapter on the way and at the end, and try the documents held back."""
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.set_float32_matmul_precision("high")
    own = read_own(args.data)
    held = [passage for passage in own if passage.held_back] if args.hold_back else []
    own = [passage for passage in own if not (args.hold_back and passage.held_back)]
    squad = [passage for folder in args.squad for passage in read_squad(folder, held_of(folder) if args.hold_back else ())]
    trainer = Trainer(own + squad, args.rank, args.seed, args.device)
    adapted = [parameter for parameter in trainer.model.parameters() if parameter.requires_grad]
    per_epoch = len(epoch(own, squad, args.repeats, args.squad_batches, args.batch, random.Random(1)))
    batches = chain.from_iterable(epoch(own, squad, args.repeats, args.squad_batches, args.batch, trainer.rng) for _ in count())
    optimize(
        batches,
        lambda batch: trainer.loss(batch)[0],
        [(adapted, args.rate), ([trainer.dense_scale, trainer.late_scale], SCALE_RATE)],
        round(per_epoch * args.epochs),
        args.minutes,
        lambda: save_adapters(trainer.adapters, args.out, args.strength),
    )
    documents = [[passage for passage in held if passage.document == name] for name in sorted({passage.document for passage in held})]
    if documents:
        trainer.rng = random.Random(args.seed)
        with torch.no_grad():
            rights = [float(trainer.loss(document)[1]) for document in documents]
        print(f"share right, mean of {len(rights)} documents held back: {sum(rights) / len(rights):.3f}")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="folder of carecite's own passages (JSON lines)")
    parser.add_argument("--squad", type=Path, nargs="*", default=[], help="folders with docs.jsonl and questions.jsonl of SQuAD, if any")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so many, if the epochs are not done before")
    parser.add_argument(
        "--hold-back", action="store_true", help="leave out every eighth of the newest documents, tried at the end, and SQuAD 2.0's last articles"
    )
    parser.add_argument("--batch", type=int, default=8, help="passages of a step")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .safetensors")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--repeats", type=int, default=1, help="times that each own passage is seen in an epoch")
    parser.add_argument("--squad-batches", type=int, default=40, help="batches of SQuAD in an epoch")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-4, help="learning rate")
    parser.add_argument("--strength", type=float, default=1.0, help="share of the trained step that is kept")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
