"""Reading the adapter and adding it to a model's weights.

For each linear layer the file holds two matrices, A of shape (rank, in) and B of shape (out, rank); the layer's weight becomes W + B A
(low-rank adaptation: Hu et al., LoRA, 2021; B already carries the scale).
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from index.checksum import sha256_of
from index.errors import EmbedderError

ADAPTER_FILE = "minilm.safetensors"
ADAPTER_SHA256 = "a60c78ab31f0f83c6ea67e305eab09b53e537a24ee740bf63451bfcc0310655f"


def apply_adapter(model: Any) -> None:
    """Add the adapter to the weights of a MiniLM encoder, in place.

    Raises:
        EmbedderError: the adapter is missing or is not the one that belongs to this version.
    """
    with as_file(files("index.adapter").joinpath(ADAPTER_FILE)) as path:
        if not path.is_file() or sha256_of(path) != ADAPTER_SHA256:
            raise EmbedderError("carecite's adapter is missing or changed: install carecite again, or build with --embedder all-MiniLM-L6-v2")
        matrices = _load(str(path))
    layers = sorted({name.rsplit(".", 1)[0] for name in matrices})
    for layer in layers:
        model.get_submodule(layer).weight.data += matrices[f"{layer}.B"].float() @ matrices[f"{layer}.A"].float()


def _load(path: str) -> dict[str, Any]:
    from safetensors.torch import load_file

    return load_file(path)
