"""The files of an index folder, and how a new one takes the place of an old one.

Nothing is ever written into a published folder: a build goes to a temporary folder beside it, which is renamed when it is whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexWriteError

MANIFEST = "manifest.json"
DOCUMENTS = "documents.jsonl"
SENTENCES = "sentences.jsonl"
VECTORS = "vectors.faiss"
TOKENS = "tokens.npy"
TOKEN_IDS = "token_ids.npy"
TOKEN_STARTS = "token_starts.npy"
LEXICAL = "bm25"
ENCODER = "encoder"
BACKGROUND = "background.npy"
DUPLICATES = "duplicates.json"
TIMES = "times.json"
"""When each document was read or embedded; the only file without a checksum."""

_PREVIOUS = ".previous"


@contextmanager
def publishing(target: Path) -> Iterator[Path]:
    """Give a temporary folder to fill, and put it in the place of ``target`` when the block ends without an error.

    Raises:
        IndexWriteError: the folder cannot be written or put in place; the old index is left as it was.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-building-", dir=target.parent))
    except OSError as error:
        raise IndexWriteError(f"the index cannot be written to {target} ({error.strerror}): choose another folder with --index") from error
    try:
        yield folder
        folder.chmod(0o755)
        _replace(folder, target)
    except OSError as error:
        raise IndexWriteError(
            f"the index cannot be written to {target} ({error.strerror}): free some space or choose another folder with --index"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, target: Path) -> None:
    previous = target.with_name(target.name + _PREVIOUS)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        if not (target / MANIFEST).exists() and any(target.iterdir()):
            raise IndexWriteError(f"{target} holds other files than an index: choose an empty folder with --index")
        target.rename(previous)
    try:
        folder.rename(target)
    except OSError:
        recover(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the old index back where a build was cut off between taking it away and putting the new one in its place."""
    previous = target.with_name(target.name + _PREVIOUS)
    if not target.exists() and (previous / MANIFEST).is_file():
        previous.rename(target)
