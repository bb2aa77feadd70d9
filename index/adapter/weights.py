"""Reading carecite's adapters and adding them to a model's weights.

For each linear layer a file holds two matrices, A of shape (rank, in) and B of shape (out, rank); the layer's weight becomes W + B A
(low-rank adaptation: Hu et al., LoRA, 2021; B already carries the scale). What else a file holds is the model's head.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from index.checksum import sha256_of
from index.errors import EmbedderError

EMBEDDER_ADAPTER = "minilm.safetensors"
CROSS_ADAPTER = "cross.safetensors"
MPNET_ADAPTER = "mpnet.safetensors"
ADAPTER_SHA256 = {
    EMBEDDER_ADAPTER: "d1e436e788145c655f313ee0596eebf3a76fa8c53022a054926d9c3c7ab4c502",
    CROSS_ADAPTER: "e2ba0fe4cd72c6b37ce8a15d73967b3ab47edbdb35655ba54e852612215c101d",
    MPNET_ADAPTER: "b7d401b5584d3885b8d62a66947153277bd50a2bcddf4348f0b5e40db7f3055d",
}
"""SHA-256 of the adapter of the embedder, and of those that make cross-encoders of the packaged models, MiniLM and MPNet."""


def apply_adapter(model: Any, name: str = EMBEDDER_ADAPTER) -> dict[str, Any]:
    """Add an adapter to the weights of an encoder, in place, and return the tensors of its head by name.

    Raises:
        EmbedderError: the adapter is missing or is not the one that belongs to this version.
    """
    with as_file(files("index.adapter").joinpath(name)) as path:
        if not path.is_file() or sha256_of(path) != ADAPTER_SHA256[name]:
            raise EmbedderError("carecite's adapter is missing or changed: install carecite again, or build with --embedder all-MiniLM-L6-v2")
        tensors = _load(str(path))
    layers = sorted({key.rsplit(".", 1)[0] for key in tensors if key.endswith(".A")})
    for layer in layers:
        model.get_submodule(layer).weight.data += tensors.pop(f"{layer}.B").float() @ tensors.pop(f"{layer}.A").float()
    return {key: tensor.float() for key, tensor in tensors.items()}


def _load(path: str) -> dict[str, Any]:
    from safetensors.torch import load_file

    return load_file(path)
