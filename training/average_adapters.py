"""Average adapters: ``python -m training.average_adapters ONE TWO [--weights 2 1] [--rank 64] --out FILE``.

The mean of models that were trained apart from one start is often better than each (Wortsman et al., Model soups, ICML 2022). The mean of the steps
B A is kept exactly: the matrices are put beside each other, so that the rank is the sum of the ranks, unless a smaller one is asked for, which keeps
the nearest step of that rank (Eckart and Young, 1936). The numbers of heads are averaged one by one.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def average(adapters: Sequence[Mapping[str, torch.Tensor]], weights: Sequence[float] | None = None) -> dict[str, torch.Tensor]:
    """Return the mean of adapters as one, each with its weight (all alike where none are given).

    Raises:
        ValueError: there is none, they do not adapt the same layers, or the weights are not one positive number for each.
    """
    weights = weights or [1.0] * len(adapters)
    if len(weights) != len(adapters) or any(weight <= 0 for weight in weights):
        raise ValueError("each adapter needs one positive weight")
    if not adapters or any(adapter.keys() != adapters[0].keys() for adapter in adapters):
        raise ValueError("the adapters to average are for different layers")
    shares = [weight / sum(weights) for weight in weights]
    heads = {name for name in adapters[0] if not name.endswith((".A", ".B"))}
    steps = [{name: tensor for name, tensor in adapter.items() if name not in heads} for adapter in adapters]
    mean = {name: sum((adapter[name].float() * share for adapter, share in zip(adapters, shares, strict=True)), torch.zeros(())) for name in heads}
    return add(steps, shares) | {name: tensor.to(adapters[0][name].dtype) for name, tensor in mean.items()}


def of_rank(adapter: Mapping[str, torch.Tensor], rank: int) -> dict[str, torch.Tensor]:
    """Return the adapter whose steps are the nearest of at most that rank."""
    nearest = dict(adapter)
    for layer in sorted({name.rsplit(".", 1)[0] for name in adapter if name.endswith(".A")}):
        left, size, right = torch.linalg.svd(adapter[f"{layer}.B"].float() @ adapter[f"{layer}.A"].float(), full_matrices=False)
        root = size[:rank].sqrt()
        kind = adapter[f"{layer}.A"].dtype
        nearest[f"{layer}.A"] = (root[:, None] * right[:rank]).to(kind).contiguous()
        nearest[f"{layer}.B"] = (left[:, :rank] * root).to(kind).contiguous()
    return nearest


def add(adapters: Sequence[Mapping[str, torch.Tensor]], weights: Sequence[float] | None = None) -> dict[str, torch.Tensor]:
    """Return the sum of adapters of the same layers as one, each times its weight (1 where none are given).

    Raises:
        ValueError: they do not adapt the same layers.
    """
    weights = weights or [1.0] * len(adapters)
    if any(adapter.keys() != adapters[0].keys() for adapter in adapters):
        raise ValueError("the adapters to add are for different layers")
    total = {}
    for layer in sorted({name.rsplit(".", 1)[0] for name in adapters[0]}):
        total[f"{layer}.A"] = torch.cat([adapter[f"{layer}.A"] for adapter in adapters], 0).contiguous()
        scaled = [adapter[f"{layer}.B"] * weight for adapter, weight in zip(adapters, weights, strict=True)]
        total[f"{layer}.B"] = torch.cat(scaled, 1).contiguous()
    return total


def main() -> None:
    """Read the command line, average and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("adapters", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--weights", type=float, nargs="+", help="one for each file; left out, all count alike")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rank", type=int, help="of the mean, at most")
    args = parser.parse_args()
    mean = average([load_file(path) for path in args.adapters], args.weights)
    save_file(of_rank(mean, args.rank) if args.rank else mean, str(args.out))


if __name__ == "__main__":
    main()
