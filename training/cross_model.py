"""The cross-encoder while it is trained: the encoder with adapters, and what turns its vectors into a score."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoModel

from index.adapter.weights import EMBEDDER_ADAPTER
from index.embedder import cross_hidden, cross_parts, cross_score, load_mpnet
from index.packaged_model import packaged_model_folder
from training.average_adapters import add
from training.low_rank import SCALE, add_adapters

FIRST_LAYER = 4
"""Of MPNet, the first layer that is adapted: those below need no gradients then."""
_TOGETHER = 32
"""Pairs that are read together, those of like length."""
LAID_OUT = ("input_ids", "attention_mask", "question", "weight", "sentence")
SHIPPED = Path(__file__).parents[1] / "index" / "adapter" / EMBEDDER_ADAPTER


class CrossModel(nn.Module):
    """The encoder with adapters, its score by the sums that the exported graph has, and a second head that says whether a pair answers at all.

    It starts from the packaged MiniLM with the adapter in ``start``, the embedder's, or with ``mpnet`` from the packaged MPNet as it is.
    """

    def __init__(self, rank: int, start: Path = SHIPPED, *, mpnet: bool = False) -> None:
        super().__init__()
        self.start = {} if mpnet else load_file(str(start))
        self.encoder = load_mpnet() if mpnet else AutoModel.from_pretrained(str(packaged_model_folder())).eval()
        for layer in sorted({name.rsplit(".", 1)[0] for name in self.start}):
            self.encoder.get_submodule(layer).weight.data += self.start[f"{layer}.B"].float() @ self.start[f"{layer}.A"].float()
        self.adapters = add_adapters(self.encoder, rank, FIRST_LAYER if mpnet else 0)
        self.half = mpnet
        size = self.encoder.config.hidden_size
        self.late, self.dense, self.base = (nn.Parameter(torch.tensor(value)) for value in (2.0, 1.0, 1.0))
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.head, self.answers = nn.Linear(3 * size, 1), nn.Linear(3 * size, 1)
        for layer, bias in ((self.head, 0.0), (self.answers, -1.0)):
            nn.init.zeros_(layer.weight)
            nn.init.constant_(layer.bias, bias)

    def forward(self, inputs: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the score of each pair that ``index.cross_encoder.lay_out`` laid out, and the logit that it answers."""
        lengths = inputs["attention_mask"].sum(1)
        order = torch.argsort(lengths, descending=True, stable=True)
        read = [self._read({name: inputs[name][rows, : int(lengths[rows].max())] for name in LAID_OUT}) for rows in order.split(_TOGETHER)]
        back = torch.argsort(order)
        return torch.cat([score for score, _ in read])[back], torch.cat([answers for _, answers in read])[back]

    def _read(self, inputs: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        ids = inputs["input_ids"]
        with torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=ids.is_cuda or self.half):
            hidden = cross_hidden(self.encoder, ids, inputs["attention_mask"])
        parts = cross_parts(hidden.float(), inputs["question"], inputs["weight"], inputs["sentence"])
        return cross_score(parts, self.late, self.dense, self.head(parts.pooled)[:, 0]), self.answers(parts.pooled)[:, 0]

    def go_on(self, path: Path) -> None:
        """Take up what an earlier training of as large a rank, with nothing but the packaged model before it, has saved."""
        saved = load_file(str(path))
        for name, adapter in self.adapters.items():
            adapter.a.data, adapter.b.data = saved[f"{name}.A"].float(), saved[f"{name}.B"].float() / SCALE
        self.late.data, self.dense.data = (saved[name][0].float() for name in ("late", "dense"))
        for name, head in (("head", self.head), ("answers", self.answers)):
            head.weight.data, head.bias.data = saved[f"{name}.weight"].float(), saved[f"{name}.bias"].float()

    def save(self, path: Path) -> None:
        """Write adapters (the one that it started from with them) and heads in half precision, as ``index.adapter.weights`` reads them."""
        trained = {}
        for name, adapter in self.adapters.items():
            trained |= {f"{name}.A": adapter.a.detach().cpu(), f"{name}.B": adapter.b.detach().cpu() * SCALE}
        tensors = (add([self.start, trained]) if self.start else trained) | {"late": self.late.reshape(1), "dense": self.dense.reshape(1)}
        for name, head in (("head", self.head), ("answers", self.answers)):
            tensors |= {f"{name}.weight": head.weight, f"{name}.bias": head.bias}
        save_file({name: tensor.detach().cpu().half().contiguous() for name, tensor in tensors.items()}, str(path))
