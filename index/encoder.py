"""Texts to vectors: sentence vectors and token vectors from one pass of the exported embedding model."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndex

Vectors = NDArray[np.float32]
_BATCH_TOKENS = 2048
_LARGEST_BATCH = 64
NO_REPORTS = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")
"""What tells onnxruntime to report nothing: its name, and the one that it had before."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Token vectors of one text, special tokens left out.

    ``vectors`` has shape (tokens, dimension), rows of length 1; ``ids`` are the vocabulary's ids; ``offsets`` of shape (tokens, 2) are
    the characters of each token in the text.
    """

    vectors: Vectors
    ids: NDArray[np.int32]
    offsets: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of a list of texts: ``sentences`` of shape (texts, dimension), and the token vectors of each where they were asked for."""

    sentences: Vectors
    tokens: tuple[TokenVectors, ...] = ()


class Encoder:
    """The exported model and its tokenizer; reads files alone and reaches for no network."""

    def __init__(self, session: Any, tokenizer: Any, settings: dict[str, Any]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.name: str = settings["name"]
        self.weights_sha256: str = settings["weights_sha256"]
        self.dimension: int = settings["dimension"]
        self.most_tokens: int = settings["most_tokens"]
        self.cross_encoder: str = settings.get("cross_encoder", "")
        self._query_prompt: str = settings.get("query_prompt", "")
        self._document_prompt: str = settings.get("document_prompt", "")

    @classmethod
    def open(cls, folder: Path) -> Encoder:
        """Load the encoder that ``index.embedder.export_encoder`` wrote into ``folder``.

        Raises:
            DamagedIndex: one of its files is missing or cannot be read.
        """
        try:
            settings = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
            tokenizer = open_tokenizer(folder)
            tokenizer.enable_truncation(settings["most_tokens"])
            return cls(open_session(folder / "encoder.onnx"), tokenizer, settings)
        except Exception as error:  # onnxruntime and tokenizers raise bare Exception subclasses of their own for unreadable files
            raise DamagedIndex(f"the encoder in {folder} cannot be read: remove the folder and build again") from error

    def words(self) -> frozenset[str]:
        """Return the whole words of three letters or more in the tokenizer's vocabulary: general English, frequent names among it."""
        return frozenset(word for word in self._tokenizer.get_vocab() if len(word) >= 3 and word.isalpha())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens left out; at most ``most_tokens``."""
        return [len(encoding.ids) - 2 for encoding in self._tokenizer.encode_batch(list(texts))]

    def encode(self, texts: Sequence[str], *, tokens: bool = False, query: bool = False, progress: Callable[[int], None] | None = None) -> Encoded:
        """Encode texts, longest together, and return their vectors in the order given; ``progress`` is called with the number of texts done.

        ``query`` says that the texts are questions, for models that were trained with a prompt before them. A text beyond the
        model's window is cut at its end.
        """
        prompt = self._query_prompt if query else self._document_prompt
        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])
        lengths = np.array([len(encoding.ids) for encoding in encodings], dtype=np.int64)
        sentences = np.zeros((len(texts), self.dimension), dtype=np.float32)
        by_token: dict[int, TokenVectors] = {}
        for batch in _batches(lengths):
            rows = [encodings[i] for i in batch]
            sentence, token = self._run(rows)
            sentences[batch] = sentence
            if tokens:
                for j, i in enumerate(batch):
                    by_token[int(i)] = _token_vectors(rows[j], token[j], len(prompt))
            if progress is not None:
                progress(len(batch))
        return Encoded(sentences, tuple(by_token[i] for i in range(len(texts))) if tokens else ())

    def _run(self, encodings: Sequence[Any]) -> tuple[Vectors, Vectors]:
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        sentence, token = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return sentence, token


def open_session(graph: Path) -> Any:
    """Open an exported graph to run on this machine's processor; raises what onnxruntime raises."""
    onnxruntime = _silent_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(processors(), 8)
    options.log_severity_level = 3
    # Threads that wait by spinning take the processor from whatever comes between two runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def to_eight_bits(graph: Path, target: Path, except_in: str) -> None:
    """Write a graph with its weights rounded to 7 bits and a sign, a scale for each output; what flows through is rounded to 8 bits as it runs.

    7 bits, since older processors add two products of 8 in a number that cannot hold them. Products in a part named ``except_in`` stay as they are.
    """
    _silent_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    silent = logging.NullHandler()
    before = logging.root.manager.disable
    logging.root.addHandler(silent)  # It advises what would gain nothing here, and sets up logging for all to do so.
    logging.disable(logging.WARNING)
    try:
        kept = [name for name in _products(graph) if f"/{except_in}/" in name]
        quantize_dynamic(graph, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=kept)
    finally:
        logging.disable(before)
        logging.root.removeHandler(silent)


def _products(graph: Path) -> list[str]:
    """Return the names of a graph's matrix products."""
    import onnx

    return [node.name for node in onnx.load(str(graph)).graph.node if node.op_type == "MatMul"]


def _silent_runtime() -> Any:
    """Return onnxruntime, told to report nothing to its makers.

    Its official builds keep a number for this computer in the home folder and send them what is run here, unless they are told otherwise before they
    are loaded; the call is for a process that had loaded it already.
    """
    os.environ.update(dict.fromkeys(NO_REPORTS, "1"))
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def processors() -> int:
    """Return how many processors this process may use, which may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_tokenizer(folder: Path) -> Any:
    """Open the tokenizer of an encoder's folder, without padding; raises what tokenizers raises."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def _batches(lengths: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Split positions into batches of texts of like length, so that little padding is computed."""
    order = np.argsort(-lengths, kind="stable")
    batches, start = [], 0
    while start < len(order):
        size = max(1, min(_LARGEST_BATCH, _BATCH_TOKENS // max(1, int(lengths[order[start]]))))
        batches.append(order[start : start + size])
        start += size
    return batches


def _token_vectors(encoding: Any, vectors: Vectors, prompt: int) -> TokenVectors:
    special = np.array(encoding.special_tokens_mask, dtype=bool)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2) - prompt
    keep = ~special & (offsets[:, 0] >= 0)
    ids = np.array(encoding.ids, dtype=np.int32)
    return TokenVectors(np.ascontiguousarray(vectors[: len(ids)][keep]), ids[keep], offsets[keep])
