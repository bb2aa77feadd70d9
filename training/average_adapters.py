"""Average adapters: ``python -m training.average_adapters ONE TWO [--weights 2 1] --out FILE``.

The mean of models that were trained apart from one start is often better than each (Wortsman et al., Model soups, ICML 2022). The mean of the steps
B A is kept exactly: the matrices are put beside each other, so that the rank is the sum of the ranks.
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
    return add(adapters, [weight / sum(weights) for weight in weights])


def add(adapters: Sequence[Mapping[str, torch.Tensor]], weights: Sequence[float] | None = None) -> dict[str, torch.Tensor]:
    """Return the sum of adapters of the same layers as one, each times its weight (1 where none are given)."""
    weights = weights or [1.0] * len(adapters)
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
    args = parser.parse_args()
    save_file(average([load_file(path) for path in args.adapters], args.weights), str(args.out))


if __name__ == "__main__":
    main()
