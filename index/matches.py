"""How the words of a question match the words of sentences, one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Matches:
    """The tokens of a question against some sentences.

    ``vectors`` (question tokens, dimension) and ``idf`` (question tokens) are the question's own; ``similarity`` (sentences, question tokens) is the
    cosine of the most similar token of each sentence, ``same`` whether the token itself stands there, ``lengths`` (sentences) how many tokens each
    sentence has.
    """

    vectors: Vectors
    idf: Vectors
    similarity: Vectors
    same: NDArray[np.bool_]
    lengths: NDArray[np.int64]
