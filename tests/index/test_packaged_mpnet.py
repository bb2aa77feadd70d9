"""The larger cross-encoder's packages: found, joined, verified; what happens without them, and what the graph made of them gives."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import numpy as np
import pytest

from index import embedder, packaged_mpnet
from index.adapter.weights import MPNET_ADAPTER, apply_adapter
from index.checksum import sha256_of
from index.cross_encoder import CROSS_GRAPH_FILE, Pair, lay_out
from index.encoder import open_session
from index.errors import EmbedderError
from index.packaged_model import PLAIN_EMBEDDER

PLACES = {
    "model.safetensors": b"weights " * 1000,
    "config.json": b"{}",
}


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"all-mpnet-base-v2/{name}", content)
    return buffer.getvalue()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Path]:
    """Return a function that lets five packages hold the pieces of a file."""

    def hold(content: bytes) -> Path:
        size = len(content) // 5 + 1
        for number in range(1, 6):
            (tmp_path / f"model.zip.{number:03}").write_bytes(content[(number - 1) * size : number * size])

        def find(name: str) -> SimpleNamespace:
            path = tmp_path / f"model.zip.{name[-3:]}"
            file = SimpleNamespace(name=PurePosixPath(path).name, locate=lambda: path)
            return SimpleNamespace(files=[SimpleNamespace(name="__init__.py", locate=lambda: tmp_path), file])

        monkeypatch.setattr(packaged_mpnet, "distribution", find)
        return tmp_path

    return hold


def test_the_pieces_are_joined_and_verified(packages: Callable[[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages(zipped(PLACES))
    for name, content in PLACES.items():
        (tmp_path / name).write_bytes(content)
        monkeypatch.setitem(packaged_mpnet.CHECKSUMS, name, sha256_of(tmp_path / name))
    target = tmp_path / "model"
    target.mkdir()
    assert packaged_mpnet.unpack_mpnet(target) == target
    assert {path.name: path.read_bytes() for path in target.iterdir()} == PLACES


@pytest.mark.parametrize(
    ("content", "told"),
    [(zipped(PLACES), "is not the well-known file"), (zipped({"other": b""}), "do not hold the model"), (b"no zip file", "do not hold the model")],
)
def test_packages_that_hold_something_else_are_refused(packages: Callable[[bytes], Path], tmp_path: Path, content: bytes, told: str) -> None:
    packages(content)
    (tmp_path / "model").mkdir()
    with pytest.raises(EmbedderError, match=told) as caught:
        packaged_mpnet.unpack_mpnet(tmp_path / "model")
    assert packaged_mpnet.INSTALL in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_package_that_lacks_is_as_if_none_were_there(packages: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = packages(zipped(PLACES))
    assert len(packaged_mpnet.pieces()) == 5
    (folder / "model.zip.003").unlink()
    assert packaged_mpnet.pieces() == []

    def find(name: str) -> SimpleNamespace:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(packaged_mpnet, "distribution", find)
    assert packaged_mpnet.pieces() == []


def test_the_requirements_are_the_packages_that_are_looked_for() -> None:
    text = (Path(__file__).parents[2] / "mpnet.txt").read_text(encoding="utf-8")
    lines = [line.split(" --hash=sha256:") for line in text.splitlines() if not line.startswith("#")]
    assert [name for name, _ in lines] == [f"{piece}=={packaged_mpnet.VERSION}" for piece in packaged_mpnet.PIECES]
    assert all(len(checksum) == 64 for _, checksum in lines)


def test_without_the_packages_the_smaller_model_is_the_cross_encoder(smaller: Path, exported: Path) -> None:
    told = [json.loads((folder / "encoder.json").read_text(encoding="utf-8")) for folder in (smaller, exported)]
    assert told[0]["cross_encoder"] == PLAIN_EMBEDDER
    assert told[1]["cross_encoder"] == (packaged_mpnet.MPNET if packaged_mpnet.pieces() else PLAIN_EMBEDDER)
    is_same = told[0]["weights_sha256"] == told[1]["weights_sha256"]
    assert is_same is not bool(packaged_mpnet.pieces()), "an index built before the packages came is built again"


installed = pytest.mark.skipif(not packaged_mpnet.pieces(), reason="the packages in mpnet.txt are not installed")


@installed
def test_the_graph_of_8_bits_orders_as_the_model_does(exported: Path) -> None:
    """The score may be off by a tenth of what parts a good sentence from a bad one."""
    import torch

    encoder = embedder.load_mpnet()
    head = apply_adapter(encoder, MPNET_ADAPTER)
    pairs = [Pair((101, 2054, 2003, 102, 2769, 2015, 102), (1, 3), (4, 6)), Pair((101, 2054, 2003, 102, 3000, 102), (1, 3), (4, 5))]
    laid = lay_out(pairs, [(1.0, 0.5), (1.0, 0.5)])
    with torch.no_grad():
        inputs = {name: torch.from_numpy(values) for name, values in laid.items()}
        parts = embedder.cross_parts(
            embedder.cross_hidden(encoder, inputs["input_ids"], inputs["attention_mask"]), inputs["question"], inputs["weight"], inputs["sentence"]
        )
        pooled = torch.nn.functional.linear(parts.pooled, head["head.weight"], head["head.bias"])[:, 0]
        own = embedder.cross_score(parts, head["late"], head["dense"], pooled)
    graph = open_session(exported / CROSS_GRAPH_FILE).run(None, laid)
    assert np.allclose(own.numpy(), graph[0], atol=0.15)
    assert float((own[0] - own[1]) * (graph[0][0] - graph[0][1])) > 0


@installed
def test_making_the_graph_leaves_logging_as_it_was(tmp_path: Path) -> None:
    """The library that rounds to 8 bits sets up logging for all, and then other libraries write to the terminal."""
    before = (logging.root.handlers[:], logging.root.manager.disable)
    embedder._export_cross_encoder(None, tmp_path / CROSS_GRAPH_FILE)
    assert (logging.root.handlers, logging.root.manager.disable) == before
