"""What people ask about everything else: short everyday questions, none of them on any corpus, that a question on another subject is close to."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from index.errors import DamagedIndex
from index.layout import BACKGROUND

NEAREST = 5


def background_questions() -> list[str]:
    """Return the questions of ``index/background.txt``."""
    text = files("index").joinpath("background.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def save_background(folder: Path, encoder: Encoder) -> None:
    """Write the vectors of the background questions, shape (questions, dimension), beside the encoder that made them.

    They are taken over with it from index to index, so a change of the questions needs a new ``index.manifest.FORMAT_VERSION``.
    """
    np.save(folder / BACKGROUND, encoder.encode(background_questions(), query=True).sentences, allow_pickle=False)


def load_background(folder: Path) -> Vectors:
    """Read the vectors that ``save_background`` wrote.

    Raises:
        DamagedIndex: they are missing or cannot be read.
    """
    try:
        vectors: Vectors = np.load(folder / BACKGROUND, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"the index around {folder} is damaged ({BACKGROUND} cannot be read): remove it and run `carecite build` again") from error
    return vectors


def closeness(question: Vectors, background: Vectors) -> float:
    """Return the mean cosine of a question's vector (dimension,) with the background questions nearest to it."""
    nearest = np.sort(background @ question)[-NEAREST:]
    return float(nearest.mean()) if len(nearest) else 0.0
