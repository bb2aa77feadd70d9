"""Low-rank adapters on the linear layers of a frozen encoder (Hu et al., LoRA, 2021)."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

SCALE = 2.0


class LowRank(nn.Module):
    """A frozen linear layer and a trained product of two thin matrices beside it; it starts as the layer itself."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the layer's output with the adapter's added."""
        return nn.functional.linear(inputs, self.linear.weight + SCALE * (self.b @ self.a), self.linear.bias)


def add_adapters(model: nn.Module, rank: int, first_layer: int = 0) -> dict[str, LowRank]:
    """Freeze ``model`` and put an adapter on every linear layer of its encoder, from one of its layers on; return them by the layer's name."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    adapters = {}
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and "encoder.layer" in name and int(name.split(".")[2]) >= first_layer:
            parent, _, attribute = name.rpartition(".")
            adapters[name] = LowRank(module, rank)
            setattr(model.get_submodule(parent), attribute, adapters[name])
    return adapters


def save_adapters(adapters: dict[str, LowRank], path: Path, strength: float = 1.0) -> None:
    """Write ``strength`` times the adapters in half precision as ``index.adapter.weights`` reads them: the scale is folded into B."""
    matrices = {}
    for name, adapter in adapters.items():
        matrices[f"{name}.A"] = adapter.a.detach().half().contiguous()
        matrices[f"{name}.B"] = (adapter.b.detach() * SCALE * strength).half().contiguous()
    save_file(matrices, str(path))
