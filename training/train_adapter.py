"""Train carecite's adapter of all-MiniLM-L6-v2: ``python -m training.train_adapter --squad FOLDER --out adapter.safetensors``.

For each batch of passages every question is scored against every sentence of the batch, as the index does it: the cosine with the
sentence's vector (the direction of the sum of its token vectors, encoded among its
neighbours under their heading) and late interaction (MaxSim weighted by inverse document frequency), each with a learnt scale. The loss is
the cross-entropy of the sentences that answer.
Deterministic for one machine and number of threads. About 14 minutes on two cores.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import normalize
from transformers import AutoModel, AutoTokenizer

from assistant.vocabulary import standard_vocabulary
from index.packaged_model import packaged_model_folder
from training.low_rank import add_adapters, save_adapters
from training.passages import TrainingPassage, all_sentences, epoch, read_own, read_squad

BATCH = 8
MOST_QUESTIONS = 7
WARM_UP = 0.06
SCALE_RATE = 0.05


class Trainer:
    """The model, its adapters, and the loss of a batch."""

    def __init__(self, passages: list[TrainingPassage], rank: int, seed: int) -> None:
        torch.manual_seed(seed)
        folder = str(packaged_model_folder())
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()
        self.adapters = add_adapters(self.model, rank)
        self.dense_scale = nn.Parameter(torch.tensor(10.0))
        self.late_scale = nn.Parameter(torch.tensor(15.0))
        self.idf = self._idf(passages)
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

    def loss(self, batch: list[TrainingPassage]) -> tuple[torch.Tensor, float]:
        """Return the loss of a batch, and the share of its questions whose best sentence is right."""
        texts, places, questions, golds = self._lay_out(batch)
        sentences, tokens, owner = self._sentences(texts, places)
        encoded = self.tokenizer(questions, padding=True, truncation=True, max_length=64, return_tensors="pt", return_special_tokens_mask=True)
        hidden = self._hidden(encoded)
        mask = encoded["attention_mask"].unsqueeze(-1).float()
        vectors = normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
        kept = encoded["attention_mask"].bool() & ~encoded["special_tokens_mask"].bool()
        weights = self.idf[encoded["input_ids"]] * kept
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
        count, length, size = hidden.shape
        similarities = normalize(hidden, dim=-1).reshape(-1, size) @ tokens.t()
        best = torch.full((count * length, len(sentences)), -1.0).scatter_reduce(1, owner.expand(count * length, -1), similarities, "amax")
        late = (best.reshape(count, length, -1) * weights.unsqueeze(-1)).sum(1)
        logits = torch.log_softmax(self.dense_scale * (vectors @ sentences.t()) + self.late_scale * late, dim=1)
        loss = -torch.stack([logits[i, gold].mean() for i, gold in enumerate(golds)]).mean()
        right = sum(int(logits[i].argmax()) in gold for i, gold in enumerate(golds)) / len(golds)
        return loss, right

    def _lay_out(self, batch: list[TrainingPassage]) -> tuple[list[str], list[list[tuple[int, int]]], list[str], list[list[int]]]:
        texts, places, questions, golds, base = [], [], [], [], 0
        expand = standard_vocabulary().expand
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
                questions.append(expand(question.text) if self.rng.random() < 0.8 else question.text)
                golds.append([base + k for k in question.gold])
            base += len(passage.sentences)
        return texts, places, questions, golds

    def _sentences(self, texts: list[str], places: list[list[tuple[int, int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        encoded = self.tokenizer(
            texts, padding=True, truncation=True, max_length=384, return_tensors="pt", return_offsets_mapping=True, return_special_tokens_mask=True
        )
        hidden = normalize(self._hidden(encoded), dim=-1)
        offsets, special = encoded["offset_mapping"], encoded["special_tokens_mask"].bool()
        sums, tokens, owner = [], [], []
        for row, own in enumerate(places):
            for start, end in own:
                inside = (offsets[row, :, 0] >= start) & (offsets[row, :, 1] <= end) & ~special[row] & (offsets[row, :, 1] > offsets[row, :, 0])
                vectors = hidden[row][inside] if bool(inside.any()) else hidden[row][:1] * 0
                owner += [len(sums)] * len(vectors)
                tokens.append(vectors)
                sums.append(vectors.sum(0))
        return normalize(torch.stack(sums) + 1e-6, dim=-1), torch.cat(tokens), torch.tensor(owner).unsqueeze(0)

    def _hidden(self, encoded: dict[str, torch.Tensor]) -> torch.Tensor:
        hidden: torch.Tensor = self.model(input_ids=encoded["input_ids"], attention_mask=encoded["attention_mask"]).last_hidden_state
        return hidden


def train(args: argparse.Namespace) -> None:
    """Train with the settings of the command line, writing the adapter every 100 steps and at the end."""
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    own, squad = read_own(args.data), read_squad(args.squad) if args.squad else []
    trainer = Trainer(own + squad, args.rank, args.seed)
    adapted = [parameter for parameter in trainer.model.parameters() if parameter.requires_grad]
    scales = [trainer.dense_scale, trainer.late_scale]
    optimizer = torch.optim.AdamW([{"params": adapted}, {"params": scales}], weight_decay=0.01)
    per_epoch = len(epoch(own, squad, args.repeats, args.squad_batches, BATCH, random.Random(1)))
    total, step, started = round(per_epoch * args.epochs), 0, time.perf_counter()
    while step < total:
        for batch in epoch(own, squad, args.repeats, args.squad_batches, BATCH, trainer.rng):
            share = min(1.0, step / (WARM_UP * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(optimizer.param_groups, (args.rate, SCALE_RATE), strict=True):
                group["lr"] = rate * share
            loss, right = trainer.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(adapted, 1.0)
            optimizer.step()
            step += 1
            if step % 25 == 0:
                seconds = (time.perf_counter() - started) / step
                print(f"step {step}/{total}  loss {float(loss.detach()):.3f}  right {right:.2f}  {seconds:.2f} s a step", flush=True)
            if step % 100 == 0 or step == total:
                save_adapters(trainer.adapters, args.out, args.strength)
            if step == total:
                break


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="folder of carecite's own passages (JSON lines)")
    parser.add_argument(
        "--squad", type=Path, help="folder with docs.jsonl and questions.jsonl of SQuAD's training part; left out, only the own passages are used"
    )
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
