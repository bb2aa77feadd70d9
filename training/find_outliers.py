"""Find the inputs that are kept at full precision: ``python -m training.find_outliers --examples FOLDER mpnet.safetensors``.

In each layer a few inputs of the two large products are ten times as large as all others, whatever is read. If they were rounded with the rest to 8
bits, the step between two numbers would be theirs (Dettmers et al., LLM.int8(), NeurIPS 2022). Some questions of each file of examples are read with
the adapted model, and the numbers of the largest inputs are written into the adapter's file, where ``index.embedder`` finds them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from index.cross_encoder import Pair, lay_out
from index.embedder import OUTLIERS, cross_hidden, load_mpnet
from training.example_store import ExampleStore

KEPT = {"intermediate.dense": 8, "output.dense": 16}
"""Inputs that are kept of the layers whose names end so."""
QUESTIONS, CANDIDATES, BATCH = 4, 3, 48
"""Questions of each file, candidates of each, pairs that are read together."""


def sample(folder: Path, seed: int = 0) -> list[tuple[Pair, tuple[float, ...]]]:
    """Return pairs to read, longest first, with the weights of their question's tokens; none of a document that is held back."""
    rng = random.Random(seed)
    pairs = []
    for path in sorted(folder.glob("*.npz")):
        store = ExampleStore.load(path)
        numbers = np.flatnonzero(~store.aside).tolist()
        for number in rng.sample(numbers, min(QUESTIONS, len(numbers))):
            example = store[number]
            pairs += [(example.pair(k), example.weights) for k in range(min(CANDIDATES, len(example.sentences)))]
    return sorted(pairs, key=lambda pair: -len(pair[0].ids))


def largest_inputs(encoder: Any, pairs: list[tuple[Pair, tuple[float, ...]]]) -> dict[str, torch.Tensor]:
    """Return the largest size of each input of the layers in ``KEPT``, by the layer's name, over all tokens of some pairs."""
    largest: dict[str, torch.Tensor] = {}
    layers = [name for name, _ in encoder.named_modules() if "encoder.layer" in name and name.endswith(tuple(KEPT)) and ".attention." not in name]
    mask = torch.zeros(0)

    def looking_at(name: str) -> Callable[..., None]:
        def look(_: Any, inputs: tuple[torch.Tensor, ...], __: Any) -> None:
            sizes = (inputs[0].abs() * mask[..., None]).flatten(0, 1).amax(0).float()
            largest[name] = torch.maximum(largest.get(name, torch.zeros_like(sizes)), sizes)

        return look

    hooks = [encoder.get_submodule(name).register_forward_hook(looking_at(name)) for name in layers]
    with torch.no_grad():
        for start in range(0, len(pairs), BATCH):
            batch, weights = zip(*pairs[start : start + BATCH], strict=True)
            laid = {name: torch.from_numpy(values) for name, values in lay_out(batch, weights).items()}
            mask = laid["attention_mask"].float()
            cross_hidden(encoder, laid["input_ids"], laid["attention_mask"])
    for hook in hooks:
        hook.remove()
    return largest


def main() -> None:
    """Read the command line, find the inputs, and write them into the adapter's file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("--examples", type=Path, required=True, help="folder that training.cross_examples wrote")
    args = parser.parse_args()
    tensors = {name: tensor for name, tensor in load_file(args.adapter).items() if not name.endswith(OUTLIERS)}
    encoder = load_mpnet()
    for layer in sorted({name.removesuffix(".A") for name in tensors if name.endswith(".A")}):
        encoder.get_submodule(layer).weight.data += tensors[f"{layer}.B"].float() @ tensors[f"{layer}.A"].float()
    for layer, sizes in largest_inputs(encoder, sample(args.examples)).items():
        count = next(number for end, number in KEPT.items() if layer.endswith(end))
        ordered = sizes.sort(descending=True, stable=True)
        tensors[f"{layer}{OUTLIERS}"] = ordered.indices[:count].sort().values.to(torch.int16)
        print(f"{layer}: the largest input {float(ordered.values[0]):.1f}, of those left {float(ordered.values[count]):.1f}")
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, str(args.adapter))


if __name__ == "__main__":
    main()
