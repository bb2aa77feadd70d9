"""Average adapters: ``python -m training.average_adapters ONE TWO --out FILE``.

The mean of models that were trained apart from one start is often better than each (Wortsman et al., Model soups, ICML 2022). The mean of the steps
B A is kept exactly: the matrices are put beside each other, so that the rank is the sum of the ranks.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def average(adapters: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of adapters as one.

    Raises:
        ValueError: there is none, or they do not adapt the same layers.
    """
    if not adapters or any(adapter.keys() != adapters[0].keys() for adapter in adapters):
        raise ValueError("the adapters to average are for different layers")
    mean = {}
    for layer in sorted({name.rsplit(".", 1)[0] for name in adapters[0]}):
        mean[f"{layer}.A"] = torch.cat([adapter[f"{layer}.A"] for adapter in adapters], 0).contiguous()
        mean[f"{layer}.B"] = torch.cat([adapter[f"{layer}.B"] / len(adapters) for adapter in adapters], 1).contiguous()
    return mean


def main() -> None:
    """Read the command line, average and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("adapters", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save_file(average([load_file(path) for path in args.adapters]), str(args.out))


if __name__ == "__main__":
    main()
