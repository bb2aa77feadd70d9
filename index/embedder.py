"""The embedding model of sentence-transformers, turned once into a graph that runs without it.

The only module that imports sentence_transformers and torch, which takes 7 to 14 seconds; it is needed to build an index with a new model,
never to ask a question.
"""

from __future__ import annotations

import copy
import json
import os
import tempfile
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.adapter.weights import CROSS_ADAPTER, MPNET_ADAPTER, apply_adapter
from index.checksum import sha256_of
from index.cross_encoder import CROSS_GRAPH_FILE, SEPARATOR, START
from index.encoder import to_eight_bits
from index.errors import EmbedderError
from index.packaged_model import DEFAULT_EMBEDDER, PLAIN_EMBEDDER, embedder_checksum, packaged_model_folder
from index.packaged_mpnet import MPNET, pieces, unpack_mpnet

GRAPH_FILE = "encoder.onnx"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"
OUTLIERS = ".outliers"
"""Behind a layer's name: the numbers of its inputs that are far larger than the others."""
_OPSET = 17
_PROBES = ("What happened to supervision-order placements?", "About a quarter had broken down within two years.")


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """What is needed beside graph and tokenizer to encode a text as the model does."""

    name: str
    weights_sha256: str
    dimension: int
    most_tokens: int
    query_prompt: str = ""
    document_prompt: str = ""
    cross_encoder: str = ""
    """The model that the cross-encoder is made of; empty where there is none."""


def export_encoder(name: str, folder: Path) -> EncoderSettings:
    """Load the model ``name`` and write its graph, tokenizer and settings into ``folder``.

    ``name`` is ``carecite-minilm`` for the packaged model with carecite's adapter, ``all-MiniLM-L6-v2`` for the packaged model as it
    is, or a folder or hub name that sentence-transformers knows. The graph maps token ids and mask, both of shape (batch, tokens), to
    sentence vectors
    (batch, dimension) and token vectors (batch, tokens, dimension), all of length 1. Beside ``carecite-minilm`` stands its cross-encoder: MPNet
    where that is installed (``index.packaged_mpnet``), else MiniLM.

    Raises:
        EmbedderError: the model cannot be found, verified, or turned into a graph that gives the same vectors.
    """
    packaged = name in (DEFAULT_EMBEDDER, PLAIN_EMBEDDER)
    if packaged:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    model = _load(str(packaged_model_folder()) if packaged else name, name)
    plain = None
    if name == DEFAULT_EMBEDDER:
        plain = copy.deepcopy(model[0].model)
        apply_adapter(model[0].model)
    try:
        _export(model, folder / GRAPH_FILE)
        model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE))
    except (RuntimeError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise EmbedderError(
            f"the embedding model {name} cannot be used ({_first_line(error)}): choose a transformer model of sentence-transformers"
        ) from error
    settings = EncoderSettings(
        name=name,
        weights_sha256=embedder_checksum(name) or sha256_of(folder / GRAPH_FILE),
        dimension=int(model.get_embedding_dimension() or 0),
        most_tokens=int(model.max_seq_length or 256),
        query_prompt=model.prompts.get("query") or "",
        document_prompt=model.prompts.get("document") or model.prompts.get("passage") or "",
        cross_encoder="" if plain is None else MPNET if pieces() else PLAIN_EMBEDDER,
    )
    (folder / SETTINGS_FILE).write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    _verify(model, folder, name)
    if plain is not None:
        _export_cross_encoder(plain, folder / CROSS_GRAPH_FILE)
    return settings


def _load(source: str, name: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        return SentenceTransformer(source, device="cpu", model_kwargs={"attn_implementation": "eager"})
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        advice = f"name a sentence-transformers folder, or leave it out for {DEFAULT_EMBEDDER}"
        raise EmbedderError(f"the embedding model {name} cannot be loaded ({_first_line(error)}): {advice}") from error


def _export(model: Any, path: Path) -> None:
    import torch

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": torch.zeros_like(input_ids)}
            output = self.model.forward(features)
            normalize = torch.nn.functional.normalize
            return normalize(output["sentence_embedding"], dim=-1), normalize(output["token_embeddings"], dim=-1)

    example = model.tokenizer(list(_PROBES), padding=True, return_tensors="pt")
    batch, tokens = {0: "batch"}, {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            (example["input_ids"], example["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence", "tokens"],
            dynamic_axes={"input_ids": tokens, "attention_mask": tokens, "sentence": batch, "tokens": tokens},
            opset_version=_OPSET,
            dynamo=False,
        )


@dataclass(frozen=True, slots=True)
class CrossParts:
    """What the cross-encoder's score is made of: tensors of shape (pairs,), and ``pooled`` (pairs, 3 * dimension) for its head."""

    late: Any
    dense: Any
    pooled: Any


def cross_parts(hidden: Any, question: Any, weight: Any, sentence: Any) -> CrossParts:
    """Return the parts of the score from hidden states (pairs, tokens, dimension).

    ``question`` and ``sentence``, of shape (pairs, tokens), are 1 where each of the two stands, ``weight`` says how rare its tokens are. The late
    interaction is MaxSim (Khattab and Zaharia, ColBERT, SIGIR 2020) over tokens that have seen both texts.
    """
    import torch
    from torch.nn.functional import cosine_similarity, normalize

    unit = normalize(hidden, dim=-1)
    similar = unit @ unit.transpose(1, 2) - 4.0 * (1.0 - sentence).unsqueeze(1)
    late = (similar.amax(-1) * weight).sum(1) / weight.sum(1).clamp(min=1e-6)
    asked, told = (hidden * question.unsqueeze(-1)).sum(1), (unit * sentence.unsqueeze(-1)).sum(1)
    pooled = torch.cat([hidden[:, 0], 4.0 * normalize(asked, dim=-1), 4.0 * normalize(told, dim=-1)], dim=-1)
    return CrossParts(late, cosine_similarity(asked, told, dim=-1), pooled)


def cross_score(parts: CrossParts, late: Any, dense: Any, head: Any) -> Any:
    """Return the score (pairs,) from its parts, the weights of the first two and what the head says; training and the exported graph share it."""
    return late * parts.late + dense * parts.dense + 0.25 * head


def load_mpnet() -> Any:
    """Load the packaged MPNet, which the larger cross-encoder is made of.

    Raises:
        EmbedderError: its packages are not installed, or do not hold the well-known model.
    """
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    with tempfile.TemporaryDirectory() as scratch:
        return AutoModel.from_pretrained(str(unpack_mpnet(Path(scratch))), attn_implementation="eager").eval()


def cross_hidden(encoder: Any, input_ids: Any, attention_mask: Any) -> Any:
    """Return the hidden states (pairs, tokens, dimension) of sequences that ``index.cross_encoder.lay_out`` laid out.

    The ids are BERT's. MPNet has the same pieces of words, each four places further on, behind its own ids of start, padding and separator.
    """
    import torch

    if encoder.config.model_type != "mpnet":
        return encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids))[0]
    ids = torch.where(input_ids == START, -4, torch.where(input_ids == SEPARATOR, -2, input_ids)) + 4
    ids = torch.where(attention_mask == 0, torch.ones_like(ids), ids)
    return encoder(input_ids=ids, attention_mask=attention_mask)[0]


def _export_cross_encoder(plain: Any, path: Path) -> None:
    """Write the graph that ``index.cross_encoder`` runs: of MPNet, rounded to 8 bits, where it is installed, else of the packaged MiniLM."""
    if not pieces():
        _write_cross_graph(plain, apply_adapter(plain, CROSS_ADAPTER), path)
        return
    encoder = load_mpnet()
    head = apply_adapter(encoder, MPNET_ADAPTER)
    _set_apart(encoder, {name: head.pop(name) for name in [*head] if name.endswith(OUTLIERS)})
    with tempfile.TemporaryDirectory() as scratch:
        _write_cross_graph(encoder, head, Path(scratch) / CROSS_GRAPH_FILE)
        to_eight_bits(Path(scratch) / CROSS_GRAPH_FILE, path, except_in="apart")


def _set_apart(encoder: Any, columns: dict[str, Any]) -> None:
    """Let the few inputs of a layer that are far larger than all others be multiplied by themselves, at full precision, beside the rest.

    Otherwise the largest would set the step that all are rounded to (Dettmers et al., LLM.int8(), NeurIPS 2022). ``columns`` has the inputs by the
    name of the layer and ``OUTLIERS``.
    """
    import torch

    class SetApart(torch.nn.Module):
        def __init__(self, linear: Any, outliers: Any) -> None:
            super().__init__()
            self.outliers = outliers
            self.rest = linear
            self.apart = torch.nn.Linear(len(outliers), linear.out_features, bias=False)
            self.apart.weight.data = linear.weight.data[:, outliers].clone()
            self.kept = torch.ones(linear.in_features).index_fill(0, outliers, 0.0)

        def forward(self, inputs: torch.Tensor) -> torch.Tensor:
            total: torch.Tensor = self.apart(inputs[..., self.outliers]) + self.rest(inputs * self.kept)
            return total

    for name, numbers in columns.items():
        layer, _, attribute = name.removesuffix(OUTLIERS).rpartition(".")
        linear = encoder.get_submodule(f"{layer}.{attribute}")
        setattr(encoder.get_submodule(layer), attribute, SetApart(linear, numbers.long()))


def _write_cross_graph(encoder: Any, head: dict[str, Any], path: Path) -> None:
    import torch
    from torch.nn.functional import linear

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, question: torch.Tensor, weight: torch.Tensor, sentence: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            parts = cross_parts(cross_hidden(self.encoder, input_ids, attention_mask), question, weight, sentence)
            score, answers = (linear(parts.pooled, head[f"{name}.weight"], head[f"{name}.bias"])[:, 0] for name in ("head", "answers"))
            return cross_score(parts, head["late"], head["dense"], score), answers

    ids = torch.tensor([[101, 2054, 102, 2769, 102], [101, 2129, 102, 2188, 102]])
    one = torch.ones(ids.shape)
    names = ("input_ids", "attention_mask", "question", "weight", "sentence")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            (ids, torch.ones_like(ids), one, one, one),
            str(path),
            input_names=list(names),
            output_names=["score", "answers"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in names} | {name: {0: "batch"} for name in ("score", "answers")},
            opset_version=_OPSET,
            dynamo=False,
        )


def _verify(model: Any, folder: Path, name: str) -> None:
    """Make sure that the graph gives the model's own vectors."""
    from index.encoder import Encoder

    own = model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
    ours = Encoder.open(folder).encode(list(_PROBES)).sentences
    if ours.shape != own.shape or float(np.min(np.sum(ours * own, axis=1))) < 0.999:
        raise EmbedderError(f"the embedding model {name} gives other vectors as a graph than in sentence-transformers: choose another model")


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
