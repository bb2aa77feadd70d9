"""One exported encoder for all tests of the index, and sentences made by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index import builder, embedder, packaged_model
from index.embedder import export_encoder
from index.encoder import Encoder
from index.packaged_model import DEFAULT_EMBEDDER

FILES = {
    "fostering.md": "# Fostering\n\nFoster carers receive £141 a week for each child. Most approvals take five months.\n\n"
    "## Leaving\n\nYoung people may stay put until 21.\n",
    "prisons.txt": "Visits to the prison are on Sundays. A visitor shows a passport at the gate.\n\nParcels are not accepted.\n",
    "trains.txt": "The night train leaves Crewe at ten. It carries no bicycles.\n",
}


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the packaged model's encoder, exported once."""
    folder = tmp_path_factory.mktemp("encoder")
    export_encoder(DEFAULT_EMBEDDER, folder)
    return folder


@pytest.fixture(scope="session")
def smaller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same where the packages of the larger cross-encoder are not installed."""
    folder = tmp_path_factory.mktemp("smaller")
    with pytest.MonkeyPatch.context() as patch:
        for module in (embedder, packaged_model):
            patch.setattr(module, "pieces", list)
        export_encoder(DEFAULT_EMBEDDER, folder)
    return folder


@pytest.fixture(scope="session")
def encoder(exported: Path) -> Encoder:
    """Return the packaged model's encoder."""
    return Encoder.open(exported)


@pytest.fixture
def quick_export(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds copy the encoder that is exported already."""
    monkeypatch.setattr(builder, "export_encoder", lambda _, folder: shutil.copytree(exported, folder, dirs_exist_ok=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three small documents."""
    return fill(tmp_path / "documents", FILES)


@pytest.fixture(scope="session")
def built(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of the three documents that no test changes."""
    place = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "export_encoder", lambda _, folder: shutil.copytree(exported, folder, dirs_exist_ok=True))
        builder.build_index(fill(place / "documents", FILES), place / "index")
    return place / "index"


def fill(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder
